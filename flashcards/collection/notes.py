"""Notes as a compile writes them; nothing here is ever deleted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from flashcards.change import Change, Found, Known
from flashcards.collection.connection import Collection
from flashcards.collection.faces import set_faces
from flashcards.collection.ids import CARDS_A_NOTE
from flashcards.collection.newcomers import add_notes
from flashcards.collection.points import set_points
from flashcards.collection.rows import columns, deck_ids


def store(
    collection: Collection, changes: Iterable[Change], positions: Mapping[str, int], now: int
) -> None:
    """Write what a compile found out; the caller holds the transaction.

    ``positions`` gives each key its place in the line of new cards; ``now`` is in UTC ms.
    Raises ``BadRequest`` where a sequence has used up its places for items.
    """
    changes = tuple(changes)
    _free_keys(collection, changes, now)
    decks = deck_ids(collection)
    known = [(c.found, c.known) for c in changes if c.found and c.known]
    written = [was.id for found, was in known if _is_written(collection, found, was, now)]
    placed = [
        was.id for found, was in known if _is_placed(collection, found, was, decks, positions)
    ]
    new = [change.found for change in changes if change.found and not change.known]
    gone = [change.known.id for change in changes if change.known and not change.found]
    added = add_notes(collection, new, decks, positions, now)
    line_up(collection, chain(written, placed, gone, added))


def move(collection: Collection, positions: Mapping[int, int]) -> None:
    """Give notes, by their ids, another place in the line of new cards."""
    rows = [(position, note) for note, position in positions.items()]
    collection.run_many("UPDATE note SET position = ? WHERE id = ?", rows)
    line_up(collection, positions)


def line_up(collection: Collection, notes: Iterable[int]) -> None:
    """Line up those cards of some notes that wait as new; all others leave the line."""
    collection.run(
        "UPDATE card SET place = new.place FROM ("
        " SELECT card.id, CASE WHEN note.retired_at IS NULL AND NOT note.draft AND card.active"
        "  AND NOT EXISTS (SELECT 1 FROM memory WHERE memory.card = card.id)"
        f"  THEN note.position * {CARDS_A_NOTE} + card.ord END AS place"
        " FROM json_each(?) JOIN note ON note.id = value JOIN card ON card.note = note.id) AS new"
        " WHERE new.id = card.id AND new.place IS NOT card.place",
        json.dumps(list(dict.fromkeys(notes))),
    )


def _free_keys(collection: Collection, changes: Sequence[Change], now: int) -> None:
    """Retire what is gone, and for a moment what gets another key: two notes may swap theirs."""
    for known, found in ((change.known, change.found) for change in changes):
        if known is None or (found and found.note.key == known.key):
            continue
        collection.run("INSERT OR IGNORE INTO former_key VALUES (?, ?)", known.key, known.id)
        collection.run(
            "UPDATE note SET retired_at = coalesce(retired_at, ?) WHERE id = ?", now, known.id
        )
        _bump_cards(collection, known.id)


def _is_written(collection: Collection, found: Found, known: Known, now: int) -> bool:
    """Write a note's text, its cards and its points where they are others; whether they are."""
    if not known.retired and found.prints.digest == known.prints.digest:
        return False
    values = columns(found.note)
    names = ", ".join(f"{name} = ?" for name in values)
    # Anki takes only what is newer, to the second.
    collection.run(
        f"UPDATE note SET {names}, changed_at = max(?, changed_at + 1000) WHERE id = ?",
        *(*values.values(), now, known.id),
    )
    _bump_cards(collection, known.id)
    set_faces(collection, known.id, found.note)
    if found.note.points:
        set_points(collection, known.id, found.note.points, now)
    return True


def _bump_cards(collection: Collection, note: int) -> None:
    """Whoever has the old text on the screen is shown the new one before an answer counts."""
    collection.run("UPDATE card SET revision = revision + 1 WHERE note = ?", note)


def _is_placed(
    collection: Collection,
    found: Found,
    known: Known,
    decks: Mapping[tuple[str, str], int],
    positions: Mapping[str, int],
) -> bool:
    """Put a note where the text has it, where that is another place; whether it is."""
    note = found.note
    there = (note.key, found.root, note.path, note.line, positions[note.key], False)
    here = (known.key, known.root, known.path, known.line, known.position, known.retired)
    if there == here:
        return False
    collection.run(
        "UPDATE note SET key = ?, deck = ?, line = ?, position = ?, retired_at = NULL WHERE id = ?",
        *(note.key, decks[found.root, note.path], note.line, positions[note.key], known.id),
    )
    return True
