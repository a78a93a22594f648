"""The cards that could be asked now, and what the log says of today."""

import sqlite3
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.ids import CARDS_A_NOTE
from flashcards.collection.log import LIVE, to_memory
from flashcards.collection.reading import reads
from flashcards.kinds import CASE, STEP_FACES, Kind, Rating
from flashcards.memory import Memory, New

SCENARIO_FACES = (CASE, *STEP_FACES)
"""The faces of a scenario's cards; no term has one of them."""
_ASKED = (
    "card.active AND NOT card.suspended AND card.buried_day IS NOT ?"
    " AND note.retired_at IS NULL AND NOT note.draft"
)
_COLUMNS = "card.id AS card, card.note, note.kind, card.face, note.minutes, card.revision"
_JOINS = " JOIN note ON note.id = card.note JOIN deck ON deck.id = note.deck"


class Askable(NamedTuple):
    """A card that could be asked; ``minutes`` is what a scenario allows itself."""

    card: int
    note: int
    kind: Kind
    face: str
    minutes: int
    revision: int
    memory: Memory


class Answered(NamedTuple):
    """A card answered today; ``first`` when it was new before; ``at`` in UTC ms."""

    card: int
    note: int
    kind: Kind
    face: str
    at: int
    rating: Rating
    first: bool
    duration_ms: int

    @property
    def introduces(self) -> bool:
        """Whether a term or a case was met for the first time; a drilled step is a review."""
        return self.first and (self.kind is Kind.TERM or self.face == CASE)

    @property
    def is_scenario(self) -> bool:
        """Whether it was a scenario, or a step of one."""
        return self.kind is Kind.SCENARIO


def version(collection: Collection) -> int:
    """A number that changes when another connection has written to the collection."""
    number: int = collection.value("PRAGMA data_version")
    return number


def in_steps(collection: Collection, day: int, chosen: Filter) -> list[Askable]:
    """The cards in a learning step, over or not."""
    return _askable(collection, "memory.due_at > ?", 0, day, chosen)


def due(collection: Collection, day: int, chosen: Filter) -> list[Askable]:
    """The cards due on a study day or before it."""
    return _askable(collection, "memory.due_day <= ?", day, day, chosen)


def learned(collection: Collection, day: int, chosen: Filter) -> list[Askable]:
    """The cards that were answered before, due or not."""
    return _askable(collection, "memory.reps > ?", 0, day, chosen)


def new_terms(collection: Collection, day: int, count: int, chosen: Filter) -> list[Askable]:
    """The first cards in the line of new ones, enough for ``count`` notes."""
    return _new(collection, "note.kind = 'term'", day, count * CARDS_A_NOTE, chosen)


def new_cases(collection: Collection, day: int, count: int, chosen: Filter) -> list[Askable]:
    """The first unseen cases."""
    return _new(collection, "card.face = 'case'", day, count, chosen)


def askable(collection: Collection, card: int, day: int) -> Askable | None:
    """One card, whether it is due or not; None where it may not be asked at all."""
    row = collection.row(
        f"SELECT {_COLUMNS}, memory.* FROM card{_JOINS}"
        f" LEFT JOIN memory ON memory.card = card.id WHERE card.id = ? AND {_ASKED}",
        *(card, day),
    )
    if row is None:
        return None
    return _new_card(row)._replace(memory=New() if row["state"] is None else to_memory(row))


def cases_put_off(collection: Collection, day: int) -> int:
    """How many cases were put off on a study day: each has had its turn."""
    sql = "SELECT count(*) FROM card WHERE face = 'case' AND buried_day = ?"
    number: int = collection.value(sql, day)
    return number


def load(collection: Collection, kind: Kind, first: int, last: int) -> dict[int, int]:
    """How many cards of a kind are due on each study day from the first to the last."""
    rows = collection.rows(
        "SELECT due_day, count(*) FROM memory WHERE due_day BETWEEN ? AND ?"
        f" AND (card_face IN {SCENARIO_FACES}) = ? GROUP BY due_day",
        *(first, last, kind is Kind.SCENARIO),
    )
    return {row[0]: row[1] for row in rows}


def answered(collection: Collection, day: int, card: int | None = None) -> list[Answered]:
    """The answers of a study day, oldest first, of all cards or of one: each answer of its own."""
    if card is None:
        return _answers(collection, "review.study_day = ?", day)
    # The plus keeps SQLite from reading the whole day for one card.
    return _answers(collection, "+review.study_day = ? AND review.card = ?", day, card)


