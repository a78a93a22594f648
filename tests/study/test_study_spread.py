"""Whole days from exact intervals."""

from collections import Counter
from hashlib import blake2b
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.study import spread as module
from flashcards.study.curve import MAXIMUM_INTERVAL
from flashcards.study.spread import Agenda, bounds, chance, least_after, spread

days = st.one_of(st.floats(0.01, 60), st.floats(0.01, 50_000))
whole = st.one_of(st.integers(1, 60), st.integers(1, MAXIMUM_INTERVAL))
factors = st.floats(0, 1, exclude_max=True)

# Chance --------------------------------------------------------------------------------


@given(st.integers(1, 2**63 - 1), st.integers(0, 10_000))
def test_chance_is_a_share_and_keeps_its_word(card: int, reps: int) -> None:
    assert 0 <= chance(card, reps) < 1
    assert chance(card, reps) == chance(card, reps)


@pytest.mark.parametrize("byte", [b"\x00", b"\xff"])
def test_chance_never_reaches_one(byte: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for the largest digest there is."""

    class Digest:
        def __init__(self, _: bytes, digest_size: int) -> None:
            self.size = digest_size

        def digest(self) -> bytes:
            return byte * self.size

    assert vars(module)["blake2b"] is blake2b
    monkeypatch.setattr(module, "blake2b", Digest)
    assert 0 <= chance(1, 1) < 1


def test_chance_favours_nobody() -> None:
    """Cards, and the answers of one card, are spread evenly."""
    for drawn in ([chance(n, 3) for n in range(4000)], [chance(7, n) for n in range(4000)]):
        assert len(set(drawn)) == 4000
        assert mean(drawn) == pytest.approx(0.5, abs=0.02)
        tenths = Counter(int(10 * share) for share in drawn)
        assert all(340 < tenths[tenth] < 460 for tenth in range(10))


# Fuzz ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interval", "possible"),
    [
        (0.3, [1]),
        (1.4, [1]),
        (2.4, [2]),
        (3, [2, 3, 4]),
        (5, [4, 5, 6]),
        (10, [8, 9, 10, 11, 12]),
        (20, [17, 18, 19, 20, 21, 22, 23]),
        (40_000, list(range(34_673, 36_501))),
    ],
)
def test_every_day_within_the_bounds_is_as_likely(interval: float, possible: list[int]) -> None:
    """Not so in py-fsrs, whose intervals of 3 days become 2 to 5 and last half a day longer."""
    draws = 30 * len(possible)
    drawn = Counter(spread(interval, 1, Agenda(0), (n + 0.5) / draws) for n in range(draws))
    assert drawn == dict.fromkeys(possible, 30)


@pytest.mark.parametrize(
    ("interval", "lower", "upper"),
    [
        (4.86, 4, 6),
        (4.85, 3, 6),
        (12.76, 11, 15),
        (12.74, 10, 15),
        (34.19, 31, 38),
        (34.18, 30, 38),
    ],
)
def test_the_share_that_fuzz_may_move(interval: float, lower: int, upper: int) -> None:
    """A day, and 15 % of the days to the seventh, 10 % to the twentieth, 5 % beyond."""
    assert bounds(interval, 1) == (lower, upper)


@given(st.one_of(st.floats(2.5, 60), st.floats(2.5, 30_000)), whole)
def test_there_is_always_a_choice_from_two_and_a_half_days_on(interval: float, least: int) -> None:
    lower, upper = bounds(interval, min(least, 30_000))
    assert lower < upper


@given(days, whole, factors)
def test_fuzz_stays_within_its_bounds(interval: float, minimum: int, factor: float) -> None:
    lower, upper = bounds(interval, minimum)
    assert (
        minimum
        <= lower
        <= spread(interval, minimum, Agenda(0), factor)
        <= upper
        <= MAXIMUM_INTERVAL
    )


@given(days, whole, whole, st.sampled_from([0.0, 0.5, 1 - 2**-53]))
def test_the_maximum_comes_before_the_minimum(
    interval: float, minimum: int, maximum: int, factor: float
) -> None:
    found = spread(interval, minimum, Agenda(0), factor, maximum)
    assert min(minimum, maximum) <= found <= maximum


@given(days)
def test_the_bounds_hold_the_interval(interval: float) -> None:
    lower, upper = bounds(interval, 1)
    assert lower <= max(1, min(interval, MAXIMUM_INTERVAL)) + 0.5
    assert upper >= min(interval, MAXIMUM_INTERVAL) - 0.5


@given(days, days)
def test_fuzz_keeps_the_order_of_intervals(one: float, other: float) -> None:
    shorter, longer = sorted((one, other))
    assert bounds(shorter, 1)[0] <= bounds(longer, 1)[0]
    assert bounds(shorter, 1)[1] <= bounds(longer, 1)[1]


# Never shorter than the last one -------------------------------------------------------


@pytest.mark.parametrize(
    ("interval", "previous", "least"),
    [
        (11.0, 10, 11),
        (10.6, 10, 11),
        (10.5, 10, 11),
        (10.4, 10, 10),
        (9.9, 10, 10),
        (8.0, 10, 10),
        (7.5, 10, 0),
        (1.2, 1, 1),
        (36_600.0, 36_500, 36_500),
    ],
)
def test_the_least_after_an_interval(interval: float, previous: int, least: int) -> None:
    """Longer: a day more at least. The same, but for fuzz: not less. Truly shorter: free."""
    assert least_after(interval, previous) == least
