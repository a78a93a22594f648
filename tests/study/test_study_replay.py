"""From the log to the memory."""

import csv
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.util import find_spec
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.days import milliseconds, study_day
from flashcards.kinds import Kind, Origin, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay, Review
from flashcards.study.curve import DEFAULT_WEIGHTS, DEFAULTS, Parameters
from flashcards.study.memory import Model
from flashcards.study.replay import TOLERANCE, apply, difficulties, replay, same

from .conftest import Shared
from .engine import Answers, anki_memories
from .learner import START, histories, live, models

TERMS = Model(DEFAULTS[Kind.TERM])
History = list[tuple[int, Rating | ReviewType]]


def row(
    kind: ReviewType,
    rating: Rating | None = None,
    day: int = START,
    state: State = State.REVIEW,
    interval: int = 1,
) -> Review:
    return Review(1_000, 1, kind, rating, day, state, interval)


KNOWN = Learned(State.REVIEW, 0, 20, 5, START - 20, OnDay(START), reps=4, lapses=1)

# What a row does -----------------------------------------------------------------------


def test_a_card_without_a_log_is_new() -> None:
    assert replay([], TERMS) == New()


def test_the_due_day_is_the_one_that_was_scheduled() -> None:
    """Not computed again: load balancing, other steps or the phone may have chosen it."""
    memory = apply(KNOWN, row(ReviewType.REVIEW, Rating.GOOD, interval=33), TERMS)
    assert isinstance(memory, Learned)
    assert memory.due == OnDay(START + 33)
    assert (memory.last_day, memory.reps, memory.lapses) == (START, 5, 1)


def test_a_learning_step_is_due_at_an_instant() -> None:
    answered = row(ReviewType.LEARN, Rating.AGAIN, state=State.LEARNING, interval=-600)
    memory = apply(New(), answered, TERMS)
    assert isinstance(memory, Learned)
    assert (memory.state, memory.due) == (State.LEARNING, AtInstant(601_000))


@pytest.mark.parametrize(
    ("kind", "rating", "lapses"),
    [
        (ReviewType.REVIEW, Rating.AGAIN, 2),
        (ReviewType.REVIEW, Rating.HARD, 1),
        (ReviewType.LEARN, Rating.AGAIN, 1),
        (ReviewType.RELEARN, Rating.AGAIN, 1),
    ],
)
def test_only_a_known_card_lapses(kind: ReviewType, rating: Rating, lapses: int) -> None:
    memory = apply(KNOWN, row(kind, rating), TERMS)
    assert isinstance(memory, Learned)
    assert memory.lapses == lapses


def test_the_last_day_never_runs_back() -> None:
    """One answer by a clock set back is an answer of the last day, due by what was shown."""
    memory = apply(KNOWN, row(ReviewType.REVIEW, Rating.GOOD, START - 25, interval=9), TERMS)
    assert isinstance(memory, Learned)
    assert (memory.last_day, memory.due) == (START - 20, OnDay(START - 16))


def test_practice_changes_nothing() -> None:
    for memory in (New(), New(START), KNOWN):
        assert apply(memory, row(ReviewType.PRACTICE, Rating.AGAIN), TERMS) == memory


def test_a_forgotten_card_is_new() -> None:
    assert apply(KNOWN, row(ReviewType.FORGET, state=State.NEW, interval=0), TERMS) == New()


def test_a_rescheduled_card_keeps_its_strength() -> None:
    memory = apply(KNOWN, row(ReviewType.RESCHEDULE, interval=7), TERMS)
    assert memory == KNOWN._replace(due=OnDay(START + 7))


def test_a_step_that_was_lined_up_is_new_with_a_day() -> None:
    memory = apply(New(), row(ReviewType.RESCHEDULE, state=State.NEW), TERMS)
    assert memory == New(START + 1)


@pytest.mark.parametrize(
    ("learning", "state", "step"),
    [
        ((600,), State.LEARNING, 0),
        ((60, 600), State.LEARNING, 1),
        ((60, 600), State.REVIEW, 0),
    ],
)
def test_steps_of_other_settings_are_kept(
    learning: tuple[int, ...], state: State, step: int
) -> None:
    """The phone may know more steps, or fewer. What the row says, holds."""
    answered = row(ReviewType.LEARN, Rating.GOOD, state=state)
    memory = apply(New(), answered, Model(Parameters(learning=learning)))
    assert isinstance(memory, Learned)
    assert (memory.state, memory.step) == (state, step)


# Laws ----------------------------------------------------------------------------------


@given(models, histories, st.sampled_from([0, 4]))
def test_replay_gives_exactly_what_live_answers_gave(
    model: Model, history: History, floor: int
) -> None:
    """Any days, also backwards; any ratings; practice, forgetting and rescheduling between."""
    memory, rows = live(history, model, floor=floor)
    assert replay(rows, Model(model.parameters)) == memory


@given(models, histories)
def test_a_memory_is_told_by_its_log(model: Model, history: History) -> None:
    """Counts, last day and due, read off the rows since the last forgetting."""
    memory, rows = live(history, model)
    forgotten = [n for n, r in enumerate(rows) if r.type is ReviewType.FORGET]
    since = rows[forgotten[-1] + 1 if forgotten else 0 :]
    answers = [r for r in since if r.rating and r.type is not ReviewType.PRACTICE]
    placed = [r for r in since if r.type is not ReviewType.PRACTICE]
    if not answers:
        assert memory == New(placed[-1].study_day + 1 if placed else None)
        return
    assert isinstance(memory, Learned)
    assert memory.reps == len(answers)
    assert memory.last_day == max(r.study_day for r in answers)
    assert memory.due == placed[-1].due
    assert memory.state is placed[-1].state
    lapses = [r for r in answers if (r.type, r.rating) == (ReviewType.REVIEW, Rating.AGAIN)]
    assert memory.lapses == len(lapses)


