"""A file of any format read and converted, with the pictures that its notes show."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from flashcards.anki.reading import open_package
from flashcards.convert import formats, links
from flashcards.convert.anki import package
from flashcards.convert.anki.extent import shown
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.links import Written, local_path
from flashcards.errors import BadRequest
from flashcards.files import head_of
from flashcards.pictures import LARGEST, file_name
from flashcards.workshop.shelf import Shelf

CAPTION = "a picture, of which only the caption is kept"
LARGEST_PACKAGE = 32_000_000
"""In characters that its cards show."""


def read(path: Path, name: str, shelf: Shelf, deck: Path | None) -> Conversion:
    """What becomes of a file, which its notes call ``name``, for a deck at ``deck`` if anywhere.

    Raises ``BadRequest`` with one sentence for what cannot be read.
    """
    head = head_of(path, len(formats.PACKAGE))
    if head == formats.PACKAGE or path.suffix.lower() in formats.PACKAGES:
        return _package(path, name, shelf)
    found = formats.convert(name, formats.text_of(str(path), _bytes(path)))
    lost: list[LeftOut] = []
    notes = tuple(_with_pictures(note, path, shelf, deck, lost) for note in found.notes)
    return replace(found, notes=notes, left_out=(*found.left_out, *lost))


def _package(path: Path, name: str, shelf: Shelf) -> Conversion:
    with open_package(path) as opened:
        notes, cards = tuple(opened.notes()), tuple(opened.cards())
        held = package.Contents(opened.note_types, opened.decks, notes, cards, opened.senseless)
        if shown(held) > LARGEST_PACKAGE:
            raise BadRequest(f"{path} holds too much text for decks; export fewer of its decks.")

        @cache
        def put(picture: str) -> str | None:
            return shelf.put(opened.medium(picture))

        return package.convert(name, held, put)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > formats.LARGEST_TEXT:
            most = formats.LARGEST_TEXT // 1_000_000
            raise BadRequest(f"{path} is larger than {most} MB; divide it first.")
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error


def _with_pictures(
    note: Converted, path: Path, shelf: Shelf, deck: Path | None, lost: list[LeftOut]
) -> Converted:
    """A note whose pictures the deck will find; those that lie beside it stay where they are."""
    if "![" not in note.answer:
        return note

    def change(link: Written) -> str | None:
        local = local_path(link.target)
        if not link.is_picture:
            return None
        if link.target.startswith(("http://", "https://")):
            return f"[{link.words}]({link.target})"
        data = _picture(path, local) if local else None
        if data and file_name(data) and deck and _is_beside(deck, path):
            return None
        there = shelf.put(data)
        if there is None:
            lost.append(LeftOut(note.path, note.line, CAPTION))
        return f"![{link.words}]({links.address(there)})" if there else link.words

    return replace(note, answer=links.relinked(note.answer, change))


def _is_beside(deck: Path, path: Path) -> bool:
    return deck.absolute().parent == path.absolute().parent


def _picture(path: Path, local: str) -> bytes | None:
    """The bytes of a picture in the folder of a file; None where there is no such picture."""
    folder = path.resolve().parent
    try:
        there = (folder / local).resolve()
        is_ours = there.is_relative_to(folder) and there.is_file()
        if is_ours and there.stat().st_size <= LARGEST:
            return there.read_bytes()
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that is none
        pass
    return None
