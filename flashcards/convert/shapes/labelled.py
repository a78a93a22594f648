"""A term, a sign, and its definition: ``- **Term**: definition``, ``Term - definition``."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from flashcards.convert.marks import plain_words
from flashcards.convert.outline import Heading, is_rule
from flashcards.convert.rows import Row, Rows, paragraphs, without
from flashcards.convert.shapes.found import Found, Item, items, numbers
from flashcards.convert.shapes.terms import (
    Split,
    by_colon,
    by_dash,
    by_either,
    in_bold,
    is_surely_term,
    is_term,
)

LEAST = 3
SHARE = 0.6
"""So much of a file, or of a section, must be terms with definitions."""
MANY_WORDS = 3
"""A definition of fewer is one only in company that has more."""
FINISHED = 0.7
"""A line that fills less of its width ends something."""
_NARROWEST = 60
_OFTEN, _REPEATED = 3, 0.3

_Splitter: TypeAlias = Callable[[str], Split | None]


class _Unit(NamedTuple):
    """An item or a part of a paragraph: its place, and what it would be as a note."""

    line: int
    split: Split | None = None
    body: tuple[Row, ...] = ()
    taken: frozenset[int] = frozenset()

    @property
    def is_sure(self) -> bool:
        """Whether it counts as a term with a definition."""
        return self.split is not None and is_surely_term(self.split) and self.has_body

    @property
    def has_body(self) -> bool:
        """Whether anything is said of the term."""
        return any(sign.isalnum() for row in self.body for sign in row.text)

    @property
    def name(self) -> str:
        """The term in plain words, to compare."""
        return plain_words(self.split.term).casefold() if self.split else ""


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The terms with definitions, where a file or a section is made of them."""
    best = max((_found_by(s, rows, headings) for s in (by_colon, by_dash)), key=len)
    return best or _found_by(by_either, rows, headings)


def _found_by(splitter: _Splitter, rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    return [_found(unit) for unit in _glossary(_units(rows, headings, splitter), headings)]


def _glossary(units: Sequence[_Unit], headings: Sequence[Heading]) -> Iterator[_Unit]:
    """The units of those parts of a file that are glossaries."""
    labels = _labels(units)
    units = [unit._replace(split=None) if unit.name in labels else unit for unit in units]
    lines = sorted(heading.line for heading in headings)
    sections: dict[int, list[_Unit]] = {}
    for unit in units:
        sections.setdefault(bisect_left(lines, unit.line), []).append(unit)
    whole = _is_glossary(units)
    for section in sections.values():
        if whole or _is_glossary(section):
            yield from (u for u in section if u.split and is_term(u.split) and u.has_body)


def _is_glossary(units: Sequence[_Unit]) -> bool:
    sure = [unit for unit in units if unit.is_sure]
    told = [unit for unit in sure if _words(unit) >= MANY_WORDS]
    is_told = 2 * len(told) >= len(sure) or len(sure) == len(units)
    return len(sure) >= LEAST and len(sure) >= SHARE * len(units) and is_told


def _labels(units: Sequence[_Unit]) -> set[str]:
    """What stands again and again before a colon, such as *Why it matters*, names no thing."""
    counts = Counter(unit.name for unit in units if unit.split)
    repeated = {name: n for name, n in counts.items() if n > 1}
    is_rule_ = sum(repeated.values()) > _REPEATED * sum(counts.values())
    return {name for name, n in repeated.items() if is_rule_ or n >= _OFTEN}


def _words(unit: _Unit) -> int:
    return sum(len(row.text.split()) for row in unit.body)


def _found(unit: _Unit) -> Found:
    assert unit.split is not None
    return Found(unit.split.term, unit.body, unit.line, unit.taken)


def _units(rows: Rows, headings: Sequence[Heading], splitter: _Splitter) -> list[_Unit]:
    """The items and paragraphs of a file, in their order."""
    listed = items(rows)
    units = [_item(item, splitter) for item in listed]
    own = {line for h in headings for line in range(h.line, h.line + h.height)}
    rest = without(rows, own.union(*(item.numbers for item in listed)))
    width = _width(rest)
    for paragraph in paragraphs(rest):
        if not all(map(is_rule, paragraph)):
            units += _parts(paragraph, splitter, width)
    return sorted(units, key=lambda unit: unit.line)


def _item(item: Item, splitter: _Splitter) -> _Unit:
    first = item.rows[0]
    split = None if first.is_code else in_bold(first.text) or splitter(first.text)
    return _unit(split, item.rows)


def _unit(split: Split | None, rows: Rows) -> _Unit:
    if split is None:
        return _Unit(rows[0].number)
    rest = (rows[0]._replace(text=split.rest),) if split.rest else ()
    taken = numbers([row for row in rows if not row.is_blank])
    return _Unit(rows[0].number, split, (*rest, *rows[1:]), taken)


def _parts(paragraph: Rows, splitter: _Splitter, width: int) -> Iterator[_Unit]:
    """A paragraph divided where a line begins another term; code and tables are one part."""
    if paragraph[0].is_code or paragraph[0].text.lstrip().startswith(("|", ">", "<")):
        yield _Unit(paragraph[0].number)
        return
    starts = [p for p in range(len(paragraph)) if _begins(paragraph, p, splitter, width)]
    if all(_can_begin(row, splitter) for row in paragraph):
        starts = list(range(len(paragraph)))
    if not starts or starts[0]:
        yield _Unit(paragraph[0].number)
    for start, end in pairwise((*starts, len(paragraph))):
        text = paragraph[start].text.strip()
        yield _unit(in_bold(text) or splitter(text), paragraph[start:end])


def _begins(paragraph: Rows, place: int, splitter: _Splitter, width: int) -> bool:
    """Whether a line begins with a term: the one above is finished, and it has a sign."""
    row = paragraph[place]
    if place == 0 or not _can_begin(row, splitter):
        return _can_begin(row, splitter)
    above = paragraph[place - 1].text.rstrip()
    is_finished = above.endswith((".", "!", "?", ";", ")")) or len(above) < FINISHED * width
    return is_finished and not row.text.strip()[0].islower()


def _can_begin(row: Row, splitter: _Splitter) -> bool:
    text = row.text.strip()
    split = None if row.is_code else in_bold(text) or splitter(text)
    return split is not None and is_term(split)


def _width(rows: Rows) -> int:
    """How wide the lines of a file are, where it has long ones."""
    lengths = sorted(len(row.text.rstrip()) for row in rows if not row.is_blank)
    return max(_NARROWEST, lengths[int(len(lengths) * 0.9)]) if lengths else _NARROWEST
