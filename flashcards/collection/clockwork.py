"""Rows of the log that a wrong clock has stamped: finding them, and moving them in time."""

import sqlite3
from bisect import bisect
from itertools import accumulate
from typing import NamedTuple

from flashcards.collection import log
from flashcards.collection.connection import Collection


class Stamped(NamedTuple):
    """A row that counts, stamped later than it can have been written.

    ``after`` and ``before`` are the instants (UTC ms) of the rows written before and after it
    here, whose stamps are right; None where there is none. ``imported`` rows were written
    elsewhere.
    """

    id: int
    card: int
    after: int | None
    before: int | None
    imported: bool = False


def stamped_after(collection: Collection, limit: int) -> list[Stamped]:
    """The rows that count and are stamped after an instant (UTC ms), as they were written."""
    rows = collection.rows(
        "SELECT id, card, written, imported IS NOT NULL AS imported FROM review"
        f" WHERE id > ? AND {log.LIVE} ORDER BY written",
        limit,
    )
    return _between(rows, _right(collection, limit)) if rows else []


def free_after(collection: Collection, instant: int) -> int:
    """The instant, or the next one that no row has as its id."""
    while collection.row("SELECT 1 FROM review WHERE id = ?", instant):
        instant += 1
    return instant


def move(collection: Collection, places: dict[int, tuple[int, int]], at: int) -> None:
    """Let rows count at other times: each is undone (``at``) and written once more.

    ``places`` gives the new id and study day of each row by its old id. The caller holds the
    transaction, and replays the cards.
    """
    for row in places:
        collection.run("INSERT INTO undo (review, at) VALUES (?, ?)", row, at)
    for row, (new, day) in places.items():
        cause = collection.value("SELECT cause FROM review WHERE id = ?", row)
        collection.run(_AGAIN, new, day, places[cause][0] if cause in places else cause, row)
        for follows in _FOLLOWERS:
            collection.run(follows, new, row)


def _right(collection: Collection, limit: int) -> list[sqlite3.Row]:
    """The rows written here by a clock that was right, as they were written."""
    return collection.rows(
        "SELECT written, id FROM review WHERE id <= ? AND origin = 'terminal'"
        " AND imported IS NULL ORDER BY written",
        limit,
    )


def _between(rows: list[sqlite3.Row], right: list[sqlite3.Row]) -> list[Stamped]:
    written = [row["written"] for row in right]
    ids = [row["id"] for row in right]
    highest = [None, *accumulate(ids, max)]
    lowest = [None, *accumulate(reversed(ids), min)][::-1]
    found = []
    for row in rows:
        place = bisect(written, row["written"])
        ends = highest[place], lowest[place]
        found.append(Stamped(row["id"], row["card"], *ends, bool(row["imported"])))
    return found


# What came from elsewhere stays marked, or undo would take back another computer's answer.
_AGAIN = (
    "INSERT INTO review (id, imported, written, card, type, rating, study_day, state, interval,"
    " duration_ms, origin, cause, follows) SELECT ?1, CASE WHEN imported NOT NULL THEN ?1 END,"
    " (SELECT max(written) + 1 FROM review), card, type, rating,"
    " ?2, state, interval, duration_ms, origin, ?3, follows FROM review WHERE id = ?4"
)
_FOLLOWERS = (
    "INSERT INTO attempt SELECT ?, seconds, hint, answer FROM attempt WHERE review = ?",
    "INSERT INTO tick SELECT ?, point, must, hit FROM tick WHERE review = ?",
    "UPDATE card SET suspended_by = ? WHERE suspended_by = ?",
)
