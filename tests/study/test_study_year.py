"""A year with the queue: nothing waits for ever, and nothing is asked too much.

Each learner of this page skips a day in seven and goes away for a fortnight; no day holds more
reviews than they allow themselves, which is little more than their cards need.
"""

from itertools import pairwise
from math import ceil
from statistics import mean, pstdev

import pytest

from flashcards.kinds import Rating
from flashcards.memory import Learned
from flashcards.study.pool import Limits

from .year import Year, skips

FORTNIGHT = 15
"""The days a card may be overdue beyond what it takes to clear the backlog: the holiday."""

CAPS = {
    "tight": (Limits(new=3, reviews=7), 7),
    "minutes": (Limits(new=3, minutes=2), 10),
    "wide": (Limits(new=8, reviews=15), 15),
}
"""Limits, and how many reviews of 12 seconds a day they hold."""
QUICK = {("tight", 1), ("minutes", 0)}
YEARS = [
    pytest.param(
        (name, seed),
        id=f"{name}-{seed}",
        marks=() if (name, seed) in QUICK else pytest.mark.slow,
    )
    for name in CAPS
    for seed in range(8)
]


@pytest.fixture(scope="module", params=YEARS)
def lived(request: pytest.FixtureRequest) -> tuple[Year, int]:
    """A year that was lived, and how many reviews a day it could hold."""
    name, seed = request.param
    limits, cap = CAPS[name]
    return Year(seed, limits, notes=100).live(skipped=skips(seed)), cap


def test_nothing_is_overdue_for_longer_than_the_backlog_and_a_fortnight(
    lived: tuple[Year, int],
) -> None:
    """A backlog is as long as its cards take at the cap, counted when there were most of them."""
    year, cap = lived
    length = 0
    for day in year.days:
        length = max(length, ceil(day.due / cap))
        assert day.late <= length + FORTNIGHT, f"day {day.number}: {day}"
        length = length if day.backlog else 0


def test_no_day_holds_more_than_its_cap(lived: tuple[Year, int]) -> None:
    year, cap = lived
    assert max(len(day.reviews) for day in year.days) <= cap
    assert all(len(day.reviews) == cap for day in year.days if day.backlog)


def test_new_cards_wait_for_a_backlog_and_come_again(lived: tuple[Year, int]) -> None:
    """All two hundred are met within the year, and after the holiday too."""
    year, _ = lived
    assert not any(day.introduced for day in year.days if day.backlog)
    introduced = [card for day in year.days for card in day.introduced]
    assert sorted(introduced) == list(range(200))
    backlogs = [day.number for day in year.days if day.backlog]
    assert any(day.introduced and day.number > backlogs[0] for day in year.days)


def test_nothing_is_left_behind_at_the_end(lived: tuple[Year, int]) -> None:
    """No card starves: whatever was due within the year has been asked, but for the last weeks."""
    year, _ = lived
    for memory in year.memories.values():
        assert isinstance(memory, Learned)
    assert year.days[-1].late <= FORTNIGHT


def test_two_cards_of_a_note_are_never_asked_on_one_day(lived: tuple[Year, int]) -> None:
    year, _ = lived
    for day in year.days:
        notes = [card // 2 for card in (*day.reviews, *day.introduced)]
        assert len(notes) == len(set(notes))


def test_better_answers_wait_longer_all_year(lived: tuple[Year, int]) -> None:
    year, _ = lived
    for offered in year.offered:
        days = [offered[rating].interval for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
        assert all(0 < one < other or one < 0 for one, other in pairwise(days))


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3))])
def test_a_year_without_a_skipped_day_keeps_what_is_wanted(seed: int) -> None:
    """Nine of ten are recalled, with balanced days as without; and the days are flatter by it."""
    balanced, by_chance = (
        Year(seed, Limits(new=3), notes=60, balanced=balanced).live() for balanced in (True, False)
    )
    assert mean(balanced.recall) == pytest.approx(0.9, abs=0.03)
    assert mean(balanced.recall) == pytest.approx(mean(by_chance.recall), abs=0.01)
    assert _unevenness(balanced) < 0.8 * _unevenness(by_chance)


def _unevenness(year: Year) -> float:
    """How far the reviews of a day are from those of others, once the deck is known."""
    return pstdev(len(day.reviews) for day in year.days[-180:])
