"""Single notes and cards: found by the words a user types, read whole."""

import sqlite3
from typing import NamedTuple

from flashcards.card import Content
from flashcards.collection.connection import Collection
from flashcards.collection.content import content_of
from flashcards.collection.ids import CARDS_A_NOTE
from flashcards.collection.log import to_memory
from flashcards.collection.reading import Unreadable, reads
from flashcards.errors import BadRequest
from flashcards.kinds import Kind
from flashcards.memory import Memory, New


class StoredNote(NamedTuple):
    """A live note as the collection holds it."""

    id: int
    guid: str
    key: str
    kind: Kind
    front: str
    content: Content
    deck: str
    root: str
    path: str
    line: int
    section: str
    source: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    draft: bool


class StoredCard(NamedTuple):
    """One card of a note; ``revision`` guards an answer against a change made meanwhile."""

    id: int
    face: str
    active: bool
    suspended: bool
    revision: int
    memory: Memory


_NOTE = (
    "SELECT note.*, deck.title AS deck_title, deck.path AS deck_path, root.path AS root_path"
    " FROM note JOIN deck ON deck.id = note.deck JOIN root ON root.id = deck.root"
)

_NAMED = (
    """note.id IN (SELECT id FROM note WHERE key = ?1 AND retired_at IS NULL
       UNION SELECT id FROM note WHERE front = ?1 AND retired_at IS NULL)""",
    """lower(?1) IN (lower(note.key), lower(note.front))
       OR lower(substr(note.key, instr(note.key, '/') + 1)) = lower(?1)""",
    """instr(lower(note.key), lower(?1)) = 1 OR instr(lower(note.front), lower(?1)) = 1
       OR instr(lower(note.key), '/' || lower(?1)) > 0""",
)
"""Ways to name a note, the exact ones first."""
_LISTED = 5


def note_of(collection: Collection, card: int) -> StoredNote:
    """The note of a card. Raises ``Unreadable`` where the file has lost it."""
    row = collection.row(f"{_NOTE} WHERE note.id = (SELECT note FROM card WHERE id = ?)", card)
    if row is None:
        raise Unreadable("card", card)
    return _note(row)


def find_note(collection: Collection, words: str) -> StoredNote:
    """The note a user names by its key, its heading, or an unambiguous beginning of either.

    Raises ``BadRequest`` where none or several fit.
    """
    for condition in _NAMED:
        rows = collection.rows(
            f"{_NOTE} WHERE note.retired_at IS NULL AND ({condition}) ORDER BY note.position",
            words,
        )
        if len(rows) == 1:
            return _note(rows[0])
        if rows:
            raise BadRequest(f"'{words}' fits several notes: {_listed(rows)}.")
    raise BadRequest(f"There is no note '{words}'.")


def named(collection: Collection, card_id: int) -> tuple[str, str]:
    """The key of a card's note, and its face. Raises ``Unreadable`` where the file has lost it."""
    row = collection.row(
        "SELECT note.key, card.face FROM card JOIN note ON note.id = card.note WHERE card.id = ?",
        card_id,
    )
    if row is None:
        raise Unreadable("card", card_id)
    return row["key"], row["face"]


def kind_of(collection: Collection, card_id: int) -> Kind:
    """The kind of a card. Raises ``Unreadable`` where the file has lost it."""
    sql = "SELECT kind FROM note WHERE id = (SELECT note FROM card WHERE id = ?)"
    kind = collection.value(sql, card_id)
    if kind not in set(Kind):
        raise Unreadable("card", card_id)
    return Kind(kind)


def kinds(collection: Collection) -> dict[int, Kind]:
    """The kind of every card, by its id; a card without a note of a known kind is left out."""
    rows = collection.rows("SELECT card.id, note.kind FROM card JOIN note ON note.id = card.note")
    return {row["id"]: Kind(row["kind"]) for row in rows if row["kind"] in set(Kind)}


def cards_of(collection: Collection, note: int) -> list[StoredCard]:
    """All cards a note has ever had, in the order of their places."""
    rows = collection.rows(
        "SELECT card.id AS id, face, active, suspended, revision, memory.* FROM card"
        " LEFT JOIN memory ON memory.card = card.id WHERE note = ? ORDER BY ord",
        note,
    )
    return [_card(row) for row in rows]


