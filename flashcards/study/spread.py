"""Whole days from exact intervals: the floors and the fuzz of Anki, and inside it the best day."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from math import floor, sqrt
from typing import NamedTuple

from flashcards.study.curve import MAXIMUM_INTERVAL

BALANCED_DAYS = 90
"""Longer intervals are spread by chance alone, as in Anki: their days are still empty."""

_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))


class Agenda(NamedTuple):
    """What waits already, in study days: ``load`` counts the cards due from a day to a day.

    ``siblings`` are the days on which other cards of the same note are due.
    """

    today: int
    load: Callable[[int, int], Mapping[int, int]] = lambda _first, _last: {}
    siblings: frozenset[int] = frozenset()


def chance(card: int, reps: int) -> float:
    """A number in [0, 1) fixed by card and number of answers, so that a preview keeps its word."""
    digest = blake2b(f"{card}/{reps}".encode(), digest_size=7).digest()
    return (int.from_bytes(digest) >> 3) / 2**53  # as many bits as a float holds: never 1.0


def bounds(interval: float, minimum: int, maximum: int = MAXIMUM_INTERVAL) -> tuple[int, int]:
    """The days an interval may be fuzzed to (Anki, rslib scheduler/states/fuzz.rs)."""
    minimum = min(minimum, maximum)
    clamped = min(max(interval, minimum), maximum)
    delta = _delta(clamped)
    lower = min(max(_round(clamped - delta), minimum), maximum)
    upper = min(max(_round(clamped + delta), minimum), maximum)
    return lower, upper


def spread(
    interval: float,
    minimum: int,
    agenda: Agenda,
    factor: float,
    maximum: int = MAXIMUM_INTERVAL,
) -> int:
    """A whole number of days within the bounds: without a sibling, on the least loaded day.

    A card that far off weighs more, by the root of the days: later days are always emptier, and
    intervals would grow. Where several days are as good, ``factor`` in [0, 1) chooses.
    """
    lower, upper = bounds(interval, minimum, maximum)
    days = range(lower, upper + 1)
    if lower == upper or upper > BALANCED_DAYS:
        return _pick(days, factor)
    alone = [day for day in days if agenda.today + day not in agenda.siblings] or days
    load = agenda.load(agenda.today + lower, agenda.today + upper)
    weight = {day: load.get(agenda.today + day, 0) * sqrt(day) for day in alone}
    least = min(weight.values())
    return _pick([day for day in alone if weight[day] == least], factor)


def least_after(interval: float, previous: int, maximum: int = MAXIMUM_INTERVAL) -> int:
    """The fewest days fuzz may give after ``previous`` days; 0 says there is no floor.

    A longer interval never comes out shorter than the last one, and fuzz alone never shrinks one
    (Anki, minimum_review_fuzz_interval in the same file).
    """
    if _round(interval) > previous:
        return min(previous + 1, maximum)
    return previous if bounds(interval, 1, maximum)[1] >= previous else 0


def _pick(days: Sequence[int], factor: float) -> int:
    return days[floor(factor * len(days))]


def _delta(interval: float) -> float:
    if interval < _FUZZ_RANGES[0][0]:
        return 0.0
    spans = ((max(min(interval, end) - start, 0.0), share) for start, end, share in _FUZZ_RANGES)
    return 1.0 + sum(span * share for span, share in spans)


def _round(days: float) -> int:
    # Half away from zero, as Rust rounds; Python's round() goes to the even neighbour.
    return floor(days + 0.5)
