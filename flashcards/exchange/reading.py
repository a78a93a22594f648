"""Lines of JSON as a journal, strictly: the first line that makes no sense ends it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Never

from flashcards.days import DAY_MS
from flashcards.errors import BadRequest
from flashcards.exchange import format as fmt
from flashcards.journal import Attempt, Entry, Journal, Mark, by_guid, identities
from flashcards.kinds import Origin, Rating, ReviewType, State, Step

_UNRATED = (ReviewType.RESCHEDULE.value, ReviewType.FORGET.value)
_DAYS_APART = 2
"""Between a study day and the day of its instant in UTC: time zones and rollovers make one."""
_IN_A_ROW = 1000
"""Milliseconds: so close behind another answer to its card, an answer was put there by us."""


def read_lines(path: str, lines: Iterable[bytes]) -> Journal:
    """The journal in a file; ``path`` is for the faults.

    Raises ``BadRequest`` with ``path:line`` for the first thing that makes no sense.
    """
    return _Reader(path).read(lines)


class _Reader:
    """Reads one file, and knows at which line it is."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.line = 1
        self._causes: dict[int, Mapping[str, Any]] = {}

    def read(self, lines: Iterable[bytes]) -> Journal:
        """The header, then the rows; each is numbered by its line."""
        rows = iter(lines)
        hour = self._header(next(rows, b""))
        entries = []
        for self.line, row in enumerate(rows, start=2):
            if self.line > fmt.MOST_ROWS:
                self._fail(f"there are more than {fmt.MOST_ROWS} rows")
            entries.append(self._entry(self._parsed(row)))
        self._check_days(entries)
        return Journal(hour, tuple(self._joined(entries)))

    def _header(self, line: bytes) -> int:
        if not line.strip():
            self._fail("this file is empty")
        header = self._parsed(line)
        if header.pop("flashcards", None) != fmt.NAME:
            self._fail("this is no log of flashcards: the first line should say so")
        version = header.pop("version", None)
        if type(version) is int and version > fmt.VERSION:
            self._fail("this was written by a newer version of flashcards; upgrade this one")
        if version != fmt.VERSION:
            self._fail(f"the version is no number from 1 to {fmt.VERSION}")
        self._check(header, fmt.HEADER)
        return int(header["rollover_hour"])

    def _parsed(self, line: bytes) -> dict[str, Any]:
        if len(line) > fmt.LONGEST_LINE:
            self._fail(f"the line is longer than {fmt.LONGEST_LINE} bytes")
        try:
            value = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            self._fail("this is not UTF-8")
        except (ValueError, RecursionError):
            self._fail("this is not JSON")
        if not isinstance(value, dict):
            self._fail("this is no object of JSON")
        return value

    def _entry(self, row: dict[str, Any]) -> Entry:
        self._check(row, fmt.ROW, fmt.ROW_MAY)
        self._check_rating(row)
        cause, attempt = row.pop("cause", None), row.pop("attempt", None)
        if cause is not None:
            self._check(cause, fmt.CAUSE, fmt.CAUSE_MAY)
            self._causes[self.line] = cause
        kinds = {
            "type": ReviewType(row["type"]),
            "rating": Rating(row["rating"]) if "rating" in row else None,
            "state": State(row["state"]),
            "origin": Origin(row["origin"]),
        }
        attempted = None if attempt is None else self._attempt(attempt)
        return Entry(number=self.line, attempt=attempted, **(row | kinds))

    def _check_rating(self, row: Mapping[str, Any]) -> None:
        if ("rating" in row) == (row["type"] in _UNRATED):
            self._fail(f"a row of type {row['type']} has {'no' if 'rating' in row else 'a'} rating")
        if row["type"] not in (*_UNRATED, ReviewType.PRACTICE.value) and row["state"] == State.NEW:
            self._fail("a card that was answered is not new")
        if "attempt" in row and "rating" not in row:
            self._fail("only an answer has an attempt")

    def _attempt(self, row: dict[str, Any]) -> Attempt:
        self._check(row, fmt.ATTEMPT, fmt.ATTEMPT_MAY)
        self._check(row["seconds"], {}, fmt.SECONDS_MAY)
        marks = tuple(self._mark(mark) for mark in row["marks"])
        return Attempt(row["seconds"], row["hint"], row.get("answer"), marks)

    def _mark(self, row: object) -> Mark:
        if not isinstance(row, dict):
            self._fail("a mark is no object")
        self._check(row, fmt.MARK)
        return Mark(Step(row["step"]), row["text"], row["must"], row["hit"])

    def _joined(self, entries: list[Entry]) -> Iterable[Entry]:
        """The entries, each with the number of the one that caused it."""
        order = identities(entries)
        named: dict[object, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: order[entry.number]):
            named.setdefault((by_guid(entry), entry.id), []).append(entry)
        for entry in entries:
            name = self._causes.get(entry.number)
            yield entry._replace(cause=self._found(entry.number, name, named)) if name else entry

    def _found(
        self, line: int, name: Mapping[str, Any], named: Mapping[object, list[Entry]]
    ) -> int:
        self.line = line
        found = named.get(((name["guid"], name["face"]), name["id"]), [])[name.get("nth", 0) :]
        if not found or found[0].number == line or found[0].number in self._causes:
            self._fail("what caused this row is not in this file")
        return found[0].number

    def _check_days(self, entries: list[Entry]) -> None:
        """A day far from its instant is absurd, but for an answer by a clock that was set back."""
        last: dict[object, int] = {}
        for entry in sorted(entries, key=lambda entry: entry.id):
            apart = entry.study_day - entry.id // DAY_MS
            before = last.get(by_guid(entry))
            put_behind = before is not None and entry.id - before <= _IN_A_ROW
            put_behind = put_behind or entry.number in self._causes
            if apart > _DAYS_APART or (apart < -_DAYS_APART and not put_behind):
                self.line = entry.number
                self._fail(f"study_day is {abs(apart)} days from the day of its id")
            last[by_guid(entry)] = entry.id

    def _check(
        self,
        row: Mapping[str, object],
        must: fmt.Fields,
        may: fmt.Fields | None = None,
    ) -> None:
        known = must | (may or {})
        for name, check in must.items():
            if name not in row:
                self._fail(f"{name} is missing")
            self._judge(name, row[name], check)
        for name, value in row.items():
            if name not in known:
                self._fail(f"'{name[:40]}' is no field of a log")
            if name not in must:
                self._judge(name, value, known[name])

    def _judge(self, name: str, value: object, check: fmt.Check) -> None:
        wrong = check(value)
        if wrong:
            shown = "" if isinstance(value, dict | list) else f" {str(value)[:40]!r}"
            self._fail(f"{name}{shown} {wrong}")

    def _fail(self, what: str) -> Never:
        raise BadRequest(f"{self.path}:{self.line}: {what}. Nothing was changed.")
