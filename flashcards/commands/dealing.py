"""Joins the collection and the scheduler: today's queue, what a card offers, and an answer kept."""

from dataclasses import dataclass, replace

from flashcards.collection import cards, cases, log, today
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.settings import parameters
from flashcards.commands.app import Moment
from flashcards.errors import FlashcardsError
from flashcards.face import CASE, STEP_FACES
from flashcards.kinds import Kind, Origin, Rating, ReviewType, State, Step
from flashcards.memory import Learned, Memory, New, Review
from flashcards.plan.day import seconds
from flashcards.study.memory import DEFAULTS, Model
from flashcards.study.pool import Limits, Log, Pool, Waiting
from flashcards.study.queue import LEARN_AHEAD_MS, Queue, build
from flashcards.study.replay import apply, replay
from flashcards.study.schedule import CASE_FLOOR, Outcome, outcomes

NEW_CASES = 20
"""How many unseen cases are looked at to find one that fits the minutes of today."""
RECENT = 4
"""How many of the latest answers decide whether a failed card may come again."""


class Overtaken(FlashcardsError):
    """The card was changed by another program while it was on the screen."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A card on the screen: what it is, and what each rating would lead to."""

    card: cards.StoredCard
    note: cards.StoredNote
    day: int
    outcomes: dict[Rating, Outcome]


class Dealer:
    """Deals cards from one collection and keeps the answers."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._parameters = {kind: parameters(collection, kind) for kind in Kind}
        self.models = {kind: self._model(kind) for kind in Kind}

    def queue(self, now: Moment, chosen: Filter, limits: Limits) -> Queue:
        """What is left of today."""
        with self.collection.snapshot():
            seen = _log(self.collection, now.day)
            pool = self._pool(now, chosen, limits, seen)
        return build(pool, seen, limits, now.ms)

    def waiting(self, card_id: int, now: Moment) -> Waiting:
        """One card as it stands in a queue, whether it is due or not."""
        with self.collection.snapshot():
            return self._waiting(today.askable(self.collection, card_id), now.day)

    def offer(self, card_id: int, now: Moment) -> Offer:
        """Show a card: its text and its four outcomes."""
        with self.collection.snapshot():
            card = cards.card(self.collection, card_id)
            note = cards.note_of(self.collection, card_id)
        floor = CASE_FLOOR if card.face == CASE else 0
        found = outcomes(card.id, card.memory, self.models[note.kind], now.day, floor)
        return Offer(card, note, now.day, found)

    def answer(
        self,
        offer: Offer,
        rating: Rating,
        now: Moment,
        duration_ms: int,
        case: OpenCase | None = None,
        drill: tuple[Step, ...] = (),
    ) -> tuple[Review, Memory]:
        """Keep an answer: log, memory, checklist and the steps it lines up, or nothing.

        Raises ``Overtaken`` where the card changed after it was offered.
        """
        model = self.models[offer.note.kind]
        with self.collection.write():
            if not cards.touch(self.collection, offer.card.id, offer.card.revision):
                raise Overtaken("This card was answered or changed in another window meanwhile.")
            at = log.free_instant(self.collection, now.ms, offer.card.id)
            review = offer.outcomes[rating].review(at, offer.card.id, offer.day, duration_ms)
            memory = apply(offer.card.memory, review, model)
            self._keep(review, memory, offer.note.kind)
            if case:
                cases.grade(self.collection, review.id, case)
                cases.close_case(self.collection, offer.card.id)
            for step in drill:
                self._line_up(offer.note.id, step, review)
        return review, memory

    def undo(self, review: Review, now: Moment) -> None:
        """Take an answer back, and what it lined up; the log keeps both facts."""
        with self.collection.write():
            for card_id in log.undo(self.collection, review.id, now.ms):
                self._restore(card_id, now)

    def _restore(self, card_id: int, now: Moment) -> None:
        note = cards.note_of(self.collection, card_id)
        memory = replay(log.history(self.collection, card_id), self.models[note.kind])
        stored = self._parameters[note.kind]
        log.set_memory(self.collection, card_id, memory, stored.id if stored else None)
        card = cards.card(self.collection, card_id)
        cards.touch(self.collection, card_id, card.revision)
        if memory == New() and card.face in STEP_FACES:
            cards.set_active(self.collection, card_id, active=False, now=now.ms)
        elif memory == New():
            cards.line_up(self.collection, card_id)

    def _line_up(self, note: int, step: Step, cause: Review) -> None:
        """Make one step of a graded case due tomorrow."""
        card = next(c for c in cards.cards_of(self.collection, note) if c.face == step.value)
        state = card.memory.state if isinstance(card.memory, Learned) else State.NEW
        row = Review(
            id=log.free_instant(self.collection, cause.id, card.id),
            card=card.id,
            type=ReviewType.RESCHEDULE,
            rating=None,
            study_day=cause.study_day,
            state=state,
            interval=1,
            origin=Origin.COMPUTED,
            cause=cause.id,
        )
        cards.touch(self.collection, card.id, card.revision)
        memory = apply(card.memory, row, self.models[Kind.SCENARIO])
        self._keep(row, memory, Kind.SCENARIO)
        cards.set_active(self.collection, card.id, active=True, now=cause.id)

    def _keep(self, review: Review, memory: Memory, kind: Kind) -> None:
        stored = self._parameters[kind]
        log.append(self.collection, review)
        log.set_memory(self.collection, review.card, memory, stored.id if stored else None)
        cards.leave_line(self.collection, review.card)

    def _model(self, kind: Kind) -> Model:
        stored = self._parameters[kind]
        if stored is None:
            return Model(DEFAULTS[kind])
        return Model(
            replace(DEFAULTS[kind], weights=stored.weights, retention=stored.desired_retention)
        )

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
        model = self.models[askable.kind]
        recall = model.retrievability(memory, day) if isinstance(memory, Learned) else 0.0
        cost = seconds(askable.kind, askable.face, memory, askable.minutes)
        return Waiting(
            *(askable.card, askable.note, askable.kind, askable.face, memory, recall, cost)
        )


def _log(collection: Collection, day: int) -> Log:
    rows = today.answered(collection, day)
    first = {row.card: row.first for row in reversed(rows)}
    faces = {row.card: row for row in rows}
    whole = {card for card, row in faces.items() if row.face == CASE}
    new = {card for card, is_new in first.items() if is_new and faces[card].kind is Kind.TERM}
    return Log(
        reviews=len(faces) - len(whole) - len(new),
        new_terms=len(new),
        cases=len(whole),
        cards=frozenset(faces),
        notes=frozenset(row.note for row in rows),
        recent=tuple((row.card, row.at) for row in rows[: -RECENT - 1 : -1]),
        first_day=today.is_first_day(collection, day),
        last_case_was_new=today.last_case_was_new(collection),
    )
