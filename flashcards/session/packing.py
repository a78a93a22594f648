"""A selection made ready for Anki: its notes, what is remembered of them, and their presets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flashcards.anki.days import Era
from flashcards.anki.note import ExportCard, ExportNote, Logged
from flashcards.anki.presets import Preset
from flashcards.collection.connection import Collection
from flashcards.collection.exports import OutgoingCard, OutgoingNote
from flashcards.collection.settings import rollover_hour, whole
from flashcards.kinds import Kind
from flashcards.session.models import models
from flashcards.study.leech import FIRST
from flashcards.study.memory import Model
from flashcards.study.replay import difficulties

PREFIX = "AI interview"
"""The Anki deck that all of ours stand under."""
SHELVES = {Kind.TERM: "Terms", Kind.SCENARIO: "Scenarios"}
"""Presets belong to Anki decks, so terms and scenarios have decks of their own."""


def era(collection: Collection) -> Era:
    """The day on which a collection began, as Anki counts. Raises ``Unreadable``."""
    created, west = whole(collection, "anki_created"), whole(collection, "anki_minutes_west")
    return Era(created, west, rollover_hour(collection))


def pack(
    collection: Collection,
    rows: Iterable[OutgoingNote],
    role_names: Mapping[str, str],
    *,
    scheduling: bool,
) -> tuple[ExportNote, ...]:
    """The notes with all that is remembered of them, each with the preset of its kind.

    Without ``scheduling``, for somebody else, every card is new. Raises ``Unreadable``.
    """
    found = models(collection) if scheduling else {}
    known = {kind: _Known(held.model, _preset(kind, held.model)) for kind, held in found.items()}
    return tuple(_note(row, role_names, known.get(row.kind)) for row in rows)


class _Known(NamedTuple):
    """How a kind of card is scheduled here, and how Anki shall do it."""

    model: Model
    preset: Preset


def _preset(kind: Kind, model: Model) -> Preset:
    told = model.parameters
    steps = told.learning, told.relearning
    return Preset(kind, told.weights, told.retention, *steps, leech=FIRST[kind])


def _card(card: OutgoingCard, turn: int, known: _Known | None) -> ExportCard:
    place = card.id, card.ord, card.face, turn, card.active
    if known is None:
        return ExportCard(*place)
    after = difficulties([review for _, review in card.log], known.model)
    log = tuple([Logged(id_, row, left) for (id_, row), left in zip(card.log, after, strict=True)])
    return ExportCard(*place, card.suspended, card.memory, log)


def _note(row: OutgoingNote, role_names: Mapping[str, str], known: _Known | None) -> ExportNote:
    return ExportNote(
        id=row.id,
        guid=row.guid,
        content=row.content,
        anki_deck=row.anki_deck or f"{PREFIX}::{SHELVES[row.kind]}::{_flat(row.deck)}",
        changed_at=row.changed_at,
        cards=tuple(_card(card, row.turn, known) for card in row.cards),
        section=row.section,
        source=row.source,
        areas=row.areas,
        roles=row.roles,
        role_names=_named(row.roles, role_names),
        phone_tags=row.phone_tags if known else (),
        retired=row.retired,
        preset=known.preset if known else None,
    )


def _named(roles: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The names for the foot of the card; none where it is for every role."""
    named = tuple(names[role] for role in roles if role in names)
    return () if len(named) == len(names) else named


def _flat(title: str) -> str:
    """A deck's title as one part of an Anki deck's name."""
    return title.replace("::", ": ")
