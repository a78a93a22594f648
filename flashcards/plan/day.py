"""How long cards take: what a day's work adds up to, in minutes."""

from collections.abc import Iterable

from flashcards.kinds import CASE, Kind
from flashcards.memory import Memory, New

REVIEW_SECONDS = 12
NEW_SECONDS = 36
"""A new term is read, failed and asked again: about three answers of a known one."""
STEP_MINUTES = 3
"""A drilled step of a scenario: the prompt is known, and only one part is said."""


def seconds(kind: Kind, face: str, memory: Memory, minutes: int) -> int:
    """What asking one card is expected to take; ``minutes`` is what a scenario allows itself."""
    if face == CASE:
        return 60 * minutes
    if kind is Kind.SCENARIO:
        return 60 * STEP_MINUTES
    return NEW_SECONDS if isinstance(memory, New) else REVIEW_SECONDS


def minutes(parts: Iterable[int]) -> int:
    """Whole minutes for some cards' seconds: any work at all takes at least one."""
    total = sum(parts)
    return 0 if total == 0 else max(1, round(total / 60))
