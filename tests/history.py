"""A collection with a history of every sort, made as a learner makes it."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import NamedTuple

from flashcards.app import Moment
from flashcards.collection import cards
from flashcards.collection.connection import Collection
from flashcards.days import milliseconds, starts_at
from flashcards.kinds import CASE, STEP_FACES, Rating, Step
from flashcards.memory import AtInstant, Learned, due_day
from flashcards.session.answering import Keeper
from flashcards.session.moving import forget, reschedule
from flashcards.session.practice import PracticeKeeper
from tests.conftest import TODAY

START = TODAY - 400
"""The study day of the first answers."""
PATTERNS: Sequence[str] = (
    *("", "good", "again", "good good good", "hard good again", "easy", "good suspend", "suspend"),
    *(
        "good forget",
        "good good forget again good",
        "good reschedule",
        "good practice",
        "reschedule",
    ),
    *("good undo", "again again good good again good", "good good undo again", "easy easy hard"),
    *("good good again suspend", "again suspend", "forget good", "again good"),
)
"""What becomes of a card, word by word; a rating is given when the card is due."""


def deck_text(terms: int, scenarios: int) -> str:
    """A deck of so many notes."""
    asked = (f"### Term {n}\n\nAnswer {n}.\n\n" for n in range(terms))
    return "".join([*asked, *map(_scenario, range(scenarios))])


def live(collection: Collection) -> None:
    """Give every card its history up to today: the patterns in turn, cases with steps to drill."""
    # The disk is not what is tested, and waiting for it is most of the time.
    collection.connection.execute("PRAGMA synchronous = OFF")
    learner = _Learner(collection, Keeper(collection))
    rows = collection.rows("SELECT id FROM card WHERE active ORDER BY id")
    for number, row in enumerate(rows):
        learner.live(row["id"], PATTERNS[number % len(PATTERNS)], number)
    steps = collection.rows("SELECT id, face FROM card WHERE active ORDER BY id")
    for number, row in enumerate(step for step in steps if step["face"] in STEP_FACES):
        learner.live(row["id"], PATTERNS[number % len(PATTERNS)], number)


class _Learner(NamedTuple):
    collection: Collection
    keeper: Keeper

    def live(self, card: int, pattern: str, number: int) -> None:
        for word in pattern.split():
            now = self._when(card, number)
            if now.day <= TODAY:
                self._do(card, word, now)

    def _do(self, card: int, word: str, now: Moment) -> None:
        stored = cards.card(self.collection, card)
        match word:
            case "suspend":
                cards.suspend(self.collection, card, suspended=True)
            case "forget":
                forget(self.keeper, [stored], now)
            case "reschedule":
                reschedule(self.keeper, [stored], 9, now)
            case "undo":
                self.keeper.undo(now)
            case "practice":
                practice = PracticeKeeper(self.collection)
                practice.answer(practice.offer(card, now), Rating.AGAIN, now, 4_000)
            case _:
                self._answer(card, Rating[word.upper()], now)

    def _answer(self, card: int, rating: Rating, now: Moment) -> None:
        offer = self.keeper.offer(card, now)
        is_weak = offer.card.face == CASE and rating is Rating.HARD
        drill = (Step.ASK, Step.PLAN) if is_weak else ()
        self.keeper.answer(offer, rating, now, 1_000 * (rating + card % 50), drill=drill)

    def _when(self, card: int, number: int) -> Moment:
        """When the card is due, at its own minute of the day; a new one at the start."""
        memory = cards.card(self.collection, card).memory
        if isinstance(memory, Learned) and isinstance(memory.due, AtInstant):
            begun = milliseconds(_at(memory.last_day, 0).local)
            return _at(memory.last_day, (memory.due.ms - begun) // 60_000)
        last = self.collection.value("SELECT max(study_day) FROM review WHERE card = ?", card)
        first = last + 1 if last else START + number % 30
        return _at(due_day(memory) or first, number)


def _at(day: int, minutes: int) -> Moment:
    local = starts_at(day).replace(tzinfo=UTC) + timedelta(minutes=60 + minutes)
    return Moment(milliseconds(local), day, local)


def _scenario(number: int) -> str:
    steps = "".join(
        f"### {step.word}\n\n- **First**\n- Second\n\n" for step in (Step.ASK, Step.PLAN)
    )
    return f"## Scenario: Case {number}\n\nWhat do you do?\n\n{steps}## More\n\n"
