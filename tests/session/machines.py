"""Several computers of one learner: each has its own collection, made from the same decks."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from flashcards.app import Moment
from flashcards.collection import cards, log
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection, _prepared, imagined_collection
from flashcards.collection.points import points
from flashcards.collection.telling import tell
from flashcards.days import milliseconds, study_day
from flashcards.exchange.reading import read_lines
from flashcards.exchange.writing import write_lines
from flashcards.kinds import CASE, Rating, Step
from flashcards.memory import Memory
from flashcards.session.answering import Keeper
from flashcards.session.merging import Merged, look, merge
from flashcards.session.models import models
from flashcards.session.moving import forget, reschedule
from flashcards.study.replay import replay, same
from tests.collection.conftest import Author

DECK = """
    ### Filter {.reverse}

    A small grid of weights that slides over the image.

    ### Training loop {.sequence}

    1. Forward pass
    2. Loss

    ## Scenario: Place names

    Find the place names in novels.

    ### Ask

    - **Asks which error costs more**
    - Asks what time there is

    ### Plan

    - Starts with a tagger
    """
CARDS = ("filter#answer", "filter#reverse", "training-loop#whole", "place-names#case")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def at(days: float, tick: int = 0) -> Moment:
    """A moment so many days after the start, and so many milliseconds."""
    local = START + timedelta(days=days, milliseconds=tick)
    return Moment(milliseconds(local), study_day(local), local)


@dataclass(slots=True)
class Machine:
    """One computer; a card is named ``key#face``."""

    collection: Collection
    now: Moment

    @property
    def keeper(self) -> Keeper:
        return Keeper(self.collection, suspend_leeches=True)

    def card(self, name: str) -> int:
        return Author(self.collection).card(name)

    def answer(self, name: str, rating: Rating = Rating.GOOD) -> None:
        """Answer a card; in a case, the first point is missed and Ask is lined up."""
        keeper = self.keeper
        offer = keeper.offer(self.card(name), self.now)
        case: OpenCase | None = None
        drill: tuple[Step, ...] = ()
        if offer.card.face == CASE:
            found = points(self.collection, offer.note.id)
            ticks = {point.id: n > 0 for n, point in enumerate(found)}
            case = OpenCase(Step.PLAN, self.now.ms, {"ask": 60}, ticks=ticks)
            drill = (Step.ASK,) if rating < Rating.GOOD else ()
        keeper.answer(offer, rating, self.now, 4000, case, drill)

    def undo(self) -> bool:
        return self.keeper.undo(self.now) is not None

    def forget(self, name: str) -> None:
        forget(self.keeper, [cards.card(self.collection, self.card(name))], self.now)

    def reschedule(self, name: str, days: int = 9) -> None:
        reschedule(self.keeper, [cards.card(self.collection, self.card(name))], days, self.now)

    def bury(self, name: str) -> None:
        with self.collection.write():
            cards.bury(self.collection, self.card(name), self.now.day)

    def suspend(self, name: str) -> None:
        with self.collection.write():
            cards.suspend(self.collection, self.card(name), suspended=True)

    def export(self) -> str:
        """The log as text."""
        return "".join(write_lines(tell(self.collection)))

    def take(self, text: str) -> Merged:
        """Import a log."""
        journal = read_lines("log", text.encode().splitlines(keepends=True))
        return merge(self.keeper, journal, look(self.collection, journal), self.now)

    def become_copy(self, other: "Machine") -> None:
        """Go on from where another computer is, as from its backup."""
        if other is not self:
            self.collection.connection.close()
            self.collection = _copy(bytes(other.collection.connection.serialize()))

    def suspended(self) -> set[str]:
        """The keys of the notes with a card that is suspended."""
        rows = self.collection.rows(
            "SELECT key FROM card JOIN note ON note.id = card.note WHERE suspended"
        )
        return {row["key"] for row in rows}

    def grudges(self) -> int:
        """How many cards are suspended by an answer that is taken back."""
        sql = "SELECT count(*) FROM card JOIN undo ON undo.review = card.suspended_by"
        return int(self.collection.value(sql))

    def compile(self, text: str) -> None:
        """Edit the deck."""
        author = Author(self.collection, now=self.now.ms)
        author.texts["mine"] = {"deck.md": ""}
        author.write(text)

    def askable(self) -> set[tuple[str, str]]:
        """The cards that can be asked."""
        rows = self.collection.rows(
            "SELECT guid, face FROM card JOIN note ON note.id = card.note WHERE active"
        )
        return {(row["guid"], row["face"]) for row in rows}

    def memories(self) -> dict[tuple[str, str], Memory]:
        """What is remembered of each card, as every collection calls it."""
        rows = self.collection.rows(
            "SELECT card.id, guid, face FROM card JOIN note ON note.id = card.note"
        )
        return {(r["guid"], r["face"]): log.memory(self.collection, r["id"]) for r in rows}

    def is_told_by_its_log(self) -> bool:
        """What ``doctor`` looks at."""
        known = models(self.collection)
        return all(
            same(
                log.memory(self.collection, card),
                replay(
                    log.history(self.collection, card),
                    known[cards.note_of(self.collection, card).kind].model,
                ),
            )
            for card in log.known_cards(self.collection)
        )


@contextmanager
def machines(count: int) -> Iterator[list[Machine]]:
    """So many computers; none compiled at the same time as another."""
    with ExitStack() as stack:
        made = [stack.enter_context(_copy(_compiled(number))) for number in range(count)]
        yield [Machine(collection, at(0)) for collection in made]


@cache
def _compiled(number: int) -> bytes:
    with imagined_collection() as collection:
        Author(collection, now=at(-30 - number).ms).write(DECK)
        return bytes(collection.connection.serialize())


def _copy(data: bytes) -> Collection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return Collection(Path(":memory:"), _prepared(connection))
