"""The pictures of notes, read for those who take them elsewhere: as they were when compiled."""

from collections.abc import Iterable

from flashcards.card import pictures
from flashcards.collection.exports import OutgoingNote
from flashcards.compiler.places import home_of
from flashcards.errors import BadRequest
from flashcards.source.pictures import Unshown, read_picture
from flashcards.terminal.words import place
from flashcards.text import Image

MOST = 256_000_000
"""In bytes, all pictures together."""


def pictures_of(notes: Iterable[OutgoingNote]) -> dict[str, bytes]:
    """The pictures that notes show, by the names made of their bytes.

    A retired note goes without those that are there no more. Raises ``BadRequest`` for any other
    picture that is gone or not the one that was compiled, and where they are too many.
    """
    found: dict[str, bytes] = {}
    size = 0
    for note in notes:
        for image in pictures(note.content):
            if not image.name or image.name in found:
                continue
            if (data := _read(note, image)) is not None:
                found[image.name] = data
                size += len(data)
            if size > MOST:
                limit = MOST // 1_000_000
                raise BadRequest(f"The pictures are more than {limit} MB; choose fewer cards.")
    return found


def _read(note: OutgoingNote, image: Image) -> bytes | None:
    folder = home_of(note.root)
    try:
        name, data = read_picture(folder, image.path)
        if name == image.name:
            return data
        what = "has changed; compile its deck again"
    except Unshown as error:
        what = str(error)
    if note.retired:
        return None
    raise BadRequest(f"{place(folder / image.path)}, which {note.key} shows, {what}.")
