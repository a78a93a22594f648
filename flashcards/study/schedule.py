"""What each rating would lead to: the four outcomes a card offers, exact and repeatable."""

from math import ceil
from typing import NamedTuple

from flashcards.kinds import Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay, Review
from flashcards.study.memory import Model, Strength
from flashcards.study.spread import Agenda, chance, least_after, spread

CASE_FLOOR = 4
"""A case is never due again in fewer study days, or one hard case would return daily."""

_TYPES = {
    State.NEW: ReviewType.LEARN,
    State.LEARNING: ReviewType.LEARN,
    State.REVIEW: ReviewType.REVIEW,
    State.RELEARNING: ReviewType.RELEARN,
}


class Outcome(NamedTuple):
    """What one rating leads to; ``interval`` is in days when > 0, in seconds when < 0."""

    rating: Rating
    type: ReviewType
    state: State
    interval: int

    def review(self, at: int, card: int, day: int, duration_ms: int) -> Review:
        """The row of the log that this answer makes, given its instant (UTC ms)."""
        return Review(
            id=at,
            card=card,
            type=self.type,
            rating=self.rating,
            study_day=day,
            state=self.state,
            interval=self.interval,
            duration_ms=duration_ms,
        )


def outcomes(
    card: int, memory: Memory, model: Model, agenda: Agenda, floor: int = 0
) -> dict[Rating, Outcome]:
    """The outcome of each rating today.

    Hard is at least 1 day, Good at least Hard + 1, Easy at least Good + 1; with a ``floor`` (in
    days) Again is at least the floor, Hard one more, Good two, Easy three.
    """
    factor = chance(card, 0 if isinstance(memory, New) else memory.reps)
    found: dict[Rating, Outcome] = {}
    least = 1
    for rating in Rating:
        strength = model.answer(memory, rating, agenda.today)
        minimum = max(least, _floor(floor, rating))
        if rating is not Rating.AGAIN and _previous(memory):
            exact = model.curve.interval(strength.stability)
            minimum = max(minimum, least_after(exact, _previous(memory)))
        interval = _interval(strength, model, minimum, agenda, factor)
        found[rating] = Outcome(rating, _type(memory), strength.state, interval)
        if rating is not Rating.AGAIN:
            least = max(least, interval + 1)
    return found


def _interval(strength: Strength, model: Model, minimum: int, agenda: Agenda, factor: float) -> int:
    if strength.wait is not None:
        return -ceil(strength.wait.total_seconds())
    return spread(model.curve.interval(strength.stability), minimum, agenda, factor)


def _floor(floor: int, rating: Rating) -> int:
    return floor + rating - 1 if floor else 1


def _previous(memory: Memory) -> int:
    """The days that were scheduled before this answer; 0 where it was no interval of days."""
    match memory:
        case Learned(state=State.REVIEW, due=OnDay(day), last_day=last_day):
            return max(0, day - last_day)
        case Learned(due=OnDay() | AtInstant()) | New():
            return 0


def _type(memory: Memory) -> ReviewType:
    return _TYPES[State.NEW if isinstance(memory, New) else memory.state]
