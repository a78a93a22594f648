"""Notes that a compile meets for the first time: their identity, their cards, their points."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, count

from flashcards.change import Found, Sheet
from flashcards.collection.connection import Collection
from flashcards.collection.faces import first_ords
from flashcards.collection.ids import CARDS_A_NOTE
from flashcards.collection.rows import columns
from flashcards.kinds import STEP_FACES


def add_notes(
    collection: Collection,
    new: Sequence[Found],
    decks: Mapping[tuple[str, str], int],
    positions: Mapping[str, int],
    now: int,
) -> range:
    """Add notes with their cards and points; their ids. The caller holds the transaction.

    Their keys are free. ``now`` is in UTC ms.
    """
    if not new:
        return range(0)
    ids = _new_ids(collection, len(new), now)
    guids = _guids(collection, [found.note for found in new])
    notes = (
        {
            "id": id_,
            "guid": guids[found.note.key],
            "key": found.note.key,
            "kind": found.note.kind.value,
            "form": found.prints.form,
            "deck": decks[found.root, found.note.path],
            "line": found.note.line,
            "position": positions[found.note.key],
            "changed_at": now,
            **columns(found.note),
        }
        for id_, found in zip(ids, new, strict=True)
    )
    _insert(collection, "note", notes)
    _insert(collection, "card", _cards(ids, new))
    _insert(collection, "point", _points(ids, new))
    return ids


_OURS = "fc-"


def derived_guid(key: str, salt: int = 0) -> str:
    """The identity that a key gives, salted where another note has it already."""
    words = key if salt == 0 else f"{key}\n{salt}"
    digest = blake2b(words.encode(), digest_size=10).digest()
    return _OURS + base64.b32encode(digest).decode().lower()


def is_derived(guid: str) -> bool:
    """Whether an identity is one that a key gave, here or elsewhere."""
    return guid.startswith(_OURS)


def is_of_key(guid: str, key: str) -> bool:
    """Whether a key gave an identity, as it was or salted a few times."""
    return any(derived_guid(key, salt) == guid for salt in range(_SALTS))


def _guids(collection: Collection, notes: Sequence[Sheet]) -> dict[str, str]:
    """A permanent identity for each of some notes: the one it asks for, or one of its first key.

    Whoever comes first has it.
    """
    wanted = {name for note in notes for name in _names(note, salts=1)}
    taken = _taken(collection, wanted)
    given: dict[str, str] = {}
    for note in notes:
        names = (name for name in _names(note) if name not in taken)
        free = (n for n in names if n in wanted or not _taken(collection, {n}))
        given[note.key] = next(free)
        taken.add(given[note.key])
    return given


_SALTS = 10
"""More notes than will ever begin with one key."""


def _names(note: Sheet, salts: int | None = None) -> Iterator[str]:
    """The identities that a note would have, best first: of its key, without end if not said."""
    asked = [note.anki] if note.anki else []
    salted = count() if salts is None else range(salts)
    return chain(asked, (derived_guid(note.key, salt) for salt in salted))


def _taken(collection: Collection, guids: set[str]) -> set[str]:
    """Those of some identities that notes have, be they live or retired."""
    rows = collection.rows(
        "SELECT guid FROM note WHERE guid IN (SELECT value FROM json_each(?))",
        json.dumps(list(guids)),
    )
    return {row["guid"] for row in rows}


def _new_ids(collection: Collection, number: int, now: int) -> range:
    """Ids in the past, with room for the cards: Anki renumbers notes from the future."""
    stride = CARDS_A_NOTE + 1
    room = stride * number
    earliest, latest = collection.rows("SELECT min(id), max(id) FROM note")[0]
    first = now - room
    if latest is not None and first < latest + stride:
        # Right after another compile, or with the clock set back, there is room only before.
        first = min(now, earliest) - room
    return range(first, first + room, stride)


def _cards(ids: range, new: Sequence[Found]) -> Iterator[dict[str, object]]:
    for note, found in zip(ids, new, strict=True):
        for face, ord_ in first_ords(found.note):
            active = face not in STEP_FACES
            yield {"id": note + 1 + ord_, "note": note, "face": face, "ord": ord_, "active": active}


def _points(ids: range, new: Sequence[Found]) -> Iterator[dict[str, object]]:
    for note, found in zip(ids, new, strict=True):
        for position, point in enumerate(found.note.points):
            yield {
                "note": note,
                "step": point.step.value,
                "position": position,
                "text": point.text,
                "must": point.must,
            }


def _insert(collection: Collection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows with the same columns, one after the other: all at once would not fit."""
    rows = iter(rows)
    first = next(rows, None)
    if first is not None:
        names, marks = ", ".join(first), ", ".join("?" * len(first))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        collection.run_many(sql, (tuple(row.values()) for row in chain([first], rows)))
