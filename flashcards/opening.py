"""From what a command is given to an open collection, and the moment it lives in."""

from datetime import timedelta
from pathlib import Path

from flashcards.app import App, Moment
from flashcards.collection.connection import (
    Collection,
    create_collection,
    imagined_collection,
    open_collection,
)
from flashcards.collection.settings import rollover_hour
from flashcards.days import ROLLOVER_HOUR, milliseconds, starts_at, study_day
from flashcards.errors import Damaged, FlashcardsError, NoCollection
from flashcards.folders import data_folder


def place_of_collection(app: App) -> Path:
    """Where the collection is: as the user says, or in the user's data folder."""
    return Path(app.collection or data_folder() / "collection.db").absolute()


def opened(app: App) -> Collection:
    """Open the collection; the first write of a study day is preceded by a backup.

    Raises ``NoCollection`` where there is none.
    """
    return _guarded(app, open_collection(place_of_collection(app)))


def opened_or_made(app: App) -> Collection:
    """Open the collection, made first where there is none."""
    try:
        return opened(app)
    except NoCollection:
        return _guarded(app, _made(app))


def opened_or_imagined(app: App) -> Collection:
    """Open the collection, or where there is none, an empty one that is never written."""
    try:
        return opened(app)
    except NoCollection:
        return imagined_collection()


def moment(app: App, collection: Collection) -> Moment:
    """What time it is for this collection, whose days turn over at its own hour."""
    local = app.clock()
    return Moment(milliseconds(local), study_day(local, rollover_hour(collection)), local)


def _guarded(app: App, collection: Collection) -> Collection:
    """Let the first write of each study day be preceded by a backup, however long it is open."""
    done: int | None = None

    def back_up_once() -> None:
        nonlocal done
        day = moment(app, collection).day
        if day != done:
            _back_up_today(app, collection, day)
            done = day

    collection.before_writing = back_up_once
    return collection


def _back_up_today(app: App, collection: Collection, day: int) -> None:
    # Only here: a start that only reads, and all but one of a day that write, need no backup.
    from flashcards.collection.daily import back_up_today  # noqa: PLC0415 - see above

    try:
        back_up_today(collection, day)
    except Damaged:
        raise
    except FlashcardsError as error:
        # A backup that fails must not stand between a learner and today's cards.
        app.say(str(error))


def _made(app: App) -> Collection:
    """Make a collection, and write down what shapes all its history to come."""
    local = app.clock()
    offset = local.utcoffset() or timedelta()
    # Anki counts days from the rollover of the day a collection was made.
    start = starts_at(study_day(local)).replace(tzinfo=local.tzinfo)
    settings = {
        "rollover_hour": str(ROLLOVER_HOUR),
        "anki_created": str(int(start.timestamp())),
        "anki_minutes_west": str(-int(offset.total_seconds()) // 60),
    }
    return create_collection(place_of_collection(app), settings)
