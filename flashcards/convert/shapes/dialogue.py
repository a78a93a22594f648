"""Questions and answers that say which they are: ``Q: ...`` and ``A: ...``."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flashcards.convert.marks import without_ornament
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.found import Found, numbers

CHOICES = "a question with choices"
_BEFORE = r"[ \t]*(?:(?:[-*+>]|[0-9]{1,3}[.)])[ \t]+)?(\*\*|__)?[ \t]*"
_BEHIND = r"[ \t]*#?[0-9]*(?:[ \t]*[:.)]|[ \t][-–—](?=[ \t]))[ \t]*(\*\*|__)?[ \t]*"
_ASKS = re.compile(rf"{_BEFORE}(?:Q|Question){_BEHIND}(\S.*)$", re.IGNORECASE)
_ANSWERS = re.compile(
    rf"{_BEFORE}(?:A(?=[ \t]*:|[0-9])|Ans|Answer|Solution){_BEHIND}(.*)$"
    r"|[ \t]*(?:\*\*|__)?(?:Answer|Solution)(?:\*\*|__)?[ \t]*$",
    re.IGNORECASE,
)
"""A letter needs its colon or number: *A. Turing* answers, too."""
_SHUT = re.compile(r"(\*\*|__)([ \t]*[:.)])")
_CHOICE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?[(\[]?([a-eA-E])[.)\]][ \t]+\S")


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The questions with a ``Q``, each with what follows up to the next one."""
    starts = [
        place for place, row in enumerate(rows) if not row.is_code and _match(_ASKS, row.text)
    ]
    ends = {heading.line for heading in headings}
    found = []
    for start, after in pairwise((*starts, len(rows))):
        stop = next((p for p in range(start + 1, after) if rows[p].number in ends), after)
        found.append(_found(rows[start:stop]))
    return found if len(found) > 1 or any(each.body for each in found) else []


def answer(rows: Rows) -> list[Row]:
    """The rows of an answer without the ``A:`` that it may begin with."""
    rows = list(rows)
    for place, row in enumerate(rows):
        if row.is_blank and not row.is_code:
            continue
        if not row.is_code and (mark := _match(_ANSWERS, row.text)):
            rest = mark[3] or ""
            # The bold that began before the mark may end behind it, or at the end of the row.
            rest = rest[:-2] if mark[1] and not mark[2] and rest.endswith(mark[1]) else rest
            rows[place] = row._replace(text=rest)
        break
    return rows


def _found(rows: Rows) -> Found:
    """One question; its words go on up to the answer or a blank row."""
    asks = _match(_ASKS, rows[0].text)
    assert asks is not None
    words = [asks[3].removesuffix(asks[1] or "\n") if not asks[2] else asks[3]]
    taken = numbers([row for row in rows if not row.is_blank])
    if _has_choices(rows):
        return Found(words[0], (), rows[0].number, taken, reason=CHOICES)
    place = 1
    while place < len(rows) and not rows[place].is_blank and not _match(_ANSWERS, rows[place].text):
        words.append(rows[place].text.strip())
        place += 1
    body = answer(rows[place:])
    return Found(without_ornament(" ".join(words)), tuple(body), rows[0].number, taken)


def _has_choices(rows: Rows) -> bool:
    letters = {found[1].upper() for row in rows if (found := _CHOICE.match(row.text))}
    return {"B", "C"} <= letters


def _match(mark: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A mark at the beginning, also where its bold ends before the colon: ``**Answer**:``."""
    return mark.match(text) or mark.match(_SHUT.sub(r"\2\1", text, count=1))
