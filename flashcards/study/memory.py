"""How a memory changes with an answer: FSRS-6 by py-fsrs, fed with study days.

py-fsrs counts whole 24-hour spans, so that an answer the next morning would count as the same
day; given the midnights of study days it counts days as Anki does.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import fsrs

from flashcards.days import FIRST_DAY, LAST_DAY
from flashcards.kinds import Rating, State
from flashcards.memory import Learned, Memory, New, OnDay
from flashcards.study.curve import MAXIMUM_INTERVAL, Curve, Parameters

_LATEST = LAST_DAY - MAXIMUM_INTERVAL
"""The last day from which every interval ends within the calendar; an absurd log may be later."""
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
_SOME = Learned(State.REVIEW, 0, 1.0, 5.0, 0, OnDay(1), reps=1, lapses=0)
"""A memory of which only the difficulty matters."""


class Strength(NamedTuple):
    """A memory right after an answer, before a due date is chosen.

    ``wait`` is the time to the next step, None once the card goes by days.
    """

    state: State
    step: int
    stability: float
    difficulty: float
    wait: timedelta | None


class Model:
    """FSRS-6 with one set of parameters: its curve, and how an answer changes a memory."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.curve = Curve(parameters)
        self._scheduler = fsrs.Scheduler(
            parameters=parameters.weights,
            desired_retention=parameters.retention,
            learning_steps=_steps(parameters.learning),
            relearning_steps=_steps(parameters.relearning),
            maximum_interval=MAXIMUM_INTERVAL,
            enable_fuzzing=False,
        )
        self._difficulties: dict[tuple[float | None, Rating], float] = {}

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

    def difficulty(self, before: float | None, rating: Rating) -> float:
        """The difficulty after an answer; ``before`` is None for a new card.

        It hangs on nothing else. Logs are long and difficulties few, so each is computed once.
        """
        key = before, rating
        found = self._difficulties.get(key)
        if found is None:
            known = New() if before is None else _SOME._replace(difficulty=before)
            found = self.answer(known, rating, _SOME.last_day).difficulty
            self._difficulties[key] = found
        return found


def _steps(seconds: tuple[int, ...]) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=s) for s in seconds)


def _midnight(day: int) -> datetime:
    return _EPOCH + timedelta(days=min(max(day, FIRST_DAY), _LATEST))


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
