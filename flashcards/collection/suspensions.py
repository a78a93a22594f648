"""Which cards are suspended, told by what Anki knows of a card, too."""

from typing import NamedTuple

from flashcards.collection.connection import Collection


class Held(NamedTuple):
    """A card, and whether it is suspended: by the ``guid`` of its note, and its ``ord`` there."""

    guid: str
    ord: int
    card: int
    key: str
    face: str
    suspended: bool


def suspensions(collection: Collection) -> list[Held]:
    """Every card, suspended or not."""
    rows = collection.rows(
        "SELECT guid, ord, card.id, key, face, suspended FROM card"
        " JOIN note ON note.id = card.note ORDER BY note.id, ord"
    )
    return [
        Held(row["guid"], row["ord"], row["id"], row["key"], row["face"], bool(row["suspended"]))
        for row in rows
    ]
