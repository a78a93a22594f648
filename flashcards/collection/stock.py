"""The backups of a collection: where they lie, what their names say, and which of them are kept."""

import os
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

DAYS, WEEKS, MONTHS = 7, 4, 12
"""Of so many days, weeks and months that have a backup, the newest one is kept."""

_STAMP = re.compile(r"-(\d{4}-\d\d-\d\d)(?:-(\d{6}))?(?:-before-v(\d+))?")


class Backup(NamedTuple):
    """One backup, as its name tells it.

    ``time`` (HHMMSS) is empty for the one that a day begins with. ``before`` is the version of
    the schema that a migration led to; None for any other backup.
    """

    day: date
    time: str
    before: int | None
    path: Path

    @property
    def age(self) -> tuple[date, str, int]:
        """What is greater for a later backup."""
        return self.day, self.time, self.before or 0


def folder_of(collection: Path) -> Path:
    """Where the backups of a collection lie: beside the file, where a link leads."""
    return _followed(collection).parent / "backups"


def place(collection: Path, day: date, time: str = "", before: int | None = None) -> Path:
    """The path of a backup that is to be made."""
    stem, suffix = _parts(collection)
    parts = [stem, day.isoformat(), *([time] if time else [])]
    parts += [f"before-v{before}"] if before else []
    return folder_of(collection) / f"{'-'.join(parts)}{suffix}"


def backups(collection: Path) -> list[Backup]:
    """The backups there are, the newest first. Other files in their folder are passed over."""
    try:
        paths = list(folder_of(collection).iterdir())
    except OSError:
        return []
    stem, suffix = _parts(collection)
    read = (_read(path, stem, suffix) for path in paths)
    return sorted((b for b in read if b), key=lambda backup: backup.age, reverse=True)


def surplus(known: Sequence[Backup], made: Path | None = None) -> list[Backup]:
    """The backups that may go, by the dates in their names alone.

    Kept are all of the newest day, the newest of each of the last days, weeks and months that
    have one, and within those months each that was made before a migration; also the one at
    ``made``, which was made just now, whatever day its clock gave it.
    """
    kept = set(_newest(known, lambda backup: backup.day, DAYS))
    kept.update(_newest(known, lambda backup: backup.day.isocalendar()[:2], WEEKS))
    monthly = _newest(known, _month, MONTHS)
    months = set(map(_month, monthly))
    last = max((backup.day for backup in known), default=None)
    kept.update(monthly)
    kept.update(b for b in known if b.day == last or (b.before and _month(b) in months))
    return [backup for backup in known if backup not in kept and backup.path != made]


def _newest(
    known: Iterable[Backup], span: Callable[[Backup], Hashable], number: int
) -> list[Backup]:
    """The newest backup of each of the newest spans."""
    found: dict[Hashable, Backup] = {}
    for backup in sorted(known, key=lambda backup: backup.age, reverse=True):
        found.setdefault(span(backup), backup)
    return list(found.values())[:number]


def _month(backup: Backup) -> tuple[int, int]:
    return backup.day.year, backup.day.month


def _parts(collection: Path) -> tuple[str, str]:
    """What stands before and after the stamp; two collections in a folder never share both."""
    # Where the user's link is called otherwise, the file it leads to is the collection.
    path = _followed(collection)
    return path.stem, path.suffix


def _followed(path: Path) -> Path:
    """Where a link leads; one that leads to itself stays what it is."""
    return Path(os.path.realpath(path))


def _read(path: Path, stem: str, suffix: str) -> Backup | None:
    name = path.name
    if not (name.startswith(stem) and name.endswith(suffix)):
        return None
    found = _STAMP.fullmatch(name, len(stem), len(name) - len(suffix))
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return Backup(day, found[2] or "", int(found[3]) if found[3] else None, path)
