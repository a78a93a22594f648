"""The nouns of a day's queue: cards that wait, what the log says of today, and its limits."""

from typing import NamedTuple

from flashcards.kinds import CASE, Kind
from flashcards.memory import Memory, New


class Waiting(NamedTuple):
    """A card that may be asked today; ``seconds`` is what asking it is expected to take.

    ``revision`` says whether another window has changed it since.
    """

    card: int
    note: int
    kind: Kind
    face: str
    memory: Memory
    retrievability: float
    seconds: int
    revision: int = 0

    @property
    def is_case(self) -> bool:
        """Whether this is a whole scenario, not one step of it."""
        return self.face == CASE

    @property
    def is_unseen(self) -> bool:
        """Whether it was never asked and nothing has lined it up."""
        return self.memory == New()


class Log(NamedTuple):
    """What the review log says about today."""

    reviews: int = 0
    new_terms: int = 0
    cases: int = 0
    cards: frozenset[int] = frozenset()
    """The cards answered today, and below their notes."""
    notes: frozenset[int] = frozenset()
    recent: tuple[tuple[int, int], ...] = ()
    """The latest answers, newest first: card and instant (UTC ms)."""
    first_day: bool = True
    """Whether this is the first study day, on which cases wait for terms."""
    last_case_was_new: bool = False

    @property
    def answered(self) -> int:
        """How many cards were answered today."""
        return len(self.cards)


class Limits(NamedTuple):
    """How much of it today may hold; None is no limit.

    ``new``, ``cases`` and ``reviews`` are of the whole day; ``cards`` and ``minutes`` are what is
    left of it.
    """

    new: int = 10
    cases: int = 1
    reviews: int | None = None
    cards: int | None = None
    minutes: float | None = None


class Pool(NamedTuple):
    """All cards that could be asked: in learning steps, due by day, and new in their order."""

    learning: tuple[Waiting, ...] = ()
    reviews: tuple[Waiting, ...] = ()
    new: tuple[Waiting, ...] = ()


class Later(NamedTuple):
    """Only failed cards are left; ``due`` and ``ready`` are instants (UTC ms) of the first one."""

    cards: int
    due: int
    ready: int
    card: Waiting
