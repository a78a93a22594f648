"""The log as a journal: what a collection tells another one of what its learner did."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flashcards.collection.connection import Collection, look_into
from flashcards.collection.log import TOLD, require_row
from flashcards.collection.reading import Unreadable, reads
from flashcards.collection.settings import rollover_hour
from flashcards.errors import Damaged
from flashcards.journal import Attempt, Entry, Journal, Mark, identities
from flashcards.kinds import Origin, Rating, ReviewType, State, Step

_PRACTICE = "review.type = 'practice'"
_COUNTED = ("type", "rating", "study_day", "interval", "id", "duration_ms")
"""The columns of a row that ``require_row`` looks at."""


def told_by(path: Path) -> Journal:
    """The journal of another collection, which is left as it is.

    Raises what ``open_collection`` raises.
    """
    with look_into(path) as collection, collection.snapshot():
        try:
            return tell(collection)
        except (Unreadable, ValueError, TypeError, sqlite3.OperationalError) as error:
            raise Damaged(f"{path} is damaged: its log makes no sense.") from error


def unknown_answers(collection: Collection, path: Path) -> int:
    """How many answers another collection holds, taken back or not, that this one does not.

    Raises what ``told_by`` raises.
    """
    known = set(identities(tell(collection).entries).values())
    told = told_by(path).entries
    found = identities(told)
    return sum(e.rating is not None and found[e.number] not in known for e in told)


def tell(collection: Collection) -> Journal:
    """All rows but those that adjusted a due day after a merge: each collection makes its own.

    A collection of the first version is read as it is.
    """
    attempts = _attempts(collection)
    entries = (row._replace(attempt=attempts.get(row.number)) for row in _entries(collection))
    return Journal(rollover_hour(collection), tuple(entries))


def told_of(collection: Collection, cards: Iterable[int]) -> list[Entry]:
    """The rows of some cards, and those that lined one of them up; without what was ticked."""
    of_cards = "review.card IN (SELECT value FROM json_each(?1))"
    causes = f"review.id IN (SELECT cause FROM review WHERE {of_cards})"
    return list(_entries(collection, f"{of_cards} OR {causes}", json.dumps(list(cards))))


def _entries(collection: Collection, which: str = "TRUE", *values: str) -> Iterator[Entry]:
    rows = collection.rows(
        f"SELECT review.*, {_added(collection)}, note.guid, note.key, card.face, undo.at AS undone"
        " FROM review JOIN card ON card.id = review.card JOIN note ON note.id = card.note"
        " LEFT JOIN undo ON undo.review = review.id"
        f" WHERE ({TOLD} OR {_PRACTICE}) AND ({which})",
        *values,
    )
    return map(_entry, rows)


def _added(collection: Collection) -> str:
    known = collection.rows("SELECT name FROM pragma_table_info('review')")
    is_old = "imported" not in {row["name"] for row in known}
    return "NULL AS imported, NULL AS follows" if is_old else "review.imported, review.follows"


@reads("review")
def _entry(row: sqlite3.Row) -> Entry:
    require_row(*(row[name] for name in _COUNTED))
    return Entry(
        number=row["id"],
        guid=row["guid"],
        key=row["key"],
        face=row["face"],
        id=row["imported"] or row["id"],
        type=ReviewType(row["type"]),
        rating=None if row["rating"] is None else Rating(row["rating"]),
        study_day=row["study_day"],
        state=State(row["state"]),
        interval=row["interval"],
        duration_ms=row["duration_ms"],
        origin=Origin(row["origin"]),
        follows=row["follows"],
        cause=row["cause"],
        undone=row["undone"],
    )


def _attempts(collection: Collection) -> dict[int, Attempt]:
    marks: dict[int, list[Mark]] = {}
    for row in collection.rows(
        "SELECT tick.review, point.id, point.step, point.text, tick.must, tick.hit FROM tick"
        " JOIN point ON point.id = tick.point ORDER BY point.position, point.id"
    ):
        marks.setdefault(row["review"], []).append(_mark(row))
    found = collection.rows("SELECT review, seconds, hint, answer FROM attempt")
    return {
        row["review"]: _attempt(row, _seconds(collection, row), marks.get(row["review"], []))
        for row in found
    }


@reads("point")
def _mark(row: sqlite3.Row) -> Mark:
    return Mark(Step(row["step"]), row["text"], bool(row["must"]), bool(row["hit"]))


def _seconds(collection: Collection, row: sqlite3.Row) -> Any:
    try:
        return json.loads(row["seconds"])
    except (ValueError, RecursionError) as error:
        raise Damaged(
            f"{collection.path} is damaged: the seconds of row {row['review']} of its log"
            " are no JSON."
        ) from error


def _attempt(row: sqlite3.Row, seconds: Any, marks: list[Mark]) -> Attempt:
    # Checklists are reordered: the same marks shall make the same line.
    ordered = sorted(
        marks, key=lambda mark: (list(Step).index(mark.step), mark.text, mark.must, mark.hit)
    )
    return Attempt(seconds, bool(row["hint"]), row["answer"], tuple(ordered))
