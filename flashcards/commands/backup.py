"""``backup``: make a backup of the collection, or list those there are."""

from pathlib import Path
from typing import Any

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection.backup import back_up, copy, good_contents
from flashcards.collection.connection import Collection
from flashcards.collection.stock import Backup, backups, folder_of
from flashcards.collection.telling import unknown_answers
from flashcards.commands.options import emit, json_option
from flashcards.counting import count
from flashcards.errors import BadRequest
from flashcards.opening import moment, opened, place_of_collection
from flashcards.terminal.clean import clean_line
from flashcards.terminal.words import on_date


def make(collection: Collection, target: Path | None, now: Moment) -> Path:
    """Make a backup among the others, or at ``target``; its path.

    Raises ``BadRequest`` where ``target`` is something else than an older copy.
    """
    if target is None:
        return back_up(collection, now.day, now.local)
    if target.exists():
        if target.samefile(collection.path):
            raise BadRequest(f"{target} is the collection itself.")
        if good_contents(target) is None:
            raise BadRequest(f"{target} is there and is no collection; it is left as it is.")
        if foreign := unknown_answers(collection, target):
            held = count(foreign, "answer")
            raise BadRequest(
                f"{target} holds {held} that this collection does not; it is left as it is."
            )
    copy(collection, target)
    return target


@click.command(short_help="Make a backup, or list those there are.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--list", "listed", is_flag=True, help="List the backups; none is made.")
@json_option
@pass_app
def command(app: App, file: Path | None, listed: bool, as_json: bool) -> None:
    """Make a backup now, beside the collection or as FILE.

    One is made by itself before the first change of a day. Kept are those of the newest day, and
    one of each of the last 7 days, 4 weeks and 12 months.

    \b
    Examples:
      flashcards backup --list
      flashcards backup /media/stick/cards.db
    """
    if listed:
        _list(app, as_json=as_json)
        return
    with opened(app) as collection:
        now = moment(app, collection)
        path = make(collection, file, now)
    held = good_contents(path)
    answers = len(held.answers) if held else 0
    if as_json:
        emit({"path": str(path), "answers": answers})
    else:
        click.echo(clean_line(f"{path}: {count(answers, 'answer')}"))


def _list(app: App, *, as_json: bool) -> None:
    path = place_of_collection(app)
    known = backups(path)
    if as_json:
        emit({"backups": [_as_json(backup) for backup in known]})
    elif known:
        click.echo("\n".join(clean_line(_line(app, backup)) for backup in known))
    else:
        app.say(f"There are no backups in {folder_of(path)} yet.")


def _line(app: App, backup: Backup) -> str:
    held = good_contents(backup.path)
    day = on_date(backup.day, app.clock().date())
    answers = count(len(held.answers), "answer") if held else "damaged"
    return f"{day}  {answers:>12}  {backup.path}"


def _as_json(backup: Backup) -> dict[str, Any]:
    held = good_contents(backup.path)
    return {
        "path": str(backup.path),
        "day": backup.day.isoformat(),
        "answers": len(held.answers) if held else None,
        "good": held is not None,
    }
