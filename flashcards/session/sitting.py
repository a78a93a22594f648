"""One sitting of a learner: what asking a card needs, and what its screens have in common."""

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum

from flashcards.app import App, Moment
from flashcards.collection.cards import StoredNote, bury, find_note, suspend
from flashcards.collection.connection import Collection
from flashcards.days import date_of
from flashcards.errors import BadRequest
from flashcards.face import back
from flashcards.kinds import Kind, Rating
from flashcards.memory import Learned, New, Review
from flashcards.opening import moment
from flashcards.session.answering import Keeper, Offer
from flashcards.session.dealing import Dealer
from flashcards.study.schedule import Outcome
from flashcards.terminal.clean import clean
from flashcards.terminal.desk import Desk
from flashcards.terminal.render import render
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look
from flashcards.terminal.words import interval, on_date
from flashcards.text import Link, links


class Act(Enum):
    """What came of asking a card."""

    ANSWERED = "answered"
    BURIED = "buried"
    SUSPENDED = "suspended"
    UNDO = "undo"
    AGAIN = "again"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of asking a card; ``review`` is the answer, where there was one."""

    act: Act
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the day has come: the place of this card among today's; ``limit`` is in minutes."""

    place: int
    total: int
    minutes: int
    limit: float | None = None


@dataclass(slots=True)
class Sitting:
    """Everything that asking a card needs."""

    app: App
    collection: Collection
    dealer: Dealer
    keeper: Keeper
    desk: Desk

    @property
    def screen(self) -> Screen:
        """Where the cards are shown."""
        return self.desk.screen

    @property
    def look(self) -> Look:
        """What the terminal can show now; it changes with its size."""
        return self.desk.screen.look

    def now(self) -> Moment:
        """What time it is."""
        return moment(self.app, self.collection)

    def bury(self, card: int) -> Result:
        """Do not ask a card again today."""
        with self.collection.write():
            bury(self.collection, card, self.now().day)
        self.screen.say("Not again today.")
        return Result(Act.BURIED)

    def suspend(self, card: int) -> Result:
        """Ask a card no more until it is unsuspended."""
        with self.collection.write():
            suspend(self.collection, card, suspended=True)
        self.screen.say(f"Suspended; {self.app.program} unsuspend brings it back.")
        return Result(Act.SUSPENDED)

    def is_stale(self, offer: Offer) -> bool:
        """Whether the study day has turned over since the card was shown."""
        if self.now().day == offer.day:
            return False
        self.screen.say("A new day has begun; the card comes again with its new intervals.")
        return True


def breadcrumb(note: StoredNote, look: Look) -> str:
    """Where a note belongs: deck and section of a term, the first area of a scenario."""
    parts = (note.deck, note.section) if note.kind is Kind.TERM else ("Scenario", note.deck)
    return clean(f" {look.chevron} ".join(part for part in parts if part))


def state_word(offer: Offer) -> str:
    """New, or where the card stands in its schedule."""
    memory = offer.card.memory
    return memory.state.value if isinstance(memory, Learned) else "new"


def facts(offer: Offer, progress: Progress, look: Look) -> str:
    """The right end of a card's header: ``new · 7 of 41 · 4 of 45 min``."""
    place = f"{progress.place} of {progress.total}"
    spent = f"{progress.minutes} of {progress.limit:g} min" if progress.limit else ""
    spent = spent or (f"{progress.minutes} min" if progress.minutes else "")
    return f" {look.dot} ".join(part for part in (state_word(offer), place, spent) if part)


def saved(outcome: Outcome, review: Review, now: Moment, look: Look) -> str:
    """The line that says an answer is on the disk, and when its card is back."""
    assert review.rating is not None
    day = date_of(review.study_day + max(0, outcome.interval))
    when = f"on {on_date(day, now.local.date())}"
    if outcome.interval < 0:
        when = f"in {interval(outcome.interval)}"
    word = _coloured(review.rating, look)
    return f"{word}. Back {when}." if look.plain else f"{word}: back {when}"


def buttons(
    offer: Offer, look: Look, passed: str = "Knew it", offered: Container[Rating] = tuple(Rating)
) -> str:
    """The ratings that are ``offered``, grouped, each with what it leads to."""
    shown = {
        rating: f"{look.bold(str(int(rating)))} {rating.word} {interval(outcome.interval)}"
        for rating, outcome in offer.outcomes.items()
        if rating in offered
    }
    again = shown.pop(Rating.AGAIN)
    return f"Missed  {again}     {passed}  {'   '.join(shown.values())}"


def spoken_buttons(offer: Offer, offered: Container[Rating] = tuple(Rating)) -> str:
    """The ratings that are ``offered`` as one sentence, for a typed answer."""
    return ", ".join(
        f"{int(rating)} {rating.word.lower()} {interval(outcome.interval)}"
        for rating, outcome in offer.outcomes.items()
        if rating in offered
    )


def keys(look: Look, *pairs: tuple[str, str]) -> str:
    """The line of keys: each key and what it does."""
    return "   ".join(f"{look.bold(key)} {does}" for key, does in pairs)


def linked(note: StoredNote) -> list[Link]:
    """The links of a note's answer, each target once."""
    found = {link.target: link for link in links(back(note.content, "answer"))}
    return list(found.values())


def show_links(sitting: Sitting, found: list[Link]) -> None:
    """Print what the links of a card lead to: our notes as text, addresses as they are."""
    for link in found:
        if link.is_web:
            sitting.screen.say(clean(link.target))
            continue
        try:
            note = find_note(sitting.collection, link.target)
        except BadRequest:
            continue  # the note it led to has been retired
        sitting.screen.say("", sitting.look.bold(clean(note.front)))
        sitting.screen.lines(render(back(note.content, "answer"), sitting.look))
    sitting.screen.line()


def _coloured(rating: Rating, look: Look) -> str:
    paint = {Rating.AGAIN: look.red, Rating.HARD: look.yellow}.get(rating, look.green)
    return paint(rating.word)


def is_new(offer: Offer) -> bool:
    """Whether the card was never answered."""
    return isinstance(offer.card.memory, New)
