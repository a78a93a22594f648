"""Learners for the tests of a sitting: one presses keys, one answers cards by their names."""

from collections.abc import Callable, Iterator
from collections.abc import Collection as Container
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO

from flashcards.app import App, Moment
from flashcards.collection import cards, connection, log
from flashcards.collection.cards import StoredCard
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.days import DAY_MS, starts_at
from flashcards.kinds import Rating
from flashcards.memory import Memory, Review
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.loop import Loop
from flashcards.session.models import models
from flashcards.session.sitting import Sitting
from flashcards.study.pool import Limits
from flashcards.study.queue import Queue
from flashcards.study.replay import replay, same
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look
from tests.conftest import TODAY, Run

EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)


class Scripted:
    """A learner who presses the given keys; ``+30`` lets so many seconds pass first.

    ``z30`` lets them pass with the lid closed: the time of day goes on, nobody is at the desk.
    """

    def __init__(self, keys: str) -> None:
        self.output = StringIO()
        self.screen = Screen(self.output, Look())
        self.now = EVENING
        self.away = timedelta()
        self._keys = iter(keys.split())

    def ask(self, keys: Container[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        del prompt, guarded
        self.screen.line(f"  [{hint.splitlines()[-1]}]")
        for key in self._keys:
            if key[1:].isdigit():
                self.now += timedelta(seconds=int(key[1:]))
                self.away += timedelta(seconds=int(key[1:])) * (key[0] == "z")
            else:
                assert key in keys, f"{key} is not offered: {hint}"
                return key
        return "q"

    def spent(self) -> int:
        return (self.now - EVENING - self.away) // timedelta(milliseconds=1)

    @contextmanager
    def lent(self) -> Iterator[None]:
        yield

    def on_return(self, repaint: Callable[[], None]) -> None:
        del repaint


def review(
    run: Run,
    keys: str,
    *,
    minutes: float | None = None,
    limit: int | None = None,
    suspend_leeches: bool = False,
    plain: bool = False,
) -> list[str]:
    """What a learner sees who presses these keys, without blank lines."""
    run.ok("compile")
    desk = Scripted(keys)
    desk.screen.look = Look(plain=plain)
    app = App(str(run.collection), lambda: desk.now, lambda: desk.now, Look())
    with connection.open_collection(run.collection) as opened:
        keeper = Keeper(opened, suspend_leeches=suspend_leeches)
        sitting = Sitting(app, opened, Dealer(opened), keeper, desk)
        Loop(sitting, Filter(), limit, minutes).run()
    return [line.strip() for line in desk.output.getvalue().splitlines() if line.strip()]


def on(day: int) -> Moment:
    """Some instant so many days from today."""
    return Moment(1_795_000_000_000 + day * DAY_MS, TODAY + day, starts_at(TODAY + day))


class Learner:
    """A learner who is dealt cards, and answers them by name."""

    def __init__(self, collection: Collection, *, suspend_leeches: bool = False) -> None:
        self.collection = collection
        self.keeper = Keeper(collection, suspend_leeches=suspend_leeches)

    def card(self, name: str) -> StoredCard:
        return find_card(self.collection, name)

    def answer(self, name: str, rating: Rating = Rating.GOOD, now: Moment | None = None) -> Review:
        now = now or on(0)
        offer = self.keeper.offer(self.card(name).id, now)
        return self.keeper.answer(offer, rating, now, 1000).review

    def queue(self, now: Moment, chosen: Filter | None = None) -> Queue:
        return Dealer(self.collection).queue(now, chosen or Filter(), Limits())

    def is_asked(self, name: str, now: Moment) -> bool:
        card = self.card(name).id
        return card in {waiting.card for waiting in self.queue(now).cards}

    def memory(self, name: str) -> Memory:
        """What is remembered of a card, which is always what the replay of its log gives."""
        card = self.card(name)
        note = cards.note_of(self.collection, card.id)
        model = models(self.collection)[note.kind].model
        assert same(card.memory, replay(log.history(self.collection, card.id), model))
        return card.memory

    def others(self, name: str) -> list[tuple[object, ...]]:
        """What is remembered of all cards but one."""
        card = self.card(name).id
        rows = self.collection.rows("SELECT * FROM memory WHERE card <> ? ORDER BY card", card)
        return [tuple(row) for row in rows]
