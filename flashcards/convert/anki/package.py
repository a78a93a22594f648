"""The notes of an Anki package as notes of ours: each card that asks something else is one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from flashcards.convert.anki import cloze
from flashcards.convert.anki.html import HtmlReader, Pictures
from flashcards.convert.anki.templates import filled, is_reverse, names
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.flat import flat
from flashcards.convert.inline import flat_markdown
from flashcards.convert.writing import text_markdown
from flashcards.packed import NoteType, PackedCard, PackedNote
from flashcards.text import Line, Paragraph, Text, Words, plain

LONGEST_NOTE = 100_000
"""In characters of its fields."""
LONGEST_GUID = 200
"""In characters; our reader takes no longer one."""

NO_FRONT, TOO_LONG, OCCLUSION, NO_GAP, SENSELESS, TAGS = (
    "a card without words on its front",
    f"a note of more than {LONGEST_NOTE // 1000} kB",
    "a picture with hidden parts",
    "a cloze note without a gap",
    "a row that makes no sense",
    "the tags of a note",
)
_CLOZE_FIELD = re.compile(r"\{\{(?:[^{}]*:)?cloze:([^{}:]+)\}\}")
_OCCLUSION = "image-occlusion:"
_NO_DECK = "Default"
_ANKI_S_OWN_TAGS = frozenset(["leech", "marked"])
_STEP = " › "


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package holds of text; ``senseless`` counts the rows that nothing can be made of.

    With ``has_lines``, the id of a note is its line.
    """

    types: Mapping[int, NoteType]
    decks: Mapping[int, str]
    notes: Sequence[PackedNote]
    cards: Sequence[PackedCard]
    senseless: int = 0
    has_lines: bool = False


def convert(path: str, held: Contents, pictures: Pictures) -> Conversion:
    """The notes of a package, in the order they were made."""
    decks: dict[int, dict[int, str]] = {}
    for card in sorted(held.cards):
        decks.setdefault(card.note, {})[card.ord] = held.decks.get(card.deck, _NO_DECK)
    shelf = _Shelf.of(held.notes, decks)
    reader = _NoteReader(path, held.types, pictures, held.has_lines)
    notes: list[Converted] = []
    for note in sorted(held.notes):
        cards = decks.get(note.id, {})
        notes += reader.read(note, cards, shelf.section(note, cards))
    lost = [*reader.lost, *(SENSELESS for _ in range(held.senseless))]
    lost += [TAGS for note in held.notes if _tags(note) and not shelf.by_tag]
    return Conversion(
        shelf.title,
        tuple(notes),
        tuple(LeftOut(path, 0, reason) for reason in lost),
        "it has no notes with words on their front",
    )


@dataclass(frozen=True, slots=True)
class _Shelf:
    """How the notes are divided: by the decks below a common one, or each by its only tag."""

    title: str
    depth: int
    by_tag: bool

    @classmethod
    def of(cls, notes: Iterable[PackedNote], decks: Mapping[int, Mapping[int, str]]) -> "_Shelf":
        used = {tuple(name.split("::")) for cards in decks.values() for name in cards.values()}
        levels = zip(*used, strict=False)
        shared = sum(1 for _ in takewhile(lambda level: len(set(level)) == 1, levels))
        title = next(iter(used))[shared - 1] if shared else ""
        at_most_one = all(len(_tags(note)) <= 1 for note in notes)
        return cls("" if title == _NO_DECK else title, shared, len(used) == 1 and at_most_one)

    def section(self, note: PackedNote, cards: Mapping[int, str]) -> str:
        """The section of a note; empty for the deck itself."""
        if self.by_tag:
            return _STEP.join(part for tag in _tags(note) for part in tag.split("::") if part)
        names_ = cards[min(cards)].split("::") if cards else []
        return _STEP.join(part for part in names_[self.depth :] if part)


