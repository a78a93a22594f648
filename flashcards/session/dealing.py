"""Deals today's cards: joins the questions of the collection and the queue of the scheduler."""

from flashcards.app import Moment
from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.kinds import CASE, Kind
from flashcards.memory import Learned
from flashcards.plan.day import seconds
from flashcards.session.parameters import in_force
from flashcards.study.curve import Curve
from flashcards.study.pool import Limits, Log, Pool, Waiting
from flashcards.study.queue import LEARN_AHEAD_MS, Queue, build

NEW_CASES = 20
"""How many unseen cases are looked at to find one that fits the minutes of today."""
RECENT = 4
"""How many of the latest answers decide whether a failed card may come again."""


class Dealer:
    """Deals the cards of one collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._curves = {kind: Curve(held.parameters) for kind, held in in_force(collection).items()}

    def queue(self, now: Moment, chosen: Filter, limits: Limits) -> Queue:
        """What is left of today."""
        with self.collection.snapshot():
            seen = _log(self.collection, now.day, chosen)
            pool = self._pool(now, chosen, limits, seen)
        return build(pool, seen, limits, now.ms)

    def waiting(self, card_id: int, now: Moment) -> Waiting | None:
        """One card as if it were due; None where its text makes it no more."""
        askable = today.askable(self.collection, card_id, now.day)
        return self._waiting(askable, now.day) if askable else None

    def _pool(self, now: Moment, chosen: Filter, limits: Limits, seen: Log) -> Pool:
        learning = today.in_steps(self.collection, now.day, now.ms + LEARN_AHEAD_MS, chosen)
        due = today.due(self.collection, now.day, chosen)
        # Notes that are asked today anyway are passed over: fetch enough to find others.
        met = seen.notes | {askable.note for askable in (*learning, *due)}
        wanted = max(0, limits.new - seen.new_terms)
        new = today.new_terms(self.collection, now.day, wanted + len(met), chosen) if wanted else []
        new += today.new_cases(self.collection, now.day, NEW_CASES, chosen)
        parts = (learning, due, new)
        return Pool(*(tuple(self._waiting(a, now.day) for a in part) for part in parts))

    def _waiting(self, askable: today.Askable, day: int) -> Waiting:
        memory = askable.memory
        curve = self._curves[askable.kind]
        recall = curve.retrievability(memory, day) if isinstance(memory, Learned) else 0.0
        cost = seconds(askable.kind, askable.face, memory, askable.minutes)
        return Waiting(
            *(askable.card, askable.note, askable.kind, askable.face, memory, recall, cost)
        )


def _log(collection: Collection, day: int, chosen: Filter) -> Log:
    rows = today.answered(collection, day)
    first = {row.card: row.first for row in reversed(rows)}
    faces = {row.card: row for row in rows}
    whole = {card for card, row in faces.items() if row.face == CASE}
    new = {card for card, is_new in first.items() if is_new and faces[card].kind is Kind.TERM}
    return Log(
        reviews=len(faces) - len(whole) - len(new),
        new_terms=len(new),
        cases=len(whole) + today.cases_put_off(collection, day),
        cards=frozenset(faces),
        notes=frozenset(row.note for row in rows),
        recent=tuple((row.card, row.at) for row in rows[: -RECENT - 1 : -1]),
        first_day=today.is_first_day(collection, day) and today.has_terms(collection, chosen),
        last_case_was_new=today.last_case_was_new(collection),
    )
