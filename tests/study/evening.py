"""An evening of a learner: cards to be asked, and a log that grows with each answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flashcards.kinds import Kind, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay
from flashcards.study.pool import Later, Limits, Log, Pool, Waiting
from flashcards.study.queue import Queue, build

TODAY = 20_778
NOW = 1_795_000_000_000
"""An instant of ``TODAY`` (UTC ms)."""
SECOND, MINUTE = 1000, 60_000

REGULAR = Log(first_day=False)
"""The log of a day on which nothing was answered yet, of somebody who has studied before."""


def new(card: int, note: int | None = None) -> Waiting:
    """A term never asked."""
    return _waiting(card, note, Kind.TERM, "answer", New(), 0.0, 36)


def due(card: int, recall: float = 0.9, overdue: int = 0, note: int | None = None) -> Waiting:
    """A term due today, or ``overdue`` by some days."""
    return _waiting(card, note, Kind.TERM, "answer", _known(overdue), recall, 12)


def failed(card: int, minutes: float, note: int | None = None) -> Waiting:
    """A term that is due again in so many minutes; below 0: that was due."""
    due = AtInstant(NOW + round(minutes * MINUTE))
    memory = _known(0)._replace(state=State.RELEARNING, due=due)
    return _waiting(card, note, Kind.TERM, "answer", memory, 1.0, 12)


def unseen(card: int, minutes: int = 20) -> Waiting:
    """A case never asked."""
    return _waiting(card, None, Kind.SCENARIO, "case", New(), 0.0, 60 * minutes)


def case(card: int, overdue: int = 0, minutes: int = 20) -> Waiting:
    """A case due again."""
    return _waiting(card, None, Kind.SCENARIO, "case", _known(overdue), 0.8, 60 * minutes)


def step(card: int, recall: float = 0.0, note: int | None = None) -> Waiting:
    """A step of a case, lined up for today."""
    return _waiting(card, note, Kind.SCENARIO, "ask", New(TODAY), recall, 180)


def _known(overdue: int) -> Learned:
    day = TODAY - overdue
    return Learned(State.REVIEW, 0, 9.0, 5.0, day - 9, OnDay(day), reps=3, lapses=0)


def _waiting(
    card: int, note: int | None, kind: Kind, face: str, memory: Memory, recall: float, seconds: int
) -> Waiting:
    return Waiting(card, 1000 + card if note is None else note, kind, face, memory, recall, seconds)


def queue(*cards: Waiting, log: Log = REGULAR, limits: Limits | None = None) -> Queue:
    """Today's queue of some cards."""
    return build(pool(cards), log, limits or Limits(), NOW)


def pool(cards: Iterable[Waiting]) -> Pool:
    cards = tuple(cards)
    learning = tuple(c for c in cards if isinstance(c.memory, Learned) and _in_steps(c.memory))
    fresh = tuple(c for c in cards if c.memory == New())
    return Pool(learning, tuple(c for c in cards if c not in learning + fresh), fresh)


def _in_steps(memory: Learned) -> bool:
    return isinstance(memory.due, AtInstant)


def numbers(cards: Iterable[Waiting]) -> list[int]:
    return [waiting.card for waiting in cards]


@dataclass(slots=True)
class Evening:
    """Every card is dealt by a program started anew, which knows nothing but the log."""

    cards: list[Waiting]
    log: Log = REGULAR
    limits: Limits = field(default_factory=Limits)
    now: int = NOW

    def queue(self) -> Queue:
        return build(pool(self.cards), self.log, self.limits, self.now)

    def next(self) -> Waiting | Later | None:
        return self.queue().next(self.now)

    def asked(self) -> Iterator[Waiting]:
        """All cards of the evening in the order in which they are asked, each one known."""
        while isinstance(waiting := self.next(), Waiting):
            yield waiting
            self.answer(waiting)

    def answer(self, waiting: Waiting, again_in: float | None = None, seconds: int = 10) -> None:
        """Answer a card; it is gone for today, or back in some minutes."""
        self.now += seconds * SECOND
        self.cards = [c for c in self.cards if c.card != waiting.card]
        if again_in is not None:
            elapsed = (self.now - NOW) / MINUTE
            self.cards.append(failed(waiting.card, elapsed + again_in, waiting.note))
        self._write(waiting)

    def _write(self, waiting: Waiting) -> None:
        log, first = self.log, waiting.card not in self.log.cards
        is_new = waiting.memory == New() and not waiting.is_case
        self.log = log._replace(
            reviews=log.reviews + (first and not is_new and not waiting.is_case),
            new_terms=log.new_terms + (first and is_new),
            cases=log.cases + (first and waiting.is_case),
            cards=log.cards | {waiting.card},
            notes=log.notes | {waiting.note},
            recent=((waiting.card, self.now), *log.recent)[:4],
        )
