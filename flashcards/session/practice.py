"""Practice: cards asked whether they are due or not, and answers that move no due date."""

from itertools import chain
from typing import NamedTuple

from flashcards.app import Moment
from flashcards.collection import log, today
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind, Rating, ReviewType, State
from flashcards.memory import Learned, Review
from flashcards.session.answering import Keeper, Offer
from flashcards.session.dealing import Asked, Dealer
from flashcards.study.pool import Limits, Log, Waiting
from flashcards.study.practice import fading, ordered
from flashcards.study.queue import Queue
from flashcards.study.schedule import Outcome


class _Drawn(NamedTuple):
    """What was read of a day: the cards, what is remembered least first, and the answers."""

    asked: Asked
    cards: tuple[Waiting, ...]
    answers: tuple[today.Answered, ...]
    practised: tuple[today.Answered, ...]


class PracticeDealer(Dealer):
    """Deals every card that was ever learned, what is remembered least first.

    What it reads of a day is kept, as that of a day's review is.
    """

    def __init__(self, collection: Collection) -> None:
        super().__init__(collection)
        self._drawn: _Drawn | None = None

    def queue(self, now: Moment, chosen: Filter, limits: Limits) -> Queue:
        """What may still be practised today; the limit is one of cards alone."""
        with self.collection.snapshot():
            drawn = self._up_to_date_for(now, chosen)
        rows = sorted((*drawn.answers, *drawn.practised), key=lambda row: row.at)
        latest = {row.card: row.rating for row in rows}
        missed = frozenset(card for card, rating in latest.items() if rating is Rating.AGAIN)
        done = tuple(dict.fromkeys(row.card for row in reversed(drawn.practised)))
        held = ordered(drawn.cards, missed, done)[: limits.cards]
        scenarios = [w for w in held if w.kind is Kind.SCENARIO]
        return Queue(
            learning=(),
            reviews=tuple(w for w in held if w.kind is Kind.TERM),
            new=(),
            steps=tuple(w for w in scenarios if not w.is_case),
            cases=tuple(w for w in scenarios if w.is_case),
            backlog=0,
            log=Log(cards=frozenset(done), first_day=False),
        )

    def answered(self, card_id: int) -> None:
        """Take in an answer that was practice: its card is another revision now."""
        if self._drawn is None:
            return
        drawn, day = self._drawn, self._drawn.asked.day
        askable = today.askable(self.collection, card_id, day)
        again = (self._waiting(askable, day),) if askable else ()
        parts = (again if waiting.card == card_id else (waiting,) for waiting in drawn.cards)
        practised = tuple(today.practised(self.collection, day))
        self._drawn = drawn._replace(cards=tuple(chain.from_iterable(parts)), practised=practised)

    def changed(self) -> None:
        """Read everything again."""
        self._drawn = None

    def _up_to_date_for(self, now: Moment, chosen: Filter) -> _Drawn:
        asked = Asked(today.version(self.collection), now.day, chosen)
        if self._drawn is None or self._drawn.asked != asked:
            learned = today.learned(self.collection, now.day, chosen)
            self._drawn = _Drawn(
                asked,
                fading(self._waiting(askable, now.day) for askable in learned),
                tuple(today.answered(self.collection, now.day)),
                tuple(today.practised(self.collection, now.day)),
            )
        return self._drawn


class PracticeKeeper(Keeper):
    """Keeps answers in the log, and leaves every schedule as it is."""

    is_practice = True

    def offer(self, card_id: int, now: Moment) -> Offer:
        """Show a card: whatever the rating, nothing moves."""
        card, note = self._read(card_id)
        state = card.memory.state if isinstance(card.memory, Learned) else State.NEW
        nothing = {r: Outcome(r, ReviewType.PRACTICE, state, 0) for r in Rating}
        return Offer(card, note, now.day, nothing)

    def undo(self, now: Moment) -> Review | None:
        """Take the last practice answer back; None where something else was done last."""
        last = log.last_act(self.collection)
        return super().undo(now) if last and last.type is ReviewType.PRACTICE else None
