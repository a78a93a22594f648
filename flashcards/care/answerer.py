"""A learner for trials: answers card after card, and says of each answer when it is kept."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from flashcards.app import Moment
from flashcards.collection.connection import Collection, open_collection
from flashcards.collection.filters import Filter
from flashcards.days import DAY_MS
from flashcards.errors import Busy
from flashcards.kinds import Rating
from flashcards.session.answering import Keeper, Overtaken
from flashcards.session.dealing import Dealer
from flashcards.study.pool import Limits

RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.EASY)


def answers(collection: Collection, start: Moment, number: int) -> Iterator[int]:
    """Give so many answers, one a day; the id of each when it is kept."""
    keeper, dealer = Keeper(collection), Dealer(collection)
    for done in range(number):
        now = later(start, done)
        waiting = dealer.queue(now, Filter(), Limits()).ready(now.ms)
        if waiting is None:
            return
        offer = keeper.offer(waiting.card, now)
        # Two learners at once: the slower one finds the card changed, and takes the next.
        with suppress(Overtaken, Busy):
            review = keeper.answer(offer, RATINGS[done % len(RATINGS)], now, 0).review
            yield review.id


def tell(path: Path, start: Moment, number: int, pipe: int, stop: int = 0) -> None:
    """Answer, and write a line into a pipe for each answer that is kept.

    With ``stop`` the process kills itself before the statement of that number.
    """
    with open_collection(path) as collection:
        if stop:
            collection.connection.set_trace_callback(_Fuse(stop))
        for review in answers(collection, start, number):
            os.write(pipe, f"{review}\n".encode())
    os.write(pipe, b"end\n")


def later(start: Moment, days: int) -> Moment:
    """The same time of day, so many days on."""
    span = timedelta(days=days)
    return Moment(start.ms + days * DAY_MS, start.day + days, start.local + span)


class _Fuse:
    """Ends the process, as a power cut would, before the statement of a number."""

    def __init__(self, length: int) -> None:
        self.left = length

    def __call__(self, _: str) -> None:
        self.left -= 1
        if self.left == 0:
            kill(os.getpid())


def kill(process: int) -> None:
    """End a process at once, without a chance to tidy up."""
    os.kill(process, _KILL)


_KILL = 9
