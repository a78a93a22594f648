"""How a memory fades: the forgetting curve of FSRS-6, and the parameters that shape it."""

from collections.abc import Mapping
from typing import NamedTuple

from flashcards.kinds import Kind
from flashcards.memory import Learned

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


class Parameters(NamedTuple):
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


class Curve:
    """The forgetting curve of FSRS-6 with one set of parameters."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self._decay: float = -parameters.weights[20]
        self._factor: float = 0.9 ** (1 / self._decay) - 1

    def interval(self, stability: float) -> float:
        """Days until recall falls to the desired retention (FSRS-6, power forgetting curve)."""
        shrink: float = self.parameters.retention ** (1 / self._decay)
        return stability / self._factor * (shrink - 1)

    def retrievability(self, memory: Learned, day: int) -> float:
        """The chance of recall on a study day, 0 to 1 (FSRS-6: (1 + factor * t / S) ^ decay)."""
        elapsed = max(0, day - memory.last_day)
        recall: float = (1 + self._factor * elapsed / memory.stability) ** self._decay
        return recall
