"""The review log and the memories it gives: reading and writing rows, undo, free instants."""

import json
import sqlite3
from collections.abc import Iterable
from math import inf

from flashcards.collection.connection import Collection
from flashcards.collection.reading import FARTHEST, FARTHEST_DAY, reads, require
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.memory import AtInstant, Due, Learned, Memory, New, OnDay, Review

LIVE = "NOT EXISTS (SELECT 1 FROM undo WHERE undo.review = review.id)"
"""The condition that leaves out what was undone."""

TOLD = (
    "review.type <> 'practice' AND NOT (review.origin = 'computed' AND EXISTS ("
    "SELECT 1 FROM review AS answer WHERE answer.id = review.cause AND answer.card = review.card))"
)
"""The condition for what shapes a card's schedule everywhere: no practice, no adjustment."""

IN_ORDER = (
    "coalesce(review.imported, review.id), review.type, review.rating, review.study_day,"
    " review.state, review.interval, review.duration_ms, review.origin, review.follows"
)
"""The order in which rows of a card are replayed; the same wherever they are held."""

# Looked up, where a call would take as long as the rest: a log has many rows.
_TYPES = {member.value: member for member in ReviewType}
_RATINGS = {None: None} | {member.value: member for member in Rating}
_STATES = {member.value: member for member in State}
_ORIGINS = {member.value: member for member in Origin}
_UNRATED = (ReviewType.RESCHEDULE, ReviewType.FORGET)
_COLUMNS = (
    "review.id AS number, coalesce(review.imported, review.id) AS id, review.card, review.type,"
    " review.rating, review.study_day, review.state, review.interval, review.duration_ms,"
    " review.origin, review.cause"
)


def history(collection: Collection, card: int) -> list[Review]:
    """The live rows of a card's log, in their order."""
    rows = collection.rows(
        f"SELECT {_COLUMNS} FROM review WHERE card = ? AND {LIVE} ORDER BY {IN_ORDER}",
        card,
    )
    return [_review(row) for row in rows]


def histories(collection: Collection, notes: Iterable[int]) -> dict[int, list[tuple[int, Review]]]:
    """The live rows of all cards of some notes, in their order, each after its own id here."""
    rows = collection.rows(
        f"SELECT {_COLUMNS} FROM card JOIN review ON review.card = card.id"
        f" WHERE card.note IN (SELECT value FROM json_each(?)) AND {LIVE}"
        f" ORDER BY review.card, {IN_ORDER}",
        json.dumps(list(notes)),
    )
    found: dict[int, list[tuple[int, Review]]] = {}
    for row in rows:
        review = _review(row)
        found.setdefault(review.card, []).append((row["number"], review))
    return found


def known_cards(collection: Collection) -> list[int]:
    """Every card that has a log or a memory."""
    rows = collection.rows("SELECT card FROM memory UNION SELECT card FROM review ORDER BY card")
    return [row["card"] for row in rows]


def free_instant(collection: Collection, wanted: int, card: int) -> int:
    """An id for a new row: the instant, or the next free one after the card's last row."""
    # What was undone may have been stamped by a wrong clock, far in the future.
    last = collection.value(f"SELECT max(id) FROM review WHERE card = ? AND {LIVE}", card)
    instant = wanted if last is None else max(wanted, int(last) + 1)
    while collection.row("SELECT 1 FROM review WHERE id = ?", instant):
        instant += 1
    return instant


def append(collection: Collection, review: Review) -> None:
    """Add a row to the log. Nothing ever changes or deletes one."""
    collection.run(
        "INSERT INTO review (id, card, type, rating, study_day, state, interval, duration_ms,"
        " origin, cause, written, follows) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " (SELECT coalesce(max(written), 0) + 1 FROM review),"
        f" (SELECT count(*) FROM review WHERE card = ?2 AND {TOLD} AND {LIVE}))",
        *(review.id, review.card, review.type.value, review.rating, review.study_day),
        *(review.state.value, review.interval, review.duration_ms, review.origin.value),
        review.cause,
    )


