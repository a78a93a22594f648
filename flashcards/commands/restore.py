"""``restore``: put a backup in the place of the collection."""

from pathlib import Path
from typing import NamedTuple

import click

from flashcards.app import App, pass_app
from flashcards.collection.backup import (
    Contents,
    contents,
    good_contents,
    newest_good,
    sound_contents,
)
from flashcards.collection.restore import restore
from flashcards.collection.stock import folder_of
from flashcards.commands.options import confirm, yes_option
from flashcards.counting import be, count
from flashcards.days import local_time
from flashcards.errors import BadRequest
from flashcards.opening import place_of_collection
from flashcards.terminal.words import on_date


class Choice(NamedTuple):
    """A backup, and the collection it would replace; None where that holds nothing to read."""

    path: Path
    backup: Contents
    present: Contents | None


def choose(app: App, named: Path | None) -> Choice:
    """The backup that is meant: the named one, or the newest good one.

    Raises ``BadRequest`` where there is none, and as ``open_collection`` for one that is no good.
    """
    place = place_of_collection(app)
    present = sound_contents(place)
    if named is None:
        newest = newest_good(place, app.clock().date())
        if newest is None:
            raise BadRequest(f"There is no good backup in {folder_of(place)}.")
        named = newest.path
    elif place.exists() and named.exists() and named.samefile(place):
        raise BadRequest(f"{named} is the collection itself.")
    return Choice(named, contents(named), present)


def offer(app: App) -> str:
    """A sentence for a collection that is damaged: which backup there is, and what to type."""
    place = place_of_collection(app)
    newest = None if good_contents(place) else newest_good(place, app.clock().date())
    if newest is None:
        return ""
    day = on_date(newest.day, app.clock().date())
    return f"The newest good backup is of {day}; to put it in its place: {app.program} restore"


@click.command(short_help="Put a backup in the place of the collection.")
@click.argument("backup", type=click.Path(path_type=Path, readable=False), required=False)
@yes_option
@pass_app
def command(app: App, backup: Path | None) -> None:
    """Put BACKUP in the place of the collection: the newest good one if none is named.

    What it replaces is kept beside the collection.

    \b
    Examples:
      flashcards restore
      flashcards restore backups/collection-2026-11-20.db
    """
    place = place_of_collection(app)
    choice = choose(app, backup)
    app.say("\n".join(_facts(app, choice)))
    confirm(
        *(app, "Put it in the place of the collection?"),
        "restore asks before it replaces anything; here it needs --yes.",
    )
    kept = restore(choice.path, place, app.clock())
    app.say(f"{place} is restored.")
    if kept:
        app.say(f"What it was is kept as {kept}")


def _facts(app: App, choice: Choice) -> list[str]:
    """What the two hold, and what would be set aside."""
    lines = [f"Backup: {choice.path}", f"  {_held(app, choice.backup)}"]
    if choice.present is None:
        return [*lines, "The collection is missing, or cannot be read."]
    lines.append(f"Collection: {_held(app, choice.present)}")
    lost = len(choice.present.answers - choice.backup.answers)
    if not lost:
        return [*lines, "The backup holds every answer of the collection."]
    return [*lines, f"{count(lost, 'answer')} {be(lost)} not in the backup and would be set aside."]


def _held(app: App, held: Contents) -> str:
    answers = count(len(held.answers), "answer")
    if held.newest is None:
        return answers
    newest = local_time(held.newest)
    return f"{answers}, the newest of {on_date(newest.date(), app.clock().date())} {newest:%H:%M}"
