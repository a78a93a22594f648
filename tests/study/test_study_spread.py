"""Whole days from exact intervals."""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from math import sqrt
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.study import spread as module
from flashcards.study.curve import MAXIMUM_INTERVAL
from flashcards.study.spread import BALANCED_DAYS, Agenda, bounds, chance, least_after, spread

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


# The best day within the bounds --------------------------------------------------------

TODAY = 20_000


def agenda(load: Mapping[int, int], siblings: Iterable[int] = ()) -> Agenda:
    """What waits so many days from today; cards, and siblings among them."""
    return Agenda(
        TODAY,
        lambda first, last: {
            TODAY + day: cards for day, cards in load.items() if first <= TODAY + day <= last
        },
        frozenset(TODAY + day for day in siblings),
    )


@pytest.mark.parametrize(
    ("load", "siblings", "possible"),
    [
        ({}, [], [8, 9, 10, 11, 12]),
        ({8: 1, 9: 1, 10: 1, 11: 1, 12: 1}, [], [8]),
        ({8: 16, 9: 15, 10: 15, 11: 14, 12: 13}, [], [9]),
        ({8: 3, 9: 3, 10: 2, 11: 3, 12: 3}, [], [10]),
        ({8: 5, 9: 0, 10: 5, 11: 0, 12: 5}, [], [9, 11]),
        ({8: 4, 9: 4, 10: 4, 11: 4}, [], [12]),
        ({7: 0, 8: 1, 9: 2, 10: 3, 11: 4, 12: 5, 13: 0}, [], [8]),
        ({}, [10], [8, 9, 11, 12]),
        ({8: 9, 9: 9, 11: 9, 12: 9}, [10], [8]),
        ({8: 9, 9: 7, 11: 8, 12: 9}, [10], [9]),
        ({8: 9, 9: 0, 10: 0, 11: 7, 12: 9}, [9, 10], [11]),
        ({8: 2, 9: 1, 10: 2, 11: 2, 12: 2}, [8, 9, 10, 11, 12], [9]),
        ({}, [7, 13], [8, 9, 10, 11, 12]),
    ],
)
def test_the_least_loaded_day_without_a_sibling(
    load: dict[int, int], siblings: list[int], possible: list[int]
) -> None:
    """Of ten days, 8 to 12. Siblings count first, then cards; chance only where both are equal.

    A card on the twelfth day weighs a fifth more than one on the eighth.
    """
    draws = 60 * len(possible)
    drawn = Counter(spread(10, 1, agenda(load, siblings), (n + 0.5) / draws) for n in range(draws))
    assert drawn == dict.fromkeys(possible, 60)


@pytest.mark.parametrize(
    ("interval", "minimum", "load", "days"),
    [
        (1.4, 1, {1: 50}, {1}),
        (2.4, 1, {1: 0, 2: 50, 3: 0}, {2}),
        (10.0, 11, {10: 0, 11: 3, 12: 1, 13: 3, 14: 0}, {12}),
        (10.0, 15, {14: 0, 15: 9, 16: 9, 17: 8, 18: 0}, {17}),
    ],
)
def test_load_moves_nothing_out_of_its_bounds(
    interval: float, minimum: int, load: dict[int, int], days: set[int]
) -> None:
    found = {spread(interval, minimum, agenda(load), n / 40) for n in range(40)}
    assert found == days


loads = st.dictionaries(st.integers(0, 100), st.integers(0, 5), max_size=100)
sibling_days = st.frozensets(st.integers(0, 100), max_size=12)
near = st.floats(0.01, 84)
"""Intervals whose days are balanced: with fuzz they end before the ninetieth day."""
few = st.integers(1, 84)


@given(near, few, loads, sibling_days, factors)
def test_the_best_day_is_the_best(
    interval: float, minimum: int, load: dict[int, int], siblings: frozenset[int], factor: float
) -> None:
    """Within the bounds; with no sibling where a day has none; of those, none has less load."""
    lower, upper = bounds(interval, minimum)
    assert upper <= BALANCED_DAYS
    chosen = spread(interval, minimum, agenda(load, siblings), factor)
    assert lower <= chosen <= upper
    alone = [day for day in range(lower, upper + 1) if day not in siblings]
    assert chosen not in siblings or not alone
    allowed = alone or range(lower, upper + 1)
    weight = {day: load.get(day, 0) * sqrt(day) for day in allowed}
    assert weight[chosen] == min(weight.values())
    assert spread(interval, minimum, agenda(load, siblings), factor) == chosen


@given(st.floats(90.5, 30_000), factors)
def test_beyond_ninety_days_chance_decides_alone(interval: float, factor: float) -> None:
    """Nobody is asked what waits then."""

    def refuse(_first: int, _last: int) -> dict[int, int]:
        pytest.fail("the load of far days was asked for")

    siblings = frozenset(range(TODAY, TODAY + 33_000))
    assert spread(interval, 1, Agenda(TODAY, refuse, siblings), factor) == spread(
        interval, 1, Agenda(TODAY), factor
    )


@given(near, few, factors)
def test_only_the_load_of_days_that_can_be_chosen_is_asked_for(
    interval: float, minimum: int, factor: float
) -> None:
    asked = []

    def load(first: int, last: int) -> dict[int, int]:
        asked.append((first - TODAY, last - TODAY))
        return {}

    spread(interval, minimum, Agenda(TODAY, load), factor)
    assert asked in ([], [bounds(interval, minimum)])


@pytest.mark.parametrize(("interval", "possible"), [(3, 3), (10, 5), (30, 7), (60, 11)])
def test_balancing_flattens(interval: int, possible: int) -> None:
    """400 cards learned on one day: each day of the range is given its share, to a card or two."""
    load: Counter[int] = Counter()
    for card in range(400):
        load[spread(interval, 1, agenda(load), chance(card, 3))] += 1
    lower, upper = bounds(interval, 1)
    assert upper - lower + 1 == possible
    assert sorted(load) == list(range(lower, upper + 1))
    whole = sum(1 / sqrt(day) for day in load)
    assert all(abs(cards - 400 / sqrt(day) / whole) < 2 for day, cards in load.items())


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
