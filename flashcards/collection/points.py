"""The points of a scenario's checklist: permanent ids, so that old ticks keep their meaning."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from flashcards.card import STEPS, Scenario, Step
from flashcards.collection.connection import Collection
from flashcards.text import plain


@dataclass(frozen=True, slots=True)
class StoredPoint:
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


def set_points(collection: Collection, note: int, scenario: Scenario, now: int) -> None:
    """Match the checklist with the points already known, and keep it in its new order."""
    ids: dict[tuple[Step, str], int] = {}
    for step in STEPS:
        ids |= _identify(collection, note, step, _texts(scenario, step))
    collection.run(
        "UPDATE point SET retired_at = coalesce(retired_at, ?) WHERE note = ?", now, note
    )
    wanted = [(part.step, point) for part in scenario.parts for point in part.points]
    for position, (step, point) in enumerate(wanted):
        text = plain(point.line)
        collection.run(
            "INSERT INTO point (id, note, step, position, text, must) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET position = excluded.position, text = excluded.text,"
            " must = excluded.must, retired_at = NULL",
            *(ids.get((step, text)), note, step.value, position, text, point.must),
        )


def _identify(
    collection: Collection, note: int, step: Step, now: list[str]
) -> dict[tuple[Step, str], int]:
    """Which known point each text of a step is: by exact text, else the one it stands in for."""
    rows = collection.rows(
        "SELECT id, text, retired_at FROM point WHERE note = ? AND step = ? ORDER BY position",
        *(note, step.value),
    )
    ids = {
        row["text"]: row["id"] for row in sorted(rows, key=lambda row: row["retired_at"] is None)
    }
    live = [row["text"] for row in rows if row["retired_at"] is None]
    for kind, i, j, k, m in SequenceMatcher(None, live, now, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == m - k:
            ids |= {
                new: ids[old]
                for old, new in zip(live[i:j], now[k:m], strict=True)
                if new not in ids and old not in now
            }
    return {(step, text): ids[text] for text in now if text in ids}


def _texts(scenario: Scenario, step: Step) -> list[str]:
    return [plain(p.line) for part in scenario.parts if part.step is step for p in part.points]
