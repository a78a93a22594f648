"""``export``: cards for Anki."""

from collections.abc import Sequence
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
from flashcards.collection.settings import setting
from flashcards.commands.options import choose, emit, filter_options, json_option
from flashcards.commands.vocabularies import vocabulary
from flashcards.compiler.fresh import ready
from flashcards.errors import BadRequest, CannotWrite
from flashcards.kinds import Kind
from flashcards.opening import moment
from flashcards.terminal.words import count
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

    Raises ``BadRequest`` where nothing is selected, ``CannotWrite`` where the file cannot be made.
    """
    with collection.write():
        rows = outgoing(collection, chosen)
        live = [row for row in rows if not row.retired]
        if not live:
            raise BadRequest("Nothing to export: no card fits this choice.")
        known = vocabulary(collection)
        notes = tuple(_note(row, known) for row in rows)
        record_export(collection, ((n.id, n.anki_deck) for n in notes), _options(chosen), now.ms)
        _write(collection, path, notes)
    kinds = [row.kind for row in live]
    cards = sum(card.active for row in live for card in row.cards)
    return Exported(path, kinds.count(Kind.TERM), kinds.count(Kind.SCENARIO), cards)


@click.command(short_help="Write cards for Anki (.apkg).")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@filter_options
@json_option
@pass_app
def command(app: App, /, out: Path, as_json: bool, **filters: Any) -> None:
    """Write cards to OUT, an Anki package (.apkg), to be learned on a phone.

    Exporting again updates the texts that changed; what Anki knows of a card stays.

    \b
    Examples:
      flashcards export mle.apkg --role mle
      flashcards export cases.apkg --kind scenario
    """
    if out.suffix.lower() != ".apkg":
        raise BadRequest(f"{out} should end in .apkg, the package that Anki imports.")
    with ready(app) as collection:
        chosen = choose(collection, **filters)
        done = export(collection, out, chosen, moment(app, collection))
    if as_json:
        live = done.terms + done.scenarios
        emit({"path": str(out), "notes": live, "cards": done.cards, "reviews": 0})
    else:
        click.echo(_sentence(done, chosen.roles))
        for role in chosen.roles:
            app.say(f"To study only this role in Anki: a filtered deck of tag:role::{role}")


def _sentence(done: Exported, roles: Sequence[str]) -> str:
    named = [", ".join(role.upper() for role in roles)] if roles else []
    parts = [*named, count(done.terms, "term"), count(done.scenarios, "scenario")]
    size = done.path.stat().st_size / MEGABYTE
    return f"{done.path}: {', '.join(parts)} ({size:.1f} MB)"


def _write(collection: Collection, path: Path, notes: Sequence[ExportNote]) -> None:
    created = int(setting(collection, "anki_created") or 0)
    west = int(setting(collection, "anki_minutes_west") or 0)
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
