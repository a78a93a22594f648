"""Backups: whole copies of a collection, and what they hold."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flashcards.collection.connection import Collection, look_into
from flashcards.collection.log import LIVE
from flashcards.collection.settings import rollover_hour
from flashcards.collection.stock import Backup, backups, place, surplus
from flashcards.days import date_of, local_time, study_day
from flashcards.errors import (
    Busy,
    CannotWrite,
    Damaged,
    FlashcardsError,
    NewerVersion,
    NoCollection,
)
from flashcards.files import write_whole

EXAMINED_BYTES = 64 * 2**20
"""What a day begins with is not examined beyond this size, or a learner would wait minutes."""
_TRIES = 20
"""How often a copy may find the collection locked, a quarter of a second each."""


class Contents(NamedTuple):
    """What a collection holds: the instants (UTC ms) of its answers that count."""

    answers: frozenset[int]

    @property
    def newest(self) -> int | None:
        """The instant of the newest answer."""
        return max(self.answers, default=None)


def copy(
    collection: Collection, target: Path, examined: int | None = None, failure: str = ""
) -> None:
    """Write all that a collection holds to ``target``, whole and on the disk, or nothing.

    It is examined before it has its name, unless it is larger than ``examined`` (bytes). Raises
    ``CannotWrite``, which begins with ``failure`` where that is given, ``Busy``, or ``Damaged``
    where the copy is not sound.
    """
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(target, partial(_fill, collection, examined=examined), private=True)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        failure = failure or f"No backup could be made in {target.parent}"
        raise CannotWrite(f"{failure}: {reason}.") from error


def back_up(
    collection: Collection, day: int, at: datetime | None = None, before: int | None = None
) -> Path:
    """Make one more backup, and let go of old ones that are no longer needed; the new one's path.

    ``day`` is a study day, and ``at`` the local time, left out for the one that a day begins with.
    Raises what ``copy`` raises.
    """
    path = place(collection.path, date_of(day), f"{at:%H%M%S}" if at else "", before)
    copy(collection, path, None if at else EXAMINED_BYTES)
    known = backups(collection.path)
    examined = next(filter(_is_examined, known), None)
    # By a clock that was put back, the one just made is not the newest.
    for old in surplus(known, path):
        # All newer than the examined one may hold damage that nobody has seen.
        if old != examined:
            with suppress(OSError):
                old.path.unlink()
    return path


def back_up_before(collection: Collection, version: int) -> None:
    """Keep a collection as it is before it is migrated; without a backup it is not.

    Raises what ``copy`` raises.
    """
    # Of the day of its last change: whoever opens a collection has no clock to give.
    changed = local_time(round(collection.path.stat().st_mtime * 1000))
    try:
        back_up(collection, study_day(changed, rollover_hour(collection)), changed, version)
    except CannotWrite as error:
        raise CannotWrite(f"{error} The collection was not brought up to date.") from error


def contents(path: Path) -> Contents:
    """What a collection or a backup holds, if it is sound. Raises as ``open_collection`` does."""
    with look_into(path) as collection:
        _require_sound(collection.value("PRAGMA quick_check(1)"), path)
        rows = collection.rows(f"SELECT id FROM review WHERE rating IS NOT NULL AND {LIVE}")
    return Contents(frozenset(row[0] for row in rows))


def sound_contents(path: Path) -> Contents | None:
    """What a collection holds; None where it is missing, damaged or too new.

    Raises ``Busy`` and ``CannotWrite`` where that cannot be found out.
    """
    try:
        return contents(path)
    except (NoCollection, Damaged, NewerVersion, sqlite3.Error):
        return None


def good_contents(path: Path) -> Contents | None:
    """What a backup holds; None where it cannot be restored, for whatever reason."""
    try:
        return sound_contents(path)
    except FlashcardsError:
        return None


def newest_good(collection: Path, today: date) -> Backup | None:
    """The newest backup that can be restored; one that a wrong clock has dated comes last."""
    tomorrow = today + timedelta(days=1)
    known = sorted(backups(collection), key=lambda b: (b.day <= tomorrow, b.age), reverse=True)
    return next((backup for backup in known if good_contents(backup.path)), None)


def patience() -> Callable[[int, int, int], None]:
    """A watcher of a copy, which gives up while another program holds the file for long."""
    found_busy = 0

    def watch(status: int, _: int, __: int) -> None:
        nonlocal found_busy
        found_busy += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if found_busy > _TRIES:
            raise Busy("The collection is in use by another program; try again in a moment.")

    return watch


def _fill(collection: Collection, draft: Path, examined: int | None = None) -> None:
    with closing(sqlite3.connect(draft)) as target:
        # The draft has no name yet: what is half of it is thrown away, whatever happens.
        target.execute("PRAGMA journal_mode = OFF")
        collection.connection.backup(target, progress=patience())
        if examined is None or draft.stat().st_size <= examined:
            found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
            _require_sound(found, collection.path)


def _is_examined(backup: Backup) -> bool:
    return bool(backup.time) or backup.path.stat().st_size <= EXAMINED_BYTES


def _require_sound(found: str, path: Path) -> None:
    if found != "ok":
        raise Damaged(f"{path} is damaged ({found}).")
