"""The nouns of the trainer: notes and what they hold, ratings, and the memory of a card."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

from flashcards import text
from flashcards.text import Line, Paragraph, Text
from flashcards.tree import decoder


class Kind(StrEnum):
    """The two kinds of note."""

    TERM = "term"
    SCENARIO = "scenario"


class Step(StrEnum):
    """The steps of the ASPER framework, in their order."""

    ASK = "ask"
    SUPPOSE = "suppose"
    PLAN = "plan"
    EXECUTE = "execute"
    RECAP = "recap"


STEPS = tuple(Step)


class Rating(IntEnum):
    """How well a card was answered; Hard is a pass."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The rating as the user reads it."""
        return self.name.capitalize()


class State(StrEnum):
    """Where a card stands in its schedule."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class ReviewType(StrEnum):
    """What a row of the review log was."""

    LEARN = "learn"
    REVIEW = "review"
    RELEARN = "relearn"
    PRACTICE = "practice"
    RESCHEDULE = "reschedule"
    FORGET = "forget"


class Origin(StrEnum):
    """Where a row of the review log came from."""

    TERMINAL = "terminal"
    ANKI = "anki"
    COMPUTED = "computed"


# What a note holds ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A definition or a short fact; asked the other way round too when ``reverse``."""

    name: Line
    answer: Text
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A numbered answer of 2 to 12 ``items``, asked as a whole and item after item."""

    name: Line
    answer: Text
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One observable thing a good answer says; a must may not be missed."""

    line: Line
    must: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a scenario: its checklist, and what the interviewer answers to it."""

    step: Step
    points: tuple[Point, ...]
    reply: Text = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """An open case, answered aloud step by step and graded against its points."""

    name: Line
    prompt: Text
    minutes: int
    parts: tuple[Part, ...]
    hint: Text = ()
    reaction: Text = ()
    follow_ups: Text = ()
    model_answer: Text = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order they are ticked."""
        return tuple(point for part in self.parts for point in part.points)


Content: TypeAlias = Term | Sequence | Scenario

decode_content = decoder((*text.NODES, Term, Sequence, Step, Point, Part, Scenario))
"""Read the content of a note back from the JSON of ``tree.encode``."""


def texts(content: Content) -> tuple[Text, ...]:
    """Every text of a note but its heading, in reading order."""
    match content:
        case Term(answer=answer) | Sequence(answer=answer):
            return (answer,)
        case Scenario() as case:
            checklist = (
                text
                for part in case.parts
                for text in (tuple(Paragraph(p.line) for p in part.points), part.reply)
            )
            after = (case.hint, case.reaction, case.follow_ups, case.model_answer)
            return (case.prompt, *checklist, *after)


def is_question(name: Line) -> bool:
    """Whether a heading is asked as it stands; any other is asked as a definition."""
    return text.plain(name).rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class Note:
    """One term or scenario as its author wrote it.

    ``areas[0]`` decides the deck and the role; ``roles`` are the roles whose deck holds the
    note; ``path`` is relative to its root, with ``/``; ``line`` counts from 1.
    """

    key: str
    content: Content
    path: str
    line: int
    section: str = ""
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    source: str = ""
    draft: bool = False

    @property
    def kind(self) -> Kind:
        """Term or scenario; a sequence is a term."""
        return Kind.SCENARIO if isinstance(self.content, Scenario) else Kind.TERM

    @property
    def front(self) -> str:
        """The heading in plain words."""
        return text.plain(self.content.name)


# What a card remembers -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnDay:
    """Due on a study day (days since 1970-01-01)."""

    day: int


@dataclass(frozen=True, slots=True)
class AtInstant:
    """Due at an instant (UTC milliseconds): a learning step."""

    ms: int


Due: TypeAlias = OnDay | AtInstant


@dataclass(frozen=True, slots=True)
class New:
    """A card never answered; a step card that a graded case lined up has a ``day``."""

    day: int | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A card answered at least once: FSRS stability in days (> 0), difficulty 1 to 10.

    ``step`` is the position among the learning or relearning steps, 0 in review.
    """

    state: State
    step: int
    stability: float
    difficulty: float
    last_day: int
    due: Due
    reps: int
    lapses: int


Memory: TypeAlias = New | Learned


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the review log: what was answered, and what was scheduled then.

    ``id`` is the instant (UTC ms). ``interval`` is in days when > 0, in seconds when < 0.
    ``state`` is the state after this row. ``rating`` is None where nobody answered.
    """

    id: int
    card: int
    type: ReviewType
    rating: Rating | None
    study_day: int
    state: State
    interval: int
    duration_ms: int = 0
    origin: Origin = Origin.TERMINAL
    cause: int | None = None

    @property
    def due(self) -> Due:
        """When the card is due after this row."""
        if self.interval < 0:
            return AtInstant(self.id - 1000 * self.interval)
        return OnDay(self.study_day + self.interval)
