"""Putting a backup in the place of a collection, whatever has become of that."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from flashcards.collection.backup import contents, copy, patience, sound_contents
from flashcards.collection.connection import Collection, look_into
from flashcards.collection.faults import plain_words
from flashcards.errors import CannotWrite, FlashcardsError
from flashcards.files import draft_of, sync_folder


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Let ``path`` hold what ``backup`` holds, all of it or nothing.

    What was there before is kept under the name that is returned; None where nothing was there.
    Raises what ``open_collection`` raises, and then nothing is changed.
    """
    contents(backup)  # what is wrong with it is said under its own name
    sound = sound_contents(path)
    path = path.resolve()
    kept = _free_name(path, f"{now:%Y%m%d-%H%M%S}")
    if sound:
        _overwrite(backup, path, kept)
    else:
        _replace(backup, path, kept)
    return kept if kept.exists() else None


def _overwrite(backup: Path, path: Path, kept: Path) -> None:
    """Replace what a sound file holds: another program that has it open sees it as one change."""
    with look_into(backup) as source, look_into(path) as target, _locked(target):
        # An answer given between these two steps would be in neither file.
        copy(target, kept, failure="What restore replaces could not be kept")
        with plain_words(path):
            source.connection.backup(target.connection, progress=patience())


@contextmanager
def _locked(collection: Collection) -> Iterator[None]:
    """Keep all other programs out, while no transaction is open: ``backup`` begins its own.

    Nothing here may open the file itself: to close it again would let go of SQLite's locks.
    """
    collection.run("BEGIN EXCLUSIVE")
    # Not before: waiting in this mode, we would hold up the very writer we wait for.
    collection.run("PRAGMA locking_mode = EXCLUSIVE")
    collection.run("COMMIT")  # in this mode the lock outlives it
    try:
        yield
    finally:
        _unlock(collection)


def _unlock(collection: Collection) -> None:
    """Let go of the file, and of the journal, which the lock has kept there, emptied."""
    with suppress(FlashcardsError):  # what is restored is restored, and an emptied one is ignored
        collection.run("PRAGMA journal_mode = PERSIST")
        collection.run("PRAGMA locking_mode = NORMAL")
        collection.run("PRAGMA journal_mode = DELETE")


def _replace(backup: Path, path: Path, kept: Path) -> None:
    """Put a whole new file where there is none, or none that can be read."""
    draft = draft_of(path)
    try:
        with look_into(backup) as source:
            copy(source, draft, failure=f"{path} cannot be replaced")
        with set_aside(path, kept):
            draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be replaced: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _free_name(path: Path, stamp: str) -> Path:
    stem = f"{path.name.removesuffix('.db')}.replaced-{stamp}"
    names = chain([f"{stem}.db"], (f"{stem}-{number}.db" for number in count(2)))
    return next(place for place in map(path.with_name, names) if not place.exists())


@contextmanager
def set_aside(path: Path, kept: Path) -> Iterator[None]:
    """Keep a file and its journal under another name; after an error they are back."""
    # A journal that stayed behind would be played into the new file.
    names = [(path, kept), (_journal(path), _journal(kept))]
    try:
        for old, new in names:
            _keep(old, new)
        _journal(path).unlink(missing_ok=True)
        yield
    except BaseException:
        for old, new in names:
            _bring_back(old, new)
        raise


def _keep(old: Path, new: Path) -> None:
    if not old.exists():
        return
    try:
        new.hardlink_to(old)
    except OSError:  # a file system without hard links
        old.replace(new)


def _bring_back(old: Path, new: Path) -> None:
    if new.exists():
        new.replace(old)
        new.unlink(missing_ok=True)  # where both were names of one file


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
