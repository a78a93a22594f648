"""Mending a collection, part after part: one that cannot be mended leaves the others mended."""

import sqlite3
from collections.abc import Callable

from flashcards.collection.audit import unreadable_notes
from flashcards.collection.connection import Collection
from flashcards.collection.reading import Unreadable


def attempted(collection: Collection, part: Callable[[], object]) -> bool:
    """Mend a part, all of it or nothing; False where the rows that there are do not allow it.

    The caller holds the transaction, which any other error ends.
    """
    collection.run("SAVEPOINT part")
    try:
        part()
    except (Unreadable, sqlite3.IntegrityError):
        collection.run("ROLLBACK TO part")
        collection.run("RELEASE part")
        return False
    collection.run("RELEASE part")
    return True


def forget_texts(collection: Collection) -> int:
    """Let the next compile write the texts that cannot be read; how many there are."""
    notes = [note for note, _ in unreadable_notes(collection)]
    for note in notes:
        # No text has this digest, and no file: a compile reads the file, and the note has changed.
        collection.run("UPDATE note SET digest = x'' WHERE id = ?", note)
        collection.run(
            "UPDATE deck SET digest = x'' WHERE id = (SELECT deck FROM note WHERE id = ?)"
            " AND digest IS NOT NULL",
            note,
        )
    return len(notes)
