"""Builds collections of any size, as years of learning would leave them.

The shipped decks are copied as often as it takes. One copy is new; every card of the others has
been answered equally often, the last time within the last tenth of five years, and is due over
the years to come, but for those that are due today.
"""

import math
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.program import TODAY, Program
from flashcards.collection.connection import create_collection

DAY_MS = 86_400_000
YEARS = 5
"""How long the log goes back."""
MEAN_DAYS = 5 * 365
"""How far ahead cards are due on average: what some ten answers with FSRS come to."""
DUE = 200
"""How many cards are due today, in a collection of any size."""
_STRIDE = 33
"""The ids of a note and its cards."""


class Size(NamedTuple):
    """How big a collection is to be, at least about."""

    cards: int
    reviews: int


def build(path: Path, size: Size, shipped: Program) -> None:
    """Make a collection from the notes of ``shipped``, whose decks are compiled."""
    create_collection(path, {"rollover_hour": "4"}).connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("days_ahead", 1, _days_ahead, deterministic=True)
    connection.execute("ATTACH ? AS shipped", (str(shipped.collection),))
    connection.execute("BEGIN")
    indexes = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX main.{name}")
    _copy_text(connection, size)
    _answer(connection, size)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


def _copy_text(connection: sqlite3.Connection, size: Size) -> None:
    """Copy number 0 is new; a note's ids, keys and places tell the copies apart."""
    (cards,) = connection.execute("SELECT count(*) FROM shipped.card").fetchone()
    copies = max(2, round(size.cards / cards))
    connection.execute("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY)")
    connection.execute(
        "WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < ?)"
        " INSERT INTO copy SELECT n FROM c",
        (copies,),
    )
    connection.execute("CREATE TEMP TABLE numbered (id INTEGER PRIMARY KEY, number INTEGER)")
    connection.execute(
        "INSERT INTO numbered SELECT id, row_number() OVER (ORDER BY id) FROM shipped.note"
    )
    (notes,) = connection.execute("SELECT count(*) FROM numbered").fetchone()
    first = (TODAY - YEARS * 365) * DAY_MS - copies * notes * _STRIDE
    number = "(SELECT number FROM numbered WHERE numbered.id = {}) - 1"
    note = f"{first} + (copy.n * {notes} + {number}) * {_STRIDE}"
    known = "copy.n > 0"
    _copy(connection, "root", {"path": "'/elsewhere'"}, "WHERE copy.n = 0")
    _copy(connection, "deck", {
        "id": "copy.n * 1000 + it.id", "path": "copy.n || '-' || it.path",
        "name": "copy.n || '-' || it.name", "title": "it.title || ' ' || copy.n",
        "place": "copy.n * 1000 + it.place",
    })  # fmt: skip
    _copy(connection, "note", {
        "id": note.format("it.id"), "guid": "'fc-' || copy.n || '-' || it.id",
        "key": "copy.n || '-' || it.key", "deck": "copy.n * 1000 + it.deck",
        "position": f"copy.n * {notes} + it.position", "front": "it.front || ' ' || copy.n",
    })  # fmt: skip
    _copy(connection, "card", {
        "id": f"{note.format('it.note')} + 1 + it.ord", "note": note.format("it.note"),
        "active": f"it.active OR {known}", "place": f"CASE WHEN NOT {known} THEN it.place END",
    })  # fmt: skip
    _copy(connection, "point", {
        "id": "copy.n * 100000 + it.id", "note": note.format("it.note"),
    })  # fmt: skip


def _copy(
    connection: sqlite3.Connection, table: str, other: Mapping[str, str], where: str = ""
) -> None:
    """Copy a table of the shipped decks for every copy, but for the columns that are ``other``."""
    columns = [row[1] for row in connection.execute(f"PRAGMA shipped.table_info({table})")]
    values = ", ".join(other.get(name, f"it.{name}") for name in columns)
    connection.execute(
        f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {values}"
        f" FROM copy CROSS JOIN shipped.{table} AS it {where} ORDER BY copy.n, it.id"
    )


def _answer(connection: sqlite3.Connection, size: Size) -> None:
    connection.execute(
        "CREATE TEMP TABLE known (n INTEGER PRIMARY KEY, card INTEGER, face TEXT, note INTEGER)"
    )
    connection.execute(
        "INSERT INTO known SELECT row_number() OVER (ORDER BY id) - 1, id, face, note"
        " FROM main.card WHERE active AND place IS NULL"
    )
    (known,) = connection.execute("SELECT count(*) FROM known").fetchone()
    rounds = max(1, round(size.reviews / known))
    span = YEARS * 365 * DAY_MS
    values = {
        "known": known, "rounds": rounds, "last": rounds - 1, "step": span // (known * rounds),
        "start": TODAY * DAY_MS - span, "day": DAY_MS, "rollover": 4 * 3_600_000,
        "today": TODAY, "due_every": max(1, known // DUE),
    }  # fmt: skip
    for sql in (_REVIEWS, _MEMORIES, _ATTEMPTS, _TICKS):
        connection.execute(sql, values)


def _days_ahead(number: int) -> int:
    """The days until a card is due: exponential, by a fraction that is spread evenly."""
    fraction = (number * 0.6180339887498949) % 1.0
    return 1 + int(-math.log(1.0 - fraction) * MEAN_DAYS)


_REVIEWS = """
    WITH RECURSIVE round (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM round WHERE k < :last)
    INSERT INTO main.review (id, written, card, type, rating, study_day, state, interval,
                             duration_ms, origin)
    SELECT :start + (k * :known + n) * :step, k * :known + n + 1, card,
           iif(k = 0, 'learn', 'review'), 2 + (k + n) % 3,
           (:start + (k * :known + n) * :step - :rollover) / :day,
           'review', 1 + k * k * 4, 5000 + n % 20000, 'terminal'
    FROM round CROSS JOIN known
    """
"""All cards are answered in turn, and then again: the log is in the order of time."""

_MEMORIES = """
    INSERT INTO main.memory (card, state, step, stability, difficulty, last_review, last_day,
                             due_day, due_at, reps, lapses, parameters, card_face)
    SELECT card, 'review', 0, 1.0 + due - last, 1.0 + n % 90 / 10.0, :start + s * :step, last,
           due, NULL, :rounds, n % 3, NULL, face
    FROM (SELECT known.*, :last * :known + n AS s,
                 (:start + (:last * :known + n) * :step - :rollover) / :day AS last,
                 iif(n % :due_every = 0 AND n / :due_every < 200, :today - n / :due_every % 3,
                     :today + days_ahead(n)) AS due
          FROM known)
    ORDER BY n
    """

_ATTEMPTS = """
    INSERT INTO main.attempt (review, seconds, hint)
    SELECT :start + (:last * :known + n) * :step, '{"ask":120,"plan":240}', 0
    FROM known WHERE face = 'case'
    """

_TICKS = """
    INSERT INTO main.tick (review, point, must, hit)
    SELECT :start + (:last * :known + n) * :step, point.id, must, (n + point.id) % 3 > 0
    FROM main.point JOIN known ON known.note = point.note AND known.face = 'case'
    ORDER BY 1, 2
    """
