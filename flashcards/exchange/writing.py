"""A journal as lines of JSON: the same journal gives the same bytes, on every machine."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from flashcards.exchange.fields import NAME, VERSION
from flashcards.journal import Attempt, Entry, Journal, by_guid, identities


def write_lines(journal: Journal) -> Iterator[str]:
    """The header, then a line for each row, in the order of their instants."""
    yield _line({"flashcards": NAME, "version": VERSION, "rollover_hour": journal.rollover_hour})
    order = identities(journal.entries)
    entries = sorted(journal.entries, key=lambda entry: order[entry.number])
    names = _names(entries)
    for entry in entries:
        cause = None if entry.cause is None else names.get(entry.cause)
        yield _line(as_object(entry) | ({"cause": cause} if cause else {}))


def as_object(entry: Entry) -> dict[str, object]:
    """The fields of a row as JSON has them, without what it does not say and what caused it."""
    plain = entry._asdict()
    del plain["number"], plain["cause"]
    plain["attempt"] = _attempt(entry.attempt) if entry.attempt else None
    return {name: value for name, value in plain.items() if value is not None}


def _names(entries: list[Entry]) -> dict[int, dict[str, object]]:
    """How a row calls the one that caused it: by card and instant, and the place among equals."""
    met: dict[object, int] = defaultdict(int)
    names: dict[int, dict[str, object]] = {}
    for entry in entries:
        nth = met[by_guid(entry), entry.id]
        met[by_guid(entry), entry.id] += 1
        name = {"guid": entry.guid, "face": entry.face, "id": entry.id}
        names[entry.number] = name | ({"nth": nth} if nth else {})
    return names


def _attempt(attempt: Attempt) -> dict[str, object]:
    plain = attempt._asdict() | {"marks": [mark._asdict() for mark in attempt.marks]}
    return {name: value for name, value in plain.items() if value is not None}


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=False) + "\n"
