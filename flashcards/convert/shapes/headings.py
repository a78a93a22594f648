"""Questions as headings: what stands under one, up to the next, is the answer."""

from collections.abc import Mapping, Sequence

from flashcards.convert.marks import Question, question, split_source
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Rows
from flashcards.convert.shapes.dialogue import answer
from flashcards.convert.shapes.found import Found

LEAST = 2
"""A single heading that asks something is no collection of questions."""


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The headings that ask something, where they are many among those of their level."""
    asked = _asked(headings)
    found: list[Found] = []
    for number, heading in enumerate(headings):
        if heading.line not in asked:
            continue
        ends = (h for h in headings[number + 1 :] if h.level <= heading.level or h.line in asked)
        after = next(ends, None)
        body = between(rows, heading, after)
        is_section = after and after.level > heading.level and all(row.is_blank for row in body)
        if not is_section:
            own = range(heading.line, heading.line + heading.height)
            taken = frozenset(own) | {row.number for row in body if not row.is_blank}
            words, source = asked[heading.line].words, split_source(heading.text)[1]
            told = tuple(answer(body))
            found.append(Found(words, told, heading.line, taken, heading.level, source))
    return found


def between(rows: Rows, heading: Heading, after: Heading | None) -> Rows:
    """The rows under a heading, up to the next one."""
    first = rows[0].number if rows else 1
    start = heading.line + heading.height - first
    return rows[start : after.line - first if after else len(rows)]


def _asked(headings: Sequence[Heading]) -> Mapping[int, Question]:
    """The headings that ask, by their lines."""
    asked: dict[int, Question] = {}
    for level in sorted({heading.level for heading in headings}):
        group = {h.line: _question(h) for h in headings if h.level == level}
        asked |= _asked_of(group)
    return asked


def _asked_of(group: Mapping[int, Question]) -> Mapping[int, Question]:
    """Among headings of one level, those that ask; orders and numbers count in such company."""
    sure = {line for line, each in group.items() if each.is_asked or each.is_marked}
    near = sure | {line for line, each in group.items() if each.is_order and each.is_numbered}
    is_marked = any(each.is_marked for each in group.values())
    if not is_marked and (len(sure) < LEAST or 2 * len(near) < len(group)):
        return {}
    numbered = [line for line, each in group.items() if each.is_numbered]
    by_number = 2 * len(near.intersection(numbered)) >= len(numbered)
    return {
        line: each
        for line, each in group.items()
        if line in sure or each.is_order or (each.is_numbered and by_number)
    }


def _question(heading: Heading) -> Question:
    return question(split_source(heading.text)[0])
