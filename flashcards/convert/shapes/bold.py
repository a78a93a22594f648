"""Questions in bold at the beginning of a paragraph, and terms in bold alone on a line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashcards.convert.marks import question
from flashcards.convert.outline import Heading, is_rule
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.dialogue import answer
from flashcards.convert.shapes.found import ITEM, Found
from flashcards.convert.shapes.terms import Split, is_term
from flashcards.convert.verbatim import masked

LEAST, LEAST_TERMS = 2, 3
SHARE = 0.6
"""So much of a file must be terms in bold with what follows them."""
_BOLD = re.compile(r"[ \t]*(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t]*[:–—-]?[ \t]*")


class _Start(NamedTuple):
    """A row that asks, or names a term: its place, its words, and what stands behind them."""

    place: int
    words: str
    rest: str = ""
    is_question: bool = False
    is_item: bool = False
    is_marked: bool = False


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The paragraphs that begin with a question in bold."""
    starts = list(_starts(rows))
    if len(starts) < LEAST and not any(start.is_marked for start in starts):
        return []
    return _all(rows, starts, headings)


def find_terms(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The terms in bold that stand alone on their lines, where a file is made of them."""
    found = _all(rows, list(_terms(rows)), headings)
    held = sum(len(each.taken) for each in found)
    own = sum(heading.height for heading in headings)
    total = sum(not row.is_blank and not is_rule(row) for row in rows) - own
    names = {each.heading.casefold() for each in found}
    told = [each for each in found if any(not row.is_blank for row in each.body)]
    is_whole = held >= SHARE * total and len(names) == len(found)
    return told if len(told) >= LEAST_TERMS and is_whole else []


def _all(rows: Rows, starts: Sequence[_Start], headings: Sequence[Heading]) -> list[Found]:
    lines = {heading.line for heading in headings}
    places = {start.place for start in starts}
    return [_found(rows, start, _end(rows, start, places, lines)) for start in starts]


def _terms(rows: Rows) -> Iterator[_Start]:
    for place, row in enumerate(rows):
        begins = place == 0 or rows[place - 1].is_blank or rows[place - 1].text[:1] == "#"
        bold = _bold(row.text) if begins and not row.is_code else None
        if bold and not bold[1]:
            words = bold[0].strip().removesuffix(":").strip()
            if is_term(Split(words, "", is_bold=True)):
                yield _Start(place, words)


def _starts(rows: Rows) -> Iterator[_Start]:
    for place, row in enumerate(rows):
        item = None if row.is_code else ITEM.match(row.text)
        begins = item or place == 0 or rows[place - 1].is_blank or rows[place - 1].text[:1] == "#"
        bold = _bold(row.text[item.end() :] if item else row.text)
        if row.is_code or not begins or not bold:
            continue
        asked = question(bold[0])
        if asked.is_asked or (asked.is_marked and asked.words):
            kinds = {"is_item": item is not None, "is_marked": asked.is_marked}
            yield _Start(place, asked.words, bold[1], is_question=True, **kinds)


def _bold(text: str) -> tuple[str, str] | None:
    """What stands in bold at the beginning of a line, and behind it."""
    found = _BOLD.match(masked(text))
    return (text[slice(*found.span(2))], text[found.end() :]) if found else None


def _end(rows: Rows, start: _Start, places: set[int], lines: set[int]) -> int:
    """Where the answer ends: at the next question or heading; of an item, where that ends."""
    indent, end = rows[start.place].indent, start.place + 1
    for place in range(start.place + 1, len(rows)):
        row = rows[place]
        if place in places or row.number in lines:
            break
        is_out = start.is_item and not row.is_blank and row.indent <= indent
        if is_out and (ITEM.match(row.text) or rows[place - 1].is_blank):
            break
        end = place + 1
    return end


def _found(rows: Rows, start: _Start, end: int) -> Found:
    row = rows[start.place]
    rest = [Row(row.number, start.rest)] if start.rest else []
    body = (*rest, *rows[start.place + 1 : end])
    taken = {each.number for each in body if not each.is_blank} | {row.number}
    told = tuple(answer(body)) if start.is_question else body
    return Found(start.words, told, row.number, frozenset(taken))
