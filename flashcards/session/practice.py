"""Practice: cards asked whether they are due or not, and answers that move no due date."""

from flashcards.app import Moment
from flashcards.collection import cards, cases, log, today
from flashcards.collection.cases import OpenCase
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind, Rating, ReviewType, State, Step
from flashcards.memory import Learned, Memory, Review
from flashcards.session.answering import Keeper, Offer, Overtaken
from flashcards.session.dealing import Dealer
from flashcards.study.pool import Limits, Log
from flashcards.study.practice import ordered
from flashcards.study.queue import Queue
from flashcards.study.schedule import Outcome


class PracticeDealer(Dealer):
    """Deals every card that was ever learned, what is remembered least first."""

    def queue(self, now: Moment, chosen: Filter, limits: Limits) -> Queue:
        """What may still be practised today; the limit is one of cards alone."""
        with self.collection.snapshot():
            learned = today.learned(self.collection, now.day, chosen)
            answers = today.answered(self.collection, now.day)
            practised = today.practised(self.collection, now.day)
        rows = sorted((*answers, *practised), key=lambda row: row.at)
        latest = {row.card: row.rating for row in rows}
        missed = frozenset(card for card, rating in latest.items() if rating is Rating.AGAIN)
        waiting = (self._waiting(askable, now.day) for askable in learned)
        done = tuple(dict.fromkeys(row.card for row in reversed(practised)))
        held = ordered(waiting, missed, done)[: limits.cards]
        return Queue(
            learning=(),
            reviews=tuple(w for w in held if w.kind is Kind.TERM),
            new=(),
            steps=tuple(w for w in held if w.kind is Kind.SCENARIO and not w.is_case),
            cases=tuple(w for w in held if w.is_case),
            backlog=0,
            log=Log(cards=frozenset(done), first_day=False),
        )


class PracticeKeeper(Keeper):
    """Keeps answers in the log, and leaves every schedule as it is."""

    is_practice = True

    def offer(self, card_id: int, now: Moment) -> Offer:
        """Show a card: whatever the rating, nothing moves."""
        with self.collection.snapshot():
            card = cards.card(self.collection, card_id)
            note = cards.note_of(self.collection, card_id)
        state = card.memory.state if isinstance(card.memory, Learned) else State.NEW
        nothing = {r: Outcome(r, ReviewType.PRACTICE, state, 0) for r in Rating}
        return Offer(card, note, now.day, nothing)

    def answer(
        self,
        offer: Offer,
        rating: Rating,
        now: Moment,
        duration_ms: int,
        case: OpenCase | None = None,
        drill: tuple[Step, ...] = (),
    ) -> tuple[Review, Memory]:
        """Keep an answer and its checklist; no step is lined up.

        Raises ``Overtaken`` where the card changed after it was offered.
        """
        del drill
        with self.collection.write():
            if not cards.claim(self.collection, offer.card.id, offer.card.revision):
                raise Overtaken("This card was answered or changed in another window meanwhile.")
            at = log.free_instant(self.collection, now.ms, offer.card.id)
            review = offer.outcomes[rating].review(at, offer.card.id, offer.day, duration_ms)
            log.append(self.collection, review)
            if case:
                cases.grade(self.collection, review.id, case)
        return review, offer.card.memory

    def undo(self, now: Moment) -> Review | None:
        """Take the last practice answer back; None where something else was done last."""
        last = log.last_act(self.collection)
        return super().undo(now) if last and last.type is ReviewType.PRACTICE else None
