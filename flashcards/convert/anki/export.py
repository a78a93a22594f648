"""What Anki exports as plain text: rows of HTML, and above them what their columns hold."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from flashcards.convert.anki import cloze, package
from flashcards.convert.anki.package import Contents
from flashcards.convert.converted import Conversion
from flashcards.convert.tables import Record, divided
from flashcards.packed import NoteType, PackedCard, PackedNote, Template

_DIRECTIVE = re.compile(r"#([a-z ]+):(.*)$", re.IGNORECASE)
_DIVIDERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_NO_FIELDS = ("guid", "notetype", "deck", "tags")
_BASIC, _BOTH_WAYS, _GAPS = (
    NoteType(id_, name, id_ == 3, ("Front", "Back"), templates)  # noqa: PLR2004 - the last one
    for id_, (name, templates) in enumerate(
        {
            "Basic": (Template("Card 1", "{{Front}}", "{{Back}}"),),
            "Basic (and reversed card)": (
                Template("Card 1", "{{Front}}", "{{Back}}"),
                Template("Card 2", "{{Back}}", "{{Front}}"),
            ),
            "Cloze": (Template("Cloze", "{{cloze:Front}}", "{{cloze:Front}}{{Back}}"),),
        }.items(),
        start=1,
    )
)


def is_export(text: str) -> bool:
    """Whether a text begins as Anki's exports do."""
    return text.startswith(("#separator:", "#html:"))


def convert(path: str, text: str) -> Conversion:
    """The notes of an export; pictures do not come with it."""
    directives, body = _split(text)
    divider = _DIVIDERS.get(directives.get("separator", "tab").lower(), "\t")
    records = divided(body, divider).records
    reader = _Rows(directives)
    pairs = [(reader.note(record), reader.deck(record)) for record in records]
    names = list(dict.fromkeys(deck for _, deck in pairs))
    cards = [
        PackedCard(note.id, note.id, ord_, names.index(deck), suspended=False)
        for note, deck in pairs
        for ord_ in _ords(note)
    ]
    types = {kind.id: kind for kind in (_BASIC, _BOTH_WAYS, _GAPS)}
    notes = [note for note, _ in pairs]
    held = Contents(types, dict(enumerate(names)), notes, cards, has_lines=True)
    return package.convert(path, held, lambda _: None)


class _Rows:
    """Reads rows by what is said of their columns."""

    def __init__(self, directives: Mapping[str, str]) -> None:
        self._directives = directives
        self._places = {name: self._place(f"{name} column") for name in _NO_FIELDS}
        self._is_html = directives.get("html", "false").strip().lower() == "true"

    def note(self, record: Record) -> PackedNote:
        """The note of a row; its id is the line."""
        front, *more = [*self._fields(record.cells), ""]
        back = "<br><br>".join(value for value in more if value.strip())
        name = self._cell(record, "notetype").casefold()
        kind = _GAPS if cloze.numbers(cloze.parse(front)) else _BASIC
        kind = _BOTH_WAYS if kind is _BASIC and "reversed" in name else kind
        tags = tuple(self._cell(record, "tags").split())
        return PackedNote(record.line, self._cell(record, "guid"), kind.id, (front, back), tags)

    def deck(self, record: Record) -> str:
        """The deck of a row."""
        return self._cell(record, "deck") or self._directives.get("deck", "Default")

    def _fields(self, cells: Sequence[str]) -> list[str]:
        used = set(self._places.values())
        values = [cell for place, cell in enumerate(cells) if place not in used]
        return values if self._is_html else [_as_html(value) for value in values]

    def _cell(self, record: Record, name: str) -> str:
        place = self._places[name]
        return record.cells[place].strip() if 0 <= place < len(record.cells) else ""

    def _place(self, name: str) -> int:
        number = self._directives.get(name, "").strip()
        return int(number) - 1 if re.fullmatch("[0-9]{1,3}", number) else -1


def _split(text: str) -> tuple[dict[str, str], str]:
    """The lines at the top that begin with ``#``, and the rest with blank ones in their place."""
    directives: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _DIRECTIVE.match(line)
        if not found:
            break
        directives[found[1].strip().lower()] = found[2].strip()
        lines[number] = ""
    return directives, "\n".join(lines)


def _ords(note: PackedNote) -> list[int]:
    numbers = cloze.numbers(cloze.parse(note.fields[0])) if note.type == _GAPS.id else []
    if numbers:
        return [number - 1 for number in numbers]
    return [0, 1] if note.type == _BOTH_WAYS.id else [0]


def _as_html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
