"""Which cards are for today and which comes next; the log says what today is, never a session."""

from collections.abc import Iterable, Sequence
from itertools import chain, takewhile, zip_longest
from typing import NamedTuple

from flashcards.kinds import Kind
from flashcards.memory import AtInstant, Learned, due_day
from flashcards.study.pool import Later, Limits, Log, Pool, Waiting

LEARN_AHEAD_MS = 20 * 60 * 1000
"""A card in its learning steps may be asked so much early when nothing else is left."""
APART_MS, APART_CARDS = 60 * 1000, 3
"""A failed card comes again after so long, or after so many others, whichever is first."""


class Queue(NamedTuple):
    """What is left of today, each part in the order in which it is asked."""

    learning: tuple[Waiting, ...]
    reviews: tuple[Waiting, ...]
    new: tuple[Waiting, ...]
    steps: tuple[Waiting, ...]
    cases: tuple[Waiting, ...]
    backlog: int
    log: Log

    @property
    def cards(self) -> tuple[Waiting, ...]:
        """Everything that is left, in no particular order."""
        return self.learning + self.reviews + self.new + self.steps + self.cases

    @property
    def fresh(self) -> int:
        """How many cards are left that were not answered yet today."""
        return sum(waiting.card not in self.log.cards for waiting in self.cards)

    def ready(self, now: int) -> Waiting | None:
        """The card to ask at ``now`` (UTC ms) without asking a failed one early."""
        return next(iter((*self._before_cases(now), *self.cases)), None)

    def next(self, now: int) -> Waiting | Later | None:
        """The card to ask at ``now`` (UTC ms), the wait for a failed one, or None at the end.

        Failed terms go before a case as soon as they may be asked early: to stop at a case
        costs the case, not the terms.
        """
        first, later = next(iter(self._before_cases(now)), None), self._later(now)
        if first or (later and later.ready <= now):
            return first or later
        return self.cases[0] if self.cases else later

    def _before_cases(self, now: int) -> tuple[Waiting, ...]:
        mixed = _mix(self.reviews, self.new, self.log)
        return (*_ripe(self.learning, now), *mixed, *self.steps)

    def _later(self, now: int) -> Later | None:
        soon = sorted(self.learning, key=lambda w: (_ready(w, self.log, now), _due_ms(w)))
        if not soon:
            return None
        first = soon[0]
        ready = _ready(first, self.log, now)
        return Later(len(soon), min(_due_ms(w) for w in soon), ready, first)


def build(pool: Pool, log: Log, limits: Limits, now: int) -> Queue:
    """Choose today's cards from all that could be asked."""
    learning = tuple(w for w in pool.learning if _due_ms(w) <= now + LEARN_AHEAD_MS)
    due = _one_a_note(pool, log)
    asked = _fitting(due, _reviews_left(_less(limits, _ripe(learning, now)), log))
    backlog = len(due) - len(asked)
    rest = _less(limits, (*learning, *asked))
    new = () if backlog else _introduce(pool, log, rest)
    rest = _less(rest, new)
    return Queue(
        learning=tuple(sorted(learning, key=_due_ms)),
        reviews=tuple(w for w in asked if w.kind is Kind.TERM),
        new=new,
        steps=tuple(w for w in asked if w.kind is Kind.SCENARIO),
        cases=() if backlog else _cases(pool, log, rest),
        backlog=backlog,
        log=log,
    )


def _one_a_note(pool: Pool, log: Log) -> list[Waiting]:
    """The due cards but cases, the longest overdue first, then by descending retrievability.

    Of the terms one a note: siblings would give each other away. The steps of a scenario were
    lined up on purpose. No other order keeps a card from waiting longer than the backlog lasts.
    """
    met = set(log.notes) | {w.note for w in pool.learning}
    kept: list[Waiting] = []
    for waiting in sorted(pool.reviews, key=lambda w: (_due_day(w), -w.retrievability, w.card)):
        if waiting.kind is Kind.SCENARIO:
            kept += [] if waiting.is_case else [waiting]
        elif waiting.note not in met or waiting.card in log.cards:
            met.add(waiting.note)
            kept.append(waiting)
    return kept


