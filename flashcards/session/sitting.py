"""One sitting of a learner: what asking a card needs, and what its screens have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from flashcards.app import App, Moment
from flashcards.card import pictures
from flashcards.collection.cards import StoredNote, bury, find_note, suspend
from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest, BadText, FlashcardsError
from flashcards.face import back
from flashcards.kinds import Kind, Rating, ReviewType
from flashcards.memory import Learned, New
from flashcards.opening import moment
from flashcards.session.answering import Keeper, Offer
from flashcards.session.dealing import Dealer
from flashcards.study.schedule import Outcome
from flashcards.terminal.clean import clean, clean_line
from flashcards.terminal.desk import Desk
from flashcards.terminal.render import render
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look
from flashcards.terminal.words import interval
from flashcards.text import Image, Link, links

FOUR: Mapping[str, Rating] = {str(int(rating)): rating for rating in Rating}
TWO: Mapping[str, Rating] = {"1": Rating.AGAIN, "2": Rating.GOOD}
"""For a learner who does not want to choose between shades of knowing."""


class Act(Enum):
    """What came of asking a card."""

    ANSWERED = "answered"
    BURIED = "buried"
    SUSPENDED = "suspended"
    UNDO = "undo"
    AGAIN = "again"
    EDIT = "edit"
    QUIT = "quit"


class Result(NamedTuple):
    """What came of asking a card."""

    act: Act


class Progress(NamedTuple):
    """How far the day has come: the place of this card among today's; ``limit`` is in minutes."""

    place: int
    total: int
    minutes: int
    limit: float | None = None


def _no_editor(note: StoredNote, desk: Desk) -> str:
    del note, desk
    return "There is no editor here."


@dataclass(slots=True)
class Sitting:
    """Everything that asking a card needs."""

    app: App
    collection: Collection
    dealer: Dealer
    keeper: Keeper
    desk: Desk
    editor: Callable[[StoredNote, Desk], str] = _no_editor
    """Lets the learner change the text of a note, and says what came of it."""
    folder: Callable[[str], Path] = Path
    """Where the pictures of a root lie."""
    suspended: set[int] = field(default_factory=set)
    """The cards that were suspended in this sitting."""
    leeches: set[int] = field(default_factory=set)
    """The cards that an answer of this sitting made leeches of."""

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

    @property
    def ratings(self) -> Mapping[str, Rating]:
        """The keys that rate a card; Again comes first."""
        return TWO if self.app.preferences.buttons == len(TWO) else FOUR

    def bury(self, card: int) -> Result:
        """Do not ask a card again today."""
        with self.collection.write():
            bury(self.collection, card, self.now().day)
        self.dealer.changed()
        self.screen.say("Not again today.")
        return Result(Act.BURIED)

    def suspend(self, card: int) -> Result:
        """Ask a card no more until it is unsuspended."""
        with self.collection.write():
            suspend(self.collection, card, suspended=True)
        self.dealer.changed()
        self.suspended.add(card)
        self.screen.say(f"Suspended; {self.app.program} unsuspend brings it back.")
        return Result(Act.SUSPENDED)

    def edit(self, note: StoredNote) -> Result:
        """Let the learner change the text of a note, and ask its card again."""
        try:
            self.screen.say(clean(self.editor(note, self.desk)))
        except BadText as error:
            self.screen.say(*(clean(str(problem)) for problem in error.problems))
        except FlashcardsError as error:
            self.screen.say(clean(str(error)))
        return Result(Act.EDIT)

    def is_stale(self, offer: Offer) -> bool:
        """Whether the study day has turned over since the card was shown."""
        if self.now().day == offer.day:
            return False
        self.screen.say("A new day has begun; the card comes again with its new intervals.")
        return True


def breadcrumb(note: StoredNote, look: Look) -> str:
    """Where a note belongs: deck and section of a term, the first area of a scenario."""
    parts = (note.deck, note.section) if note.kind is Kind.TERM else ("Scenario", note.deck)
    return clean_line(f" {look.chevron} ".join(part for part in parts if part))


def state_word(offer: Offer) -> str:
    """New, or where the card stands in its schedule; practice when none moves."""
    if offer.is_practice:
        return "practice"
    memory = offer.card.memory
    return memory.state.value if isinstance(memory, Learned) else "new"


def facts(offer: Offer, progress: Progress, look: Look) -> str:
    """The right end of a card's header: ``new · 7 of 41 · 4 of 45 min``."""
    place = f"{progress.place} of {progress.total}"
    spent = f"{progress.minutes} of {progress.limit:g} min" if progress.limit else ""
    spent = spent or (f"{progress.minutes} min" if progress.minutes else "")
    return f" {look.dot} ".join(part for part in (state_word(offer), place, spent) if part)


def buttons(
    offer: Offer, look: Look, offered: Mapping[str, Rating], passed: str = "Knew it"
) -> str:
    """The ratings that are ``offered``, by their keys, grouped, each with what it leads to."""
    again, *others = (
        f"{look.bold(key)} {rating.word}{_leading_to(offer.outcomes[rating])}"
        for key, rating in offered.items()
    )
    return f"Missed  {again}     {passed}  {'   '.join(others)}"


def spoken_buttons(offer: Offer, offered: Mapping[str, Rating]) -> str:
    """The ratings that are ``offered``, by their keys, as one sentence, for a typed answer."""
    return ", ".join(
        f"{key} {rating.word.lower()}{_leading_to(offer.outcomes[rating])}"
        for key, rating in offered.items()
    )


def _leading_to(outcome: Outcome) -> str:
    """The interval of an outcome, after its word; nothing where nothing moves."""
    return "" if outcome.type is ReviewType.PRACTICE else f" {interval(outcome.interval)}"


def keys(look: Look, *pairs: tuple[str, str]) -> str:
    """The line of keys: each key and what it does."""
    return "   ".join(f"{look.bold(key)} {does}" for key, does in pairs)


def linked(note: StoredNote) -> list[Link]:
    """The links of a note's answer, each target once."""
    found = {link.target: link for link in links(back(note.content, "answer"))}
    return list(found.values())


def illustrated(note: StoredNote) -> list[Image]:
    """The pictures of a note, each once."""
    return list({image.path: image for image in pictures(note.content)}.values())


def open_links(sitting: Sitting, note: StoredNote) -> None:
    """Print what a card leads to: our notes as text, web addresses and files as they are."""
    for image in illustrated(note):
        sitting.screen.say(clean(str(sitting.folder(note.root) / image.path)))
    for link in linked(note):
        if link.is_web:
            sitting.screen.say(clean(link.target))
            continue
        try:
            there = find_note(sitting.collection, link.target)
        except BadRequest:
            continue  # the note it led to has been retired
        sitting.screen.say("", sitting.look.bold(clean(there.front)))
        sitting.screen.lines(render(back(there.content, "answer"), sitting.look))
    sitting.screen.line()


def is_new(offer: Offer) -> bool:
    """Whether the card was never answered."""
    return isinstance(offer.card.memory, New)
