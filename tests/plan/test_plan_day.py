"""How long a day takes."""

import pytest

from flashcards.kinds import Kind, State
from flashcards.memory import Learned, Memory, New, OnDay
from flashcards.plan.day import minutes, seconds

KNOWN = Learned(State.REVIEW, 0, 9, 5, 0, OnDay(9), reps=2, lapses=0)


@pytest.mark.parametrize(
    ("kind", "face", "memory", "expected"),
    [
        (Kind.TERM, "answer", KNOWN, 12),
        (Kind.TERM, "answer", New(), 36),
        (Kind.TERM, "after:loss", New(), 36),
        (Kind.SCENARIO, "case", New(), 20 * 60),
        (Kind.SCENARIO, "case", KNOWN, 20 * 60),
        (Kind.SCENARIO, "ask", New(100), 3 * 60),
        (Kind.SCENARIO, "recap", KNOWN, 3 * 60),
    ],
)
def test_what_asking_a_card_takes(kind: Kind, face: str, memory: Memory, expected: int) -> None:
    """A case takes the minutes that it allows itself; one step of it, three."""
    assert seconds(kind, face, memory, minutes=20) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], 0), ([12], 1), ([12] * 4, 1), ([12] * 8, 2), ([36] * 10, 6), ([12, 1200], 20)],
)
def test_any_work_takes_a_minute_at_least(parts: list[int], expected: int) -> None:
    assert minutes(parts) == expected
