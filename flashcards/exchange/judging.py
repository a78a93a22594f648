"""What makes no sense in a journal: the rows of a file of lines and of a collection alike."""

from collections.abc import Callable, Iterable, Mapping
from typing import Never

from flashcards.days import DAY_MS
from flashcards.errors import BadRequest
from flashcards.exchange import fields
from flashcards.exchange.writing import as_object
from flashcards.journal import Entry, Journal, by_guid
from flashcards.kinds import ReviewType, State

_UNRATED = (ReviewType.RESCHEDULE.value, ReviewType.FORGET.value)
_DAYS_APART = 2
"""Between a study day and the day of its instant in UTC: time zones and rollovers make one."""
_IN_A_ROW = 1000
"""Milliseconds: so close behind another answer to its card, an answer was put there by us."""


def require_sense(path: str, journal: Journal) -> None:
    """Refuse the journal of the collection at ``path`` where a line of it would be refused.

    Raises ``BadRequest`` with the path and the row for the first thing that makes no sense.
    """
    judge = Judge(lambda row: f"{path}: row {row} of its log" if row else path)
    judge.header({"rollover_hour": journal.rollover_hour})
    for entry in journal.entries:
        judge.number = entry.number
        judge.row(as_object(entry))
    judge.days(journal.entries)


class Judge:
    """Refuses what makes no sense in one file: ``number`` is the row it is at, 0 before the first.

    ``place`` says where a row is, as the beginning of a sentence.
    """

    def __init__(self, place: Callable[[int], str]) -> None:
        self.number = 0
        self._place = place

    def header(self, header: Mapping[str, object]) -> None:
        """Judge what holds for all rows."""
        self._check(header, fields.HEADER)

    def row(self, row: Mapping[str, object]) -> None:
        """Judge one row, and all that is within it."""
        self._check(row, fields.ROW, fields.ROW_MAY)
        self._check_rating(row)
        cause, attempt = row.get("cause"), row.get("attempt")
        if isinstance(cause, dict):
            self._check(cause, fields.CAUSE, fields.CAUSE_MAY)
        if isinstance(attempt, dict):
            self._check_attempt(attempt)

    def days(self, entries: Iterable[Entry]) -> None:
        """Refuse a day far from its instant, but for an answer by a clock that was set back."""
        last: dict[object, int] = {}
        for entry in sorted(entries, key=lambda entry: entry.id):
            apart = entry.study_day - entry.id // DAY_MS
            before = last.get(by_guid(entry))
            put_behind = before is not None and entry.id - before <= _IN_A_ROW
            put_behind = put_behind or entry.cause is not None
            if apart > _DAYS_APART or (apart < -_DAYS_APART and not put_behind):
                self.number = entry.number
                self.fail(f"study_day is {abs(apart)} days from the day of its id")
            last[by_guid(entry)] = entry.id

    def fail(self, what: str) -> Never:
        """Say what is wrong, and where."""
        raise BadRequest(f"{self._place(self.number)}: {what}. Nothing was changed.")

    def _check_rating(self, row: Mapping[str, object]) -> None:
        if ("rating" in row) == (row["type"] in _UNRATED):
            self.fail(f"a row of type {row['type']} has {'no' if 'rating' in row else 'a'} rating")
        if row["type"] not in (*_UNRATED, ReviewType.PRACTICE.value) and row["state"] == State.NEW:
            self.fail("a card that was answered is not new")
        if "attempt" in row and "rating" not in row:
            self.fail("only an answer has an attempt")

    def _check_attempt(self, attempt: Mapping[str, object]) -> None:
        self._check(attempt, fields.ATTEMPT, fields.ATTEMPT_MAY)
        seconds, marks = attempt["seconds"], attempt["marks"]
        assert isinstance(seconds, dict)
        assert isinstance(marks, list)
        self._check(seconds, {}, fields.SECONDS_MAY)
        for mark in marks:
            if not isinstance(mark, dict):
                self.fail("a mark is no object")
            self._check(mark, fields.MARK)

    def _check(
        self,
        row: Mapping[str, object],
        must: fields.Fields,
        may: fields.Fields | None = None,
    ) -> None:
        known = must | (may or {})
        for name, check in must.items():
            if name not in row:
                self.fail(f"{name} is missing")
            self._judge(name, row[name], check)
        for name, value in row.items():
            if name not in known:
                self.fail(f"'{name[:40]}' is no field of a log")
            if name not in must:
                self._judge(name, value, known[name])

    def _judge(self, name: str, value: object, check: fields.Check) -> None:
        wrong = check(value)
        if wrong:
            shown = "" if isinstance(value, dict | list) else f" {str(value)[:40]!r}"
            self.fail(f"{name}{shown} {wrong}")
