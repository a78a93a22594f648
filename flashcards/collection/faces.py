"""The cards of a note: a face keeps its card and its ord for ever, and one that is gone rests."""

import json
from collections.abc import Iterator, Mapping

from flashcards.change import Sheet
from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest
from flashcards.face import FIXED_ORDS, SEQUENCE_ORDS
from flashcards.kinds import AFTER, STEP_FACES


def first_ords(note: Sheet) -> Iterator[tuple[str, int]]:
    """The faces of a note that is new, each with its ord."""
    ords: dict[str, int] = {}
    for face in note.faces:
        ords[face] = _free_ord(face, ords, note)
        yield face, ords[face]


def set_faces(collection: Collection, note: int, text: Sheet) -> None:
    """Give every face its card, and let those rest that the text does not have any more.

    Raises ``BadRequest`` where a sequence has used up its places for items.
    """
    rows = collection.rows("SELECT face, ord FROM card WHERE note = ?", note)
    ords = {row["face"]: row["ord"] for row in rows}
    for face in text.faces:
        if face not in ords:
            ords[face] = _free_ord(face, ords, text)
            collection.run(
                "INSERT INTO card (id, note, face, ord, active) VALUES (?, ?, ?, ?, 0)",
                *(note + 1 + ords[face], note, face, ords[face]),
            )
    _set_active(collection, note, text.faces)


def _set_active(collection: Collection, note: int, wanted: tuple[str, ...]) -> None:
    """A face of the text is active; a step card only once a graded case has lined it up."""
    collection.run(
        "UPDATE card SET active = new.active FROM ("
        " SELECT id, face IN (SELECT value FROM json_each(?))"
        "  AND (face NOT IN (SELECT value FROM json_each(?))"
        "       OR EXISTS (SELECT 1 FROM memory WHERE memory.card = card.id)) AS active"
        " FROM card WHERE note = ?) AS new WHERE new.id = card.id AND new.active <> card.active",
        *(json.dumps(wanted), json.dumps(STEP_FACES), note),
    )


def _free_ord(face: str, ords: Mapping[str, int], note: Sheet) -> int:
    if not face.startswith(AFTER):
        return FIXED_ORDS[face]
    free = [place for place in SEQUENCE_ORDS if place not in ords.values()]
    if not free:
        raise BadRequest(
            f"{note.path}:{note.line}: sequence '{note.front}' has had {len(SEQUENCE_ORDS)}"
            " different items in its life, all that Anki has room for; give it a new {#key}"
        )
    return free[0]