@given(models, histories, histories)
def test_replay_goes_on_where_it_stopped(model: Model, one: History, two: History) -> None:
    _, rows = live([*one, *two], model)
    memory = replay(rows[: len(one)], model)
    for later in rows[len(one) :]:
        memory = apply(memory, later, model)
    assert memory == replay(rows, model)


@given(models, histories)
def test_difficulties_are_those_of_a_replay(model: Model, history: History) -> None:
    """Told after each row, and without computing how long a memory lasts."""
    _, rows = live(history, model)
    memory: Memory = New()
    for row_, difficulty in zip(rows, difficulties(rows, model), strict=True):
        memory = apply(memory, row_, model)
        assert difficulty == (memory.difficulty if isinstance(memory, Learned) else None)


@given(models, histories)
def test_where_an_answer_came_from_does_not_matter(model: Model, history: History) -> None:
    memory, rows = live(history, model)
    phone = [r._replace(origin=Origin.ANKI, duration_ms=0, cause=1) for r in rows]
    assert replay(phone, model) == memory


@pytest.mark.parametrize(
    ("other", "equal"),
    [
        (KNOWN, True),
        (KNOWN._replace(stability=20 * (1 + TOLERANCE / 2)), True),
        (KNOWN._replace(stability=20 * (1 + 3 * TOLERANCE)), False),
        (KNOWN._replace(difficulty=5 * (1 - TOLERANCE / 2)), True),
        (KNOWN._replace(difficulty=5 * (1 - 3 * TOLERANCE)), False),
        (KNOWN._replace(due=OnDay(START + 1)), False),
        (KNOWN._replace(lapses=2), False),
        (New(), False),
    ],
)
def test_memories_are_the_same_but_for_rounding(other: Learned | New, equal: bool) -> None:
    assert same(KNOWN, other) is equal
    assert same(other, KNOWN) is equal


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [(New(), New(), True), (New(START), New(START), True), (New(), New(START), False)],
)
def test_new_cards_are_the_same_on_the_same_day(one: New, other: New, equal: bool) -> None:
    assert same(one, other) is equal


# Another engine ------------------------------------------------------------------------


@pytest.fixture
def anki(tmp_path: Path) -> Path:
    """A folder for Anki. Skipped where its wheel is missing; in CI it must be there."""
    if find_spec("anki") is None:
        if os.environ.get("CI"):
            pytest.fail("the anki package is missing, and CI must have it")
        pytest.skip("the anki package has no wheel for this machine")
    return tmp_path


def test_real_reviews_give_the_stability_that_anki_gives(shared: Shared, anki: Path) -> None:
    """Every card of six months of one learner, whose day begins at nine (UTC)."""
    answers = _read(shared("real_reviews_first_60_percent.csv"))
    assert (len(answers), sum(map(len, answers.values()))) == (768, 7548)
    _agree(answers, anki_memories(anki, answers, DEFAULT_WEIGHTS, 9), DEFAULT_WEIGHTS, 9)


@pytest.mark.slow
def test_other_parameters_give_the_stability_that_anki_gives(shared: Shared, anki: Path) -> None:
    """A simulated learner, far from the defaults."""
    truth = json.loads(shared("simulated_learner_20k_truth.json").read_text(encoding="utf-8"))
    weights = tuple(truth["true_fsrs6_parameters"])
    answers = _read(shared("simulated_learner_20k.csv"))
    _agree(answers, anki_memories(anki, answers, weights, 4), weights, 4)


def test_the_hour_at_which_a_day_begins_matters(shared: Shared) -> None:
    """So a wrong one would be seen above: this learner studies through four o'clock UTC."""
    answers = _read(shared("real_reviews_first_60_percent.csv"))
    right, wrong = (_strengths(answers, DEFAULT_WEIGHTS, hour) for hour in (9, 4))
    apart = [card for card in answers if not isclose(right[card][0], wrong[card][0], rel_tol=0.01)]
    assert len(apart) > 50


def _agree(
    answers: Answers,
    theirs: dict[int, tuple[float, float]],
    weights: tuple[float, ...],
    rollover_hour: int,
) -> None:
    ours = _strengths(answers, weights, rollover_hour)
    assert ours.keys() == theirs.keys()
    for card, (stability, difficulty) in ours.items():
        assert isclose(stability, theirs[card][0], rel_tol=1e-4), card
        assert isclose(difficulty, theirs[card][1], rel_tol=1e-4), card


def _strengths(
    answers: Answers, weights: tuple[float, ...], rollover_hour: int
) -> dict[int, tuple[float, float]]:
    model = Model(Parameters(weights))
    found = {}
    for card, log in answers.items():
        memory = replay(_rows(card, log, rollover_hour), model)
        assert isinstance(memory, Learned)
        found[card] = (memory.stability, memory.difficulty)
    return found


def _rows(card: int, log: Iterable[tuple[int, int]], rollover_hour: int) -> Iterable[Review]:
    kind = ReviewType.LEARN
    for ms, rating in log:
        day = study_day(datetime.fromtimestamp(ms / 1000, UTC), rollover_hour)
        yield Review(ms, card, kind, Rating(rating), day, State.REVIEW, interval=1)
        kind = ReviewType.REVIEW


def _read(path: Path) -> Answers:
    answers: dict[int, list[tuple[int, int]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            time = line["review_time"]
            ms = int(time) if time.isdigit() else milliseconds(datetime.fromisoformat(time))
            rating = int(line["review_rating"])
            answers.setdefault(int(line["card_id"]), []).append((ms, rating))
    return {card: sorted(log) for card, log in answers.items()}
