"""Taking in what was done elsewhere: the rows of a journal, and the memories they change."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from flashcards.app import Moment
from flashcards.collection import cards, today
from flashcards.collection.connection import Collection
from flashcards.collection.merging import Sorting, sort_out, stamp, take_in
from flashcards.collection.phones import keep_tags
from flashcards.journal import Entry, Journal
from flashcards.session.answering import Keeper
from flashcards.workers import Told, silent


class Merged(NamedTuple):
    """What became of a journal: rows taken in, here before, undone elsewhere, and kept out."""

    reviews: int
    new: tuple[Entry, ...]
    undone: int
    unmatched: tuple[Entry, ...]

    @property
    def known(self) -> int:
        """How many rows were here already."""
        return self.reviews - len(self.new) - len(self.unmatched)

    @property
    def notes(self) -> int:
        """How many notes have new rows."""
        return len({entry.guid for entry in self.new})


class Outlook(NamedTuple):
    """What a merge would meet: new rows, a history here, and whether the two share no row.

    Then it may be somebody else's. ``known`` counts rows that are here and were left out of the
    journal; ``found`` holds while the collection has this ``stamp``.
    """

    new: bool
    has_history: bool
    is_stranger: bool
    known: int
    found: Sorting
    stamp: tuple[int, int]


def look(collection: Collection, journal: Journal, known: int = 0) -> Outlook:
    """See what a merge would bring; nothing is changed.

    So many rows as are ``known`` already were left out of the journal.
    """
    with collection.snapshot():
        has_history = today.newest_review(collection) is not None
        found = sort_out(collection, journal.entries)
        is_stranger = has_history and bool(found.new) and not (found.known or known)
        now = stamp(collection)
    return Outlook(bool(found.new), has_history, is_stranger, known, found, now)


def merge(
    keeper: Keeper,
    journal: Journal,
    seen: Outlook,
    now: Moment,
    tags: Mapping[int, Iterable[str]] = MappingProxyType({}),
    told: Told = silent,
) -> Merged:
    """Take in the rows that are not here yet, and replay their cards: all of it, or nothing.

    So with the ``tags`` of a phone, by the ids of their notes. ``told`` hears how many cards are
    done.
    """
    collection = keeper.collection
    with collection.write():
        is_as_seen = stamp(collection) == seen.stamp
        found = seen.found if is_as_seen else sort_out(collection, journal.entries)
        taken = take_in(collection, journal.entries, found, now.ms)
        for done, card in enumerate(sorted(taken.cards)):
            told(done, len(taken.cards))
            cards.bump(collection, card)
            keeper.recompute(card, now)
        keep_tags(collection, tags)
    return Merged(seen.known + len(journal.entries), found.new, taken.undone, found.unmatched)
