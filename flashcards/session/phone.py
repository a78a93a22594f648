"""What a package of Anki tells a collection: answers, and what was done to notes and cards."""

from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from flashcards.anki import notetypes, tags
from flashcards.anki.reading import Package, open_package
from flashcards.app import Moment, started_as
from flashcards.collection.connection import Collection
from flashcards.collection.newcomers import is_derived
from flashcards.collection.phones import Finder, Place, known_rows
from flashcards.collection.settings import rollover_hour
from flashcards.counting import count
from flashcards.errors import BadRequest
from flashcards.exchange.phone import CardName, Unused
from flashcards.journal import Journal
from flashcards.packed import NoteType, PackedCard, PackedNote
from flashcards.session.phone_log import Days, PhoneCard, PhoneLog


class Told(NamedTuple):
    """A package as a collection understands it.

    ``journal`` holds the rows that are not here yet; ``known`` counts those that are, and
    ``unused`` those that are no rows here, by the reason. ``notes`` are those of Anki that are
    here, by the id of ours, and ``cards`` theirs, each with the place of ours.
    """

    types: Mapping[int, NoteType]
    notes: Mapping[int, PackedNote]
    cards: tuple[tuple[PackedCard, Place], ...]
    journal: Journal
    known: int
    unused: Mapping[Unused, int]

    @property
    def is_silent(self) -> bool:
        """Whether it tells of no answer at all."""
        return not (self.journal.entries or self.known or self.unused)

    def tags(self) -> dict[int, tuple[str, ...]]:
        """The tags that each note of our own note types was given there, by the id of ours."""
        return {
            id_: tuple(tag for tag in note.tags if not tags.is_ours(tag))
            for id_, note in self.notes.items()
            if notetypes.is_ours(note.type)
        }


def listen(collection: Collection, path: Path, now: Moment) -> Told:
    """Read a package; nothing is changed.

    Raises ``BadRequest`` for a file that is none, that is damaged, or that holds no note of ours.
    """
    with open_package(path) as package, collection.snapshot():
        finder = Finder(collection)
        notes = _notes(package, finder, path)
        cards = _cards(package, notes, finder)
        hour = rollover_hour(collection)
        log = PhoneLog(cards, known_rows(collection), Days(hour, package.era(hour)), now.ms)
        log.read(package.answers())
        here = tuple((card.packed, card.place) for card in cards.values() if card.place)
        return Told(
            types=package.note_types,
            notes={place.note: notes[card.note] for card, place in here},
            cards=here,
            journal=Journal(hour, tuple(log.entries())),
            known=log.known,
            unused=+(log.unused + Counter({Unused.SENSELESS: package.senseless})),
        )


def require_answers(told: Told, path: Path) -> None:
    """Refuse a package that tells of no answer. Raises ``BadRequest``."""
    if told.is_silent:
        raise BadRequest(
            f"{path} tells of no answer: nothing was answered there, or it was exported without"
            " learning progress. Export the deck again with scheduling information."
        )


def _notes(package: Package, finder: Finder, path: Path) -> dict[int, PackedNote]:
    """The notes that are here or might be after a compile, by their own ids."""
    notes: dict[int, PackedNote] = {}
    known = others = 0
    for note in package.notes():
        is_here = finder.knows(note.guid)
        known += is_here
        if is_here or is_derived(note.guid):
            notes[note.id] = note
        else:
            others += 1
    if known:
        return notes
    if notes:
        raise BadRequest(
            f"None of the {count(len(notes), 'note')} of flashcards in {path} is here:"
            f" compile their decks first ({started_as()} compile PATH)."
        )
    raise BadRequest(
        f"{path} holds no note of this collection, and {count(others, 'other')}; to make a deck"
        f" of it: {started_as()} convert {path} -o {path.stem}.md"
    )


def _cards(
    package: Package, notes: Mapping[int, PackedNote], finder: Finder
) -> dict[int, PhoneCard]:
    """The cards of some notes, by their own ids."""
    found: dict[int, PhoneCard] = {}
    for card in package.cards():
        note = notes.get(card.note)
        if note is None:
            continue
        place = finder.place(note.guid, card.ord)
        found[card.id] = PhoneCard(card, place, _name(note, card, place))
    return found


def _name(note: PackedNote, card: PackedCard, place: Place | None) -> CardName:
    if place:
        return CardName(place.guid, place.key, place.face)
    return CardName(note.guid, unescape(note.fields[0]), str(card.ord))
