"""Offers a card and keeps the answer: joins the log of the collection and the scheduler."""

from typing import NamedTuple

from flashcards.app import Moment
from flashcards.collection import cards, cases, log
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection
from flashcards.errors import FlashcardsError
from flashcards.kinds import CASE, STEP_FACES, Kind, Origin, Rating, ReviewType, State, Step
from flashcards.memory import Learned, Memory, New, Review
from flashcards.session.models import models
from flashcards.study.replay import apply, replay
from flashcards.study.schedule import CASE_FLOOR, Outcome, outcomes


class Overtaken(FlashcardsError):
    """The card was changed by another program while it was on the screen."""


class Offer(NamedTuple):
    """A card on the screen: what it is, and what each rating would lead to."""

    card: cards.StoredCard
    note: cards.StoredNote
    day: int
    outcomes: dict[Rating, Outcome]


class Keeper:
    """Offers cards of one collection and keeps their answers."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._models = models(collection)

    def offer(self, card_id: int, now: Moment) -> Offer:
        """Show a card: its text and its four outcomes."""
        with self.collection.snapshot():
            card = cards.card(self.collection, card_id)
            note = cards.note_of(self.collection, card_id)
        floor = CASE_FLOOR if card.face == CASE else 0
        found = outcomes(card.id, card.memory, self._models[note.kind].model, now.day, floor)
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
        model = self._models[offer.note.kind].model
        with self.collection.write():
            if not cards.claim(self.collection, offer.card.id, offer.card.revision):
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

    def undo(self, now: Moment) -> Review | None:
        """Take the last answer back, and what it lined up; None when there is none.

        The log keeps both facts.
        """
        with self.collection.write():
            review = log.last_answer(self.collection)
            for card_id in log.undo(self.collection, review.id, now.ms) if review else ():
                self._restore(card_id, now)
        return review

    def _restore(self, card_id: int, now: Moment) -> None:
        note = cards.note_of(self.collection, card_id)
        kind = self._models[note.kind]
        memory = replay(log.history(self.collection, card_id), kind.model)
        log.set_memory(self.collection, card_id, memory, kind.parameters)
        face = cards.card(self.collection, card_id).face
        cards.bump(self.collection, card_id)
        if memory == New() and face in STEP_FACES:
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
        cards.bump(self.collection, card.id)
        memory = apply(card.memory, row, self._models[Kind.SCENARIO].model)
        self._keep(row, memory, Kind.SCENARIO)
        cards.set_active(self.collection, card.id, active=True, now=cause.id)

    def _keep(self, review: Review, memory: Memory, kind: Kind) -> None:
        log.append(self.collection, review)
        log.set_memory(self.collection, review.card, memory, self._models[kind].parameters)
        cards.leave_line(self.collection, review.card)
