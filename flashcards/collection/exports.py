"""What an export takes along, and the record that it did."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.card import Content
from flashcards.collection.connection import Collection
from flashcards.collection.content import note_content
from flashcards.collection.filters import Filter
from flashcards.collection.log import LIVE
from flashcards.kinds import Kind


@dataclass(frozen=True, slots=True)
class OutgoingCard:
    """One card of a note that is exported; ``place`` is its note's turn among all new ones."""

    id: int
    ord: int
    face: str
    active: bool
    place: int


@dataclass(frozen=True, slots=True)
class OutgoingNote:
    """One note that is exported; ``anki_deck`` is None until it has been given one."""

    id: int
    guid: str
    kind: Kind
    content: Content
    deck: str
    section: str
    source: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    anki_deck: str | None
    changed_at: int
    retired: bool
    cards: tuple[OutgoingCard, ...]


def outgoing(collection: Collection, chosen: Filter) -> list[OutgoingNote]:
    """The notes of a selection; of the retired ones those that were exported before."""
    wanted, values = chosen.condition()
    rows = collection.rows(
        "WITH line AS (SELECT id, row_number() OVER (ORDER BY position, id) - 1 AS turn FROM note)"
        " SELECT note.*, deck.title AS deck_title, line.turn"
        " FROM note JOIN deck ON deck.id = note.deck JOIN line USING (id)"
        " WHERE NOT note.draft AND (note.retired_at IS NULL OR note.exported_at IS NOT NULL)"
        f" AND {wanted} ORDER BY note.position, note.id",
        *values,
    )
    return [
        OutgoingNote(
            id=row["id"],
            guid=row["guid"],
            content=note_content(row),
            kind=Kind(row["kind"]),
            deck=row["deck_title"],
            section=row["section"],
            source=row["source"],
            areas=tuple(row["areas"].split()),
            roles=tuple(row["roles"].split()),
            anki_deck=row["anki_deck"],
            changed_at=max(row["changed_at"], row["retired_at"] or 0),
            retired=row["retired_at"] is not None,
            cards=_cards(collection, row["id"], row["turn"]),
        )
        for row in rows
    ]


def record_export(
    collection: Collection, notes: Iterable[tuple[int, str]], options: object, now: int
) -> None:
    """Remember an export (``now`` in UTC ms): the notes, each with the Anki deck it went to."""
    notes = tuple(notes)
    for note, deck in notes:
        collection.run(
            "UPDATE note SET exported_at = coalesce(exported_at, ?),"
            " anki_deck = coalesce(anki_deck, ?) WHERE id = ?",
            *(now, deck, note),
        )
    collection.run(
        "INSERT INTO export (id, last_review, notes, options)"
        " VALUES (max(?, (SELECT coalesce(max(id), 0) + 1 FROM export)),"
        " (SELECT max(id) FROM review), ?, ?)",
        *(now, len(notes), json.dumps(options)),
    )


def due_on_phone(collection: Collection) -> int:
    """How many exported cards were answered here since the last export: Anki cannot know of it."""
    number: int = collection.value(
        "SELECT count(DISTINCT review.card) FROM review JOIN card ON card.id = review.card"
        " JOIN note ON note.id = card.note WHERE note.exported_at IS NOT NULL"
        " AND review.id > (SELECT coalesce(last_review, 0) FROM export ORDER BY id DESC LIMIT 1)"
        f" AND rating IS NOT NULL AND origin = 'terminal' AND type <> 'practice' AND {LIVE}"
    )
    return number


def _cards(collection: Collection, note: int, turn: int) -> tuple[OutgoingCard, ...]:
    rows = collection.rows(
        "SELECT id, ord, face, active FROM card WHERE note = ? ORDER BY ord", note
    )
    return tuple(
        OutgoingCard(row["id"], row["ord"], row["face"], bool(row["active"]), turn) for row in rows
    )
