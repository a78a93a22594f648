"""Rows of Anki's log as rows of a journal: what each says here, and which say nothing."""

from enum import Enum
from typing import NamedTuple

from flashcards.days import DAY_MS
from flashcards.exchange.fields import ROW
from flashcards.journal import Entry
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.packed import PackedAnswer

EARLIEST = 1_136_073_600_000
"""UTC ms: 2006, the year in which Anki appeared."""

_TYPES = (ReviewType.LEARN, ReviewType.REVIEW, ReviewType.RELEARN, ReviewType.REVIEW)
"""By Anki's number; the last one is an answer in a filtered deck, ahead of its time."""
_FILTERED, _MANUAL = 3, 4


class Unused(Enum):
    """Why a row of Anki's log is no row here."""

    MOVED = "its card was given another due date, and then another one, or an answer"
    SENSELESS = "it makes no sense"


class CardName(NamedTuple):
    """A card as a journal names it."""

    guid: str
    key: str
    face: str


def entry(answer: PackedAnswer, card: CardName, day: int, now: int) -> Entry | Unused:
    """The row of a journal that says the same, given the study day of its instant.

    ``now`` is in UTC ms: a row of the day after tomorrow makes no sense. An answer in a filtered
    deck that moved nothing is practice, and a row that resets its card forgets it.
    """
    said = _said(answer) if _is_plausible(answer, now) else Unused.SENSELESS
    if isinstance(said, Unused):
        return said
    return Entry(
        number=answer.id,
        **card._asdict(),
        id=answer.id,
        type=said.type,
        rating=said.rating,
        study_day=day,
        state=said.state,
        interval=said.interval,
        duration_ms=answer.duration_ms,
        origin=Origin.ANKI,
    )


def moved(answer: PackedAnswer, card: CardName, day: int, due: int) -> Entry | Unused:
    """The row of a journal by which a card, on a study day, was made ``due`` on another one."""
    if ROW["interval"](due - day):
        return Unused.SENSELESS
    return Entry(
        number=answer.id,
        **card._asdict(),
        id=answer.id,
        type=ReviewType.RESCHEDULE,
        rating=None,
        study_day=day,
        state=State.REVIEW,
        interval=due - day,
        duration_ms=0,
        origin=Origin.ANKI,
    )


class _Said(NamedTuple):
    """What a row of the log was, and where it left its card."""

    type: ReviewType
    rating: Rating | None
    state: State
    interval: int


def _said(answer: PackedAnswer) -> _Said | Unused:
    if answer.ease == 0:
        is_reset = answer.type == _MANUAL and answer.factor == 0
        return _Said(ReviewType.FORGET, None, State.NEW, 0) if is_reset else Unused.MOVED
    if answer.type > _FILTERED:
        return Unused.SENSELESS
    rating = Rating(answer.ease)
    if answer.type == _FILTERED and answer.factor == 0:
        return _Said(ReviewType.PRACTICE, rating, State.REVIEW, 0)
    type_ = _TYPES[answer.type]
    return _Said(type_, rating, _state(type_, answer.interval), answer.interval)


def _state(type_: ReviewType, interval: int) -> State:
    """Where an answer left its card, which the log tells only by the unit of the interval."""
    if interval >= 0:
        return State.REVIEW
    return State.LEARNING if type_ is ReviewType.LEARN else State.RELEARNING


def _is_plausible(answer: PackedAnswer, now: int) -> bool:
    fits = not ROW["interval"](answer.interval) and not ROW["duration_ms"](answer.duration_ms)
    return fits and EARLIEST <= answer.id <= now + DAY_MS
