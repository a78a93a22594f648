"""Memory: FSRS-6, fed with study days."""

import random  # noqa: TID251 -- to see that its state is left alone
import time
from datetime import UTC, datetime
from typing import NoReturn

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.days import study_day
from flashcards.kinds import Kind, Rating, State
from flashcards.memory import Learned, Memory, New, OnDay
from flashcards.study.curve import DEFAULTS, Parameters
from flashcards.study.memory import Model

from .learner import START, answers, learned, live, memories, models, ratings


def on(moment: str) -> int:
    return study_day(datetime.fromisoformat(moment))


def first_answer(model: Model, day: int) -> Learned:
    strength = model.answer(New(), Rating.GOOD, day)
    return Learned(
        *(State.REVIEW, 0, strength.stability, strength.difficulty, day, OnDay(day + 2)),
        reps=1,
        lapses=0,
    )


# Days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "now", "days"),
    [
        ("2026-11-21T22:00+01:00", "2026-11-21T22:10+01:00", 0),
        ("2026-11-21T23:50+01:00", "2026-11-22T00:10+01:00", 0),
        ("2026-11-21T04:00+01:00", "2026-11-22T03:59+01:00", 0),
        ("2026-11-21T23:50+01:00", "2026-11-22T05:10+01:00", 1),
        ("2026-11-22T03:59+01:00", "2026-11-22T04:00+01:00", 1),
        ("2026-11-21T22:00+01:00", "2026-11-22T21:00+01:00", 1),
        ("2026-11-21T04:00+01:00", "2026-11-23T03:59+01:00", 1),
        ("2026-11-21T23:00+01:00", "2026-11-23T07:00+01:00", 2),
        ("2026-03-28T23:00+01:00", "2026-03-29T06:00+02:00", 1),
        ("2026-10-24T23:00+02:00", "2026-10-25T03:30+01:00", 0),
        ("2026-11-21T21:00+09:00", "2026-11-21T05:00-08:00", 0),
    ],
)
def test_a_night_makes_a_day(last: str, now: str, days: int) -> None:
    """What counts is whether four in the morning has passed, not 24 hours."""
    model = Model(Parameters())
    memory = first_answer(model, on(last))
    same_day = model.answer(memory, Rating.GOOD, memory.last_day).stability
    again = model.answer(memory, Rating.GOOD, on(now)).stability
    assert on(now) - on(last) == days
    assert (model.curve.retrievability(memory, on(now)) == 1.0) is (days == 0)
    assert (again == same_day) is (days == 0)


@given(models, learned, ratings, st.integers(1, 400))
def test_a_day_before_the_last_one_counts_as_the_last(
    model: Model, memory: Learned, rating: Rating, back: int
) -> None:
    """After a journey west, or with a clock set back."""
    early = memory.last_day - back
    assert model.answer(memory, rating, early) == model.answer(memory, rating, memory.last_day)
    assert model.curve.retrievability(memory, early) == 1.0


@given(models, answers, st.integers(-30_000, 30_000))
def test_only_the_days_between_answers_count(
    model: Model, history: list[tuple[int, Rating]], shift: int
) -> None:
    """The same history in another year gives the same strengths."""
    memory: Memory = New()
    shifted: Memory = New()
    day = START
    for gap, rating in history:
        day += gap
        one, other = model.answer(memory, rating, day), model.answer(shifted, rating, day + shift)
        assert one == other
        reps = memory.reps if isinstance(memory, Learned) else 0
        last = max(day, memory.last_day) if isinstance(memory, Learned) else day
        made = (one.state, one.step, one.stability, one.difficulty)
        memory = Learned(*made, last, OnDay(day + 1), reps + 1, 0)
        shifted = Learned(*made, last + shift, OnDay(day + shift + 1), reps + 1, 0)


# The model -----------------------------------------------------------------------------


def test_terms_and_scenarios_have_parameters_of_their_own() -> None:
    term, scenario = DEFAULTS[Kind.TERM], DEFAULTS[Kind.SCENARIO]
    assert (term.retention, term.learning, term.relearning) == (0.9, (600,), (600,))
    assert (scenario.retention, scenario.learning, scenario.relearning) == (0.8, (), ())
    assert len(term.weights) == 21


