"""From the log to the memory: what each row of a card's history did to it."""

from collections.abc import Iterable, Iterator
from math import isclose

from flashcards.kinds import Rating, ReviewType, State
from flashcards.memory import Learned, Memory, New, OnDay, Review
from flashcards.study.memory import Model

TOLERANCE = 1e-9
"""How far (relative) a stored stability or difficulty may be from its replay."""


def replay(history: Iterable[Review], model: Model) -> Memory:
    """The memory of a card after all live rows of its log, given in the order of their ids."""
    memory: Memory = New()
    for row in history:
        memory = apply(memory, row, model)
    return memory


def apply(memory: Memory, row: Review, model: Model) -> Memory:
    """The memory after one more row; a live answer and a replay both go through here."""
    match row.type:
        case ReviewType.PRACTICE:
            return memory
        case ReviewType.FORGET:
            return New()
        case ReviewType.RESCHEDULE:
            return _rescheduled(memory, row)
        case ReviewType.LEARN | ReviewType.REVIEW | ReviewType.RELEARN:
            return _answered(memory, row, model)


def difficulties(history: Iterable[Review], model: Model) -> Iterator[float | None]:
    """The difficulty of a card after each row of its log; None while it is new."""
    difficulty: float | None = None
    for row in history:
        if row.rating is None:
            difficulty = None if row.type is ReviewType.FORGET else difficulty
        elif row.type is not ReviewType.PRACTICE:
            difficulty = model.difficulty(difficulty, row.rating)
        yield difficulty


def same(one: Memory, other: Memory) -> bool:
    """Whether two memories are equal but for rounding."""
    if isinstance(one, New) or isinstance(other, New):
        return one == other
    rounded = other._replace(stability=one.stability, difficulty=one.difficulty)
    return (
        one == rounded
        and isclose(one.stability, other.stability, rel_tol=TOLERANCE)
        and isclose(one.difficulty, other.difficulty, rel_tol=TOLERANCE)
    )


def _rescheduled(memory: Memory, row: Review) -> Memory:
    if isinstance(memory, New):
        return New(row.due.day if isinstance(row.due, OnDay) else None)
    # Where it was new, on another computer, nobody knew then of the answers before.
    state = State.REVIEW if row.state is State.NEW else row.state
    return memory._replace(state=state, step=0, due=row.due)


def _answered(memory: Memory, row: Review, model: Model) -> Learned:
    assert row.rating is not None
    strength = model.answer(memory, row.rating, row.study_day)
    lapsed = row.type is ReviewType.REVIEW and row.rating is Rating.AGAIN
    known = memory if isinstance(memory, Learned) else None
    return Learned(
        state=row.state,
        step=strength.step if strength.state is row.state else 0,
        stability=strength.stability,
        difficulty=strength.difficulty,
        last_day=max(row.study_day, known.last_day) if known else row.study_day,
        due=row.due,
        reps=(known.reps if known else 0) + 1,
        lapses=(known.lapses if known else 0) + lapsed,
    )