def _reviews_left(limits: Limits, log: Log) -> Limits:
    """The limits with no more cards than today's reviews still hold."""
    if limits.reviews is None:
        return limits
    left = max(0, limits.reviews - log.reviews)
    return limits._replace(cards=left if limits.cards is None else min(left, limits.cards))


def _fitting(waiting: Iterable[Waiting], limits: Limits) -> tuple[Waiting, ...]:
    """As many of the first cards as the limits hold."""
    if limits.cards is None and limits.minutes is None:
        return tuple(waiting)
    spent = 0

    def fits(pair: tuple[int, Waiting]) -> bool:
        nonlocal spent
        spent += pair[1].seconds
        few = limits.cards is None or pair[0] < limits.cards
        return few and (limits.minutes is None or spent <= round(60 * limits.minutes))

    return tuple(w for _, w in takewhile(fits, enumerate(waiting)))


def _less(limits: Limits, used: Sequence[Waiting]) -> Limits:
    """The limits after some cards have been given their place."""
    cards = None if limits.cards is None else max(0, limits.cards - len(used))
    minutes = limits.minutes
    if minutes is not None:
        minutes = max(0.0, minutes - sum(w.seconds for w in used) / 60)
    return limits._replace(cards=cards, minutes=minutes)


def _introduce(pool: Pool, log: Log, limits: Limits) -> tuple[Waiting, ...]:
    """The new terms of today: one card a note, none whose note is asked today anyway."""
    met = set(log.notes) | {w.note for w in (*pool.reviews, *pool.learning)}
    chosen: list[Waiting] = []
    for waiting in pool.new:
        if len(chosen) >= limits.new - log.new_terms:
            break
        if waiting.kind is Kind.TERM and waiting.note not in met:
            met.add(waiting.note)
            chosen.append(waiting)
    return _fitting(chosen, limits)


def _cases(pool: Pool, log: Log, limits: Limits) -> tuple[Waiting, ...]:
    """The case of today, if there is time for one; unseen and due ones take turns."""
    slots = limits.cases - log.cases
    if log.first_day or slots <= 0:
        return ()
    unseen = [w for w in pool.new if w.is_case]
    due = sorted((w for w in pool.reviews if w.is_case), key=lambda w: (_due_day(w), w.card))
    turns = (due, unseen) if log.last_case_was_new else (unseen, due)
    chosen: tuple[Waiting, ...] = ()
    for waiting in chain.from_iterable(zip_longest(*turns)):
        if waiting and len(chosen) < slots:
            chosen += _fitting([waiting], _less(limits, chosen))
    return chosen


def _mix(reviews: Sequence[Waiting], new: Sequence[Waiting], log: Log) -> Iterable[Waiting]:
    """The head of reviews and new cards, mixed evenly over the whole day."""
    if not reviews or not new:
        return (*reviews, *new)
    all_reviews, all_new = log.reviews + len(reviews), log.new_terms + len(new)
    new_is_behind = log.new_terms * all_reviews < log.reviews * all_new
    return new if new_is_behind else reviews


def _ready(waiting: Waiting, log: Log, now: int) -> int:
    """When a failed card may be asked again: after three others or one minute."""
    since = next((i for i, (card, _) in enumerate(log.recent) if card == waiting.card), None)
    if since is None or since >= APART_CARDS:
        return now
    return max(now, log.recent[since][1] + APART_MS)


def _ripe(learning: Iterable[Waiting], now: int) -> list[Waiting]:
    """The cards whose learning step is over."""
    return [w for w in learning if _due_ms(w) <= now]


def _due_ms(waiting: Waiting) -> int:
    match waiting.memory:
        case Learned(due=AtInstant(ms)):
            return ms
        case _:
            return 0


def _due_day(waiting: Waiting) -> int:
    return due_day(waiting.memory) or 0
