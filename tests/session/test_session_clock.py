"""Clocks that are wrong, travel, or change the hour: one card may suffer, and no other."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards.app import Moment
from flashcards.collection import cards, log
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.days import milliseconds, study_day
from flashcards.kinds import Rating
from flashcards.memory import AtInstant, Learned, Memory, OnDay, Review
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.models import models
from flashcards.session.moving import forget, reschedule
from flashcards.study.pool import Limits
from flashcards.study.queue import Queue
from flashcards.study.replay import replay, same

MAP, CANARY = "models/map", "models/canary"
UTC, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")
EAST, WEST = ZoneInfo("Etc/GMT-12"), ZoneInfo("Etc/GMT+12")
"""Where a day begins twelve hours before it does in Greenwich, and twelve hours after."""


def at(words: str, zone: ZoneInfo = UTC) -> Moment:
    """A moment by the clock on the wall."""
    local = datetime.fromisoformat(words).replace(tzinfo=zone)
    return Moment(milliseconds(local), study_day(local), local)


RIGHT, WRONG = at("2026-11-21T09:00"), at("2100-01-01T09:00")


class Desk:
    """A learner who answers cards by their names."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.keeper = Keeper(collection)

    def answer(self, name: str, rating: Rating, now: Moment) -> Review:
        offer = self.keeper.offer(find_card(self.collection, name).id, now)
        return self.keeper.answer(offer, rating, now, 1000)[0]

    def memory(self, name: str) -> Memory:
        """What is remembered of a card, which is always what the replay of its log gives."""
        card = find_card(self.collection, name)
        note = cards.note_of(self.collection, card.id)
        model = models(self.collection)[note.kind].model
        assert same(card.memory, replay(log.history(self.collection, card.id), model))
        return card.memory

    def others(self, name: str) -> list[tuple[object, ...]]:
        """What is remembered of all cards but one."""
        card = find_card(self.collection, name).id
        rows = self.collection.rows("SELECT * FROM memory WHERE card <> ? ORDER BY card", card)
        return [tuple(row) for row in rows]

    def queue(self, now: Moment) -> Queue:
        return Dealer(self.collection).queue(now, Filter(), Limits())

    def is_asked(self, name: str, now: Moment) -> bool:
        card = find_card(self.collection, name).id
        return card in {waiting.card for waiting in self.queue(now).cards}


@pytest.fixture
def desk(collection: Collection) -> Desk:
    return Desk(collection)


# Set back ------------------------------------------------------------------------------


def test_a_clock_that_is_set_back_costs_no_strength(desk: Desk) -> None:
    """No day lies between two answers then; the last day stays the later one."""
    desk.answer(MAP, Rating.GOOD, at("2026-12-24T09:00"))
    before = desk.memory(MAP)
    row = desk.answer(MAP, Rating.GOOD, RIGHT)
    after = desk.memory(MAP)
    assert isinstance(before, Learned)
    assert isinstance(after, Learned)
    assert after.last_day == before.last_day
    assert after.stability >= before.stability
    assert after.due == OnDay(RIGHT.day + row.interval)
    assert row.study_day == RIGHT.day


@pytest.mark.parametrize("wrong", [WRONG, at("2026-12-24T09:00")])
def test_a_failed_card_comes_again_soon(desk: Desk, wrong: Moment) -> None:
    """Though it was answered before at a time that is still to come: when its day is over."""
    desk.answer(MAP, Rating.GOOD, wrong)
    desk.answer(MAP, Rating.AGAIN, RIGHT)
    assert desk.is_asked(MAP, at("2026-11-24T09:00"))


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("wrong", [WRONG, at("2026-11-20T09:00"), at("2001-01-01T00:00")])
def test_one_wrong_stamp_moves_no_other_card(desk: Desk, rating: Rating, wrong: Moment) -> None:
    """Neither what is remembered of them, nor what their buttons offer."""
    for name in (CANARY, "models/loop", "models/filter"):
        desk.answer(name, Rating.GOOD, RIGHT)
    others, card = desk.others(MAP), find_card(desk.collection, CANARY).id
    offered = desk.keeper.offer(card, RIGHT).outcomes
    desk.answer(MAP, rating, wrong)
    assert desk.others(MAP) == others
    assert desk.keeper.offer(card, RIGHT).outcomes == offered
    row = desk.answer("craft/clarifying", Rating.GOOD, RIGHT)
    assert RIGHT.ms <= row.id < RIGHT.ms + 1000
    assert row.study_day == RIGHT.day


# A stamp of the year 2100 --------------------------------------------------------------


def test_undo_takes_the_wrong_answer_back(desk: Desk) -> None:
    """It was the last one, whatever it says of itself; the card is new again and asked today."""
    desk.answer(CANARY, Rating.GOOD, RIGHT)
    desk.answer(MAP, Rating.GOOD, WRONG)
    assert not desk.is_asked(MAP, RIGHT)
    undone = desk.keeper.undo(RIGHT)
    assert undone is not None
    assert undone.id == WRONG.ms
    assert desk.is_asked(MAP, RIGHT)


