"""Due days that a merge moved: the last row that schedules a card, and the row that corrects it.

An adjustment is a computed ``reschedule`` whose cause is an answer to the same card. Each
collection makes its own, by its own parameters, and tells none of them to another.
"""

import sqlite3
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.log import IN_ORDER, LIVE, TOLD, append, free_instant
from flashcards.collection.reading import reads
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.memory import Review


class LastRow(NamedTuple):
    """The row that says when a card is due; ``id`` is its own here.

    ``unaware`` says that the card's log holds other rows before it than were known when it was
    written.
    """

    id: int
    rating: Rating | None
    study_day: int
    state: State
    interval: int
    origin: Origin
    unaware: bool


class Adjustment(NamedTuple):
    """An adjustment that counts: its id, the answer it corrects, and to how many days."""

    id: int
    answer: int
    interval: int


def last_row(collection: Collection, card: int) -> LastRow | None:
    """The last row of a card that counts, adjustments left out."""
    rows = collection.rows(
        "SELECT id, rating, study_day, state, interval, origin, follows FROM review"
        f" WHERE card = ? AND {TOLD} AND {LIVE} ORDER BY {IN_ORDER}",
        card,
    )
    if not rows:
        return None
    return _last_row(rows[-1])._replace(unaware=rows[-1]["follows"] not in (None, len(rows) - 1))


@reads("review")
def _last_row(row: sqlite3.Row) -> LastRow:
    return LastRow(
        id=row["id"],
        rating=None if row["rating"] is None else Rating(row["rating"]),
        study_day=row["study_day"],
        state=State(row["state"]),
        interval=row["interval"],
        origin=Origin(row["origin"]),
        unaware=False,
    )


def adjustments(collection: Collection, card: int) -> list[Adjustment]:
    """The adjustments of a card that count."""
    rows = collection.rows(
        "SELECT review.id, review.cause, review.interval FROM review"
        " JOIN review AS answer ON answer.id = review.cause AND answer.card = review.card"
        f" WHERE review.card = ? AND review.origin = 'computed' AND {LIVE}",
        card,
    )
    return [Adjustment(*row) for row in rows]


def adjust(collection: Collection, card: int, row: LastRow, days: int) -> None:
    """Make a card due so many days after its last answer instead."""
    review = Review(
        id=free_instant(collection, row.id, card),
        card=card,
        type=ReviewType.RESCHEDULE,
        rating=None,
        study_day=row.study_day,
        state=row.state,
        interval=days,
        origin=Origin.COMPUTED,
        cause=row.id,
    )
    append(collection, review)
