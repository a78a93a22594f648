"""``import``: what was answered on another computer, or on the phone."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection.backup import back_up
from flashcards.collection.connection import Collection
from flashcards.commands.imported import as_json, diffs, journal_lines, phone_lines, today_line
from flashcards.commands.options import confirm, emit, json_option, yes_option
from flashcards.compiler.fresh import ready
from flashcards.compiler.vocabularies import names_of_roles
from flashcards.counting import count
from flashcards.errors import BadRequest
from flashcards.journal import Journal
from flashcards.opening import moment, place_of_collection
from flashcards.session.answering import Keeper
from flashcards.session.edits import Edit, edits
from flashcards.session.elsewhere import is_package, read_journal
from flashcards.session.merging import Merged, look, merge
from flashcards.session.phone import Told, listen, require_answers
from flashcards.terminal.clean import clean_line
from flashcards.terminal.progress import progress
from flashcards.terminal.words import place
from flashcards.workers import without_collector

_NO_TAGS: Mapping[int, Iterable[str]] = {}


class Imported(NamedTuple):
    """What an import did, the backup that was made before it, and what else a phone told."""

    merged: Merged
    backup: Path | None
    told: Told | None
    edits: tuple[Edit, ...]


def take_in(app: App, collection: Collection, path: Path, now: Moment) -> Imported:
    """Merge the history in a file with the one that is here: all of it, or nothing.

    Raises ``BadRequest`` for a file that makes no sense, ``NeedsTerminal`` where it may be
    somebody else's history and nobody can be asked.
    """
    if path.exists() and path.samefile(place_of_collection(app)):
        raise BadRequest(f"{path} is this very collection.")
    if not is_package(path):
        return Imported(*_merged(app, collection, read_journal(path), now), None, ())
    told = listen(collection, path, now)
    require_answers(told, path)
    found = edits(collection, told, names_of_roles(collection))
    done = _merged(app, collection, told.journal, now, told.known, told.tags())
    return Imported(*done, told, found)


@click.command("import", short_help="Take in what was answered elsewhere.")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--show-edits", is_flag=True, help="Only print what was edited in Anki, as changes to the text."
)
@yes_option
@json_option
@pass_app
def command(app: App, file: Path, show_edits: bool, as_json: bool) -> None:
    """Take in the answers in FILE: what Anki exported, a log (.jsonl), or another collection.

    From Anki (.apkg, .colpkg, with scheduling information) come the answers to cards that are
    here. What is here already is not taken twice, so the same file may come again. A fault in the
    file changes nothing.

    \b
    Examples:
      flashcards import AI-interview.apkg
      flashcards import AI-interview.apkg --show-edits
      flashcards import reviews.jsonl
      flashcards import /media/stick/collection.db
    """
    with ready(app) as collection:
        now = moment(app, collection)
        if show_edits:
            _show_edits(collection, file, now)
            return
        with without_collector():
            done = take_in(app, collection, file, now)
        _show(app, collection, done, file, now, for_programs=as_json)


def _merged(
    app: App,
    collection: Collection,
    journal: Journal,
    now: Moment,
    known: int = 0,
    tags: Mapping[int, Iterable[str]] = _NO_TAGS,
) -> tuple[Merged, Path | None]:
    seen = look(collection, journal, known)
    if seen.is_stranger:
        _ask(app, journal)
    backup = None
    if seen.new and seen.has_history:
        backup = back_up(collection, now.day, now.local)
    with progress("Taking in answers", quiet=app.quiet) as told:
        return merge(Keeper(collection), journal, seen, now, tags, told), backup


def _ask(app: App, journal: Journal) -> None:
    answers = count(sum(entry.rating is not None for entry in journal.entries), "answer")
    confirm(
        app,
        f"{answers} that this collection shares nothing with: another person's, perhaps."
        " Take them into your own history?",
        "None of these answers is known here: they may be another person's."
        " import asks before it mixes them in; here it needs --yes.",
    )


def _show(
    app: App, collection: Collection, done: Imported, file: Path, now: Moment, *, for_programs: bool
) -> None:
    if for_programs:
        emit(as_json(done.merged, done.told, done.edits))
        return
    told = done.told
    lines = [
        *journal_lines(app, done.merged, file, is_phone=told is not None),
        *(phone_lines(app, told, done.edits, file) if told else ()),
        today_line(app, collection, now),
    ]
    for line in lines:
        click.echo(clean_line(line))
    if done.backup:
        app.say(f"To take this import back: {app.program} restore {place(done.backup)}")


def _show_edits(collection: Collection, file: Path, now: Moment) -> None:
    if not is_package(file):
        raise BadRequest(f"{file} is no package of Anki: only there can a text be edited.")
    told = listen(collection, file, now)
    found = edits(collection, told, names_of_roles(collection))
    for line in diffs(found):
        click.echo(clean_line(line))
    if not found:
        click.echo("No text was edited there.")
