"""Original keys written into the text: whoever compiles it for the first time finds the same notes.

A note keeps the identity of its first key. After a rename only this collection knows of it, until
the heading bears that key.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.known import KeyHistory, is_live, key_histories
from flashcards.collection.newcomers import is_of_key
from flashcards.compiler.places import file_of
from flashcards.compiler.report import Report
from flashcards.compiler.roots import Asked, compile_roots
from flashcards.compiler.screen import file_label
from flashcards.errors import BadRequest, CannotWrite
from flashcards.files import replace_file
from flashcards.source.deck import read_draft
from flashcards.source.pinning import pinned, shortest
from flashcards.source.report import Report as Faults
from flashcards.terminal.words import place
from flashcards.vocabulary import EMPTY

_MARK = "\ufeff".encode()


class Pin(NamedTuple):
    """A note that bears another key than its first one."""

    note: KeyHistory
    key: str


class Pinned(NamedTuple):
    """What pinning came to: ``report`` is of the compile before it.

    ``taken`` are those whose first key another note has by now.
    """

    written: tuple[Pin, ...]
    taken: tuple[Pin, ...]
    report: Report


def pin(app: App, collection: Collection, added: tuple[str, ...] = ()) -> Pinned:
    """Compile, write the first keys of renamed notes into their headings, and compile again.

    Where it ends between the two, the next compile knows the notes by their unchanged texts.
    Raises ``CannotWrite`` for a file that cannot be written, ``BadRequest`` for one that was
    changed meanwhile; those before it are pinned.
    """
    report = compile_roots(app, collection, Asked(added))
    pins = tuple(_pins(collection))
    taken = tuple(each for each in pins if is_live(collection, each.key))
    free = tuple(each for each in pins if each not in taken)
    if not free:
        return Pinned((), taken, report)
    for (root, path), those in groupby(free, key=lambda pin: (pin.note.root, pin.note.path)):
        _write(file_of(root, path), tuple(those))
    compile_roots(app, collection, Asked(given={each.key: each.note.id for each in free}))
    return Pinned(free, taken, report)


def sentences(done: Pinned) -> Iterator[str]:
    """What was written, and what could not be."""
    for note, key in done.written:
        yield f"  {file_label(note.root, note.path)}:{note.line}: {note.front} is {key} again"
    for note, key in done.taken:
        where = f"{file_label(note.root, note.path)}:{note.line}"
        yield f"  {where}: {note.front} cannot be {key} again, as another note is."


def _pins(collection: Collection) -> Iterator[Pin]:
    for note in key_histories(collection):
        if is_of_key(note.guid, note.key):
            continue
        first = next((key for key in note.former if is_of_key(note.guid, key)), None)
        if first:
            yield Pin(note, first)


def _write(path: Path, pins: Sequence[Pin]) -> None:
    """Write some keys into a file, all at once."""
    try:
        data = path.read_bytes()
        mark = _MARK if data.startswith(_MARK) else b""
        text = data.removeprefix(_MARK).decode()
        for note, key in pins:
            text = pinned(text, note.line, shortest(key, note.deck))
        _require(path, text, pins)
        replace_file(path, mark + text.encode())
    except ValueError as error:
        raise BadRequest(f"{place(path)} was changed meanwhile; try again.") from error
    except OSError as error:
        raise CannotWrite(f"{place(path)} cannot be written: {error.strerror}.") from error


def _require(path: Path, text: str, pins: Sequence[Pin]) -> None:
    """Make sure that the notes of the pins have their keys in a text. Raises ``ValueError``."""
    notes = read_draft(Faults(""), path.name, text, EMPTY).notes
    found = {note.key: (note.line, note.front) for note in notes}
    if not all(found.get(key) == (note.line, note.front) for note, key in pins):
        raise ValueError(path)
