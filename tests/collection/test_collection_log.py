"""The review log: rows are added and never changed, an undone one is hidden, memory is a cache."""

import pytest

from flashcards.collection import log
from flashcards.collection.cards import card as stored
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, Review

from .conftest import DAY, NOW, Author, answer, learned, reschedule

DECK = "### A {.reverse}\n\nalpha\n### B\n\nbeta\n"


@pytest.fixture
def card(author: Author) -> int:
    """The first card of a small deck."""
    author.write(DECK)
    return author.card("a")


ROW = Review(
    id=NOW,
    card=0,
    type=ReviewType.RELEARN,
    rating=Rating.HARD,
    study_day=DAY,
    state=State.RELEARNING,
    interval=-600,
    duration_ms=7300,
    origin=Origin.ANKI,
)


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        ROW._replace(type=ReviewType.FORGET, rating=None, state=State.NEW, interval=0),
        ROW._replace(type=ReviewType.PRACTICE, rating=Rating.AGAIN, origin=Origin.TERMINAL),
        reschedule(0, NOW)._replace(interval=12),
    ],
    ids=lambda row: row.type.value,
)
def test_a_row_comes_back_as_it_was_kept(author: Author, card: int, row: Review) -> None:
    row = row._replace(card=card)
    with author.collection.write():
        log.append(author.collection, row)
    assert log.history(author.collection, card) == [row]


def test_rows_come_in_the_order_of_their_instants(author: Author, card: int) -> None:
    for at in (NOW + 2, NOW, NOW + 1):
        log.append(author.collection, ROW._replace(id=at, card=card))
    assert [row.id for row in log.history(author.collection, card)] == [NOW, NOW + 1, NOW + 2]
    assert log.known_cards(author.collection) == [card]


@pytest.mark.parametrize(
    ("taken", "last", "wanted", "free"),
    [
        pytest.param([], None, NOW, NOW, id="nothing there"),
        pytest.param([NOW], None, NOW, NOW + 1, id="another card was answered in this instant"),
        pytest.param([NOW, NOW + 1], None, NOW, NOW + 2, id="two were"),
        pytest.param([], NOW, NOW, NOW + 1, id="the same card"),
        pytest.param([], NOW + 500, NOW, NOW + 501, id="the clock was set back"),
        pytest.param([NOW + 501], NOW + 500, NOW, NOW + 502, id="both"),
        pytest.param([], NOW - 500, NOW, NOW, id="an earlier answer"),
    ],
)
def test_free_instant(
    author: Author, card: int, taken: list[int], last: int | None, wanted: int, free: int
) -> None:
    """An answer gets the instant it was given, or the next one that keeps order and is free."""
    rows = [(at, author.card("b")) for at in taken] + [(last, card)] * (last is not None)
    for at, whose in rows:
        log.append(author.collection, ROW._replace(id=at or 0, card=whose))
    assert log.free_instant(author.collection, wanted, card) == free


def test_undo_hides_an_answer_and_what_it_lined_up(author: Author, card: int) -> None:
    other = author.card("b")
    first = answer(author.collection, card)
    second = answer(author.collection, card)
    with author.collection.write():
        log.append(author.collection, reschedule(other, second.id + 1, cause=second.id))
        assert log.undo(author.collection, second.id, NOW) == sorted([card, other])
    assert log.history(author.collection, card) == [first]
    assert log.history(author.collection, other) == []
    assert author.collection.value("SELECT count(*) FROM review") == 3
    assert log.last_act(author.collection) == first


def test_an_answer_is_undone_once(author: Author, card: int) -> None:
    """Two windows may undo the same answer; the second one has nothing to do."""
    row = answer(author.collection, card)
    with author.collection.write():
        assert log.undo(author.collection, row.id, NOW) == [card]
        assert log.undo(author.collection, row.id, NOW + 1) == []
    assert author.collection.value("SELECT at FROM undo") == NOW


def test_the_last_act_is_one_given_here(author: Author, card: int) -> None:
    assert log.last_act(author.collection) is None
    row = answer(author.collection, card)
    log.append(author.collection, ROW._replace(id=NOW + 1, card=card))
    log.append(author.collection, reschedule(card, NOW + 2))
    assert log.last_act(author.collection) == row


@pytest.mark.parametrize(
    "memory",
    [
        New(),
        New(DAY + 1),
        learned(),
        Learned(State.LEARNING, 1, 0.1, 10.0, DAY, AtInstant(NOW + 600_000), 1, 0),
        Learned(State.RELEARNING, 0, 1 / 3, 7.123456789012345, DAY, AtInstant(NOW), 20, 8),
    ],
    ids=str,
)
def test_a_memory_comes_back_to_the_last_digit(author: Author, card: int, memory: Memory) -> None:
    log.append(author.collection, ROW._replace(card=card))
    log.set_memory(author.collection, card, memory)
    assert log.memory(author.collection, card) == memory
    assert stored(author.collection, card).memory == memory


def test_a_memory_says_which_row_made_it(author: Author, card: int) -> None:
    """Practice does not count; what was undone does not either."""
    first = answer(author.collection, card)
    second = answer(author.collection, card)
    log.append(author.collection, ROW._replace(id=NOW + 9, card=card, type=ReviewType.PRACTICE))
    log.undo(author.collection, second.id, NOW)
    log.set_memory(author.collection, card, learned())
    assert author.collection.value("SELECT last_review FROM memory") == first.id


def test_a_card_whose_answers_are_all_undone_has_no_memory(author: Author, card: int) -> None:
    row = answer(author.collection, card)
    log.undo(author.collection, row.id, NOW)
    log.set_memory(author.collection, card, New())
    assert author.collection.rows("SELECT * FROM memory") == []
    assert log.memory(author.collection, card) == New()
