"""A year of a learner: days that are skipped, a cap on reviews, and a memory as FSRS has it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from flashcards.kinds import Kind, Rating
from flashcards.memory import AtInstant, Learned, Memory, New, due_day
from flashcards.study.curve import DEFAULTS
from flashcards.study.memory import Model
from flashcards.study.pool import Limits, Log, Pool, Waiting
from flashcards.study.queue import Queue, build
from flashcards.study.replay import apply
from flashcards.study.schedule import Outcome, outcomes
from flashcards.study.spread import Agenda, chance

START = 20_000
DAY_MS = 86_400_000
TERMS = Model(DEFAULTS[Kind.TERM])
PASSES = (Rating.HARD, *[Rating.GOOD] * 8, Rating.EASY)
"""Of ten passes one is hard and one easy."""
KNOWN_BEFORE = 0.8
"""The chance to pass a card that was never asked."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a study day came to.

    ``due`` counts the cards due when it began, ``late`` the days that the longest overdue of them
    had waited; ``backlog`` is what did not fit.
    """

    number: int
    due: int
    late: int
    reviews: tuple[int, ...]
    introduced: tuple[int, ...]
    backlog: int


@dataclass(slots=True, repr=False)
class Year:
    """A learner of terms, two cards a note; chance is seeded, and the truth is FSRS-6.

    Unless ``balanced`` the scheduler is told that nothing waits on any day.
    """

    seed: int
    limits: Limits = field(default_factory=Limits)
    notes: int = 200
    balanced: bool = True
    days: list[Day] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    """The chance of recall, and below all outcomes, of each review as it was asked."""
    offered: list[Mapping[Rating, Outcome]] = field(default_factory=list)
    memories: dict[int, Memory] = field(init=False)
    load: Counter[int] = field(default_factory=Counter)
    now: int = 0
    drawn: int = 0

    def __post_init__(self) -> None:
        self.memories = {card: New() for card in range(2 * self.notes)}

    def live(self, length: int = 365, skipped: frozenset[int] = frozenset()) -> "Year":
        """Study on each day that is not skipped, counted from the first, 0."""
        for number in range(length):
            if number not in skipped:
                self.days.append(self._study(number))
        return self

    def _study(self, number: int) -> Day:
        day = START + number
        self.now = day * DAY_MS
        queue = self._queue(day, first=number == 0)
        due = [d for m in self.memories.values() if (d := due_day(m)) is not None and d <= day]
        reviews, new = ([w.card for w in part] for part in (queue.reviews, queue.new))
        for card in (*reviews, *new):
            self._ask(card, day)
        late = day - min(due, default=day)
        return Day(number, len(due), late, tuple(reviews), tuple(new), queue.backlog)

    def _queue(self, day: int, *, first: bool) -> Queue:
        waiting = [self._waiting(card, memory, day) for card, memory in self.memories.items()]
        reviews = tuple(w for w in waiting if 0 < (due_day(w.memory) or 0) <= day)
        fresh = tuple(w for w in waiting if w.memory == New())
        return build(Pool((), reviews, fresh), Log(first_day=first), self.limits, self.now)

    def _waiting(self, card: int, memory: Memory, day: int) -> Waiting:
        recall = TERMS.curve.retrievability(memory, day) if isinstance(memory, Learned) else 0.0
        face, seconds = ("answer", "reverse")[card % 2], 36 if memory == New() else 12
        return Waiting(card, card // 2, Kind.TERM, face, memory, recall, seconds)

    def _ask(self, card: int, day: int) -> None:
        """Ask a card until it is done for today; a failed one comes back in ten minutes."""
        self._answer(card, day, self._rating(card, day))
        while isinstance(memory := self.memories[card], Learned) and isinstance(
            memory.due, AtInstant
        ):
            self._answer(card, day, Rating.GOOD)

    def _rating(self, card: int, day: int) -> Rating:
        memory, recall = self.memories[card], KNOWN_BEFORE
        if isinstance(memory, Learned):
            recall = TERMS.curve.retrievability(memory, day)
            self.recall.append(recall)
        if self._chance() >= recall:
            return Rating.AGAIN
        return PASSES[int(self._chance() * len(PASSES))]

    def _chance(self) -> float:
        self.drawn += 1
        return chance(self.seed, self.drawn)

    def _answer(self, card: int, day: int, rating: Rating) -> None:
        before = self.memories[card]
        offered = outcomes(card, before, TERMS, self._agenda(card, day))
        self.offered.append(offered)
        self.now += 10_000
        after = apply(before, offered[rating].review(self.now, card, day, 10_000), TERMS)
        self.memories[card] = after
        for memory, count in ((before, -1), (after, 1)):
            if (due := due_day(memory)) is not None:
                self.load[due] += count

    def _agenda(self, card: int, day: int) -> Agenda:
        sibling = due_day(self.memories[card ^ 1])
        days = frozenset(() if sibling is None else (sibling,))
        load = self.load if self.balanced else Counter[int]()
        return Agenda(day, lambda first, last: {d: load[d] for d in range(first, last + 1)}, days)


def skips(seed: int) -> frozenset[int]:
    """One day in seven by chance, and a fortnight at a stretch."""
    holiday = 60 + int(240 * chance(seed, 0))
    alone = {day for day in range(1, 365) if chance(seed, -day) < 1 / 7}
    return frozenset(alone | set(range(holiday, holiday + 14)))
