"""The log of a card as rows of Anki's table of reviews."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from flashcards.anki.note import ExportCard, Logged
from flashcards.anki.progress import fitting
from flashcards.kinds import Origin, Rating, ReviewType


class RowType(IntEnum):
    """What a row of Anki's log was; ``FILTERED`` without a factor is practice."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


# Plain numbers, looked up: SQLite is slower with those of an enum, and a log has many answers.
_LEARN = RowType.LEARN.value
_ANSWERS = {
    ReviewType.LEARN: _LEARN,
    ReviewType.REVIEW: RowType.REVIEW.value,
    ReviewType.RELEARN: RowType.RELEARN.value,
}
_EASES = {None: 0} | {rating: rating.value for rating in Rating}


class LogRow(NamedTuple):
    """A row of Anki's log: intervals in days when > 0, in seconds when < 0.

    ``factor`` tells the difficulty, 100 to 1100. A row that resets a card has none, nor an ease.
    ``type`` is the number of a ``RowType``.
    """

    id: int
    cid: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


def log_rows(card: ExportCard) -> Iterator[LogRow]:
    """The rows of a card's log, as far as Anki has a place for them.

    A new card that was made due has no history there, and would otherwise begin with a row that
    is no answer: Anki takes such a history for one that was cut off.
    """
    difficulty: float | None = None
    interval = 0
    for logged in card.log:
        if difficulty is not None or logged.difficulty is not None:
            row = _row(logged, card.id, is_first=difficulty is None, last=interval)
            yield row
            interval = row.ivl
        difficulty = logged.difficulty


def _row(logged: Logged, card: int, *, is_first: bool, last: int) -> LogRow:
    review = logged.review
    how = _ANSWERS.get(review.type)
    if how is None:
        return _unanswered(logged, card, last)
    ease, factor = _EASES[review.rating], _factor(logged.difficulty)
    interval, time = fitting(review.interval), fitting(review.duration_ms)
    return LogRow(logged.id, card, ease, interval, last, factor, time, _LEARN if is_first else how)


def _unanswered(logged: Logged, card: int, last: int) -> LogRow:
    """A row that is no answer to Anki: it makes no memory stronger or weaker."""
    review = logged.review
    match review.type:
        case ReviewType.PRACTICE:
            ease, time = _EASES[review.rating], fitting(review.duration_ms)
            return LogRow(logged.id, card, ease, last, last, 0, time, RowType.FILTERED.value)
        case ReviewType.FORGET:
            return LogRow(logged.id, card, 0, 0, last, 0, 0, RowType.MANUAL.value)
        case _:
            is_computed = review.origin is Origin.COMPUTED
            how = RowType.RESCHEDULED if is_computed else RowType.MANUAL
            interval, factor = fitting(review.interval), _factor(logged.difficulty)
            return LogRow(logged.id, card, 0, interval, last, factor, 0, how.value)


def _factor(difficulty: float | None) -> int:
    return 0 if difficulty is None else round((difficulty - 1) / 9 * 1000 + 100)
