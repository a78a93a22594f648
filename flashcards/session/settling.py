"""The due day of a card whose log has grown behind its last answer, as it does in a merge."""

from flashcards.collection import log
from flashcards.collection.adjusting import LastRow, adjust, adjustments, last_row
from flashcards.collection.cards import StoredCard
from flashcards.collection.connection import Collection
from flashcards.kinds import CASE, Origin
from flashcards.memory import Learned
from flashcards.study.fitting import fitting
from flashcards.study.memory import Model
from flashcards.study.replay import replay
from flashcards.study.schedule import CASE_FLOOR


def settle(collection: Collection, card: StoredCard, model: Model, now: int) -> None:
    """Correct a due day that no longer fits, and take back a correction that is not needed.

    It depends on nothing but the log and the parameters, so that two collections that hold the
    same rows agree. The caller holds the transaction; ``now`` is in UTC ms.
    """
    row = last_row(collection, card.id)
    wanted = _wanted(collection, card, row, model) if row and _is_doubtful(row) else None
    holds = False
    for held in adjustments(collection, card.id):
        if row and (held.answer, held.interval) == (row.id, wanted):
            holds = True
        else:
            log.undo(collection, held.id, now)
    if row and wanted is not None and not holds:
        adjust(collection, card.id, row, wanted)


def _is_doubtful(row: LastRow) -> bool:
    """Whether an answer given here was scheduled by days, without all that is known now."""
    return row.unaware and row.rating is not None and row.interval > 0 and _is_ours(row)


def _is_ours(row: LastRow) -> bool:
    """The phone schedules by rules of its own; what it said holds."""
    return row.origin is Origin.TERMINAL


def _wanted(collection: Collection, card: StoredCard, row: LastRow, model: Model) -> int | None:
    """The days that fit; None where those that were scheduled do."""
    memory = replay(log.history(collection, card.id), model)
    assert isinstance(memory, Learned)
    assert row.rating is not None
    least = CASE_FLOOR + row.rating - 1 if card.face == CASE else 1
    days = fitting(row.interval, memory.stability, model.curve, least)
    return None if days == row.interval else days