@pytest.mark.parametrize("rating", Rating)
def test_an_answer_after_the_undo_is_an_answer_of_today(desk: Desk, rating: Rating) -> None:
    desk.answer(MAP, Rating.GOOD, WRONG)
    desk.keeper.undo(RIGHT)
    row = desk.answer(MAP, rating, RIGHT)
    memory = desk.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.last_day == RIGHT.day
    expected = OnDay(RIGHT.day + row.interval)
    seconds = AtInstant(RIGHT.ms - 1000 * row.interval)
    assert memory.due == (expected if row.interval > 0 else seconds)


@pytest.mark.parametrize("how", ["forget", "reschedule"])
def test_a_card_can_be_brought_back_from_the_future(desk: Desk, how: str) -> None:
    """Long after, when undo would take back too much."""
    desk.answer(MAP, Rating.GOOD, WRONG)
    desk.answer(CANARY, Rating.GOOD, RIGHT)
    card = find_card(desk.collection, MAP)
    if how == "forget":
        forget(desk.keeper, [card], RIGHT)
    else:
        reschedule(desk.keeper, [card], 0, RIGHT)
    assert desk.is_asked(MAP, RIGHT)
    row = desk.answer(MAP, Rating.GOOD, RIGHT)
    memory = desk.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.due == OnDay(RIGHT.day + row.interval)


def test_a_failed_card_that_was_forgotten_comes_again_soon(desk: Desk) -> None:
    desk.answer(MAP, Rating.GOOD, WRONG)
    forget(desk.keeper, [find_card(desk.collection, MAP)], RIGHT)
    desk.answer(MAP, Rating.AGAIN, RIGHT)
    assert desk.is_asked(MAP, at("2026-11-24T09:00"))


# Journeys and hours that are changed ---------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (at("2026-11-21T20:00", EAST), at("2026-11-21T20:00", UTC)),
        (at("2026-11-21T02:00", EAST), at("2026-11-20T22:00", UTC)),
        (at("2026-11-21T20:00", UTC), at("2026-11-21T20:30", WEST)),
        (at("2026-11-21T20:00", UTC), at("2026-11-22T20:00", EAST)),
        (
            at("2026-11-22T06:00", EAST),
            at("2026-11-21T08:00", WEST),
        ),
    ],
)
def test_a_journey_changes_the_day_and_no_row_of_the_log(
    desk: Desk, first: Moment, second: Moment
) -> None:
    """A day gained or lost on the way is a day by the clock on the wall; none is below nought."""
    one = desk.answer(MAP, Rating.GOOD, first)
    others = desk.others(MAP)
    two = desk.answer(MAP, Rating.GOOD, second)
    history = log.history(desk.collection, find_card(desk.collection, MAP).id)
    assert [row.study_day for row in history] == [first.day, second.day]
    assert history == sorted([one, two], key=lambda row: row.id)
    assert desk.others(MAP) == others
    memory = desk.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.last_day == max(first.day, second.day)
    assert memory.due == OnDay(second.day + two.interval)


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ("2026-03-29T01:55", "2026-03-29T03:05", 0),
        ("2026-03-29T03:55", "2026-03-29T04:00", 1),
        ("2026-10-25T01:59", "2026-10-25T03:59", 0),
        ("2026-10-25T03:59", "2026-10-25T04:00", 1),
        ("2026-03-28T09:00", "2026-03-29T09:00", 1),
        ("2026-10-24T09:00", "2026-10-25T09:00", 1),
    ],
)
def test_the_nights_of_23_and_of_25_hours_are_one_night_each(
    desk: Desk, before: str, after: str, days: int
) -> None:
    desk.answer(MAP, Rating.GOOD, at(before, BERLIN))
    row = desk.answer(MAP, Rating.GOOD, at(after, BERLIN))
    history = log.history(desk.collection, row.card)
    assert history[1].study_day - history[0].study_day == days


@pytest.mark.parametrize("night", ["2026-03-29T01:55", "2026-10-25T02:55"])
def test_ten_minutes_are_ten_minutes_also_in_these_nights(desk: Desk, night: str) -> None:
    """The clock on the wall jumps an hour between the answer and the card that comes again."""
    now = at(night, BERLIN)
    desk.answer(MAP, Rating.AGAIN, now)
    memory = desk.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.due == AtInstant(now.ms + 600_000)
    local = datetime.fromtimestamp(now.ms / 1000 + 601, BERLIN)
    assert abs(local.replace(tzinfo=None) - now.local.replace(tzinfo=None)) > timedelta(minutes=49)
    later = Moment(milliseconds(local), study_day(local), local)
    waiting = desk.queue(later).ready(later.ms)
    assert waiting is not None
    assert waiting.card == find_card(desk.collection, MAP).id
