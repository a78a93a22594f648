"""Examining the file of a collection: its pages, its references, the ids of its cards."""

from collections.abc import Iterator

from flashcards.collection.blueprint import strange_parts
from flashcards.collection.connection import Collection

_MOST = 20
"""More findings of one kind than a person would read."""


def damage(collection: Collection, *, full: bool) -> Iterator[str]:
    """What is broken in the file itself, a sentence each; a quick look leaves the indexes out."""
    check = "integrity_check" if full else "quick_check"
    for row in collection.rows(f"PRAGMA {check}({_MOST})"):
        if row[0] != "ok":
            yield f"The file is damaged: {row[0]}."
    yield from strange_parts(collection)
    if full:
        yield from _lost_references(collection)
    for row in collection.rows(
        "SELECT card.id FROM card JOIN note ON note.id = card.note"
        " WHERE card.id <> note.id + 1 + card.ord LIMIT ?",
        _MOST,
    ):
        yield f"Card {row['id']} does not stand where its note says."


def _lost_references(collection: Collection) -> Iterator[str]:
    for row in collection.rows("PRAGMA foreign_key_check")[:_MOST]:
        yield f"A row of table {row['table']} points to a row of {row['parent']} that is gone."