def card(collection: Collection, card_id: int) -> StoredCard:
    """One card by its id. Raises ``Unreadable`` where the file has lost it."""
    row = collection.row(
        "SELECT card.id AS id, face, active, suspended, revision, memory.* FROM card"
        " LEFT JOIN memory ON memory.card = card.id WHERE card.id = ?",
        card_id,
    )
    if row is None:
        raise Unreadable("card", card_id)
    return _card(row)


def bump(collection: Collection, card_id: int) -> None:
    """Say that a card is written about, so that an answer to what it was does not count."""
    collection.run("UPDATE card SET revision = revision + 1 WHERE id = ?", card_id)


def claim(collection: Collection, card_id: int, revision: int) -> bool:
    """Claim a card for a write: False when another write came first."""
    sql = "UPDATE card SET revision = revision + 1 WHERE id = ? AND revision = ?"
    return collection.run(sql, card_id, revision) == 1


def leave_line(collection: Collection, card_id: int) -> None:
    """Take a card out of the line of new ones: it has a memory now."""
    collection.run("UPDATE card SET place = NULL WHERE id = ?", card_id)


def line_up(collection: Collection, card_id: int) -> None:
    """Put a card that has no memory any more back to where it waited, if it is still asked."""
    collection.run(
        "UPDATE card SET place = (SELECT note.position * ? + card.ord FROM note"
        " WHERE note.id = card.note AND note.retired_at IS NULL AND NOT note.draft)"
        " WHERE id = ? AND active",
        *(CARDS_A_NOTE, card_id),
    )


def set_active(collection: Collection, card_id: int, *, active: bool, now: int) -> None:
    """Let a step card be asked, or rest; to Anki its note changes (``now`` in UTC ms)."""
    changed = collection.run(
        "UPDATE card SET active = ? WHERE id = ? AND active <> ?", active, card_id, active
    )
    if changed:
        # Anki takes only what is newer, to the second.
        sql = (
            "UPDATE note SET changed_at = max(?, changed_at + 1000)"
            " WHERE id = (SELECT note FROM card WHERE id = ?)"
        )
        collection.run(sql, now, card_id)


def bury(collection: Collection, card_id: int, day: int) -> None:
    """Do not ask a card again on this study day."""
    sql = "UPDATE card SET buried_day = ?, revision = revision + 1 WHERE id = ?"
    collection.run(sql, day, card_id)


def suspend(
    collection: Collection, card_id: int, *, suspended: bool, by: int | None = None
) -> None:
    """Do not ask a card until it is unsuspended; ``by`` is the answer that made a leech of it."""
    collection.run(
        "UPDATE card SET suspended = ?, suspended_by = ?, revision = revision + 1 WHERE id = ?",
        *(suspended, by, card_id),
    )


def forgive(collection: Collection, card_id: int, review: int) -> None:
    """Ask a card again that an answer suspended: the answer is undone."""
    collection.run(
        "UPDATE card SET suspended = 0, suspended_by = NULL WHERE id = ? AND suspended_by = ?",
        *(card_id, review),
    )


def _listed(rows: list[sqlite3.Row]) -> str:
    more = ", ..." if len(rows) > _LISTED else ""
    return ", ".join(row["key"] for row in rows[:_LISTED]) + more


@reads("note")
def _note(row: sqlite3.Row) -> StoredNote:
    return StoredNote(
        id=row["id"],
        guid=row["guid"],
        key=row["key"],
        kind=Kind(row["kind"]),
        front=row["front"],
        content=content_of(row),
        deck=row["deck_title"],
        root=row["root_path"],
        path=row["deck_path"],
        line=row["line"],
        section=row["section"],
        source=row["source"],
        areas=tuple(row["areas"].split()),
        roles=tuple(row["roles"].split()),
        draft=bool(row["draft"]),
    )


def _card(row: sqlite3.Row) -> StoredCard:
    memory: Memory = New() if row["state"] is None else to_memory(row)
    flags = (bool(row["active"]), bool(row["suspended"]))
    return StoredCard(row["id"], row["face"], *flags, row["revision"], memory)