@dataclass(frozen=True, slots=True)
class _NoteReader:
    """Reads notes; ``lost`` are the reasons for all that was left out."""

    path: str
    types: Mapping[int, NoteType]
    pictures: Pictures
    has_lines: bool
    lost: list[str] = field(default_factory=list)

    def read(self, note: PackedNote, cards: Mapping[int, str], section: str) -> Iterator[Converted]:
        """What a note becomes: one of ours for each card, but for one that only asks back."""
        kind = self.types[note.type]
        if sum(map(len, note.fields)) > LONGEST_NOTE:
            self.lost.append(TOO_LONG)
        elif not kind.templates:
            self.lost.append(NO_FRONT)
        elif kind.is_cloze:
            yield from self._gaps(note, kind, cards, section)
        else:
            yield from self._sides(note, kind, cards, section)

    def _sides(
        self, note: PackedNote, kind: NoteType, cards: Mapping[int, str], section: str
    ) -> Iterator[Converted]:
        fields = dict(zip(kind.fields, note.fields, strict=True))
        ords = sorted(ord_ for ord_ in cards if ord_ < len(kind.templates)) or [0]
        both_ways = is_reverse(kind) and {0, 1} <= set(ords)
        for ord_ in ords:
            if ord_ == 1 and both_ways:
                continue
            template = kind.templates[ord_]
            front = filled(template.front, fields)
            back = filled(template.back, _without(fields, names(template.front)), is_back=True)
            reverse = both_ways and ord_ == 0
            yield from self._note(note, ord_, section, front, [back], reverse=reverse)

    def _gaps(
        self, note: PackedNote, kind: NoteType, cards: Mapping[int, str], section: str
    ) -> Iterator[Converted]:
        fields = dict(zip(kind.fields, note.fields, strict=True))
        template = kind.templates[0]
        named = _CLOZE_FIELD.search(template.front)
        name = named[1].strip() if named else kind.fields[0]
        parts = cloze.parse(fields.get(name, ""))
        asked = [n for n in cloze.numbers(parts) if not cards or n - 1 in cards]
        if not asked or _OCCLUSION in fields.get(name, ""):
            self.lost.append(OCCLUSION if asked else NO_GAP)
            return
        more = filled(template.back, _without(fields, names(template.front)), is_back=True)
        for number in asked:
            front = filled(template.front, fields | {name: cloze.question(parts, number)})
            hidden = cloze.answers(parts, number)
            yield from self._note(note, number - 1, section, front, [*hidden, more])

    def _note(
        self,
        note: PackedNote,
        ord_: int,
        section: str,
        front: str,
        backs: Sequence[str],
        *,
        reverse: bool = False,
    ) -> Iterator[Converted]:
        reader = HtmlReader(self.pictures)
        heading = flat(reader.read(front))
        answer = _together([reader.read(back) for back in backs])
        self.lost.extend(reader.lost)
        words = " ".join(plain(heading).split())
        if not words:
            self.lost.append(NO_FRONT)
            return
        yield Converted(
            *(flat_markdown(heading), words, text_markdown(answer), self.path),
            line=note.id if self.has_lines else 0,
            section=section,
            reverse=reverse and bool(answer),
            guid=_guid(note.guid, ord_),
        )


def _together(texts: Sequence[Text]) -> Text:
    """Texts one after the other; of several that are single lines, one line."""
    *hidden, more = texts
    lines: list[Line] = [t[0].line for t in hidden if len(t) == 1 and isinstance(t[0], Paragraph)]
    if len(hidden) > 1 and len(lines) == len(hidden):
        joined = [node for line in lines for node in (Words("; "), *line)]
        return (Paragraph(tuple(joined[1:])), *more)
    return tuple(block for text in texts for block in text)


def _without(fields: Mapping[str, str], shown: Iterable[str]) -> dict[str, str]:
    """The fields, without those that the front shows already."""
    return dict(fields) | dict.fromkeys(shown, "")


def _tags(note: PackedNote) -> list[str]:
    return [tag for tag in note.tags if tag.casefold() not in _ANKI_S_OWN_TAGS]


def _guid(guid: str, ord_: int) -> str:
    """By what the card is found again: the guid for the first, with its number for another.

    Empty for a guid that no attribute can hold.
    """
    if not guid:
        return ""
    named = guid if ord_ == 0 else f"{guid}#{ord_ + 1}"
    is_writable = '"' not in named and named.isprintable() and len(named) <= LONGEST_GUID
    return named if is_writable else ""
