"""A note of the text as a row of the collection."""

from collections.abc import Iterable

from flashcards.change import Sheet
from flashcards.collection.connection import Collection


def columns(note: Sheet) -> dict[str, object]:
    """What the text says of a note, but for where it stands."""
    return {
        "area": note.area or None,
        "areas": spaced(note.areas),
        "roles": spaced(note.roles),
        "section": note.section,
        "source": note.source,
        "minutes": note.minutes,
        "draft": note.draft,
        "front": note.front,
        "content": note.content,
        "digest": note.prints.digest,
        "body": note.prints.body,
        "words": note.prints.words,
    }


def spaced(names: Iterable[str]) -> str:
    """Names as one column holds them: each between spaces, so that ``instr`` finds a whole one."""
    return "".join(f" {name}" for name in names) + " "


def deck_ids(collection: Collection) -> dict[tuple[str, str], int]:
    """The ids of the decks, by their root and their path."""
    rows = collection.rows(
        "SELECT root.path AS root, deck.path, deck.id FROM deck JOIN root ON root.id = deck.root"
    )
    return {(row["root"], row["path"]): row["id"] for row in rows}
