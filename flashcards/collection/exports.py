"""What an export takes along."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flashcards.card import Content
from flashcards.collection.connection import Collection
from flashcards.collection.content import note_content
from flashcards.collection.filters import Filter
from flashcards.collection.log import histories, to_memory
from flashcards.kinds import Kind
from flashcards.memory import Memory, New, Review


class OutgoingCard(NamedTuple):
    """One card of a note that is exported.

    The ``log`` holds the rows that count, in the order of their replay, each after its id here.
    """

    id: int
    ord: int
    face: str
    active: bool
    suspended: bool
    memory: Memory
    log: tuple[tuple[int, Review], ...]


class OutgoingNote(NamedTuple):
    """One note that is exported; ``anki_deck`` is None until it has been given one.

    ``turn`` is its place among all new notes, ``root`` where its deck was read from;
    ``phone_tags`` are those it was given in Anki.
    """

    id: int
    guid: str
    key: str
    kind: Kind
    content: Content
    may_show_pictures: bool
    root: str
    deck: str
    section: str
    source: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    anki_deck: str | None
    changed_at: int
    retired: bool
    turn: int
    phone_tags: tuple[str, ...]
    cards: tuple[OutgoingCard, ...]


_PICTURE = '"Image"'
"""What the JSON of a content holds where it holds a picture."""
_COLUMNS = (
    "note.id, guid, key, kind, content, root.path AS root_path, deck.title, section, source,"
    " areas, roles, anki_deck, changed_at, retired_at, turn,"
    " (SELECT coalesce(group_concat(tag, ' '), '') FROM ("
    "  SELECT tag FROM phone_tag WHERE note = note.id ORDER BY tag)) AS phone_tags"
)


def outgoing(collection: Collection, chosen: Filter) -> list[OutgoingNote]:
    """The notes of a selection; of the retired ones those that were exported before."""
    wanted, values = chosen.condition()
    rows = collection.rows(
        "WITH line AS (SELECT id, row_number() OVER (ORDER BY position, id) - 1 AS turn FROM note)"
        f" SELECT {_COLUMNS}"
        " FROM note JOIN deck ON deck.id = note.deck JOIN root ON root.id = deck.root"
        " JOIN line ON line.id = note.id"
        " WHERE NOT note.draft AND (note.retired_at IS NULL OR note.exported_at IS NOT NULL)"
        f" AND {wanted} ORDER BY note.position, note.id",
        *values,
    )
    cards = _cards(collection, [row["id"] for row in rows])
    return [_note(row, cards) for row in rows]


def _note(row: sqlite3.Row, cards: Mapping[int, Sequence[OutgoingCard]]) -> OutgoingNote:
    content = note_content(row)  # before anything else: it knows what to say of a damaged row
    return OutgoingNote(
        id=row["id"],
        guid=row["guid"],
        key=row["key"],
        kind=Kind(row["kind"]),
        content=content,
        may_show_pictures=_PICTURE in row["content"],
        root=row["root_path"],
        deck=row["title"],
        section=row["section"],
        source=row["source"],
        areas=tuple(row["areas"].split()),
        roles=tuple(row["roles"].split()),
        anki_deck=row["anki_deck"],
        changed_at=max(row["changed_at"], row["retired_at"] or 0),
        retired=row["retired_at"] is not None,
        turn=row["turn"],
        phone_tags=tuple(row["phone_tags"].split()),
        cards=tuple(cards.get(row["id"], ())),
    )


def _cards(collection: Collection, notes: Sequence[int]) -> dict[int, list[OutgoingCard]]:
    """The cards of each note, in the order of their places."""
    logs = histories(collection, notes)
    rows = collection.rows(
        "SELECT memory.*, card.id, note, ord, face, active, suspended FROM card"
        " LEFT JOIN memory ON memory.card = card.id"
        " WHERE note IN (SELECT value FROM json_each(?)) ORDER BY note, ord",
        json.dumps(notes),
    )
    found: dict[int, list[OutgoingCard]] = {}
    for row in rows:
        *_, id_, note, ord_, face, active, suspended = row
        memory = New() if row["state"] is None else to_memory(row)
        log = tuple(logs.get(id_, ()))
        card = OutgoingCard(id_, ord_, face, bool(active), bool(suspended), memory, log)
        found.setdefault(note, []).append(card)
    return found
