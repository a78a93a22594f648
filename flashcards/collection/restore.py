"""Putting a backup in the place of a collection, whatever has become of that."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from flashcards.collection.backup import copy, patience, sound_contents
from flashcards.collection.connection import BUSY_SECONDS, look_into, open_collection
from flashcards.collection.disk import draft_of, sync
from flashcards.collection.faults import plain_words
from flashcards.errors import CannotWrite


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Let ``path`` hold what ``backup`` holds, all of it or nothing.

    What was there before is kept under the name that is returned; None where nothing was there.
    Raises what ``open_collection`` raises, and then nothing is changed.
    """
    path = path.resolve()
    there = path.exists()
    kept = _free_name(path, f"{now:%Y%m%d-%H%M%S}")
    if there and sound_contents(path):
        _overwrite(backup, path, kept)
    else:
        _replace(backup, path, kept)
    return kept if there else None


def _overwrite(backup: Path, path: Path, kept: Path) -> None:
    """Replace what a sound file holds: another program that has it open sees it as one change."""
    with open_collection(path) as collection:
        copy(collection, kept)
    with look_into(backup) as source, plain_words(path):
        target = sqlite3.connect(path, timeout=BUSY_SECONDS)
        with closing(target):
            target.execute("PRAGMA synchronous = EXTRA")
            source.connection.backup(target, progress=patience())


def _replace(backup: Path, path: Path, kept: Path) -> None:
    """Put a whole new file where there is none, or none that can be read."""
    draft = draft_of(path)
    try:
        with look_into(backup) as source:
            copy(source, draft)
        _keep(path, kept)
        draft.replace(path)
        with suppress(OSError):  # some file systems do not sync folders
            sync(path.parent)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be replaced: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _free_name(path: Path, stamp: str) -> Path:
    stem = f"{path.name.removesuffix('.db')}.replaced-{stamp}"
    names = chain([f"{stem}.db"], (f"{stem}-{number}.db" for number in count(2)))
    return next(place for place in map(path.with_name, names) if not place.exists())


def _keep(path: Path, kept: Path) -> None:
    if path.exists():
        try:
            kept.hardlink_to(path)
        except OSError:  # a file system without hard links
            path.replace(kept)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        # One that stayed behind would be played into the new file.
        journal.replace(kept.with_name(f"{kept.name}-journal"))
