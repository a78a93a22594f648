"""What each rating leads to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.kinds import Kind, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay
from flashcards.study.curve import DEFAULTS, MAXIMUM_INTERVAL
from flashcards.study.memory import Model
from flashcards.study.schedule import CASE_FLOOR, Outcome, outcomes
from flashcards.study.spread import Agenda, bounds, least_after

from .learner import START, learned, memories, models

TERMS, SCENARIOS = Model(DEFAULTS[Kind.TERM]), Model(DEFAULTS[Kind.SCENARIO])
PASSED = (Rating.HARD, Rating.GOOD, Rating.EASY)

cards = st.integers(1, 10**6)
later = st.one_of(st.integers(0, 60), st.integers(-5, 3000))
floors = st.sampled_from([0, CASE_FLOOR])


def intervals(found: dict[Rating, Outcome]) -> list[int]:
    return [found[rating].interval for rating in Rating]


# Tables --------------------------------------------------------------------------------


def test_a_new_term() -> None:
    """Again comes back in ten minutes; Good and Easy graduate at once."""
    found = outcomes(1, New(), TERMS, Agenda(START))
    assert intervals(found)[:3] == [-600, -900, 2]
    assert found[Rating.EASY].interval in range(*bounds(8.2956, 3))
    assert [found[rating].state for rating in Rating] == [
        *(State.LEARNING, State.LEARNING, State.REVIEW, State.REVIEW)
    ]
    assert {outcome.type for outcome in found.values()} == {ReviewType.LEARN}


def test_a_term_that_is_known() -> None:
    memory = Learned(State.REVIEW, 0, 20, 5, START, OnDay(START + 20), reps=4, lapses=0)
    found = outcomes(1, memory, TERMS, Agenda(START + 20))
    again, hard, good, easy = intervals(found)
    assert again == -600
    assert 20 < hard < good < easy
    assert found[Rating.AGAIN].state is State.RELEARNING
    assert {outcome.type for outcome in found.values()} == {ReviewType.REVIEW}


@pytest.mark.parametrize(
    ("memory", "kind"),
    [
        (New(), ReviewType.LEARN),
        (New(START), ReviewType.LEARN),
        (Learned(State.LEARNING, 0, 1, 5, START, AtInstant(0), 1, 0), ReviewType.LEARN),
        (Learned(State.REVIEW, 0, 1, 5, START, OnDay(START), 1, 0), ReviewType.REVIEW),
        (Learned(State.RELEARNING, 0, 1, 5, START, AtInstant(0), 1, 0), ReviewType.RELEARN),
    ],
)
def test_the_log_says_what_an_answer_was(memory: Memory, kind: ReviewType) -> None:
    assert outcomes(1, memory, TERMS, Agenda(START))[Rating.GOOD].type is kind


@pytest.mark.parametrize(
    ("rating", "possible"),
    [
        (Rating.AGAIN, {4, 5}),
        (Rating.HARD, {5, 6, 7}),
        (Rating.GOOD, {6, 7, 8, 9}),
    ],
)
def test_a_new_case_rests_for_four_days(rating: Rating, possible: set[int]) -> None:
    found = {
        outcomes(card, New(), SCENARIOS, Agenda(START), CASE_FLOOR)[rating].interval
        for card in range(99)
    }
    assert found <= possible
    assert min(possible) in found


def test_a_step_card_comes_back_by_days() -> None:
    """Scenarios have no learning steps: nobody goes through a case twice in one evening."""
    found = outcomes(1, New(START), SCENARIOS, Agenda(START))
    assert {outcome.state for outcome in found.values()} == {State.REVIEW}
    assert intervals(found)[0] == 1


def test_the_row_of_an_answer() -> None:
    outcome = Outcome(Rating.GOOD, ReviewType.LEARN, State.REVIEW, 2)
    row = outcome.review(at=1_000, card=7, day=START, duration_ms=4_200)
    assert (row.id, row.card, row.study_day, row.duration_ms) == (1_000, 7, START, 4_200)
    assert (row.rating, row.type, row.state, row.interval) == (
        *(Rating.GOOD, ReviewType.LEARN, State.REVIEW, 2),
    )
    assert row.due == OnDay(START + 2)
    again = Outcome(Rating.AGAIN, ReviewType.LEARN, State.LEARNING, -600)
    assert again.review(1_000, 7, START, 0).due == AtInstant(601_000)


# Laws ----------------------------------------------------------------------------------


@given(cards, memories, models, later, floors)
def test_a_preview_is_the_result(
    card: int, memory: Memory, model: Model, days: int, floor: int
) -> None:
    """Asked again, by another program, after other cards: the buttons keep their word."""
    shown = outcomes(card, memory, model, Agenda(START + days), floor)
    outcomes(card + 1, memory, model, Agenda(START), floor)
    assert outcomes(card, memory, Model(model.parameters), Agenda(START + days), floor) == shown


def test_cards_learned_together_part() -> None:
    """Each card, and each answer of a card, has a chance of its own."""
    memory = Learned(State.REVIEW, 0, 30, 5, START, OnDay(START + 30), reps=3, lapses=0)
    of_cards = [outcomes(card, memory, TERMS, Agenda(START + 30)) for card in range(50)]
    of_answers = [
        outcomes(1, memory._replace(reps=reps), TERMS, Agenda(START + 30)) for reps in range(1, 51)
    ]
    for found in (of_cards, of_answers):
        assert len({each[Rating.GOOD].interval for each in found}) > 5


@given(cards, memories, models, later, floors)
def test_better_answers_wait_longer(
    card: int, memory: Memory, model: Model, days: int, floor: int
) -> None:
    """Hard is at least a day, Good a day more, Easy another; a step comes before any day."""
    found = outcomes(card, memory, model, Agenda(START + days), floor)
    waits = [found[rating].interval for rating in PASSED]
    assert 0 not in waits
    assert waits == [wait for wait in waits if wait < 0] + [wait for wait in waits if wait > 0]
    days_only = [wait for wait in waits if wait > 0]
    for shorter, longer in pairwise(days_only):
        assert longer >= min(shorter + 1, MAXIMUM_INTERVAL)


@given(cards, memories, later)
def test_a_case_keeps_its_floor(card: int, memory: Memory, days: int) -> None:
    """However hard it was, Again is 4 days off at least, Hard 5, Good 6, Easy 7."""
    found = outcomes(card, memory, SCENARIOS, Agenda(START + days), CASE_FLOOR)
    for wait, least in zip(intervals(found), (4, 5, 6, 7), strict=True):
        assert wait >= least


@given(cards, memories, models, later)
def test_the_floor_is_on_the_day_and_not_on_the_memory(
    card: int, memory: Memory, model: Model, days: int
) -> None:
    free, held = (
        outcomes(card, memory, model, Agenda(START + days), floor) for floor in (0, CASE_FLOOR)
    )
    assert [o.state for o in free.values()] == [o.state for o in held.values()]
    for wait, kept in zip(intervals(free), intervals(held), strict=True):
        assert kept >= wait


@given(cards, memories, models, later, floors)
def test_fuzz_keeps_to_ankis_bounds(
    card: int, memory: Memory, model: Model, days: int, floor: int
) -> None:
    found = outcomes(card, memory, model, Agenda(START + days), floor)
    before = 0
    for rating, outcome in found.items():
        if outcome.interval < 0:
            continue
        exact = model.curve.interval(model.answer(memory, rating, START + days).stability)
        least = max(1, floor and floor + rating - 1, before + 1)
        if rating is not Rating.AGAIN:
            least = max(least, least_after(exact, _previous(memory)))
            before = outcome.interval
        lower, upper = bounds(exact, least)
        assert lower <= outcome.interval <= upper


@given(cards, learned, models, st.integers(0, 3000))
def test_a_longer_interval_never_comes_out_shorter(
    card: int, memory: Learned, model: Model, days: int
) -> None:
    found = outcomes(card, memory, model, Agenda(START + days))
    previous = _previous(memory)
    for rating in PASSED:
        exact = model.curve.interval(model.answer(memory, rating, START + days).stability)
        if found[rating].interval > 0 and exact > previous:
            assert found[rating].interval >= min(previous, MAXIMUM_INTERVAL)
        if found[rating].interval > 0 and exact >= previous + 0.5:
            assert found[rating].interval > min(previous, MAXIMUM_INTERVAL - 1)


def test_fuzz_alone_never_shrinks_an_interval() -> None:
    """Fuzz once made 4 days of 2.7; passed again on the same day, it is not less (as in Anki)."""
    memory = Learned(State.REVIEW, 0, 2.7269483, 5, START, OnDay(START + 4), reps=1, lapses=0)
    hard = {
        outcomes(card, memory, TERMS, Agenda(START))[Rating.HARD].interval for card in range(99)
    }
    assert hard == {4, 5}


def test_a_lapse_may_shrink_an_interval() -> None:
    """Again is not held to the last interval, though fuzz reaches it."""
    memory = Learned(State.REVIEW, 0, 9.0, 5, START, OnDay(START + 10), reps=3, lapses=0)
    exact = SCENARIOS.curve.interval(SCENARIOS.answer(memory, Rating.AGAIN, START).stability)
    assert bounds(exact, 1)[0] < 10 <= bounds(exact, 1)[1]
    again = [
        outcomes(card, memory, SCENARIOS, Agenda(START))[Rating.AGAIN].interval
        for card in range(99)
    ]
    assert min(again) == bounds(exact, 1)[0]


def _previous(memory: Memory) -> int:
    if isinstance(memory, Learned) and memory.state is State.REVIEW:
        assert isinstance(memory.due, OnDay)
        return memory.due.day - memory.last_day
    return 0
