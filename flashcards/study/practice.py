"""The order of practice: what was missed today, then what is remembered least."""

from collections.abc import Iterable, Sequence

from flashcards.study.pool import Waiting
from flashcards.study.queue import APART_CARDS


def ordered(
    cards: Iterable[Waiting], missed: frozenset[int], practised: Sequence[int]
) -> tuple[Waiting, ...]:
    """The cards still worth practising today, whole scenarios last.

    ``missed`` are the cards whose latest answer today was a miss; ``practised`` are those practised
    today, the latest first. What was practised comes again only when it was missed, and not
    before three others, unless nothing else is left.
    """
    resting = set(practised[:APART_CARDS])
    left = (w for w in cards if w.card in missed or w.card not in practised)

    def place(waiting: Waiting) -> tuple[bool, bool, bool, float, int]:
        first = waiting.card in missed
        rests = waiting.card in resting
        return (rests, waiting.is_case, not first, waiting.retrievability, waiting.card)

    return tuple(sorted(left, key=place))