def undo(collection: Collection, review: int, at: int) -> list[int]:
    """Undo an answer and what it lined up; gives the cards whose memory must be replayed.

    Empty where another window has undone it already.
    """
    rows = collection.rows(
        f"SELECT id, card FROM review WHERE (id = ? OR cause = ?) AND {LIVE} ORDER BY id",
        *(review, review),
    )
    for row in rows:
        collection.run("INSERT INTO undo (review, at) VALUES (?, ?)", row["id"], at)
    return sorted({row["card"] for row in rows})


def last_act(collection: Collection) -> Review | None:
    """What was done last at the terminal and not undone, whatever its clock said.

    An answer, or the first row of a forget or reschedule by hand.
    """
    row = collection.row(
        f"SELECT {_COLUMNS} FROM review WHERE cause IS NULL AND origin = 'terminal'"
        f" AND imported IS NULL AND {LIVE} ORDER BY written DESC LIMIT 1"
    )
    return _review(row) if row else None


def memory(collection: Collection, card: int) -> Memory:
    """What is remembered of a card."""
    row = collection.row("SELECT * FROM memory WHERE card = ?", card)
    return to_memory(row) if row else New()


def set_memory(
    collection: Collection, card: int, memory: Memory, parameters: int | None = None
) -> None:
    """Replace what is remembered of a card by what the replay of its log gives."""
    last = collection.row(
        f"SELECT id, study_day FROM review WHERE card = ? AND type <> 'practice' AND {LIVE}"
        " ORDER BY id DESC LIMIT 1",
        card,
    )
    collection.run("DELETE FROM memory WHERE card = ?", card)
    if last is None or memory == New():
        return
    collection.run(
        "INSERT INTO memory (card, last_review, parameters, state, step, stability, difficulty,"
        " last_day, due_day, due_at, reps, lapses, card_face)"
        " SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, face FROM card WHERE id = ?1",
        *(card, last["id"], parameters, *_values(memory, last["study_day"])),
    )


@reads("memory", "card")
def to_memory(row: sqlite3.Row) -> Memory:
    """The memory in a row of its table. Raises ``Unreadable``."""
    due: Due = OnDay(row["due_day"]) if row["due_at"] is None else AtInstant(row["due_at"])
    require(abs(due[0]) < FARTHEST)
    if row["state"] == State.NEW:
        return New(row["due_day"])
    require(0 < row["stability"] < inf and 1 <= row["difficulty"] <= 10)  # noqa: PLR2004 - FSRS's
    require(abs(row["last_day"]) < FARTHEST_DAY and row["step"] >= 0)
    return Learned(
        _STATES[row["state"]],
        *(row["step"], row["stability"], row["difficulty"], row["last_day"]),
        due,
        *(row["reps"], row["lapses"]),
    )


def require_row(
    kind: str, rating: int | None, day: int, interval: int, instant: int, duration: int
) -> None:
    """Refuse a row of the log that counts with what is no number. Raises ``ValueError``."""
    require(
        (rating is None) == (kind in _UNRATED)
        and -FARTHEST_DAY < day < FARTHEST_DAY
        and -FARTHEST_DAY < interval < FARTHEST_DAY
        and -FARTHEST < instant < FARTHEST
        and duration >= 0
    )


def _values(memory: Memory, day: int) -> tuple[object, ...]:
    match memory:
        case New(day=due_day):
            return (State.NEW.value, 0, None, None, day, due_day, None, 0, 0)
        case Learned(due=due) as m:
            days = due.day if isinstance(due, OnDay) else None
            instant = due.ms if isinstance(due, AtInstant) else None
            known = (m.state.value, m.step, m.stability, m.difficulty, m.last_day)
            return (*known, days, instant, m.reps, m.lapses)


@reads("review", "number")
def _review(row: sqlite3.Row) -> Review:
    # Taken apart at once: to look for each column by its name takes three times as long.
    _, instant, card, kind, rating, day, state, interval, duration, origin, cause = row
    require_row(kind, rating, day, interval, instant, duration)
    return Review(
        *(instant, card, _TYPES[kind], _RATINGS[rating], day, _STATES[state], interval, duration),
        *(_ORIGINS[origin], cause),
    )
