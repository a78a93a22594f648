"""Answers that a wrong clock has stamped with a time to come: where they belong instead."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flashcards.app import Moment
from flashcards.collection import clockwork
from flashcards.collection.clockwork import Stamped
from flashcards.collection.connection import Collection
from flashcards.collection.settings import rollover_hour
from flashcards.counting import count
from flashcards.days import DAY_MS, study_day
from flashcards.terminal.words import on_date


def from_the_future(collection: Collection, now: Moment) -> list[Stamped]:
    """The rows stamped more than a day after now."""
    return clockwork.stamped_after(collection, now.ms + DAY_MS)


def sentence(rows: Sequence[Stamped], now: Moment) -> str:
    """What is to be said of them."""
    newest = on_date(_local(max(row.id for row in rows), now).date(), now.local.date())
    verb = "is" if len(rows) == 1 else "are"
    entries = f"{count(len(rows), 'entry')} of the log"
    return f"{entries} {verb} stamped later than today, the last one {newest}."


def put_right(collection: Collection, now: Moment) -> list[int]:
    """Move the rows to where they belong; gives their cards, whose memories must be replayed.

    The caller holds the transaction.
    """
    rows = from_the_future(collection, now)
    hour = rollover_hour(collection)
    places: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()

    def is_taken(instant: int) -> bool:
        return instant in taken or clockwork.is_taken(collection, instant)

    for row, wanted in zip(rows, instants(rows, now.ms), strict=True):
        instant = _free(wanted, is_taken)
        taken.add(instant)
        places[row.id] = (instant, study_day(_local(instant, now), hour))
    clockwork.move(collection, places, now.ms)
    return sorted({row.card for row in rows})


def instants(rows: Sequence[Stamped], now: int) -> list[int]:
    """The instants that rows belong to, given in the order in which they were written.

    A wrong clock runs as fast as a right one. So the rows of one stretch, between two rows whose
    stamps are right, keep their distances; the last of them stands just before the row that
    followed it, or now. None comes before the row written before it.
    """
    found: list[int] = []
    floor = 0
    for row in rows:
        latest = min(now, now if row.before is None else row.before - 1)
        last = max(other.id for other in rows if other.before == row.before)
        floor = max(floor, row.after or 0)
        floor = min(now, max(floor + 1, latest - (last - row.id)))
        found.append(floor)
    return found


def _free(instant: int, is_taken: Callable[[int], bool]) -> int:
    while is_taken(instant):
        instant += 1
    return instant


def _local(instant: int, now: Moment) -> datetime:
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(now.local.tzinfo)
