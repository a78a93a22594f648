"""The record of exports: what went out, and what a phone cannot know since."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.log import LIVE
from flashcards.kinds import STEP_FACES


class Export(NamedTuple):
    """An export that was written: its instant (UTC ms), and the last row of the log in it."""

    at: int
    last_review: int


def record_export(
    collection: Collection, notes: Iterable[tuple[int, str]], options: object, now: int
) -> None:
    """Remember an export (``now`` in UTC ms): the notes, each with the Anki deck it went to."""
    notes = tuple(notes)
    never = {row["id"] for row in collection.rows("SELECT id FROM note WHERE exported_at IS NULL")}
    collection.run_many(
        "UPDATE note SET exported_at = ?, anki_deck = coalesce(anki_deck, ?) WHERE id = ?",
        ((now, deck, note) for note, deck in notes if note in never),
    )
    collection.run(
        "INSERT INTO export (id, last_review, notes, options)"
        " VALUES (max(?, (SELECT coalesce(max(id), 0) + 1 FROM export)),"
        " (SELECT max(id) FROM review), ?, ?)",
        *(now, len(notes), json.dumps(options)),
    )


def last_export(collection: Collection) -> Export | None:
    """The last export for the learner's own phone; one without progress is for somebody else."""
    row = collection.row(
        "SELECT id, coalesce(last_review, 0) AS last_review FROM export"
        " WHERE coalesce(options ->> '$.scheduling', 1) ORDER BY id DESC LIMIT 1"
    )
    return Export(row["id"], row["last_review"]) if row else None


def answered_since(collection: Collection, export: Export) -> frozenset[int]:
    """The exported cards that were answered here last, and since then: Anki cannot know of it.

    A step that was lined up since then is not on the phone yet.
    """
    steps = ", ".join(f"'{face}'" for face in STEP_FACES)
    rows = collection.rows(
        "SELECT DISTINCT review.card FROM review JOIN card ON card.id = review.card"
        " JOIN note ON note.id = card.note"
        " WHERE note.exported_at IS NOT NULL AND review.id > ?1"
        f" AND rating IS NOT NULL AND origin = 'terminal' AND type <> 'practice' AND {LIVE}"
        " AND NOT EXISTS (SELECT 1 FROM review AS later WHERE later.card = review.card"
        "  AND later.id > review.id AND later.origin = 'anki')"
        f" AND (card.face NOT IN ({steps}) OR EXISTS (SELECT 1 FROM review AS before"
        "  WHERE before.card = card.id AND before.id <= ?1))",
        export.last_review,
    )
    return frozenset(row["card"] for row in rows)


def due_on_phone(collection: Collection) -> int:
    """How many exported cards were answered here since the last export."""
    last = last_export(collection)
    return len(answered_since(collection, last)) if last else 0
