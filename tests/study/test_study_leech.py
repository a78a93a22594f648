"""Leeches: cards that are missed again and again."""

import pytest

from flashcards.kinds import Kind, Rating, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay
from flashcards.study.curve import DEFAULTS
from flashcards.study.leech import became_leech, is_leech
from flashcards.study.memory import Model
from flashcards.study.replay import apply
from flashcards.study.schedule import outcomes
from flashcards.study.spread import Agenda

TODAY = 20_000


@pytest.mark.parametrize(
    ("kind", "leeches"),
    [
        (Kind.TERM, [8, 12, 16, 20, 24, 28]),
        (Kind.SCENARIO, [4, 8, 12, 16, 20, 24, 28]),
    ],
)
def test_a_leech_at_so_many_lapses_and_every_fourth_after(kind: Kind, leeches: list[int]) -> None:
    """A scenario costs twenty minutes: it is called a leech twice as soon."""
    assert [lapses for lapses in range(30) if is_leech(kind, lapses)] == leeches


def known(lapses: int, state: State = State.REVIEW) -> Learned:
    due = OnDay(TODAY) if state is State.REVIEW else AtInstant(0)
    return Learned(state, 0, 9.0, 5.0, TODAY - 9, due, reps=20, lapses=lapses)


@pytest.mark.parametrize(
    ("kind", "before", "after", "leech"),
    [
        (Kind.TERM, known(7), known(8), True),
        (Kind.TERM, known(6), known(7), False),
        (Kind.TERM, known(8), known(8), False),
        (Kind.TERM, known(8), known(9), False),
        (Kind.TERM, known(11), known(12), True),
        (Kind.SCENARIO, known(3), known(4), True),
        (Kind.SCENARIO, known(4), known(5), False),
        (Kind.TERM, known(3), known(4), False),
        (Kind.TERM, New(), known(0), False),
        (Kind.TERM, known(8), New(), False),
        (Kind.TERM, known(9), known(8), False),
    ],
)
def test_only_the_answer_that_lapsed_makes_a_leech(
    kind: Kind, before: Memory, after: Memory, leech: bool
) -> None:
    """Passed the next day with its eight lapses, it is not called one again; nor undone to them."""
    assert became_leech(kind, before, after) is leech


@pytest.mark.parametrize(
    ("kind", "state", "rating", "leech"),
    [
        (Kind.TERM, State.REVIEW, Rating.AGAIN, True),
        (Kind.TERM, State.REVIEW, Rating.HARD, False),
        (Kind.TERM, State.REVIEW, Rating.EASY, False),
        (Kind.TERM, State.RELEARNING, Rating.AGAIN, False),
        (Kind.TERM, State.LEARNING, Rating.AGAIN, False),
        (Kind.SCENARIO, State.REVIEW, Rating.AGAIN, True),
        (Kind.SCENARIO, State.REVIEW, Rating.GOOD, False),
    ],
)
def test_what_counts_as_a_lapse(kind: Kind, state: State, rating: Rating, leech: bool) -> None:
    """To miss what was known for days; to miss it once more ten minutes later is the same lapse."""
    before, model = known({Kind.TERM: 7, Kind.SCENARIO: 3}[kind], state), Model(DEFAULTS[kind])
    row = outcomes(1, before, model, Agenda(TODAY))[rating].review(1, 1, TODAY, 0)
    assert became_leech(kind, before, apply(before, row, model)) is leech
