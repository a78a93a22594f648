"""Answers that a wrong clock has stamped with a time to come: where they belong instead."""

from collections.abc import Sequence

from flashcards.app import Moment
from flashcards.collection import clockwork
from flashcards.collection.clockwork import Stamped
from flashcards.collection.connection import Collection
from flashcards.collection.settings import rollover_hour
from flashcards.counting import be, count
from flashcards.days import DAY_MS, local_time, study_day
from flashcards.terminal.words import on_date

_ELSEWHERE = (
    " Some came from another computer: repair on one computer only,"
    " then import its log on the other."
)


def from_the_future(collection: Collection, now: Moment) -> list[Stamped]:
    """The rows stamped more than a day after now."""
    return clockwork.stamped_after(collection, now.ms + DAY_MS)


def sentence(rows: Sequence[Stamped], now: Moment) -> str:
    """What is to be said of them."""
    newest = on_date(local_time(max(row.id for row in rows)).date(), now.local.date())
    entries = f"{count(len(rows), 'entry')} of the log"
    told = f"{entries} {be(len(rows))} stamped later than today, the last one {newest}."
    return told + (_ELSEWHERE if any(row.imported for row in rows) else "")


def put_right(collection: Collection, now: Moment) -> list[int]:
    """Move the rows to where they belong; gives their cards, whose memories must be replayed.

    The caller holds the transaction.
    """
    rows = from_the_future(collection, now)
    hour = rollover_hour(collection)
    places: dict[int, tuple[int, int]] = {}
    instant = 0
    for row, wanted in zip(rows, instants(rows, now.ms), strict=True):
        instant = clockwork.free_after(collection, max(wanted, instant + 1))
        places[row.id] = (instant, study_day(local_time(instant), hour))
    clockwork.move(collection, places, now.ms)
    return sorted({row.card for row in rows})


def instants(rows: Sequence[Stamped], now: int) -> list[int]:
    """The instants that rows belong to, given in the order in which they were written.

    A wrong clock runs as fast as a right one. So the rows of one stretch, between two rows whose
    stamps are right, keep their distances; the last of them stands just before the row that
    followed it, or now. None comes before the row written before it.
    """
    last: dict[int | None, int] = {}
    for row in rows:
        last[row.before] = max(row.id, last.get(row.before, row.id))
    found: list[int] = []
    floor = 0
    for row in rows:
        latest = now if row.before is None else min(now, row.before - 1)
        floor = max(floor, row.after or 0)
        floor = min(now, max(floor + 1, latest - (last[row.before] - row.id)))
        found.append(floor)
    return found
