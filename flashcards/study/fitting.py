"""Whether a due day still fits what is remembered, once the log has grown behind it."""

from flashcards.study.curve import Curve
from flashcards.study.spread import bounds


def fitting(interval: int, stability: float, curve: Curve, least: int = 1) -> int:
    """The days that were scheduled, moved as little as it takes to fit the stability (in days)."""
    lower, upper = bounds(curve.interval(stability), least)
    return min(max(interval, lower), upper)