def answered_since(collection: Collection, instant: int) -> list[Answered]:
    """The answers from an instant (UTC ms) on, oldest first."""
    return _answers(collection, "review.id >= ?", instant)


def practised(collection: Collection, day: int) -> list[Answered]:
    """The answers of a study day that were practice, oldest first."""
    return _answers(collection, "review.study_day = ?", day, practice=True)


def practised_since(collection: Collection, instant: int) -> list[Answered]:
    """The answers that were practice, from an instant (UTC ms) on, oldest first."""
    return _answers(collection, "review.id >= ?", instant, practice=True)


def _answers(
    collection: Collection, condition: str, *values: int, practice: bool = False
) -> list[Answered]:
    rows = collection.rows(
        "SELECT card.id AS card, card.note, note.kind, card.face, review.id AS at,"
        " review.rating, review.duration_ms, NOT EXISTS (SELECT 1 FROM review AS earlier"
        "  WHERE earlier.card = review.card AND earlier.id < review.id"
        "  AND earlier.rating IS NOT NULL AND earlier.type <> 'practice'"
        "  AND NOT EXISTS (SELECT 1 FROM undo WHERE undo.review = earlier.id)) AS first"
        " FROM review JOIN card ON card.id = review.card JOIN note ON note.id = card.note"
        f" WHERE {condition} AND review.rating IS NOT NULL AND (review.type = 'practice') = ?"
        f" AND {LIVE} ORDER BY review.id",
        *(*values, practice),
    )
    return [_answer(row) for row in rows]


@reads("review", "at")
def _answer(row: sqlite3.Row) -> Answered:
    return Answered(
        *(row["card"], row["note"], Kind(row["kind"]), row["face"], row["at"]),
        rating=Rating(row["rating"]),
        first=bool(row["first"]),
        duration_ms=row["duration_ms"],
    )


def is_first_day(collection: Collection, day: int) -> bool:
    """Whether nothing was answered before this study day."""
    sql = (
        "SELECT 1 FROM review WHERE study_day < ? AND rating IS NOT NULL AND type <> 'practice'"
        f" AND {LIVE} LIMIT 1"
    )
    return collection.row(sql, day) is None


def last_day_before(collection: Collection, day: int) -> int | None:
    """The last study day before this one on which anything was answered."""
    sql = f"SELECT max(study_day) FROM review WHERE study_day < ? AND rating IS NOT NULL AND {LIVE}"
    last: int | None = collection.value(sql, day)
    return last


def has_terms(collection: Collection, chosen: Filter) -> bool:
    """Whether any term can be asked at all, on this day or another."""
    wanted, values = chosen.condition()
    sql = (
        f"SELECT 1 FROM card{_JOINS} WHERE note.kind = 'term' AND card.active"
        f" AND note.retired_at IS NULL AND NOT note.draft AND {wanted} LIMIT 1"
    )
    return collection.row(sql, *values) is not None


def last_case_was_new(collection: Collection) -> bool:
    """Whether the case answered last had never been answered before."""
    sql = "SELECT reps FROM memory WHERE card_face = 'case' ORDER BY last_review DESC LIMIT 1"
    return bool(collection.value(sql) == 1)


def newest_review(collection: Collection) -> int | None:
    """The instant (UTC ms) of the newest row of the log that counts."""
    sql = f"SELECT id FROM review WHERE {LIVE} ORDER BY id DESC LIMIT 1"
    newest: int | None = collection.value(sql)
    return newest


def _askable(
    collection: Collection, condition: str, bound: int, day: int, chosen: Filter
) -> list[Askable]:
    wanted, values = chosen.condition()
    rows = collection.rows(
        f"SELECT {_COLUMNS}, memory.* FROM memory JOIN card ON card.id = memory.card{_JOINS}"
        f" WHERE {condition} AND {_ASKED} AND {wanted}",
        *(bound, day, *values),
    )
    return [_new_card(row)._replace(memory=to_memory(row)) for row in rows]


def _new(
    collection: Collection, condition: str, day: int, count: int, chosen: Filter
) -> list[Askable]:
    wanted, values = chosen.condition()
    rows = collection.rows(
        f"SELECT {_COLUMNS} FROM card{_JOINS} WHERE card.place IS NOT NULL"
        f" AND {condition} AND {_ASKED} AND {wanted} ORDER BY card.place LIMIT ?",
        *(day, *values, count),
    )
    return [_new_card(row) for row in rows]


@reads("note", "note")
def _new_card(row: sqlite3.Row) -> Askable:
    kind = Kind(row["kind"])
    of_card = (row["card"], row["note"], kind, row["face"], row["minutes"], row["revision"])
    return Askable(*of_card, New())
