"""What a card remembers, and the log that tells it."""

from typing import NamedTuple, TypeAlias

from flashcards.days import DAY_MS
from flashcards.kinds import Origin, Rating, ReviewType, State


class OnDay(NamedTuple):
    """Due on a study day (days since 1970-01-01)."""

    day: int


class AtInstant(NamedTuple):
    """Due at an instant (UTC milliseconds): a learning step."""

    ms: int


Due: TypeAlias = OnDay | AtInstant


class New(NamedTuple):
    """A card never answered; a step card that a graded case lined up has a ``day``."""

    day: int | None = None


class Learned(NamedTuple):
    """A card answered at least once: FSRS stability in days (> 0), difficulty 1 to 10.

    ``step`` is the position among the learning or relearning steps, 0 in review.
    """

    state: State
    step: int
    stability: float
    difficulty: float
    last_day: int
    due: Due
    reps: int
    lapses: int


Memory: TypeAlias = New | Learned


def due_day(memory: Memory) -> int | None:
    """The study day a card is due on; None while it is new, or in a learning step."""
    match memory:
        case New(day=day) | Learned(due=OnDay(day)):
            return day
        case _:
            return None


_LASTS = 3
"""Days after midnight in Greenwich, in which a study day is over in every zone."""


class Review(NamedTuple):
    """One row of the review log: what was answered, and what was scheduled then.

    ``id`` is the instant (UTC ms). ``interval`` is in days when > 0, in seconds when < 0.
    ``state`` is the state after this row. ``rating`` is None where nobody answered.
    """

    id: int
    card: int
    type: ReviewType
    rating: Rating | None
    study_day: int
    state: State
    interval: int
    duration_ms: int = 0
    origin: Origin = Origin.TERMINAL
    cause: int | None = None

    @property
    def due(self) -> Due:
        """When the card is due after this row.

        A step begins at the answer, which a wrong clock before it may have pushed to a time far
        ahead; its study day is right, and nowhere on earth lasts longer than until ``_LASTS``.
        """
        if self.interval < 0:
            begun = min(self.id, (self.study_day + _LASTS) * DAY_MS)
            return AtInstant(begun - 1000 * self.interval)
        return OnDay(self.study_day + self.interval)
