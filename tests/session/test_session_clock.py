"""Clocks that are wrong, travel, or change the hour: one card may suffer, and no other."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards.app import Moment
from flashcards.collection import log
from flashcards.collection.connection import Collection
from flashcards.days import milliseconds, study_day
from flashcards.kinds import Rating
from flashcards.memory import AtInstant, Learned, OnDay
from flashcards.session.moving import forget, reschedule
from tests.session.learner import Learner

MAP, CANARY = "models/map", "models/canary"
UTC, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")
EAST, WEST = ZoneInfo("Etc/GMT-12"), ZoneInfo("Etc/GMT+12")
"""Where a day begins twelve hours before it does in Greenwich, and twelve hours after."""


def at(words: str, zone: ZoneInfo = UTC) -> Moment:
    """A moment by the clock on the wall."""
    local = datetime.fromisoformat(words).replace(tzinfo=zone)
    return Moment(milliseconds(local), study_day(local), local)


RIGHT, WRONG = at("2026-11-21T09:00"), at("2100-01-01T09:00")


@pytest.fixture
def learner(collection: Collection) -> Learner:
    return Learner(collection)


# Set back ------------------------------------------------------------------------------


def test_a_clock_that_is_set_back_costs_no_strength(learner: Learner) -> None:
    """No day lies between two answers then; the last day stays the later one."""
    learner.answer(MAP, Rating.GOOD, at("2026-12-24T09:00"))
    before = learner.memory(MAP)
    row = learner.answer(MAP, Rating.GOOD, RIGHT)
    after = learner.memory(MAP)
    assert isinstance(before, Learned)
    assert isinstance(after, Learned)
    assert after.last_day == before.last_day
    assert after.stability >= before.stability
    assert after.due == OnDay(RIGHT.day + row.interval)
    assert row.study_day == RIGHT.day


@pytest.mark.parametrize("wrong", [WRONG, at("2026-12-24T09:00")])
def test_a_failed_card_comes_again_soon(learner: Learner, wrong: Moment) -> None:
    """Though it was answered before at a time that is still to come: when its day is over."""
    learner.answer(MAP, Rating.GOOD, wrong)
    learner.answer(MAP, Rating.AGAIN, RIGHT)
    assert learner.is_asked(MAP, at("2026-11-24T09:00"))


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("wrong", [WRONG, at("2026-11-20T09:00"), at("2001-01-01T00:00")])
def test_one_wrong_stamp_moves_no_other_card(
    learner: Learner, rating: Rating, wrong: Moment
) -> None:
    """Neither what is remembered of them, nor what their buttons offer."""
    for name in (CANARY, "models/loop", "models/filter"):
        learner.answer(name, Rating.GOOD, RIGHT)
    others, card = learner.others(MAP), learner.card(CANARY).id
    offered = learner.keeper.offer(card, RIGHT).outcomes
    learner.answer(MAP, rating, wrong)
    assert learner.others(MAP) == others
    assert learner.keeper.offer(card, RIGHT).outcomes == offered
    row = learner.answer("craft/clarifying", Rating.GOOD, RIGHT)
    assert RIGHT.ms <= row.id < RIGHT.ms + 1000
    assert row.study_day == RIGHT.day


# A stamp of the year 2100 --------------------------------------------------------------


def test_undo_takes_the_wrong_answer_back(learner: Learner) -> None:
    """It was the last one, whatever it says of itself; the card is new again and asked today."""
    learner.answer(CANARY, Rating.GOOD, RIGHT)
    learner.answer(MAP, Rating.GOOD, WRONG)
    assert not learner.is_asked(MAP, RIGHT)
    undone = learner.keeper.undo(RIGHT)
    assert undone is not None
    assert undone.id == WRONG.ms
    assert learner.is_asked(MAP, RIGHT)


@pytest.mark.parametrize("rating", Rating)
def test_an_answer_after_the_undo_is_an_answer_of_today(learner: Learner, rating: Rating) -> None:
    learner.answer(MAP, Rating.GOOD, WRONG)
    learner.keeper.undo(RIGHT)
    row = learner.answer(MAP, rating, RIGHT)
    memory = learner.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.last_day == RIGHT.day
    expected = OnDay(RIGHT.day + row.interval)
    seconds = AtInstant(RIGHT.ms - 1000 * row.interval)
    assert memory.due == (expected if row.interval > 0 else seconds)


@pytest.mark.parametrize("how", ["forget", "reschedule"])
def test_a_card_can_be_brought_back_from_the_future(learner: Learner, how: str) -> None:
    """Long after, when undo would take back too much."""
    learner.answer(MAP, Rating.GOOD, WRONG)
    learner.answer(CANARY, Rating.GOOD, RIGHT)
    card = learner.card(MAP)
    if how == "forget":
        forget(learner.keeper, [card], RIGHT)
    else:
        reschedule(learner.keeper, [card], 0, RIGHT)
    assert learner.is_asked(MAP, RIGHT)
    row = learner.answer(MAP, Rating.GOOD, RIGHT)
    memory = learner.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.due == OnDay(RIGHT.day + row.interval)


def test_a_failed_card_that_was_forgotten_comes_again_soon(learner: Learner) -> None:
    learner.answer(MAP, Rating.GOOD, WRONG)
    forget(learner.keeper, [learner.card(MAP)], RIGHT)
    learner.answer(MAP, Rating.AGAIN, RIGHT)
    assert learner.is_asked(MAP, at("2026-11-24T09:00"))


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
    learner: Learner, first: Moment, second: Moment
) -> None:
    """A day gained or lost on the way is a day by the clock on the wall; none is below nought."""
    one = learner.answer(MAP, Rating.GOOD, first)
    others = learner.others(MAP)
    two = learner.answer(MAP, Rating.GOOD, second)
    history = log.history(learner.collection, learner.card(MAP).id)
    assert [row.study_day for row in history] == [first.day, second.day]
    assert history == sorted([one, two], key=lambda row: row.id)
    assert learner.others(MAP) == others
    memory = learner.memory(MAP)
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
    learner: Learner, before: str, after: str, days: int
) -> None:
    learner.answer(MAP, Rating.GOOD, at(before, BERLIN))
    row = learner.answer(MAP, Rating.GOOD, at(after, BERLIN))
    history = log.history(learner.collection, row.card)
    assert history[1].study_day - history[0].study_day == days


@pytest.mark.parametrize("night", ["2026-03-29T01:55", "2026-10-25T02:55"])
def test_ten_minutes_are_ten_minutes_also_in_these_nights(learner: Learner, night: str) -> None:
    """The clock on the wall jumps an hour between the answer and the card that comes again."""
    now = at(night, BERLIN)
    learner.answer(MAP, Rating.AGAIN, now)
    memory = learner.memory(MAP)
    assert isinstance(memory, Learned)
    assert memory.due == AtInstant(now.ms + 600_000)
    local = datetime.fromtimestamp(now.ms / 1000 + 601, BERLIN)
    assert abs(local.replace(tzinfo=None) - now.local.replace(tzinfo=None)) > timedelta(minutes=49)
    later = Moment(milliseconds(local), study_day(local), local)
    waiting = learner.queue(later).ready(later.ms)
    assert waiting is not None
    assert waiting.card == learner.card(MAP).id
