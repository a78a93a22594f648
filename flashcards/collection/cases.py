"""Scenario answers: the case that lies open, tick by tick, and the checklists that were graded."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flashcards.collection.connection import Collection
from flashcards.collection.reading import reads
from flashcards.kinds import Step


@dataclass(frozen=True, slots=True)
class OpenCase:
    """How far an answer has come: the open step, the ticks so far (by point id), the time."""

    step: Step
    started: int
    seconds: Mapping[str, int] = field(default_factory=dict)
    hint: bool = False
    answer: str | None = None
    ticks: Mapping[int, bool] = field(default_factory=dict)


def open_case(collection: Collection, card: int) -> OpenCase | None:
    """The answer that was left open on a card, if there is one."""
    row = collection.row("SELECT * FROM open_case WHERE card = ?", card)
    if row is None:
        return None
    ticks = collection.rows("SELECT point, hit FROM open_tick WHERE card = ?", card)
    return replace(_case(row), ticks={tick["point"]: bool(tick["hit"]) for tick in ticks})


@reads("open_case", "card")
def _case(row: sqlite3.Row) -> OpenCase:
    return OpenCase(
        step=Step(row["step"]),
        started=row["started"],
        seconds=json.loads(row["seconds"]),
        hint=bool(row["hint"]),
        answer=row["answer"],
    )


def save_case(collection: Collection, card: int, case: OpenCase) -> None:
    """Keep how far an answer has come, in one transaction."""
    values = (case.started, case.step.value, json.dumps(dict(case.seconds)), case.hint, case.answer)
    ticks = json.dumps([[point, int(hit)] for point, hit in case.ticks.items()])
    with collection.write():
        close_case(collection, card)
        collection.run("INSERT INTO open_case VALUES (?, ?, ?, ?, ?, ?)", card, *values)
        collection.run(
            "INSERT INTO open_tick SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)",
            card,
            ticks,
        )


def close_case(collection: Collection, card: int) -> None:
    """Forget an open answer: it was graded, or is given up. The caller holds the transaction."""
    collection.run("DELETE FROM open_case WHERE card = ?", card)


def grade(collection: Collection, review: int, case: OpenCase) -> None:
    """Keep a graded checklist with its answer; each tick copies its point's must."""
    collection.run(
        "INSERT INTO attempt VALUES (?, ?, ?, ?)",
        *(review, json.dumps(dict(case.seconds)), case.hint, case.answer),
    )
    ticks = json.dumps([[point, int(hit)] for point, hit in case.ticks.items()])
    collection.run(
        "INSERT INTO tick SELECT ?, point.id, point.must, value ->> 1"
        " FROM json_each(?) JOIN point ON point.id = value ->> 0 WHERE point.retired_at IS NULL",
        *(review, ticks),
    )


def times_missed(collection: Collection, point: int) -> tuple[int, int]:
    """How often a point was missed, and how often it was judged, in answers that were kept."""
    row = collection.row(
        "SELECT coalesce(sum(NOT hit), 0), count(*) FROM tick WHERE point = ?"
        " AND NOT EXISTS (SELECT 1 FROM undo WHERE undo.review = tick.review)",
        point,
    )
    assert row is not None
    return row[0], row[1]
