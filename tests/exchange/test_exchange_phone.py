"""Rows of Anki's log: what each says here, row by row of a table."""

import pytest

from flashcards.days import DAY_MS
from flashcards.exchange.phone import EARLIEST, CardName, Unused, entry, moved
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.packed import PackedAnswer

DAY = 20_778
NOW = (DAY + 1) * DAY_MS
CARD = CardName("fc-abc", "models/filter", "answer")
LEARN, REVIEW, RELEARN, FILTERED, MANUAL, RESCHEDULED = range(6)


def row(type_: int, ease: int, interval: int, factor: int = 600, at: int = NOW) -> PackedAnswer:
    return PackedAnswer(at, 7, ease, interval, 0, factor, 4_000, type_)


SAID = [
    # What Anki wrote: type, ease, interval and factor; and what it was.
    (row(LEARN, 3, -600), (ReviewType.LEARN, Rating.GOOD, State.LEARNING, -600)),
    (row(LEARN, 4, 5), (ReviewType.LEARN, Rating.EASY, State.REVIEW, 5)),
    (row(LEARN, 3, -86_400), (ReviewType.LEARN, Rating.GOOD, State.LEARNING, -86_400)),
    (row(REVIEW, 2, 12), (ReviewType.REVIEW, Rating.HARD, State.REVIEW, 12)),
    (row(REVIEW, 1, -600), (ReviewType.REVIEW, Rating.AGAIN, State.RELEARNING, -600)),
    (row(REVIEW, 1, 1), (ReviewType.REVIEW, Rating.AGAIN, State.REVIEW, 1)),
    (row(RELEARN, 3, 2), (ReviewType.RELEARN, Rating.GOOD, State.REVIEW, 2)),
    (row(RELEARN, 1, -600), (ReviewType.RELEARN, Rating.AGAIN, State.RELEARNING, -600)),
    (row(FILTERED, 3, 20), (ReviewType.REVIEW, Rating.GOOD, State.REVIEW, 20)),
    (row(FILTERED, 3, 20, factor=0), (ReviewType.PRACTICE, Rating.GOOD, State.REVIEW, 0)),
    (row(MANUAL, 0, 0, factor=0), (ReviewType.FORGET, None, State.NEW, 0)),
]


@pytest.mark.parametrize(("answer", "said"), SAID)
def test_what_a_row_says(answer: PackedAnswer, said: tuple[object, ...]) -> None:
    found = entry(answer, CARD, DAY, NOW)
    assert not isinstance(found, Unused)
    assert (found.type, found.rating, found.state, found.interval) == said
    assert (found.id, found.study_day, found.origin) == (NOW, DAY, Origin.ANKI)
    assert (found.guid, found.key, found.face) == CARD
    assert found.duration_ms == 4_000


UNUSED = [
    (row(MANUAL, 0, 9), Unused.MOVED),
    (row(RESCHEDULED, 0, 9), Unused.MOVED),
    (row(RESCHEDULED, 0, 9, factor=0), Unused.MOVED),
    (row(MANUAL, 3, 9), Unused.SENSELESS),
    (row(REVIEW, 3, 100_001), Unused.SENSELESS),
    (row(REVIEW, 3, 9)._replace(duration_ms=-1), Unused.SENSELESS),
    (row(REVIEW, 3, 9, at=EARLIEST - 1), Unused.SENSELESS),
    (row(REVIEW, 3, 9, at=NOW + DAY_MS + 1), Unused.SENSELESS),
]


@pytest.mark.parametrize(("answer", "why"), UNUSED)
def test_what_says_nothing_here(answer: PackedAnswer, why: Unused) -> None:
    assert entry(answer, CARD, DAY, NOW) is why


def test_a_card_that_was_moved_is_due_on_the_day_the_card_says() -> None:
    found = moved(row(MANUAL, 0, 0), CARD, DAY, DAY + 9)
    assert not isinstance(found, Unused)
    said = (found.type, found.rating, found.state, found.interval, found.duration_ms)
    assert said == (ReviewType.RESCHEDULE, None, State.REVIEW, 9, 0)
    assert moved(row(MANUAL, 0, 0), CARD, DAY, 2**31 - 1) is Unused.SENSELESS
