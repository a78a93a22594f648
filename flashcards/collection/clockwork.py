"""Rows of the log that a wrong clock has stamped: finding them, and moving them in time."""

from typing import NamedTuple

from flashcards.collection import log
from flashcards.collection.connection import Collection


class Stamped(NamedTuple):
    """A row that counts, stamped later than it can have been written.

    ``after`` and ``before`` are the instants (UTC ms) of the rows written before and after it
    here, whose stamps are right; None where there is none.
    """

    id: int
    card: int
    after: int | None
    before: int | None


def stamped_after(collection: Collection, limit: int) -> list[Stamped]:
    """The rows that count and are stamped after an instant (UTC ms), as they were written."""
    own = "other.id <= ?1 AND other.origin = 'terminal' AND other.imported IS NULL"
    rows = collection.rows(
        "SELECT id, card,"
        f" (SELECT max(id) FROM review AS other WHERE other.written < review.written AND {own}),"
        f" (SELECT min(id) FROM review AS other WHERE other.written > review.written AND {own})"
        f" FROM review WHERE id > ?1 AND {log.LIVE} ORDER BY written",
        limit,
    )
    return [Stamped(*row) for row in rows]


def is_taken(collection: Collection, instant: int) -> bool:
    """Whether a row has this id."""
    return collection.row("SELECT 1 FROM review WHERE id = ?", instant) is not None


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


_AGAIN = (
    "INSERT INTO review (id, written, card, type, rating, study_day, state, interval, duration_ms,"
    " origin, cause, follows) SELECT ?1, (SELECT max(written) + 1 FROM review), card, type, rating,"
    " ?2, state, interval, duration_ms, origin, ?3, follows FROM review WHERE id = ?4"
)
_FOLLOWERS = (
    "INSERT INTO attempt SELECT ?, seconds, hint, answer FROM attempt WHERE review = ?",
    "INSERT INTO tick SELECT ?, point, must, hit FROM tick WHERE review = ?",
    "UPDATE card SET suspended_by = ? WHERE suspended_by = ?",
)
