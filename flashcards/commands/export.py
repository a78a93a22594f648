"""``export``: cards for Anki, or the log as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from flashcards.anki.note import ExportCard, ExportNote
from flashcards.anki.package import write_package
from flashcards.app import App, Moment, pass_app
from flashcards.collection.connection import Collection
from flashcards.collection.exports import OutgoingNote, outgoing, record_export
from flashcards.collection.filters import Filter
from flashcards.collection.settings import whole
from flashcards.commands.options import choose_or_default, emit, filter_options, json_option
from flashcards.compiler.fresh import ready
from flashcards.compiler.vocabularies import vocabulary
from flashcards.counting import count
from flashcards.errors import BadRequest, CannotWrite
from flashcards.journal import by_guid
from flashcards.kinds import Kind
from flashcards.opening import moment, opened
from flashcards.session.elsewhere import write_journal
from flashcards.terminal.clean import clean_line
from flashcards.vocabulary import Vocabulary

PREFIX = "AI interview"
"""The Anki deck that all of ours stand under."""
SHELVES = {Kind.TERM: "Terms", Kind.SCENARIO: "Scenarios"}
"""Presets belong to Anki decks, so terms and scenarios have decks of their own."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into a package."""

    path: Path
    terms: int
    scenarios: int
    cards: int


def export(collection: Collection, path: Path, chosen: Filter, now: Moment) -> Exported:
    """Write a selection as a package and remember it; a package that fails is not remembered.

    Nor is one of a collection that cannot be written.

    Raises ``BadRequest`` where nothing is selected, ``CannotWrite`` where the file cannot be made.
    """
    writable = collection.writable
    with collection.write() if writable else collection.snapshot():
        rows = outgoing(collection, chosen)
        live = [row for row in rows if not row.retired]
        if not live:
            raise BadRequest("Nothing to export: no card fits this choice.")
        known = vocabulary(collection)
        notes = tuple(_note(row, known) for row in rows)
        if writable:
            decks = ((note.id, note.anki_deck) for note in notes)
            record_export(collection, decks, _options(chosen), now.ms)
        _write(collection, path, notes)
    kinds = [row.kind for row in live]
    cards = sum(card.active for row in live for card in row.cards)
    return Exported(path, kinds.count(Kind.TERM), kinds.count(Kind.SCENARIO), cards)


@click.command(short_help="Write cards for Anki, or the log.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@filter_options
@json_option
@pass_app
def command(app: App, /, out: Path, as_json: bool, **filters: Any) -> None:
    """Write OUT: by its name cards for Anki (.apkg), or the log of all answers (.jsonl).

    Exporting cards again updates the texts that changed; what Anki knows of a card stays. The
    log is plain text, a line for each answer, which import takes in on another computer.

    \b
    Examples:
      flashcards export mle.apkg --role mle
      flashcards export cases.apkg --kind scenario
      flashcards export reviews.jsonl
    """
    match out.suffix.lower():
        case ".apkg":
            _cards(app, out, filters, as_json=as_json)
        case ".jsonl":
            _log(app, out, filters, as_json=as_json)
        case _:
            raise BadRequest(f"{out} should end in .apkg (cards for Anki) or .jsonl (the log).")


def _log(app: App, out: Path, filters: Mapping[str, Any], *, as_json: bool) -> None:
    if any(filters.values()):
        raise BadRequest("The log is written whole: leave the choice of cards out.")
    with opened(app) as collection:
        rows = write_journal(collection, out).entries
    notes, cards = len({row.guid for row in rows}), len({by_guid(row) for row in rows})
    if as_json:
        emit({"path": str(out), "notes": notes, "cards": cards, "reviews": len(rows)})
    else:
        click.echo(clean_line(f"{out}: {count(len(rows), 'row')} of {count(cards, 'card')}"))


def _cards(app: App, out: Path, filters: Mapping[str, Any], *, as_json: bool) -> None:
    with ready(app) as collection:
        chosen = choose_or_default(app, collection, **filters)
        done = export(collection, out, chosen, moment(app, collection))
    if as_json:
        live = done.terms + done.scenarios
        emit({"path": str(out), "notes": live, "cards": done.cards, "reviews": 0})
    else:
        click.echo(clean_line(_sentence(done, chosen.roles)))
        for role in chosen.roles:
            app.say(f"To study only this role in Anki: a filtered deck of tag:role::{role}")


def _sentence(done: Exported, roles: Sequence[str]) -> str:
    named = [", ".join(role.upper() for role in roles)] if roles else []
    parts = [*named, count(done.terms, "term"), count(done.scenarios, "scenario")]
    size = done.path.stat().st_size / MEGABYTE
    return f"{done.path}: {', '.join(parts)} ({size:.1f} MB)"


def _write(collection: Collection, path: Path, notes: Sequence[ExportNote]) -> None:
    created, west = whole(collection, "anki_created"), whole(collection, "anki_minutes_west")
    try:
        write_package(path, notes, created=created, offset_minutes=west)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def _note(row: OutgoingNote, known: Vocabulary) -> ExportNote:
    return ExportNote(
        id=row.id,
        guid=row.guid,
        content=row.content,
        anki_deck=row.anki_deck or f"{PREFIX}::{SHELVES[row.kind]}::{_flat(row.deck)}",
        changed_at=row.changed_at,
        cards=tuple(
            ExportCard(card.id, card.ord, card.face, card.place, card.active) for card in row.cards
        ),
        section=row.section,
        source=row.source,
        areas=row.areas,
        roles=row.roles,
        role_names=_role_names(row.roles, known),
        retired=row.retired,
    )


def _role_names(roles: Sequence[str], known: Vocabulary) -> tuple[str, ...]:
    """The names for the foot of the card; none where it is for every role."""
    named = tuple(known.roles[role].name for role in roles if role in known.roles)
    return () if len(named) == len(known.roles) else named


def _flat(title: str) -> str:
    """A deck's title as one part of an Anki deck's name."""
    return title.replace("::", ": ")


def _options(chosen: Filter) -> dict[str, object]:
    kind = chosen.kind.value if chosen.kind else None
    return {"roles": chosen.roles, "decks": chosen.decks, "areas": chosen.areas, "kind": kind}
