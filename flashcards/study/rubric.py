"""From ticks to a rating: the thresholds of a checklist, and the steps worth drilling again."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from flashcards.asper import FEW, thresholds
from flashcards.kinds import STEPS, Rating, Step

DRILLED_STEPS = 2
"""The most steps of a case that come back as cards of their own."""


class Tick(NamedTuple):
    """One point as it was judged."""

    step: Step
    must: bool
    hit: bool


class Proposal(NamedTuple):
    """The rating that a checklist suggests, and why, in words for the learner."""

    rating: Rating
    reason: str
    hits: int
    points: int

    @property
    def percent(self) -> int:
        """The share of points that were said, rounded down so that it never flatters."""
        return 100 * self.hits // self.points if self.points else 100


def propose(ticks: Sequence[Tick]) -> Proposal:
    """Again below 60 % or a must missed, Hard below 80 %, else Good.

    Easy is never proposed: it is the learner's to choose (see ``may_be_easy``).
    """
    hits = sum(tick.hit for tick in ticks)
    by_share = _by_share(hits, len(ticks))
    rating, reason = by_share, _share_reason(hits, len(ticks))
    if any(tick.must and not tick.hit for tick in ticks):
        rating, reason = Rating.AGAIN, "a must was missed"
        if by_share is not Rating.AGAIN:
            reason += f" ({_share_reason(hits, len(ticks))} alone would be {by_share.word})"
    return Proposal(rating, reason, hits, len(ticks))


def may_be_easy(ticks: Iterable[Tick], *, hint: bool, in_time: bool) -> bool:
    """Whether Easy may be chosen: everything said, in time, without the hint."""
    return in_time and not hint and all(tick.hit for tick in ticks)


def to_drill(ticks: Iterable[Tick]) -> tuple[Step, ...]:
    """The steps to bring back tomorrow: a missed must first, then the lowest share of points."""
    by_step = groupby(sorted(ticks, key=_place), key=lambda tick: tick.step)
    scores = [(_score(list(group)), step) for step, group in by_step]
    missed = sorted(pair for pair in scores if pair[0][1] < 1)
    chosen = {step for _, step in missed[:DRILLED_STEPS]}
    return tuple(step for step in STEPS if step in chosen)


def _by_share(hits: int, points: int) -> Rating:
    hard, good = thresholds(points)
    if hits >= good:
        return Rating.GOOD
    return Rating.HARD if hits >= hard else Rating.AGAIN


def _share_reason(hits: int, points: int) -> str:
    if points < FEW:
        return f"{hits} of {points}"
    return f"{100 * hits // points}%"


def _place(tick: Tick) -> int:
    return STEPS.index(tick.step)


def _score(ticks: list[Tick]) -> tuple[bool, float, int]:
    """Sorts worst first: a missed must, then the share said, then the earlier step."""
    must_kept = all(tick.hit for tick in ticks if tick.must)
    return must_kept, sum(tick.hit for tick in ticks) / len(ticks), _place(ticks[0])
