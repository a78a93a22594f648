"""What the mirror of an Anki account lacks of a collection, and what the collection lacks of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flashcards.anki.days import Era
from flashcards.anki.fields import modified_at, note_type
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import is_ours
from flashcards.anki.presets import preset_id
from flashcards.anki.remembering import remembered
from flashcards.collection.cards import suspend
from flashcards.collection.connection import Collection
from flashcards.collection.naming import card_name
from flashcards.collection.suspensions import Held, suspensions
from flashcards.mirror.protocol import Known, Place
from flashcards.remembered import Remembered


class Parcel(NamedTuple):
    """What goes to the mirror: notes that it lacks or has an older text of, and all cards.

    ``decks`` are the Anki decks of all notes, by their ids here. ``foreign`` notes are of another
    type there, and stay as they are.
    """

    began: Era
    notes: tuple[ExportNote, ...]
    cards: tuple[Remembered, ...]
    decks: tuple[tuple[int, str], ...]
    foreign: int


class Adopted(NamedTuple):
    """The cards that were suspended, or let go, in Anki since the last sync, and are here now."""

    suspended: tuple[str, ...] = ()
    unsuspended: tuple[str, ...] = ()


def parcel(notes: Sequence[ExportNote], known: Known, began: Era) -> Parcel:
    """Choose what to tell the mirror: texts only where they are news."""
    ours = [note for note in notes if not _is_foreign(note, known)]
    return Parcel(
        began=began,
        notes=tuple(note for note in ours if _is_news(note, known)),
        cards=tuple(card for note in ours for card in remembered(note, began)),
        decks=tuple((note.id, note.anki_deck) for note in ours),
        foreign=len(notes) - len(ours),
    )


def adopt(collection: Collection, known: Known, agreed: frozenset[Place]) -> Adopted:
    """Suspend or let go the cards that were so in Anki: all of them, or none.

    ``agreed`` are those that were suspended on both sides before.
    """
    turned = [card for card in suspensions(collection) if _is_turned(card, known, agreed)]
    if turned:
        with collection.write():
            for card in turned:
                suspend(collection, card.card, suspended=not card.suspended)
    return Adopted(
        _names(card for card in turned if not card.suspended),
        _names(card for card in turned if card.suspended),
    )


def _is_turned(here: Held, known: Known, agreed: frozenset[Place]) -> bool:
    """Whether a card of ours was suspended or let go there, and not here."""
    place = here.guid, here.ord
    if place not in known.cards or not is_ours(known.notes[here.guid].type):
        return False
    return (place in known.suspended) not in (place in agreed, here.suspended)


def _is_foreign(note: ExportNote, known: Known) -> bool:
    """Whether Anki has a note of another type under this guid: it was converted from there."""
    there = known.notes.get(note.guid)
    return there is not None and there.type != note_type(note.content).id


def _is_news(note: ExportNote, known: Known) -> bool:
    there = known.notes.get(note.guid)
    return (
        there is None
        or modified_at(note) > there.changed
        or any((note.guid, card.ord) not in known.cards for card in note.active_cards)
        or (note.preset is not None and preset_id(note.preset) not in known.presets)
    )


def _names(cards: Iterable[Held]) -> tuple[str, ...]:
    return tuple(sorted(card_name(card.key, card.face) for card in cards))
