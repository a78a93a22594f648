"""Deals today's cards: joins the questions of the collection and the queue of the scheduler."""

from collections.abc import Sequence
from typing import NamedTuple

from flashcards.app import Moment
from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.kinds import CASE, Kind
from flashcards.memory import Learned, due_day
from flashcards.plan.day import seconds
from flashcards.session.parameters import in_force
from flashcards.study.curve import Curve
from flashcards.study.pool import Limits, Log, Pool, Waiting
from flashcards.study.queue import Queue, build

NEW_CASES = 20
"""How many unseen cases are looked at to find one that fits the minutes of today."""
RECENT = 4
"""How many of the latest answers decide whether a failed card may come again."""


class Asked(NamedTuple):
    """What was asked for: as long as it is the same, what was read holds.

    ``version`` is that of the collection, ``new`` how many new terms a day may bring.
    """

    version: int
    day: int
    chosen: Filter
    new: int = 0


class _Read(NamedTuple):
    """What was read of a day; ``log`` is what the log says but for the answers of the day."""

    asked: Asked
    log: Log
    answers: tuple[today.Answered, ...]
    pool: Pool


class Dealer:
    """Deals the cards of one collection.

    What it reads of a day is kept while the file stays as it was, but for the terms that
    ``answered`` names: a thousand cards are not read again after each answer.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._curves = {kind: Curve(held.parameters) for kind, held in in_force(collection).items()}
        self._read: _Read | None = None

    def queue(self, now: Moment, chosen: Filter, limits: Limits) -> Queue:
        """What is left of today."""
        with self.collection.snapshot():
            read = self._up_to_date(now, chosen, limits)
        return build(read.pool, _told(read.log, read.answers), limits, now.ms)

    def waiting(self, card_id: int, now: Moment) -> Waiting | None:
        """One card as if it were due; None where its text makes it no more."""
        askable = today.askable(self.collection, card_id, now.day)
        return self._waiting(askable, now.day) if askable else None

    def answered(self, card_id: int) -> None:
        """Take in an answer to a term that was given over the same connection."""
        if self._read is None:
            return
        read = self._read
        day = read.asked.day
        askable = today.askable(self.collection, card_id, day)
        is_failed = askable is not None and due_day(askable.memory) is None
        back = (self._waiting(askable, day),) if askable and is_failed else ()
        kept = Pool(*(tuple(w for w in part if w.card != card_id) for part in read.pool))
        others = (answer for answer in read.answers if answer.card != card_id)
        own = today.answered(self.collection, day, card_id)
        answers = tuple(sorted((*others, *own), key=lambda answer: answer.at))
        pool = kept._replace(learning=(*kept.learning, *back))
        self._read = read._replace(answers=answers, pool=pool)

    def changed(self) -> None:
        """Read everything again: more than one term was changed over the same connection."""
        self._read = None

    def _up_to_date(self, now: Moment, chosen: Filter, limits: Limits) -> _Read:
        asked = Asked(today.version(self.collection), now.day, chosen, limits.new)
        read = self._read
        if read is None or read.asked != asked:
            answers = tuple(today.answered(self.collection, now.day))
            log = _before_today(self.collection, now.day, chosen)
            pool = self._pool(now.day, chosen, limits, _told(log, answers))
            self._read = read = _Read(asked, log, answers, pool)
        return read

    def _pool(self, day: int, chosen: Filter, limits: Limits, seen: Log) -> Pool:
        learning = today.in_steps(self.collection, day, chosen)
        due = today.due(self.collection, day, chosen)
        # Notes that are asked today anyway are passed over: fetch enough to find others.
        met = seen.notes | {askable.note for askable in (*learning, *due)}
        wanted = max(0, limits.new - seen.new_terms)
        new = today.new_terms(self.collection, day, wanted + len(met), chosen) if wanted else []
        new += today.new_cases(self.collection, day, NEW_CASES, chosen)
        parts = (learning, due, new)
        return Pool(*(tuple(self._waiting(a, day) for a in part) for part in parts))

    def _waiting(self, askable: today.Askable, day: int) -> Waiting:
        memory = askable.memory
        curve = self._curves[askable.kind]
        recall = curve.retrievability(memory, day) if isinstance(memory, Learned) else 0.0
        cost = seconds(askable.kind, askable.face, memory, askable.minutes)
        return Waiting(
            *(askable.card, askable.note, askable.kind, askable.face, memory, recall, cost),
            revision=askable.revision,
        )


def _before_today(collection: Collection, day: int, chosen: Filter) -> Log:
    """What the log says, but for the answers of a day."""
    return Log(
        cases=today.cases_put_off(collection, day),
        first_day=today.is_first_day(collection, day) and today.has_terms(collection, chosen),
        last_case_was_new=today.last_case_was_new(collection),
    )


def _told(log: Log, rows: Sequence[today.Answered]) -> Log:
    """The log of a day with its answers."""
    first = {row.card: row.first for row in reversed(rows)}
    faces = {row.card: row for row in rows}
    whole = {card for card, row in faces.items() if row.face == CASE}
    new = {card for card, is_new in first.items() if is_new and faces[card].kind is Kind.TERM}
    return log._replace(
        reviews=len(faces) - len(whole) - len(new),
        new_terms=len(new),
        cases=len(whole) + log.cases,
        cards=frozenset(faces),
        notes=frozenset(row.note for row in rows),
        recent=tuple((row.card, row.at) for row in rows[: -RECENT - 1 : -1]),
    )
