"""Questions and answers that say which they are: ``Q: ...`` and ``A: ...``."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from flashcards.convert.marks import end_of_bold, without_ornament
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.found import Found, numbers

CHOICES = "a question with choices"
_BEFORE = r"[ \t]*(?:(?:[-*+>]|[0-9]{1,3}[.)])[ \t]+)?(?:(\*\*|__)[ \t]*)?"
_BEHIND = (
    r"(?:[ \t]*#?[0-9]+)?(?(1)(\*\*|__)?)(?:[ \t]*[:.)]|[ \t][-–—](?=[ \t]))[ \t]*"
    r"(?(1)(?(2)|(?:(\*\*|__)[ \t]*)?))"
)
"""Bold that began before a mark may end in front of its colon, or behind."""
_ASKS = re.compile(rf"{_BEFORE}(?:Q|Question){_BEHIND}(\S.*)$", re.IGNORECASE)
_ANSWERS = re.compile(
    rf"{_BEFORE}(?:A(?=(?:\*\*|__)?[ \t]*:|[0-9])|Ans|Answer|Solution){_BEHIND}(.*)$"
    r"|[ \t]*(?:\*\*|__)?(?:Answer|Solution)(?:\*\*|__)?[ \t]*$",
    re.IGNORECASE,
)
"""A letter needs its colon or number: *A. Turing* answers, too."""
_CHOICE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?[(\[]?([a-eA-E])[.)\]][ \t]+\S")


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The questions with a ``Q``, each with what follows up to the next one."""
    starts = [place for place, row in enumerate(rows) if not row.is_code and _ASKS.match(row.text)]
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
        if not row.is_code and (mark := _ANSWERS.match(row.text)):
            rows[place] = row._replace(text=_in_bold(mark[4] or "", _still_open(mark)))
        break
    return rows


def _found(rows: Rows) -> Found:
    """One question, and what follows it."""
    asks = _ASKS.match(rows[0].text)
    assert asks is not None
    words, rest = _asked([rows[0]._replace(text=asks[4]), *rows[1:]], _still_open(asks))
    taken = numbers([row for row in rows if not row.is_blank])
    if _has_choices(rows):
        return Found(words, (), rows[0].number, taken, reason=CHOICES)
    return Found(without_ornament(words), tuple(answer(rest)), rows[0].number, taken)


def _asked(rows: Rows, bold: str) -> tuple[str, Rows]:
    """The words of a question and the rows after it: the bold that it began in ends it, too."""
    words: list[str] = []
    for place, row in enumerate(rows):
        if place and (row.is_blank or _ANSWERS.match(row.text)):
            return " ".join(words), rows[place:]
        end = end_of_bold(row.text, bold)
        if end >= 0:
            rest = row._replace(text=row.text[end + len(bold) :])
            return " ".join([*words, row.text[:end].strip()]), [rest, *rows[place + 1 :]]
        words.append(row.text.strip())
    return " ".join(words), []


def _still_open(mark: re.Match[str]) -> str:
    """The sign of the bold that a mark begins and does not end; empty without any."""
    return "" if mark[2] or mark[3] else mark[1] or ""


def _in_bold(text: str, bold: str) -> str:
    """What stands behind a mark, in the bold that goes on there; not if all of it is in bold."""
    end = end_of_bold(text, bold)
    return text[:end] if 0 <= end == len(text.rstrip()) - len(bold) else f"{bold}{text}"


def _has_choices(rows: Rows) -> bool:
    """Whether a question asks for one of several letters, above its answer."""
    above = takewhile(lambda row: not _ANSWERS.match(row.text), rows)
    letters = {found[1].upper() for row in above if (found := _CHOICE.match(row.text))}
    return {"B", "C"} <= letters
