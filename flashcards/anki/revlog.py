"""The log of a card as rows of Anki's table of reviews."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from flashcards.anki.note import ExportCard, Logged
from flashcards.anki.progress import fitting
from flashcards.kinds import Origin, ReviewType


class RowType(IntEnum):
    """What a row of Anki's log was; ``FILTERED`` without a factor is practice."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


_ANSWERS = {
    ReviewType.LEARN: RowType.LEARN,
    ReviewType.REVIEW: RowType.REVIEW,
    ReviewType.RELEARN: RowType.RELEARN,
}


class LogRow(NamedTuple):
    """A row of Anki's log: intervals in days when > 0, in seconds when < 0.

    ``factor`` tells the difficulty, 100 to 1100. A row that resets a card has none, nor an ease.
    """

    id: int
    cid: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: RowType


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
    review, factor = logged.review, _factor(logged.difficulty)
    interval, time = fitting(review.interval), fitting(review.duration_ms)
    ease = int(review.rating or 0)
    match review.type:
        case ReviewType.PRACTICE:
            return LogRow(logged.id, card, ease, last, last, 0, time, RowType.FILTERED)
        case ReviewType.FORGET:
            return LogRow(logged.id, card, 0, 0, last, 0, 0, RowType.MANUAL)
        case ReviewType.RESCHEDULE:
            is_computed = review.origin is Origin.COMPUTED
            how = RowType.RESCHEDULED if is_computed else RowType.MANUAL
            return LogRow(logged.id, card, 0, interval, last, factor, 0, how)
        case answered:
            how = RowType.LEARN if is_first else _ANSWERS[answered]
            return LogRow(logged.id, card, ease, interval, last, factor, time, how)


def _factor(difficulty: float | None) -> int:
    return 0 if difficulty is None else round((difficulty - 1) / 9 * 1000 + 100)
