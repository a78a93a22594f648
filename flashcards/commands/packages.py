"""Cards for Anki: the package that ``export`` writes, and what is to be said of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from flashcards.anki.days import Era
from flashcards.anki.note import ExportNote
from flashcards.anki.package import write_package
from flashcards.app import App, Moment
from flashcards.collection.connection import Collection
from flashcards.collection.exported import Export, answered_since, last_export, record_export
from flashcards.collection.exports import OutgoingNote, outgoing
from flashcards.collection.filters import Filter
from flashcards.commands.options import choose_or_default, emit
from flashcards.compiler.fresh import ready
from flashcards.compiler.illustrating import pictures_of
from flashcards.compiler.vocabularies import names_of_roles
from flashcards.counting import count
from flashcards.days import date_of, local_time, study_day
from flashcards.errors import BadRequest, CannotWrite
from flashcards.kinds import Kind
from flashcards.opening import moment
from flashcards.session.packing import era, pack
from flashcards.terminal.clean import clean_line
from flashcards.terminal.words import on_date
from flashcards.workers import without_collector

MEGABYTE = 1_000_000
FIRST_TIME = """
On the phone, the first time:
  1  Open the file with Anki and tick "Import any learning progress" and
     "Import any deck presets". Anki takes progress at the first import only.
  2  Deck options: switch FSRS on.
Back again: export the deck there with scheduling information, then
  {program} import FILE"""
BEHIND = """{cards} answered here since {day} {stay} due on the phone: Anki takes no
progress for a card it has. To bring it all: import the phone's answers here,
delete the deck there, then open {file} and tick learning progress."""


class Exported(NamedTuple):
    """What went into a package.

    ``answers`` are those among the ``reviews``, the rows of the log. ``last`` is the export for
    the phone before this one, on study day ``since``; from then on ``changed`` notes got another
    text, and ``behind`` cards were answered here. Without ``scheduling`` the package is for
    somebody else; it ``is_whole`` where nothing was left out.
    """

    path: Path
    terms: int
    scenarios: int
    cards: int
    scheduling: bool
    reviews: int
    answers: int
    last: Export | None
    since: int
    changed: int
    behind: int
    is_whole: bool


def export(
    collection: Collection, path: Path, chosen: Filter, now: Moment, *, scheduling: bool = True
) -> Exported:
    """Write a selection as a package and remember it; a package that fails is not remembered.

    Nor is one of a collection that cannot be written. Without ``scheduling`` every card is new.

    Raises ``BadRequest`` where nothing is selected or a picture is gone, ``CannotWrite`` where the
    file cannot be made.
    """
    # A function of its own, so that what it made is gone before the collector looks through it.
    with without_collector():
        return _export(collection, path, chosen, now, scheduling=scheduling)


def _export(
    collection: Collection, path: Path, chosen: Filter, now: Moment, *, scheduling: bool
) -> Exported:
    writable = collection.writable
    with collection.write() if writable else collection.snapshot():
        rows = outgoing(collection, chosen)
        if all(row.retired for row in rows):
            raise BadRequest("Nothing to export: no card fits this choice.")
        notes = pack(collection, rows, names_of_roles(collection), scheduling=scheduling)
        last = last_export(collection)
        behind = answered_since(collection, last) if last else frozenset()
        if writable:
            decks = ((note.id, note.anki_deck) for note in notes)
            record_export(collection, decks, options_of(chosen, scheduling=scheduling), now.ms)
        began = era(collection)
        reviews = _write(path, notes, began, pictures_of(rows))
    live = [row.kind for row in rows if not row.retired]
    return Exported(
        *(path, live.count(Kind.TERM), live.count(Kind.SCENARIO), _cards_in(rows)),
        *(scheduling, reviews, _answers_in(notes), last),
        since=study_day(local_time(last.at), began.rollover_hour) if last else 0,
        changed=sum(_is_changed(row, last) for row in rows),
        behind=sum(card.id in behind for row in rows for card in row.cards),
        is_whole=chosen == Filter(),
    )


def write_cards(
    app: App, out: Path, filters: Mapping[str, Any], *, scheduling: bool, as_json: bool
) -> None:
    """Write a package, and say what is in it and what is to be done on the phone."""
    with ready(app) as collection:
        chosen = choose_or_default(app, collection, **filters)
        now = moment(app, collection)
        done = export(collection, out, chosen, now, scheduling=scheduling)
    if as_json:
        numbers = {"cards": done.cards, "reviews": done.reviews}
        emit({"path": str(out), "notes": done.terms + done.scenarios, **numbers})
        return
    click.echo(clean_line(_sentence(done, chosen.roles)))
    for line in _advice(app, done, now):
        app.say(line)
    for role in chosen.roles:
        app.say(f"To study only this role in Anki: a filtered deck of tag:role::{role}")


def _sentence(done: Exported, roles: Sequence[str]) -> str:
    parts = [
        *([", ".join(role.upper() for role in roles)] if roles else []),
        *(count(done.terms, "term"), count(done.scenarios, "scenario")),
        *([f"with your {count(done.answers, 'answer')}"] if done.answers else []),
    ]
    size = done.path.stat().st_size / MEGABYTE
    return f"{done.path}: {', '.join(parts)} ({size:.1f} MB)"


def _advice(app: App, done: Exported, now: Moment) -> Iterator[str]:
    """What is to be done on the phone, and what it cannot know."""
    if not done.scheduling:
        yield "For somebody else: every card in it is new, and no box needs a tick."
    elif done.last is None:
        yield FIRST_TIME.format(program=app.program)
        if done.answers:
            yield "To give it to somebody else, without your answers: --no-scheduling"
    else:
        yield from _news(done, on_date(date_of(done.since), date_of(now.day)))


def _news(done: Exported, day: str) -> Iterator[str]:
    if done.changed:
        them = "it" if done.changed == 1 else "them"
        yield f"{count(done.changed, 'note')} changed since {day}; Anki updates {them}."
    if done.behind:
        stay = "stays" if done.behind == 1 else "stay"
        file = "this file" if done.is_whole else "an export of everything"
        yield BEHIND.format(cards=count(done.behind, "card"), day=day, stay=stay, file=file)


def _write(
    path: Path, notes: Sequence[ExportNote], began: Era, pictures: Mapping[str, bytes]
) -> int:
    try:
        return write_package(path, notes, began, pictures)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def _cards_in(rows: Sequence[OutgoingNote]) -> int:
    return sum(card.active for row in rows if not row.retired for card in row.cards)


def _answers_in(notes: Sequence[ExportNote]) -> int:
    logs = (card.log for note in notes for card in note.active_cards)
    return sum(logged.review.rating is not None for log in logs for logged in log)


def _is_changed(row: OutgoingNote, last: Export | None) -> bool:
    """Whether the phone has an older version of a note."""
    return last is not None and row.anki_deck is not None and row.changed_at > last.at


def options_of(chosen: Filter, *, scheduling: bool) -> dict[str, object]:
    """A choice of cards, as the record of exports keeps it."""
    kind = chosen.kind.value if chosen.kind else None
    filters = {"roles": chosen.roles, "decks": chosen.decks, "areas": chosen.areas, "kind": kind}
    return {**filters, "scheduling": scheduling}
