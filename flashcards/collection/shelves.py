"""Counts: what there is by role, deck and kind, and how much of it has been seen."""

import json
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter


class Count(NamedTuple):
    """How many notes and cards a selection holds, and how many notes were answered once."""

    terms: int
    scenarios: int
    cards: int
    terms_seen: int
    scenarios_seen: int


class Shelf(NamedTuple):
    """One deck with its counts."""

    root: str
    path: str
    name: str
    title: str
    terms: int
    scenarios: int


def count(collection: Collection, chosen: Filter) -> Count:
    """Count the live notes of a selection."""
    wanted, values = chosen.condition()
    row = collection.row(
        "SELECT coalesce(sum(kind = 'term'), 0), coalesce(sum(kind = 'scenario'), 0),"
        " coalesce(sum(cards), 0), coalesce(sum(kind = 'term' AND seen), 0),"
        " coalesce(sum(kind = 'scenario' AND seen), 0) FROM ("
        " SELECT note.kind, (SELECT count(*) FROM card WHERE card.note = note.id AND card.active)"
        "   AS cards, EXISTS (SELECT 1 FROM card JOIN memory ON memory.card = card.id"
        "   WHERE card.note = note.id AND memory.reps > 0) AS seen"
        " FROM note JOIN deck ON deck.id = note.deck"
        f" WHERE note.retired_at IS NULL AND NOT note.draft AND {wanted})",
        *values,
    )
    assert row is not None
    return Count(*row)


def shared_terms(collection: Collection, roles: tuple[str, ...]) -> int:
    """How many live terms are in the deck of every one of these roles."""
    number: int = collection.value(
        "SELECT count(*) FROM note WHERE retired_at IS NULL AND NOT draft AND kind = 'term'"
        " AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE NOT instr(roles, ' ' || value || ' '))",
        json.dumps(roles),
    )
    return number


def shelves(collection: Collection) -> list[Shelf]:
    """Every deck that has a file, in the order in which its cards come."""
    rows = collection.rows(
        "SELECT root.path, deck.path, deck.name, deck.title,"
        " coalesce(sum(note.kind = 'term'), 0), coalesce(sum(note.kind = 'scenario'), 0)"
        " FROM deck JOIN root ON root.id = deck.root"
        " LEFT JOIN note ON note.deck = deck.id AND note.retired_at IS NULL AND NOT note.draft"
        " WHERE deck.digest IS NOT NULL GROUP BY deck.id ORDER BY deck.place"
    )
    return [Shelf(*row) for row in rows]
