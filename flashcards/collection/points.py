"""The points of a scenario's checklist: permanent ids, so that old ticks keep their meaning."""

import sqlite3
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from flashcards.change import FiledPoint
from flashcards.collection.connection import Collection
from flashcards.kinds import STEPS, Step


class StoredPoint(NamedTuple):
    """One point of a note's checklist."""

    id: int
    step: Step
    text: str
    must: bool


def points(collection: Collection, note: int) -> list[StoredPoint]:
    """The live points of a note, in the order they are ticked."""
    found = collection.rows(
        "SELECT id, step, text, must FROM point WHERE note = ? AND retired_at IS NULL"
        " ORDER BY position",
        note,
    )
    return [StoredPoint(r["id"], Step(r["step"]), r["text"], bool(r["must"])) for r in found]


def set_points(collection: Collection, note: int, wanted: Sequence[FiledPoint], now: int) -> None:
    """Match the checklist with the points already known, and keep it in its new order."""
    ids = {step: iter(_identify(collection, note, step, wanted)) for step in STEPS}
    collection.run(
        "UPDATE point SET retired_at = coalesce(retired_at, ?) WHERE note = ?", now, note
    )
    for position, point in enumerate(wanted):
        collection.run(
            "INSERT INTO point (id, note, step, position, text, must) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET position = excluded.position, text = excluded.text,"
            " must = excluded.must, retired_at = NULL",
            *(next(ids[point.step]), note, point.step.value, position, point.text, point.must),
        )


def _identify(
    collection: Collection, note: int, step: Step, wanted: Sequence[FiledPoint]
) -> list[int | None]:
    """Which known point each one of a step is: by exact text, else the one it stands in for."""
    rows = collection.rows(
        "SELECT id, text, retired_at FROM point WHERE note = ? AND step = ? ORDER BY position",
        *(note, step.value),
    )
    now = [point.text for point in wanted if point.step is step]
    live = [row for row in rows if row["retired_at"] is None]
    free = [*live, *(row for row in rows if row["retired_at"] is not None)]
    ids = [_take(free, text) for text in now]
    before = [row["text"] for row in live]
    for kind, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == m - k:
            for row, place in zip(live[i:j], range(k, m), strict=True):
                if ids[place] is None and row in free:
                    ids[place] = row["id"]
    return ids


def _take(free: list[sqlite3.Row], text: str) -> int | None:
    """The first free point with this text; it is free no longer."""
    row = next((row for row in free if row["text"] == text), None)
    if row is None:
        return None
    free.remove(row)
    return int(row["id"])
