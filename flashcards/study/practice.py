"""The order of practice: what was missed today, then what is remembered least."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from flashcards.study.pool import Waiting
from flashcards.study.queue import APART_CARDS

_IS_CASE = attrgetter("is_case")


def fading(cards: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The cards by how well they are remembered, the least first; whole scenarios last."""
    return tuple(sorted(cards, key=attrgetter("is_case", "retrievability", "card")))


def ordered(
    cards: Sequence[Waiting], missed: frozenset[int], practised: Sequence[int]
) -> tuple[Waiting, ...]:
    """The cards still worth practising today, of those that ``fading`` gave.

    ``missed`` are the cards whose latest answer today was a miss; ``practised`` are those practised
    today, the latest first. What was practised comes again only when it was missed, and not
    before three others, unless nothing else is left.
    """
    resting, seen = set(practised[:APART_CARDS]), missed.union(practised)
    # There may be many: what is not seen yet stays as it lies, and only the others are moved.
    rest = [w for w in cards if w.card not in seen]
    again = [w for w in cards if w.card in missed]
    ready = [w for w in again if w.card not in resting]
    first_case = bisect_left(rest, x=True, key=_IS_CASE)
    return (
        *(w for w in ready if not w.is_case),
        *rest[:first_case],
        *(w for w in ready if w.is_case),
        *rest[first_case:],
        *(w for w in again if w.card in resting),
    )
