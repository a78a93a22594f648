"""Changes to the schedule that are no answers: each is a row of the log, and can be undone."""

from collections.abc import Iterable

from flashcards.app import Moment
from flashcards.collection import cards, cases, log
from flashcards.collection.cards import StoredCard
from flashcards.kinds import ReviewType, State
from flashcards.memory import Learned, Review
from flashcards.session.answering import Keeper


def forget(keeper: Keeper, chosen: Iterable[StoredCard], now: Moment) -> list[Review]:
    """Make cards new again, all or none; one that was never answered stays as it is."""
    known = [card for card in chosen if isinstance(card.memory, Learned)]
    return _move(keeper, known, ReviewType.FORGET, 0, now)


def reschedule(
    keeper: Keeper, chosen: Iterable[StoredCard], days: int, now: Moment
) -> list[Review]:
    """Make cards due in so many study days, all or none; memory stays as it is."""
    return _move(keeper, chosen, ReviewType.RESCHEDULE, days, now)


def _move(
    keeper: Keeper, chosen: Iterable[StoredCard], how: ReviewType, days: int, now: Moment
) -> list[Review]:
    rows: list[Review] = []
    with keeper.collection.write():
        for card in chosen:
            is_known = how is ReviewType.RESCHEDULE and isinstance(card.memory, Learned)
            row = Review(
                id=log.free_instant(keeper.collection, now.ms, card.id),
                card=card.id,
                type=how,
                rating=None,
                study_day=now.day,
                state=State.REVIEW if is_known else State.NEW,
                interval=days,
                cause=rows[0].id if rows else None,
            )
            log.append(keeper.collection, row)
            cases.close_case(keeper.collection, card.id)
            cards.bump(keeper.collection, card.id)
            keeper.recompute(card.id, now)
            rows.append(row)
    return rows
