"""``import``: what was answered on another computer."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection.backup import back_up
from flashcards.collection.connection import Collection
from flashcards.commands.options import choose_or_default, confirm, emit, json_option, yes_option
from flashcards.compiler.fresh import ready
from flashcards.counting import count, percent
from flashcards.days import date_of
from flashcards.errors import BadRequest
from flashcards.journal import Entry, Journal
from flashcards.kinds import Rating, ReviewType
from flashcards.opening import moment, place_of_collection
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.elsewhere import read_journal
from flashcards.session.limits import limits
from flashcards.session.merging import Merged, look, merge
from flashcards.session.workload import about, in_words
from flashcards.terminal.clean import clean_line
from flashcards.terminal.words import on_date, place

_LISTED = 5
"""So many keys or terms are named; the rest is a number."""


class Imported(NamedTuple):
    """What an import did, and whether a backup was made before it."""

    merged: Merged
    backup: Path | None


def take_in(app: App, collection: Collection, path: Path, now: Moment) -> Imported:
    """Merge the history in a file with the one that is here: all of it, or nothing.

    Raises ``BadRequest`` for a file that makes no sense, ``NeedsTerminal`` where it may be
    somebody else's history and nobody can be asked.
    """
    if path.exists() and path.samefile(place_of_collection(app)):
        raise BadRequest(f"{path} is this very collection.")
    journal = read_journal(path)
    seen = look(collection, journal)
    if seen.is_stranger:
        _ask(app, journal)
    backup = None
    if seen.new and seen.has_history:
        backup = back_up(collection, now.day, now.local)
    return Imported(merge(Keeper(collection), journal, seen, now), backup)


@click.command("import", short_help="Take in what was answered elsewhere.")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@yes_option
@json_option
@pass_app
def command(app: App, file: Path, as_json: bool) -> None:
    """Take in the answers in FILE: a log (.jsonl), or another collection.

    What is here already is not taken twice, so the same file may come again. A fault in the file
    changes nothing.

    \b
    Examples:
      flashcards import reviews.jsonl
      flashcards import /media/stick/collection.db
    """
    with ready(app) as collection:
        now = moment(app, collection)
        done = take_in(app, collection, file, now)
        chosen = choose_or_default(app, collection)
        left = Dealer(collection).queue(now, chosen, limits(app.preferences))
    if as_json:
        emit(_as_json(done.merged))
        return
    today = in_words(left, app.look.dot)
    for line in _lines(app, done.merged, file):
        click.echo(clean_line(line))
    click.echo(
        f"  Today    {today} left here, {about(left)}" if today else "  Today    nothing left"
    )
    if done.backup:
        app.say(f"To take this import back: {app.program} restore {place(done.backup)}")


def _ask(app: App, journal: Journal) -> None:
    answers = count(sum(entry.rating is not None for entry in journal.entries), "answer")
    confirm(
        app,
        f"{answers} that this collection shares nothing with: another person's, perhaps."
        " Take them into your own history?",
        "None of these answers is known here: they may be another person's."
        " import asks before it mixes them in; here it needs --yes.",
    )


def _as_json(done: Merged) -> dict[str, object]:
    return {
        "reviews": done.reviews,
        "added": len(done.new),
        "known": done.known,
        "unmatched": len(done.unmatched),
        "notes": done.notes,
        "undone": done.undone,
        "unmatched_keys": _keys(done.unmatched),
    }


def _lines(app: App, done: Merged, file: Path) -> Iterator[str]:
    """What came, and what did not."""
    answers = [entry for entry in done.new if entry.rating and entry.undone is None]
    if answers:
        yield f"{count(len(answers), 'answer')} of {_span(answers)}, from {file}"
        yield "  " + f" {app.look.dot} ".join(_facts(done, answers))
    elif done.new:
        yield f"{count(len(done.new), 'row')} of the log from {file}"
    else:
        yield f"Nothing new in {file}: {count(done.known, 'row')} of the log known already."
    missed = list(dict.fromkeys(e.key for e in answers if e.rating is Rating.AGAIN))
    if missed:
        yield f"  Missed   {_listed(missed)}"
    if done.undone:
        yield f"  Undone   {count(done.undone, 'answer')} known here, taken back elsewhere"
    if done.unmatched:
        keys = _keys(done.unmatched)
        yield f"  Left out {count(len(done.unmatched), 'row')} of cards not here: {_listed(keys)}"
        yield f"           Compile their deck ({app.program} compile PATH), then import again."


def _facts(done: Merged, answers: list[Entry]) -> Iterator[str]:
    reviews = [entry for entry in answers if entry.type is ReviewType.REVIEW]
    if reviews:
        recalled = sum(entry.rating is not Rating.AGAIN for entry in reviews)
        yield f"{count(len(reviews), 'review')} ({percent(recalled, len(reviews))}% recalled)"
    if len(answers) > len(reviews):
        yield f"{len(answers) - len(reviews)} new or in steps"
    yield f"{done.known} known already"


def _span(answers: list[Entry]) -> str:
    """The study days of answers, from the first to the last."""
    days = [entry.study_day for entry in answers]
    first, last = date_of(min(days)), date_of(max(days))
    return " to ".join(dict.fromkeys(on_date(day, last) for day in (first, last)))


def _keys(entries: tuple[Entry, ...]) -> list[str]:
    return sorted({entry.key for entry in entries})


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
