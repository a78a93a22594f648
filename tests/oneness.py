"""Whether a collection and a phone are one: equal logs, memories, due dates and suspended cards."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flashcards.anki.days import Era
from flashcards.collection.connection import open_collection
from flashcards.collection.exports import OutgoingCard, outgoing
from flashcards.collection.filters import Filter
from flashcards.kinds import ReviewType, State
from flashcards.memory import AtInstant, Learned, OnDay
from tests.phone import Phone

FUZZ_SECONDS = 300
"""By so much Anki puts off a step."""
TYPES = {State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}
ANSWERS = {ReviewType.LEARN: 0, ReviewType.REVIEW: 1, ReviewType.RELEARN: 2}
Place = tuple[str, int]


class Answered(NamedTuple):
    """An answer as both sides write it down."""

    id: int
    rating: int
    interval: int
    type: int


def cards_here(path: Path) -> dict[Place, OutgoingCard]:
    """The cards of a collection that a phone shall have."""
    with open_collection(path) as collection:
        notes = outgoing(collection, Filter())
    return {(note.guid, card.ord): card for note in notes for card in note.cards if card.active}


def cards_there(phone: Phone) -> dict[Place, Any]:
    """The cards of a phone."""
    cards = ((card.note().guid, card) for card in phone.cards())
    return {(guid, card.ord): card for guid, card in cards}


def expect_one(path: Path, phone: Phone) -> None:
    """Compare every card of a collection with the phone's."""
    here, there = cards_here(path), cards_there(phone)
    assert here.keys() <= there.keys()
    answers = _answers(phone)
    for place, card in here.items():
        assert _told(card) == answers[there[place].id], place
        _expect_alike(card, there[place], phone)


def expect_anki_reckons_the_same(path: Path, phone: Phone) -> int:
    """Compare the memories with what Anki's own FSRS makes of the phone's log; gives how many.

    Anki begins with the last time that a card was learned, which was twice where both sides met it
    as new before they heard of each other.
    """
    there, compared = cards_there(phone), 0
    for place, card in cards_here(path).items():
        if isinstance(card.memory, Learned) and not _was_learned_twice(card):
            told = phone.col.compute_memory_state(there[place].id)
            assert told.stability == pytest.approx(card.memory.stability, rel=1e-3)
            assert told.difficulty == pytest.approx(card.memory.difficulty, rel=1e-3)
            compared += 1
    return compared


def _was_learned_twice(card: OutgoingCard) -> bool:
    types = [row.type for _, row in card.log]
    return (ReviewType.REVIEW, ReviewType.LEARN) in pairwise(types)


def _answers(phone: Phone) -> dict[int, list[Answered]]:
    found: dict[int, list[Answered]] = defaultdict(list)
    rows = phone.col.db.all(
        "SELECT cid, id, ease, ivl, type FROM revlog WHERE ease AND NOT (type = 3 AND factor = 0)"
        " ORDER BY id"
    )
    for card, *row in rows:
        found[card].append(Answered(*row))
    return found


def _told(card: OutgoingCard) -> list[Answered]:
    return [
        Answered(row.id, int(row.rating), row.interval, ANSWERS[row.type])
        for _, row in card.log
        if row.rating is not None and row.type is not ReviewType.PRACTICE
    ]


def _expect_alike(card: OutgoingCard, there: Any, phone: Phone) -> None:
    assert (there.queue == -1) == card.suspended
    if not isinstance(card.memory, Learned):
        assert there.type == 0
        return
    memory = card.memory
    assert there.memory_state.stability == pytest.approx(memory.stability, rel=1e-3, abs=2e-4)
    assert there.memory_state.difficulty == pytest.approx(memory.difficulty, rel=1e-3)
    assert (there.type, there.reps, there.lapses) == (
        TYPES[memory.state],
        memory.reps,
        memory.lapses,
    )
    match memory.due:
        case OnDay(day):
            assert there.due == day - _first_day(phone)
        case AtInstant(ms):
            assert 0 <= there.due - ms // 1000 <= FUZZ_SECONDS


def _first_day(phone: Phone) -> int:
    """The study day that a phone calls 0."""
    west = phone.col.get_config("creationOffset")
    return -Era(phone.col.crt, west, 4).number(0)
