"""How a memory changes with an answer: FSRS-6 by py-fsrs, fed with study days.

py-fsrs counts whole 24-hour spans, so that an answer the next morning would count as the same
day; given the midnights of study days it counts days as Anki does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import fsrs

from flashcards.kinds import Kind, Rating, State
from flashcards.memory import Learned, Memory, New

DEFAULT_WEIGHTS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194),
    *(0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
    *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The defaults of FSRS-6, as open-spaced-repetition publishes them and py-fsrs 6 has them.

Written down, so that an update of py-fsrs cannot change what a log comes to.
"""
MAXIMUM_INTERVAL = 36500
"""The longest interval, in days, as in Anki."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATES = {
    State.NEW: fsrs.State.Learning,
    State.LEARNING: fsrs.State.Learning,
    State.REVIEW: fsrs.State.Review,
    State.RELEARNING: fsrs.State.Relearning,
}
_NAMES = {
    fsrs.State.Learning: State.LEARNING,
    fsrs.State.Review: State.REVIEW,
    fsrs.State.Relearning: State.RELEARNING,
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the model of one kind of card is made from.

    ``weights`` are the 21 parameters of FSRS-6; ``retention`` is the desired share of recalled
    answers, 0.70 to 0.99; ``learning`` and ``relearning`` are steps in seconds, none for a card
    that goes straight to days.
    """

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = 0.9
    learning: tuple[int, ...] = (600,)
    relearning: tuple[int, ...] = (600,)


DEFAULTS: Mapping[Kind, Parameters] = {
    Kind.TERM: Parameters(),
    Kind.SCENARIO: Parameters(retention=0.8, learning=(), relearning=()),
}
"""A due case costs as much as a hundred terms, so it may be forgotten a little more often."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A memory right after an answer, before a due date is chosen.

    ``wait`` is the time to the next step, None once the card goes by days.
    """

    state: State
    step: int
    stability: float
    difficulty: float
    wait: timedelta | None


class Model:
    """FSRS-6 with one set of parameters."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self._decay: float = -parameters.weights[20]
        self._factor: float = 0.9 ** (1 / self._decay) - 1
        self._scheduler = fsrs.Scheduler(
            parameters=parameters.weights,
            desired_retention=parameters.retention,
            learning_steps=_steps(parameters.learning),
            relearning_steps=_steps(parameters.relearning),
            maximum_interval=MAXIMUM_INTERVAL,
            enable_fuzzing=False,
        )

    def answer(self, memory: Memory, rating: Rating, day: int) -> Strength:
        """The memory after ``rating`` on study day ``day``, taken as the last one if before it."""
        before = _to_fsrs(memory)
        today = _midnight(day if isinstance(memory, New) else max(day, memory.last_day))
        after, _ = self._scheduler.review_card(before, fsrs.Rating(rating), today)
        assert after.stability is not None
        assert after.difficulty is not None
        state = _NAMES[after.state]
        wait = None if state is State.REVIEW else after.due - today
        return Strength(state, after.step or 0, after.stability, after.difficulty, wait)

    def interval(self, stability: float) -> float:
        """Days until recall falls to the desired retention (FSRS-6, power forgetting curve)."""
        shrink: float = self.parameters.retention ** (1 / self._decay)
        return stability / self._factor * (shrink - 1)

    def retrievability(self, memory: Learned, day: int) -> float:
        """The chance of recall on a study day, 0 to 1 (FSRS-6: (1 + factor * t / S) ^ decay)."""
        elapsed = max(0, day - memory.last_day)
        recall: float = (1 + self._factor * elapsed / memory.stability) ** self._decay
        return recall


def _steps(seconds: tuple[int, ...]) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=s) for s in seconds)


def _midnight(day: int) -> datetime:
    return _EPOCH + timedelta(days=day)


def _to_fsrs(memory: Memory) -> fsrs.Card:
    # A card without an id, or without a due time, would read the clock.
    if isinstance(memory, New):
        return fsrs.Card(card_id=0, due=_EPOCH)
    return fsrs.Card(
        card_id=0,
        state=_STATES[memory.state],
        step=None if memory.state is State.REVIEW else memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_EPOCH,
        last_review=_midnight(memory.last_day),
    )
