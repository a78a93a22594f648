"""The kinds of things: of notes, steps, faces, ratings, states, and rows of the log."""

from enum import IntEnum, StrEnum


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

    @property
    def word(self) -> str:
        """The step as the user reads it."""
        return self.value.capitalize()


STEPS = tuple(Step)

ANSWER, REVERSE, WHOLE, CASE = "answer", "reverse", "whole", "case"
AFTER = "after:"
"""A face that asks for the item after another one; the name of that one follows."""
STEP_FACES = tuple(step.value for step in STEPS)


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


INTERVIEW = "interview"
"""The area of the interview's craft itself: every role needs it; no file has to name it."""
