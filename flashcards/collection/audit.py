"""Examining the file of a collection: its pages, its references, and what cannot be read."""

from collections.abc import Iterator
from itertools import islice

from flashcards.collection import decks, settings
from flashcards.collection.blueprint import strange_parts
from flashcards.collection.connection import Collection
from flashcards.collection.content import note_content
from flashcards.collection.reading import NONSENSE, Unreadable
from flashcards.days import DAY_MS
from flashcards.vocabulary import EMPTY, Vocabulary

_MOST = 20
"""More findings of one kind than a person would read."""
_DAYS_AHEAD = 3
"""A study day may be so far after the day of its instant in Greenwich, whatever the zone."""


def damage(collection: Collection, *, full: bool) -> Iterator[str]:
    """What is broken in the file itself, a sentence each.

    A quick look leaves the indexes out, and the texts of the notes. Every table must be there.
    """
    yield from _broken_pages(collection, "integrity_check" if full else "quick_check")
    yield from strange_parts(collection)
    looks = [_lost_references, _misplaced_cards, _wrong_days, settings.unreadable]
    for look in (*looks, _unreadable_vocabularies, *([_unreadable_texts] if full else [])):
        yield from islice(look(collection), _MOST)


def schema_damage(collection: Collection) -> Iterator[str]:
    """What can be said of a file of which a table or column is missing."""
    yield from _broken_pages(collection, "quick_check")
    yield from strange_parts(collection)


def unreadable_notes(collection: Collection) -> Iterator[tuple[int, str]]:
    """The id and the key of each note whose content cannot be read."""
    for row in collection.rows("SELECT * FROM note ORDER BY id"):
        try:
            note_content(row)
        except Unreadable:
            yield row["id"], row["key"]


def _broken_pages(collection: Collection, check: str) -> Iterator[str]:
    for row in collection.rows(f"PRAGMA {check}({_MOST})"):
        if row[0] != "ok":
            yield f"The file is damaged: {row[0]}."


def _lost_references(collection: Collection) -> Iterator[str]:
    for row in collection.rows("PRAGMA foreign_key_check"):
        yield f"A row of table {row['table']} points to a row of {row['parent']} that is gone."


def _misplaced_cards(collection: Collection) -> Iterator[str]:
    for row in collection.rows(
        "SELECT card.id FROM card JOIN note ON note.id = card.note"
        " WHERE card.id <> note.id + 1 + card.ord LIMIT ?",
        _MOST,
    ):
        yield f"Card {row['id']} does not stand where its note says."


def _wrong_days(collection: Collection) -> Iterator[str]:
    # A day may be long before its instant: after a wrong clock, a row is put behind the last one.
    for row in collection.rows(
        "SELECT id FROM review WHERE study_day > id / ? + ? LIMIT ?", DAY_MS, _DAYS_AHEAD, _MOST
    ):
        yield f"Row {row['id']} of table review has a study day later than its instant."


def _unreadable_vocabularies(collection: Collection) -> Iterator[str]:
    for root in decks.roots(collection):
        try:
            Vocabulary.from_json(root.vocabulary or EMPTY.as_json())
        except NONSENSE:
            yield Unreadable("root", root.id).finding


def _unreadable_texts(collection: Collection) -> Iterator[str]:
    for _, key in unreadable_notes(collection):
        yield f"The text of {key} cannot be read; doctor --repair lets the next compile write it."
