"""What a line of a journal may hold: its names, and the values that make sense."""

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from flashcards.days import DAY_MS, LAST_INSTANT
from flashcards.kinds import Origin, Rating, ReviewType, State, Step

NAME, VERSION = "reviews", 1
LONGEST_LINE = 16_000_000
"""In bytes: room for all the points of the largest deck, and for a book about one case."""
_LONGEST_TEXT = 1_000_000
"""In characters: a deck holds no more, and so no heading and no point does."""

Check: TypeAlias = Callable[[object], str | None]
"""What is wrong with a value, as the end of a sentence; None where nothing is."""
Fields: TypeAlias = dict[str, Check]
"""The fields of an object, and what each may hold."""


def whole(least: int, most: int) -> Check:
    """A whole number within bounds; true and false are none."""

    def check(value: object) -> str | None:
        fits = type(value) is int and least <= value <= most
        return None if fits else f"is no whole number from {least} to {most}"

    return check


def text(most: int) -> Check:
    """Text of so many characters, which can be written to a disk."""

    def check(value: object) -> str | None:
        if not isinstance(value, str):
            return "is no text"
        if len(value) > most:
            return f"has more than {most} characters"
        return None if value.isprintable() or _is_unicode(value) else "is broken text"

    return check


def one_of(kind: type[Enum]) -> Check:
    """One of the values of an enumeration."""
    values = [member.value for member in kind]
    listed = ", ".join(map(str, values))

    def check(value: object) -> str | None:
        fits = isinstance(value, str | int) and not isinstance(value, bool) and value in values
        return None if fits else f"is none of {listed}"

    return check


def flag(value: object) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else "is neither true nor false"


def group(value: object) -> str | None:
    """An object, whose own fields are looked at one by one."""
    return None if isinstance(value, dict) else "is no object"


def several(value: object) -> str | None:
    """A list."""
    return None if isinstance(value, list) else "is no list"


_CARD: Fields = {"guid": text(200), "face": text(_LONGEST_TEXT)}
_INSTANT = whole(1, LAST_INSTANT)
_ROWS = whole(0, LAST_INSTANT)
"""How many rows: no more than there are instants."""

HEADER: Fields = {"rollover_hour": whole(0, 23)}
ROW: Fields = _CARD | {
    "key": text(_LONGEST_TEXT),
    "id": _INSTANT,
    "type": one_of(ReviewType),
    "study_day": whole(-1, LAST_INSTANT // DAY_MS),
    "state": one_of(State),
    "interval": whole(-31_622_400, 100_000),
    "duration_ms": whole(0, LAST_INSTANT),
    "origin": one_of(Origin),
}
ROW_MAY: Fields = {
    "rating": one_of(Rating),
    "follows": _ROWS,
    "cause": group,
    "undone": _INSTANT,
    "attempt": group,
}
CAUSE: Fields = _CARD | {"id": _INSTANT}
CAUSE_MAY: Fields = {"nth": _ROWS}
ATTEMPT: Fields = {"seconds": group, "hint": flag, "marks": several}
ATTEMPT_MAY: Fields = {"answer": text(LONGEST_LINE)}
SECONDS_MAY: Fields = {step.value: whole(0, LAST_INSTANT // 1000) for step in Step}
MARK: Fields = {
    "step": one_of(Step),
    "text": text(_LONGEST_TEXT),
    "must": flag,
    "hit": flag,
}


def _is_unicode(value: str) -> bool:
    """Whether there is no half of a character: JSON can write one, UTF-8 cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in value)
