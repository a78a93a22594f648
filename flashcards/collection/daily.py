"""The backup that a study day begins with, and whether the last one is missing."""

from datetime import date

from flashcards.collection.backup import back_up
from flashcards.collection.connection import Collection
from flashcards.collection.log import LIVE
from flashcards.collection.stock import backups
from flashcards.days import date_of


def back_up_today(collection: Collection, today: int) -> None:
    """Make the backup of a study day, unless it is there or no earlier day has answers.

    Raises what ``back_up`` raises.
    """
    day = date_of(today)
    there = any(backup.day == day for backup in backups(collection.path))
    if not there and collection.row("SELECT 1 FROM review WHERE study_day < ? LIMIT 1", today):
        back_up(collection, today)


def missing_since(collection: Collection) -> date | None:
    """The last day with answers, where no backup was made on it or later; None if all is well.

    The first day with answers begins with nothing that would need one.
    """
    first, last = _day_with_answers(collection, "ASC"), _day_with_answers(collection, "DESC")
    if last is None or first == last:
        return None
    newest = next((backup.day for backup in backups(collection.path)), None)
    return date_of(last) if newest is None or newest < date_of(last) else None


def _day_with_answers(collection: Collection, order: str) -> int | None:
    """The first or the last study day whose rows count; an index leads there."""
    sql = f"SELECT study_day FROM review WHERE {LIVE} ORDER BY study_day {order} LIMIT 1"
    day: int | None = collection.value(sql)
    return day
