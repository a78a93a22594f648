"""The templates of Anki's note types, filled with the fields of a note as Anki fills them."""

import re
from collections.abc import Collection, Mapping

from flashcards.packed import NoteType

_TAG = re.compile(r"\{\{([#^/]?)([^{}]*)\}\}")
_DROPPED = re.compile(r"<(script|style)\b[^>]*>.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ANSWER_BEGINS = re.compile(r"<hr[^<>]*\bid=[\"']?answer[\"']?[^<>]*>", re.IGNORECASE)
_ABOUT_THE_CARD = frozenset(
    ["FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"]
)
"""Names that stand for no field."""
_SHOWN = frozenset(["text", "hint", "furigana", "kanji", "kana", "cloze", "edit"])
"""Filters that only change how a field is shown."""
_TYPED = "type"
"""A filter that asks for a field on the front, and shows it on the back."""


def filled(template: str, fields: Mapping[str, str], *, is_back: bool = False) -> str:
    """A side of a card as HTML, without what it repeats of the front."""
    shown = _SHOWN | ({_TYPED} if is_back else set())
    template = _DROPPED.sub("", template)
    begun = _ANSWER_BEGINS.search(template)
    out: list[str] = []
    hidden = 0
    for part in _parts(template[begun.end() :] if begun else template):
        if isinstance(part, str):
            out.append("" if hidden else part)
            continue
        kind, name = part
        if kind == "/":
            hidden = max(0, hidden - 1)
        elif kind:
            is_there = bool(fields.get(name, "").strip())
            hidden += hidden > 0 or is_there == (kind == "^")
        elif not hidden:
            out.append(_value(name, fields, shown))
    return "".join(out)


def names(template: str) -> set[str]:
    """The fields that a side shows, whatever they hold."""
    tags = (_split(tag[2]) for tag in _TAG.finditer(_DROPPED.sub("", template)) if not tag[1])
    return {field for filters, field in tags if filters <= _SHOWN} - {"FrontSide"}


def is_reverse(kind: NoteType) -> bool:
    """Whether the second card of a type asks the first one the other way round."""
    if len(kind.templates) < 2:  # noqa: PLR2004 - it takes two
        return False
    known = set(kind.fields)
    first, second = kind.templates[:2]
    ask, answer = names(first.front) & known, names(first.back) & known
    asked, answered = names(second.front) & known, names(second.back) & known
    return bool(asked & (answer - ask)) and bool(ask & (answered - asked)) and not ask & asked


def _parts(template: str) -> list["str | tuple[str, str]"]:
    """Pieces of HTML, and the tags between them."""
    parts: list[str | tuple[str, str]] = []
    end = 0
    for tag in _TAG.finditer(template):
        parts += [template[end : tag.start()], (tag[1], tag[2].strip())]
        end = tag.end()
    return [*parts, template[end:]]


def _value(name: str, fields: Mapping[str, str], shown: Collection[str]) -> str:
    filters, field = _split(name)
    is_field = field not in _ABOUT_THE_CARD and filters.issubset(shown)
    return fields.get(field, "") if is_field else ""


def _split(name: str) -> tuple[set[str], str]:
    """The filters before a field, and the field."""
    *filters, field = (part.strip() for part in name.split(":"))
    return set(filters), field
