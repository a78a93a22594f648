"""Where a card stands in Anki, and where it should: what of it has to change, if anything."""

from math import isclose
from typing import Any, NamedTuple

from flashcards.remembered import Remembered

NEW, REVIEW = 0, 2
"""Types of Anki's cards; the others are learning and relearning."""
SUSPENDED, BURIED = -1, (-2, -3)
FIRST_INSTANT = 1_000_000_000
"""A due number from here on is an instant, below it a day; so Anki tells them apart, too."""
FUZZ_SECONDS = 300
"""By so much at most Anki puts off a step."""

_WAITS_NEW, _BY_SECONDS, _BY_DAYS, _STEP_BY_DAYS = range(4)
_RELATIVE, _LAST_DIGIT = 5e-4, {"s": 1e-4, "d": 1e-3}
"""Stabilities and difficulties no farther apart than this differ by Anki's rounding alone."""


class Standing(NamedTuple):
    """The columns of a card that hold its progress; ``due`` counts days as its collection does."""

    data: dict[str, Any]
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int


def renewed(found: Standing, told: Remembered, day_0: int) -> Standing | None:
    """The card as it should be; None where it is that already.

    ``day_0`` is the study day that the collection calls 0.
    """
    is_day = told.type != NEW and told.due < FIRST_INSTANT
    knows_ease = found.type == told.type == REVIEW and found.factor
    wanted = Standing(
        data=_data(found, told),
        type=told.type,
        queue=_queue(found.queue, told),
        due=told.due - day_0 if is_day else told.due,
        ivl=told.ivl,
        factor=found.factor if knows_ease else told.factor,
        reps=told.reps,
        lapses=told.lapses,
        left=told.left,
    )
    return None if _is_same(found, wanted) else wanted


def _queue(found: int, told: Remembered) -> int:
    """Where a card waits; one that is buried there for today stays so."""
    if told.suspended:
        return SUSPENDED
    if found in BURIED:
        return found
    if told.type in (NEW, REVIEW):
        return _BY_DAYS if told.type == REVIEW else _WAITS_NEW
    return _BY_SECONDS if told.due >= FIRST_INSTANT else _STEP_BY_DAYS


def _data(found: Standing, told: Remembered) -> dict[str, Any]:
    """What FSRS knows; what other programs keep there (``cd``) stays."""
    kept = found.data if told.type != NEW else {k: v for k, v in found.data.items() if k == "cd"}
    return kept | told.data


def _is_same(found: Standing, wanted: Standing) -> bool:
    if wanted.type == NEW != found.type and not found.reps:
        return True  # nobody has answered it: there it was only made due
    if (found.type, found.queue) != (wanted.type, wanted.queue):
        return False
    if wanted.type == NEW:
        return True  # each side has an order of new cards of its own
    return (
        (found.reps, found.lapses) == (wanted.reps, wanted.lapses)
        and (wanted.type != REVIEW or found.ivl == wanted.ivl)
        and _is_due_alike(found.due, wanted.due)
        and all(
            _is_close(found.data.get(name), wanted.data.get(name), digit)
            for name, digit in _LAST_DIGIT.items()
        )
    )


def _is_due_alike(found: int, wanted: int) -> bool:
    put_off = range(wanted, wanted + FUZZ_SECONDS + 1) if wanted >= FIRST_INSTANT else (wanted,)
    return found in put_off


def _is_close(found: object, wanted: object, digit: float) -> bool:
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return isclose(found, wanted, rel_tol=_RELATIVE, abs_tol=0.6 * digit)
    return False
