"""What the status warns of before it hurts: a wrong clock, a missing backup, a full disk."""

import os

from flashcards.app import Moment, started_as
from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.daily import missing_since
from flashcards.collection.stock import backups
from flashcards.days import DAY_MS, date_of
from flashcards.terminal.words import on_date

MEGABYTE = 1_000_000
ROOM = 20 * MEGABYTE
"""Free room that is enough for a day's answers and a backup of a small collection."""
COPIES = 3
"""Of a large collection: the backup, its journal, and as much again."""


def alarms(collection: Collection, now: Moment) -> list[tuple[str, str]]:
    """Each warning as a label and a few words."""
    found = [
        ("Clock", _clock(collection, now)),
        ("Backup", _backup(collection, now)),
        ("Disk", _disk(collection)),
    ]
    return [(label, words) for label, words in found if words]


def _clock(collection: Collection, now: Moment) -> str:
    newest = today.newest_review(collection)
    if newest is None or newest <= now.ms:
        return ""
    # The doctor leaves alone what another zone may explain.
    advice = f"; see {started_as()} doctor" if newest > now.ms + DAY_MS else ""
    return f"set before the newest answer{advice}"


def _backup(collection: Collection, now: Moment) -> str:
    if missing_since(collection) is None:
        return ""
    newest = next(iter(backups(collection.path)), None)
    return f"none since {on_date(newest.day, date_of(now.day))}" if newest else "none yet"


def _disk(collection: Collection) -> str:
    folder = collection.path.resolve().parent
    disk = os.statvfs(folder)
    free = disk.f_bavail * disk.f_frsize
    needed = max(ROOM, COPIES * collection.path.stat().st_size)
    return f"nearly full, {free // MEGABYTE} MB left" if free < needed else ""
