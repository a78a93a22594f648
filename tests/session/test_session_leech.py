"""Leeches that are suspended when the learner wishes it, and forgiven by undo."""

import pytest

from flashcards.app import Moment
from flashcards.collection import cards
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_card
from flashcards.days import starts_at
from flashcards.kinds import Rating
from flashcards.session.answering import Keeper
from flashcards.study.leech import FIRST
from tests.conftest import TODAY

DAY_MS = 86_400_000


def on(day: int) -> Moment:
    """Some morning, so many days from today."""
    return Moment(1_795_000_000_000 + day * DAY_MS, TODAY + day, starts_at(TODAY + day))


class Desk:
    """A learner who misses one card again and again."""

    def __init__(self, collection: Collection, name: str) -> None:
        self.collection = collection
        self.keeper = Keeper(collection, suspend_leeches=True)
        self.card = find_card(collection, name).id
        self.day = 0

    def answer(self, rating: Rating) -> None:
        self.day += 30
        now = on(self.day)
        self.keeper.answer(self.keeper.offer(self.card, now), rating, now, 1000)

    def miss(self, times: int) -> None:
        """Miss what was known, learn it, and miss it again."""
        for _ in range(times):
            self.answer(Rating.GOOD)
            self.answer(Rating.AGAIN)

    @property
    def is_suspended(self) -> bool:
        return cards.card(self.collection, self.card).suspended


@pytest.fixture(params=["models/map", "models/novels"])
def desk(request: pytest.FixtureRequest, collection: Collection) -> Desk:
    """A term and a scenario one lapse away from being leeches."""
    desk = Desk(collection, request.param)
    kind = cards.note_of(collection, desk.card).kind
    desk.miss(FIRST[kind] - 1)
    desk.answer(Rating.GOOD)
    assert not desk.is_suspended
    return desk


def test_the_answer_that_makes_a_leech_suspends_its_card(desk: Desk) -> None:
    desk.answer(Rating.AGAIN)
    assert desk.is_suspended


def test_nothing_is_suspended_unasked(desk: Desk) -> None:
    """It is said, and the learner chooses."""
    desk.keeper = Keeper(desk.collection)
    desk.answer(Rating.AGAIN)
    assert not desk.is_suspended


def test_undo_forgives_also_after_a_restart(desk: Desk) -> None:
    desk.answer(Rating.AGAIN)
    Keeper(desk.collection, suspend_leeches=True).undo(on(desk.day))
    assert not desk.is_suspended


def test_once_unsuspended_it_has_four_lapses_more(desk: Desk) -> None:
    desk.answer(Rating.AGAIN)
    cards.suspend(desk.collection, desk.card, suspended=False)
    desk.miss(3)
    assert not desk.is_suspended
    desk.miss(1)
    assert desk.is_suspended


def test_undo_of_another_answer_forgives_nothing(desk: Desk) -> None:
    desk.answer(Rating.AGAIN)
    desk.answer(Rating.GOOD)
    desk.keeper.undo(on(desk.day))
    assert desk.is_suspended


def test_undo_leaves_alone_what_was_suspended_by_hand(desk: Desk) -> None:
    cards.suspend(desk.collection, desk.card, suspended=True)
    desk.answer(Rating.AGAIN)
    desk.keeper.undo(on(desk.day))
    assert desk.is_suspended
