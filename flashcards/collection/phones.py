"""What the collection knows of phones: where Anki has its cards, which rows, and tags of theirs."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.newcomers import derived_guid, is_derived


class Place(NamedTuple):
    """A card of ours as Anki finds it: by the ``guid`` of its note, and its ``ord``."""

    guid: str
    ord: int
    card: int
    note: int
    key: str
    face: str
    suspended: bool


class Finder:
    """Finds the notes and cards of Anki here.

    A note is found by its guid, else by one that a key it has or had would give: on another
    computer that met it under that key, it has that one. A card that was converted to a note of
    its own is found by the guid with the card's number.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._places: dict[str, dict[int, Place]] = {}
        for row in collection.rows(
            "SELECT guid, ord, card.id, note, key, face, suspended"
            " FROM card JOIN note ON note.id = card.note"
        ):
            self._places.setdefault(row["guid"], {})[row["ord"]] = Place(*row)
        self._named = frozenset(guid.rpartition("#")[0] or guid for guid in self._places)

    def knows(self, guid: str) -> bool:
        """Whether a note of Anki has a card here."""
        return guid in self._places or guid in self._named or self._here(guid) in self._places

    def place(self, guid: str, ord_: int) -> Place | None:
        """The card here of a note of Anki, by its place in it."""
        alone = self._places.get(f"{guid}#{ord_ + 1}")
        if alone:
            return alone.get(0)
        return self._places.get(self._here(guid), {}).get(ord_)

    def _here(self, guid: str) -> str:
        if guid in self._places or not is_derived(guid):
            return guid
        return self._of_keys.get(guid, guid)

    @cached_property
    def _of_keys(self) -> dict[str, str]:
        """The guid of a note, by what its keys give; a key that several notes had tells nothing."""
        rows = self._collection.rows(
            "SELECT key, min(guid) AS guid FROM ("
            " SELECT former_key.key, guid FROM former_key JOIN note ON note.id = former_key.note"
            " UNION SELECT key, guid FROM note) GROUP BY key HAVING count(*) = 1"
        )
        return {derived_guid(row["key"]): row["guid"] for row in rows}


def known_rows(collection: Collection) -> frozenset[tuple[int, int]]:
    """The rows of the log as Anki may have them: card and instant, here and where it was given."""
    rows = collection.rows(
        "SELECT card, id FROM review UNION ALL"
        " SELECT card, imported FROM review WHERE imported IS NOT NULL AND imported <> id"
    )
    return frozenset((row[0], row[1]) for row in rows)


def keep_tags(collection: Collection, tags: Mapping[int, Iterable[str]]) -> None:
    """Remember the tags that a phone has added to notes, in the place of those known of them."""
    notes = json.dumps(list(tags))
    collection.run("DELETE FROM phone_tag WHERE note IN (SELECT value FROM json_each(?))", notes)
    pairs = ((note, tag) for note, names in tags.items() for tag in sorted(set(names)))
    collection.run_many("INSERT INTO phone_tag (note, tag) VALUES (?, ?)", pairs)