@given(models, st.floats(0.001, 40_000))
def test_after_the_interval_recall_is_as_desired(model: Model, stability: float) -> None:
    days = model.curve.interval(stability)
    memory = Learned(State.REVIEW, 0, stability, 5, 0, OnDay(1), reps=1, lapses=0)
    sooner, later = (
        model.curve.retrievability(memory, int(days)),
        model.curve.retrievability(memory, int(days) + 1),
    )
    assert later <= model.parameters.retention + 1e-9
    assert model.parameters.retention <= sooner + 1e-9


@given(models, memories, st.integers(0, 2000))
def test_better_answers_make_stronger_memories(model: Model, memory: Memory, later: int) -> None:
    """Good is never weaker than Hard, nor Easy than Good; nor is the card ever harder."""
    hard, good, easy = (model.answer(memory, rating, START + later) for rating in list(Rating)[1:])
    assert hard.stability <= good.stability <= easy.stability
    assert hard.difficulty >= good.difficulty >= easy.difficulty


@given(models, learned, st.integers(1, 2000))
def test_a_pass_strengthens_and_a_lapse_weakens(model: Model, memory: Learned, later: int) -> None:
    again, hard, *_ = (model.answer(memory, rating, START + later) for rating in Rating)
    assert again.stability <= memory.stability <= hard.stability
    assert again.difficulty >= memory.difficulty - 1e-9 or memory.difficulty > 9


@given(models, answers)
def test_strengths_stay_in_their_ranges(model: Model, history: list[tuple[int, Rating]]) -> None:
    memory, _ = live(history, model)
    if isinstance(memory, Learned):
        assert memory.stability >= 0.001
        assert 1 <= memory.difficulty <= 10
        assert 0 <= model.curve.retrievability(memory, memory.last_day + 1) < 1


@given(models, memories, ratings)
def test_a_card_in_review_goes_by_days(model: Model, memory: Memory, rating: Rating) -> None:
    strength = model.answer(memory, rating, START)
    assert (strength.wait is None) is (strength.state is State.REVIEW)
    assert strength.state is not State.NEW
    assert strength.step == 0 or strength.wait is not None


def test_parameters_out_of_their_range_are_refused() -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Model(Parameters(weights=(0.0, *DEFAULTS[Kind.TERM].weights[1:])))


# Time and chance are arguments ---------------------------------------------------------


def stopped(*_: object, **__: object) -> NoReturn:
    raise AssertionError("the clock was read")


class Stopped(datetime):
    @classmethod
    def now(cls, tz: object = None) -> NoReturn:
        stopped(tz)


def test_the_clock_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for module in (fsrs.scheduler, fsrs.card):
            patch.setattr(module, "datetime", Stopped)
        for name in ("time", "time_ns", "monotonic", "sleep"):
            patch.setattr(time, name, stopped)
        with pytest.raises(AssertionError, match="clock"):
            fsrs.Card()  # so a clock that is read would be seen

        model = Model(Parameters(learning=(60, 600)))
        history = [(gap, rating) for gap in (0, 0, 1, 40) for rating in Rating]
        memory, _ = live(history, model)
        assert isinstance(memory, Learned)
        model.curve.retrievability(memory, START + 99)


def test_chance_is_never_drawn() -> None:
    before = random.getstate()
    live([(3, rating) for rating in Rating], Model(Parameters()))
    assert random.getstate() == before


@given(models, answers)
def test_a_memory_is_what_py_fsrs_makes_of_midnights(
    model: Model, history: list[tuple[int, Rating]]
) -> None:
    """The same history given to py-fsrs itself, as one card with dates for times."""
    parameters = model.parameters
    scheduler = fsrs.Scheduler(parameters.weights, learning_steps=(), relearning_steps=())
    card = fsrs.Card(card_id=1, due=datetime(2000, 1, 1, tzinfo=UTC))
    day, last = START, -1
    for gap, rating in history:
        day += gap
        last = max(last, day)
        midnight = datetime.fromtimestamp(86400 * last, UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), midnight)
    memory, _ = live(history, model)
    if isinstance(memory, Learned):
        assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
