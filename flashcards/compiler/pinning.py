"""Original keys written into the text: whoever compiles it for the first time finds the same notes.

A note keeps the identity of its first key. After a rename only this collection knows of it, until
the heading bears that key.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.known import is_live, key_histories
from flashcards.collection.newcomers import derived_guid, is_of_key
from flashcards.compiler.pins import Pin, Pinned
from flashcards.compiler.places import file_of, is_there
from flashcards.compiler.roots import Asked, compile_roots
from flashcards.errors import BadRequest, CannotWrite
from flashcards.files import replace_file
from flashcards.source.deck import read_draft
from flashcards.source.pinning import pinned, shortest
from flashcards.source.report import Report as Faults
from flashcards.terminal.words import place
from flashcards.vocabulary import EMPTY

_MARK = "\ufeff".encode()


def pin(app: App, collection: Collection, added: tuple[str, ...] = ()) -> Pinned:
    """Compile, write the first keys of renamed notes into their headings, and compile again.

    Where it ends between the two, the next compile knows the notes by the keys they had before.
    Raises ``CannotWrite`` for a file that cannot be written, ``BadRequest`` for one that was
    changed meanwhile; those before it are pinned.
    """
    report = compile_roots(app, collection, Asked(added))
    pins = tuple(_pins(collection))
    free = tuple(each for each in pins if _is_free(collection, each))
    taken = tuple(each for each in pins if each not in free)
    # They come in the order of their files.
    for (root, path), those in groupby(free, key=lambda pin: (pin.note.root, pin.note.path)):
        _write(file_of(root, path), tuple(those))
    if free:
        compile_roots(app, collection, Asked(given={each.key: each.note.id for each in free}))
    return Pinned(free, taken, report)


def _is_free(collection: Collection, pin: Pin) -> bool:
    """Whether a key gives the identity of its note wherever it is compiled, and no other has it."""
    return derived_guid(pin.key) == pin.note.guid and not is_live(collection, pin.key)


def _pins(collection: Collection) -> Iterator[Pin]:
    for note in key_histories(collection):
        if is_of_key(note.guid, note.key) or not is_there(file_of(note.root, note.path)):
            continue
        first = next((key for key in note.former if is_of_key(note.guid, key)), None)
        if first:
            yield Pin(note, first)


def _write(path: Path, pins: Sequence[Pin]) -> None:
    """Write some keys into a file, all at once."""
    try:
        data = path.read_bytes()
        mark = _MARK if data.startswith(_MARK) else b""
        text = before = data.removeprefix(_MARK).decode()
        for note, key in pins:
            text = pinned(text, note.line, shortest(key, note.deck))
        _require(path, before, text, pins)
        replace_file(path, mark + text.encode())
    except ValueError as error:
        raise BadRequest(f"{place(path)} was changed meanwhile; try again.") from error
    except OSError as error:
        raise CannotWrite(f"{place(path)} cannot be written: {error.strerror}.") from error


def _require(path: Path, before: str, text: str, pins: Sequence[Pin]) -> None:
    """Make sure that a text says what it said, and that the notes of the pins have their keys.

    Raises ``BadRequest`` for a fault that pinning would make, ``ValueError`` for other notes.
    """
    faults = Faults(place(path))
    notes = read_draft(faults, path.name, text, EMPTY).notes
    old = Faults(place(path))
    read_draft(old, path.name, before, EMPTY)
    if new := [fault for fault in faults.problems if fault not in old.problems]:
        raise BadRequest(f"{new[0]}; nothing is written into this file.")
    found = {note.key: (note.line, note.front) for note in notes}
    if not all(found.get(key) == (note.line, note.front) for note, key in pins):
        raise ValueError(path)
