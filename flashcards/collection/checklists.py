"""Checklists that were graded elsewhere: their points are found again by step and text."""

import json

from flashcards.collection.connection import Collection
from flashcards.journal import Attempt, Mark


class Checklists:
    """Keeps the attempts of rows from elsewhere; ``now`` (UTC ms) dates retired points."""

    def __init__(self, collection: Collection, now: int) -> None:
        self._collection = collection
        self._now = now

    def keep(self, review: int, card: int, attempt: Attempt) -> None:
        """Keep an attempt and its ticks, each with the must as it was."""
        note: int = self._collection.value("SELECT note FROM card WHERE id = ?", card)
        self._collection.run(
            "INSERT INTO attempt (review, seconds, hint, answer) VALUES (?, ?, ?, ?)",
            *(review, json.dumps(dict(attempt.seconds)), attempt.hint, attempt.answer),
        )
        used: set[int] = set()
        for mark in attempt.marks:
            point = self._point(note, mark, used)
            used.add(point)
            self._collection.run(
                "INSERT INTO tick (review, point, must, hit) VALUES (?, ?, ?, ?)",
                *(review, point, mark.must, mark.hit),
            )

    def _point(self, note: int, mark: Mark, used: set[int]) -> int:
        """The point with this text, live before retired; one that is not here is kept retired."""
        rows = self._collection.rows(
            "SELECT id FROM point WHERE note = ? AND step = ? AND text = ?"
            " ORDER BY retired_at IS NOT NULL, position",
            *(note, mark.step.value, mark.text),
        )
        free = [row["id"] for row in rows if row["id"] not in used]
        return free[0] if free else self._retired(note, mark)

    def _retired(self, note: int, mark: Mark) -> int:
        self._collection.run(
            "INSERT INTO point (note, step, position, text, must, retired_at) VALUES"
            " (?1, ?2, (SELECT coalesce(max(position), -1) + 1 FROM point WHERE note = ?1),"
            " ?3, ?4, ?5)",
            *(note, mark.step.value, mark.text, mark.must, self._now),
        )
        return int(self._collection.value("SELECT last_insert_rowid()"))
