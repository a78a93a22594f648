"""Taking in the journal of another collection: which rows are known, which are new, which stay out.

Nothing here replays: the caller computes the memories of the cards that were touched.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from flashcards.collection.cards import forgive
from flashcards.collection.checklists import Checklists
from flashcards.collection.connection import Collection
from flashcards.collection.telling import told_of
from flashcards.journal import Entry, Identity, identities


class Sorting(NamedTuple):
    """The entries of a journal, as a collection finds them.

    ``cards`` gives the card of each entry that has one here. ``known`` gives the id of each row
    that is here already, and ``twins`` the first of several equal entries: by their numbers.
    """

    new: tuple[Entry, ...]
    unmatched: tuple[Entry, ...]
    cards: Mapping[int, int]
    known: Mapping[int, int]
    twins: Mapping[int, int]


class Taken(NamedTuple):
    """What a merge wrote: how many known rows are undone now, and the cards to be replayed."""

    undone: int
    cards: frozenset[int]


def stamp(collection: Collection) -> tuple[int, int]:
    """Numbers that change when anything is written, here or by another program."""
    version: int = collection.value("PRAGMA data_version")
    return version, collection.connection.total_changes


def sort_out(collection: Collection, entries: tuple[Entry, ...]) -> Sorting:
    """Find the card of each entry, and whether the entry is a row that is here already."""
    if not entries:
        return Sorting((), (), {}, {}, {})
    find = _Finder(collection)
    cards = {entry.number: card for entry in entries if (card := find.card(entry)) is not None}
    ours = [entry for entry in entries if entry.number in cards]
    told = identities(ours, lambda entry: cards[entry.number])
    here = _here(collection, find, set(cards.values()))
    first: dict[Identity, int] = {}
    known: dict[int, int] = {}
    placed = set()
    new = []
    # What was lined up comes after what lined it up, and is nothing without it.
    for entry in sorted(ours, key=lambda entry: (entry.cause is not None, entry.id)):
        if entry.cause is not None and entry.cause not in placed:
            continue
        placed.add(entry.number)
        identity = told[entry.number]
        if identity in here:
            known[entry.number] = here[identity]
        elif first.setdefault(identity, entry.number) == entry.number:
            new.append(entry)
    twins = {n: first[told[n]] for n in placed if first.get(told[n], n) != n}
    unmatched = tuple(entry for entry in entries if entry.number not in placed)
    return Sorting(tuple(new), unmatched, cards, known, twins)


def take_in(collection: Collection, entries: Iterable[Entry], found: Sorting, now: int) -> Taken:
    """Append the new rows, and undo what was undone elsewhere; the caller holds the transaction.

    ``now`` is in UTC ms.
    """
    ids = {**found.known, **_free_instants(collection, found.new)}
    ids |= {number: ids[twin] for number, twin in found.twins.items()}
    _append(collection, found, ids, now)
    undone: dict[int, int] = {}
    for entry in entries:
        if entry.undone is not None and entry.number in ids:
            review = ids[entry.number]
            undone[review] = min(entry.undone, undone.get(review, entry.undone))
    fresh = {ids[entry.number] for entry in found.new}
    late = [review for review in _undo(collection, undone) if review not in fresh]
    cards = {found.cards[entry.number] for entry in found.new}
    rows = collection.rows(
        "SELECT id, card FROM review WHERE id IN (SELECT value FROM json_each(?))",
        json.dumps(late),
    )
    for row in rows:
        forgive(collection, row["card"], row["id"])
    return Taken(len(late), frozenset(cards | {row["card"] for row in rows}))


class _Finder:
    """Finds the card of an entry: by the guid of its note, else by a key that it has or had."""

    def __init__(self, collection: Collection) -> None:
        rows = collection.rows
        self._guids = {row["guid"]: row["id"] for row in rows("SELECT guid, id FROM note")}
        live = rows("SELECT key, id FROM note WHERE retired_at IS NULL")
        former = rows(
            "SELECT key, min(note) AS id FROM former_key GROUP BY key HAVING count(*) = 1"
        )
        self._keys = {row["key"]: row["id"] for row in chain(former, live)}
        cards = rows("SELECT note, face, id FROM card")
        self._cards = {(row["note"], row["face"]): row["id"] for row in cards}

    def card(self, entry: Entry) -> int | None:
        """The card of an entry; None where it is not here."""
        note = self._guids.get(entry.guid, self._keys.get(entry.key))
        return self._cards.get((note, entry.face))


def _here(collection: Collection, find: _Finder, cards: Iterable[int]) -> dict[Identity, int]:
    """The rows of some cards that are here."""
    told = identities(told_of(collection, cards), find.card)
    return {identity: review for review, identity in told.items()}


def _free_instants(collection: Collection, new: Iterable[Entry]) -> dict[int, int]:
    """The id of each new row: its own, or the next one that nobody has or wants."""
    in_order = sorted(new, key=lambda entry: entry.id)
    taken = {row["id"] for row in collection.rows("SELECT id FROM review")}
    wanted = {entry.id for entry in in_order}
    ids: dict[int, int] = {}
    free = 0
    for entry in in_order:
        id_ = entry.id
        if id_ in taken:
            free = id_ = max(free, id_) + 1
            while id_ in taken or id_ in wanted:
                free = id_ = id_ + 1
        taken.add(id_)
        ids[entry.number] = id_
    return ids


def _append(collection: Collection, found: Sorting, ids: Mapping[int, int], now: int) -> None:
    last: int = collection.value("SELECT coalesce(max(written), 0) FROM review")
    collection.run_many(
        "INSERT INTO review (id, imported, written, card, type, rating, study_day, state,"
        " interval, duration_ms, origin, follows, cause)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(ids[entry.number], entry.id, written, found.cards[entry.number]),
                *(entry.type.value, entry.rating, entry.study_day, entry.state.value),
                *(entry.interval, entry.duration_ms, entry.origin.value, entry.follows),
                None if entry.cause is None else ids[entry.cause],
            )
            for written, entry in enumerate(found.new, start=last + 1)
        ),
    )
    checklists = Checklists(collection, now)
    for entry in found.new:
        if entry.attempt:
            checklists.keep(ids[entry.number], found.cards[entry.number], entry.attempt)


def _undo(collection: Collection, undone: Mapping[int, int]) -> list[int]:
    """Undo rows (id and instant); gives those that counted until now.

    What was undone twice, on two machines, was undone at the earlier instant.
    """
    before = {row["review"]: row["at"] for row in collection.rows("SELECT review, at FROM undo")}
    for review, at in undone.items():
        if at < before.get(review, at + 1):
            collection.run(
                "INSERT INTO undo (review, at) VALUES (?, ?)"
                " ON CONFLICT (review) DO UPDATE SET at = excluded.at",
                *(review, at),
            )
    return [review for review in undone if review not in before]
