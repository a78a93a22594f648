"""Lines of JSON as a journal, strictly: the first line that makes no sense ends it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flashcards.exchange import fields
from flashcards.exchange.judging import Judge
from flashcards.journal import Attempt, Entry, Journal, Mark, by_guid, identities
from flashcards.kinds import Origin, Rating, ReviewType, State, Step


def read_lines(path: str, lines: Iterable[bytes]) -> Journal:
    """The journal in a file; ``path`` is for the faults.

    Raises ``BadRequest`` with ``path:line`` for the first thing that makes no sense.
    """
    return _Reader(path).read(lines)


class _Reader:
    """Reads one file; the number of a row is that of its line."""

    def __init__(self, path: str) -> None:
        self._judge = Judge(lambda line: f"{path}:{line}")
        self._causes: dict[int, Mapping[str, Any]] = {}

    def read(self, lines: Iterable[bytes]) -> Journal:
        """The header, then the rows."""
        rows = iter(lines)
        self._judge.number = 1
        hour = self._header(next(rows, b""))
        entries = []
        for self._judge.number, row in enumerate(rows, start=2):
            entries.append(self._entry(self._parsed(row)))
        joined = tuple(self._joined(entries))
        self._judge.days(joined)
        return Journal(hour, joined)

    def _header(self, line: bytes) -> int:
        fail = self._judge.fail
        if not line.strip():
            fail("this file is empty")
        header = self._parsed(line)
        if header.pop("flashcards", None) != fields.NAME:
            fail("this is no log of flashcards: the first line should say so")
        version = header.pop("version", None)
        if type(version) is int and version > fields.VERSION:
            fail("this was written by a newer version of flashcards; upgrade this one")
        if version != fields.VERSION:
            fail(f"the version is no number from 1 to {fields.VERSION}")
        self._judge.header(header)
        return int(header["rollover_hour"])

    def _parsed(self, line: bytes) -> dict[str, Any]:
        fail = self._judge.fail
        if len(line) > fields.LONGEST_LINE:
            fail(f"the line is longer than {fields.LONGEST_LINE} bytes")
        try:
            value = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            fail("this is not UTF-8")
        except (ValueError, RecursionError):
            fail("this is not JSON")
        if not isinstance(value, dict):
            fail("this is no object of JSON")
        return value

    def _entry(self, row: dict[str, Any]) -> Entry:
        self._judge.row(row)
        line = self._judge.number
        cause, attempt = row.pop("cause", None), row.pop("attempt", None)
        if cause is not None:
            self._causes[line] = cause
        kinds = {
            "type": ReviewType(row["type"]),
            "rating": Rating(row["rating"]) if "rating" in row else None,
            "state": State(row["state"]),
            "origin": Origin(row["origin"]),
        }
        return Entry(number=line, attempt=_attempt(attempt) if attempt else None, **(row | kinds))

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
        found = named.get(((name["guid"], name["face"]), name["id"]), [])[name.get("nth", 0) :]
        if not found or found[0].number == line or found[0].number in self._causes:
            self._judge.number = line
            self._judge.fail("what caused this row is not in this file")
        return found[0].number


def _attempt(row: Mapping[str, Any]) -> Attempt:
    marks = tuple(
        Mark(Step(mark["step"]), mark["text"], mark["must"], mark["hit"]) for mark in row["marks"]
    )
    return Attempt(row["seconds"], row["hint"], row.get("answer"), marks)
