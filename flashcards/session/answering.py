"""Offers a card and keeps the answer: joins the log of the collection and the scheduler."""

from functools import partial
from typing import ClassVar, NamedTuple

from flashcards.app import Moment
from flashcards.collection import cards, cases, log, today
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection
from flashcards.errors import FlashcardsError
from flashcards.face import faces
from flashcards.kinds import CASE, STEP_FACES, Kind, Origin, Rating, ReviewType, State, Step
from flashcards.memory import Learned, Memory, New, Review, due_day
from flashcards.session.models import models
from flashcards.session.settling import settle
from flashcards.study.leech import became_leech
from flashcards.study.replay import apply, replay
from flashcards.study.schedule import CASE_FLOOR, Outcome, outcomes
from flashcards.study.spread import Agenda


class Overtaken(FlashcardsError):
    """The card was changed by another program while it was on the screen."""


class Offer(NamedTuple):
    """A card on the screen: what it is, and what each rating would lead to."""

    card: cards.StoredCard
    note: cards.StoredNote
    day: int
    outcomes: dict[Rating, Outcome]

    @property
    def is_practice(self) -> bool:
        """Whether an answer moves nothing."""
        return self.outcomes[Rating.AGAIN].type is ReviewType.PRACTICE


class Kept(NamedTuple):
    """An answer that is on the disk, and what came of it.

    ``leech`` when it made a leech of its card, ``suspended`` when the card was suspended for that.
    """

    review: Review
    memory: Memory
    leech: bool = False
    suspended: bool = False


class Keeper:
    """Offers cards of one collection and keeps their answers.

    With ``suspend_leeches`` an answer that makes a leech of its card suspends it.
    """

    is_practice: ClassVar[bool] = False

    def __init__(self, collection: Collection, *, suspend_leeches: bool = False) -> None:
        self.collection = collection
        self.suspend_leeches = suspend_leeches
        self._models = models(collection)

    def offer(self, card_id: int, now: Moment) -> Offer:
        """Show a card: its text and its four outcomes."""
        card, note = self._read(card_id)
        floor = CASE_FLOOR if card.face == CASE else 0
        agenda = self._agenda(card, note, now.day)
        found = outcomes(card.id, card.memory, self._models[note.kind].model, agenda, floor)
        return Offer(card, note, now.day, found)

    def answer(
        self,
        offer: Offer,
        rating: Rating,
        now: Moment,
        duration_ms: int,
        case: OpenCase | None = None,
        drill: tuple[Step, ...] = (),
    ) -> Kept:
        """Keep an answer: log, memory, checklist and the steps it lines up, or nothing.

        Of practice only the row and the checklist. Raises ``Overtaken`` where the card changed
        after it was offered.
        """
        with self.collection.write():
            review = self._append(offer, rating, now, duration_ms)
            if case:
                cases.grade(self.collection, review.id, case)
            if offer.is_practice:
                return Kept(review, offer.card.memory)
            return self._learn(offer, review, drill)

    def undo(self, now: Moment) -> Review | None:
        """Take the last act back, and what it lined up; None when there is none.

        An act is an answer, or a card forgotten or rescheduled by hand. The log keeps both facts.
        """
        with self.collection.write():
            review = log.last_act(self.collection)
            for card_id in log.undo(self.collection, review.id, now.ms) if review else ():
                cards.bump(self.collection, card_id)
                cards.forgive(self.collection, card_id, review.id if review else 0)
                self.recompute(card_id, now)
        return review

    def recompute(self, card_id: int, now: Moment) -> None:
        """Make a card what its log says it is; the caller holds the transaction."""
        card = cards.card(self.collection, card_id)
        kind = self._models[cards.kind_of(self.collection, card_id)]
        settle(self.collection, card, kind.model, now.ms)
        memory = replay(log.history(self.collection, card_id), kind.model)
        log.set_memory(self.collection, card_id, memory, kind.parameters)
        if card.face in STEP_FACES and self._has_text(card):
            lined_up = memory != New()
            cards.set_active(self.collection, card_id, active=lined_up, now=now.ms)
        elif memory == New():
            cards.line_up(self.collection, card_id)
        else:
            cards.leave_line(self.collection, card_id)

    def _has_text(self, card: cards.StoredCard) -> bool:
        """Whether the text of a note still has what a card asks."""
        return card.face in faces(cards.note_of(self.collection, card.id).content)

    def _read(self, card_id: int) -> tuple[cards.StoredCard, cards.StoredNote]:
        with self.collection.snapshot():
            return cards.card(self.collection, card_id), cards.note_of(self.collection, card_id)

    def _append(self, offer: Offer, rating: Rating, now: Moment, duration_ms: int) -> Review:
        """Claim the card, and write the row of its answer."""
        if not cards.claim(self.collection, offer.card.id, offer.card.revision):
            raise Overtaken("This card was answered or changed in another window meanwhile.")
        at = log.free_instant(self.collection, now.ms, offer.card.id)
        review = offer.outcomes[rating].review(at, offer.card.id, offer.day, duration_ms)
        log.append(self.collection, review)
        return review

    def _learn(self, offer: Offer, review: Review, drill: tuple[Step, ...]) -> Kept:
        """What an answer changes: the memory, the open case, steps to drill, perhaps a leech."""
        kind, card = offer.note.kind, offer.card
        memory = apply(card.memory, review, self._models[kind].model)
        self._remember(review, memory, kind)
        cases.close_case(self.collection, card.id)
        for step in drill:
            self._line_up(offer.note.id, step, review)
        is_leech = became_leech(kind, card.memory, memory)
        suspends = self.suspend_leeches and is_leech and not card.suspended
        if suspends:
            cards.suspend(self.collection, card.id, suspended=True, by=review.id)
        return Kept(review, memory, is_leech, suspends)

    def _agenda(self, card: cards.StoredCard, note: cards.StoredNote, day: int) -> Agenda:
        others = (c for c in cards.cards_of(self.collection, note.id) if c.id != card.id)
        siblings = frozenset(due for c in others if (due := due_day(c.memory)) is not None)
        return Agenda(day, partial(today.load, self.collection, note.kind), siblings)

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
        log.append(self.collection, row)
        memory = apply(card.memory, row, self._models[Kind.SCENARIO].model)
        self._remember(row, memory, Kind.SCENARIO)
        cards.set_active(self.collection, card.id, active=True, now=cause.id)

    def _remember(self, review: Review, memory: Memory, kind: Kind) -> None:
        log.set_memory(self.collection, review.card, memory, self._models[kind].parameters)
        cards.leave_line(self.collection, review.card)
