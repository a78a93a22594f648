"""The headings of a Markdown file: its title, and the section that a line stands in."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flashcards.convert.marks import without_signs
from flashcards.convert.rows import Row, Rows

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_HTML = re.compile(r"[ \t]*<h([1-6])\b[^>]*>(.*?)</h\1>[ \t]*$", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(?:(={2,})|-{3,})[ \t]*$")
_SENTENCE = re.compile(r"[.!?:;,][ \t]*$")
_NO_HEADING = re.compile(r"[ \t]*(?:[-*+>|:]|[0-9]+[.)][ \t])|    ")
_TITLE = re.compile(r"title:[ \t]*(.*)", re.IGNORECASE)
_DECK = re.compile(r"deck:[ \t]*\S")
_FENCE = "---"
_OF_A_TERM = 3
"""The level of heading that is a term in a deck of ours."""


class Heading(NamedTuple):
    """A heading: the rows it takes up begin at ``line``."""

    line: int
    level: int
    text: str
    height: int = 1


@dataclass(frozen=True)
class Outline:
    """The headings of a file; ``title`` is its own, and ``cover`` the rows of its front matter."""

    headings: tuple[Heading, ...]
    title: str = ""
    cover: int = 0
    is_deck: bool = False

    def section(self, line: int, above: int = 7) -> str:
        """The nearest heading over a line that is higher than a level, in plain words."""
        place = bisect_left(self.headings, (line,)) - 1
        while place >= 0 and self.headings[place].level >= above:
            place = self._over[place]
        name = section_name(self.headings[place].text) if place >= 0 else ""
        return "" if name == self.title else name

    @cached_property
    def _over(self) -> list[int]:
        """The place of the next heading above each that is of a higher level; -1 for none."""
        over: list[int] = []
        for place, heading in enumerate(self.headings):
            above = place - 1
            while above >= 0 and self.headings[above].level >= heading.level:
                above = over[above]
            over.append(above)
        return over


def outline(rows: Rows) -> Outline:
    """The outline of a file."""
    cover = _cover(rows)
    headings = tuple(headings_of(rows[cover:]))
    given = next((found[1] for row in rows[:cover] if (found := _TITLE.match(row.text))), "")
    levels = [heading.level for heading in headings]
    only = headings[0].text if levels[:1] == [1] and levels.count(1) == 1 else ""
    title = section_name(given.strip(" \"'") or only)
    is_deck = any(_DECK.match(row.text) for row in rows[:cover]) and _OF_A_TERM in levels
    return Outline(headings, title, cover, is_deck)


def section_name(heading: str) -> str:
    """A heading in plain words as the name of a section; a single letter is none."""
    name = without_signs(heading)
    return name if len(name) > 1 else ""


def _cover(rows: Rows) -> int:
    """How many rows the front matter takes up."""
    if not rows or rows[0].text.rstrip() != _FENCE:
        return 0
    ends = (i for i, row in enumerate(rows) if i and row.text.rstrip() in (_FENCE, "..."))
    return next(ends, -1) + 1


def headings_of(rows: Rows) -> Iterator[Heading]:
    """The headings in some rows; a sentence over a line of dashes is none."""
    for number, row in enumerate(rows):
        if row.is_code:
            continue
        if found := _ATX.match(row.text):
            yield Heading(row.number, len(found[1]), _unclosed(found[2] or ""))
        elif found := _HTML.match(row.text):
            yield Heading(row.number, int(found[1]), found[2])
        elif level := _underlined(rows, number):
            yield Heading(row.number, level, row.text.strip(), height=2)


def _unclosed(text: str) -> str:
    """The text of a heading without the signs that may close it."""
    text = text.rstrip(" \t")
    words = text.rstrip("#")
    return words.rstrip(" \t") if not words or words[-1] in " \t" else text


def _underlined(rows: Rows, number: int) -> int:
    """The level of a heading whose line is the next one; 0 where it is none."""
    row, after = rows[number], rows[number + 1 : number + 2]
    begins = number == 0 or rows[number - 1].is_blank
    if row.is_blank or not begins or _NO_HEADING.match(row.text) or not after:
        return 0
    found = None if after[0].is_code else _UNDERLINE.match(after[0].text)
    if found is None or (not found[1] and _SENTENCE.search(row.text)):
        return 0
    return 1 if found[1] else 2


def is_rule(row: Row) -> bool:
    """Whether a row is only a line across the page."""
    return bool(
        re.fullmatch(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})", row.text)
    )
