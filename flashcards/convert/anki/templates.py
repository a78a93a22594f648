"""The templates of Anki's note types, filled with the fields of a note as Anki fills them."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from flashcards.packed import NoteType

_MOST_TAGS = 1_000
"""In one template; what follows is text."""
_TAG = re.compile(r"\{\{([#^/]?)([^{}]*)\}\}")
_DROPPED = re.compile(
    r"<(script|style)\b[^<>]*>(?:(?!<\1\b).)*?</\1>|<!--(?:(?!<!--).)*?-->",
    re.DOTALL | re.IGNORECASE,
)
"""None of them holds its own beginning: so no search is long."""
_ANSWER_BEGINS = re.compile(r"<hr[^<>]{0,200}\bid=[\"']?answer[\"']?[^<>]{0,200}>", re.IGNORECASE)
_ABOUT_THE_CARD = frozenset(
    ["FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"]
)
"""Names that stand for no field."""
_SHOWN = frozenset(["text", "hint", "furigana", "kanji", "kana", "cloze", "edit"])
"""Filters that only change how a field is shown."""
_TYPED = "type"
"""A filter that asks for a field on the front, and shows it on the back."""


class _Tag(NamedTuple):
    """A name in braces: what kind of tag it is, the filters before the field, and the field."""

    kind: str
    name: str
    filters: frozenset[str]
    field: str


def filled(template: str, fields: Mapping[str, str], *, is_back: bool = False) -> str:
    """A side of a card as HTML, without what it repeats of the front."""
    shown = _SHOWN | ({_TYPED} if is_back else set())
    out: list[str] = []
    hidden = 0
    for part in _answer(template):
        if isinstance(part, str):
            out.append("" if hidden else part)
        elif part.kind == "/":
            hidden = max(0, hidden - 1)
        elif part.kind:
            is_there = bool(fields.get(part.name, "").strip())
            hidden += hidden > 0 or is_there == (part.kind == "^")
        elif not hidden and part.field not in _ABOUT_THE_CARD and part.filters <= shown:
            out.append(fields.get(part.field, ""))
    return "".join(out)


def names(template: str) -> set[str]:
    """The fields that a side shows, whatever they hold."""
    tags = (part for part in _parts(template) if isinstance(part, _Tag) and not part.kind)
    return {tag.field for tag in tags if tag.filters <= _SHOWN} - {"FrontSide"}


def weight(template: str) -> tuple[int, Counter[str]]:
    """How many characters a side shows besides fields, and how often it shows each field."""
    parts = _parts(template)
    fixed = sum(len(part) for part in parts if isinstance(part, str)) + len(parts)
    tags = (part for part in parts if isinstance(part, _Tag) and not part.kind)
    return fixed, Counter(tag.field for tag in tags)


def is_reverse(kind: NoteType) -> bool:
    """Whether the second card of a type asks the first one the other way round."""
    if len(kind.templates) < 2:  # noqa: PLR2004 - it takes two
        return False
    known = set(kind.fields)
    first, second = kind.templates[:2]
    ask, answer = names(first.front) & known, names(first.back) & known
    asked, answered = names(second.front) & known, names(second.back) & known
    return bool(asked & (answer - ask)) and bool(ask & (answered - asked)) and not ask & asked


@lru_cache
def _parts(template: str) -> tuple["str | _Tag", ...]:
    """Pieces of HTML, and the tags between them; thousands of notes have one template."""
    template = _DROPPED.sub("", template)
    parts: list[str | _Tag] = []
    end = 0
    for tag in islice(_TAG.finditer(template), _MOST_TAGS):
        *filters, field = (part.strip() for part in tag[2].split(":"))
        parts += [
            template[end : tag.start()],
            _Tag(tag[1], tag[2].strip(), frozenset(filters), field),
        ]
        end = tag.end()
    return (*parts, template[end:])


@lru_cache
def _answer(template: str) -> tuple["str | _Tag", ...]:
    """What of a template is below the line that divides it from the front."""
    template = _DROPPED.sub("", template)
    begun = _ANSWER_BEGINS.search(template)
    return _parts(template[begun.end() :] if begun else template)
