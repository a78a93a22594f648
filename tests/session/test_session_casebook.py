"""What an answer in the making keeps of its time, under a clock that the test moves."""

from dataclasses import dataclass

import pytest

from flashcards.app import Moment
from flashcards.collection.cases import open_case
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_card
from flashcards.days import starts_at
from flashcards.kinds import Step
from flashcards.session.answering import Keeper
from flashcards.session.casebook import Casebook
from flashcards.session.grading import Checklist
from tests.conftest import TODAY


@dataclass
class Desktop:
    """A scenario of two steps with two points each, and a clock; ``ms`` moves by hand."""

    collection: Collection
    card: int
    checklist: Checklist
    ms: int = 0
    readings: int = 0

    def clock(self) -> int:
        self.readings += 1
        return self.ms

    def book(self) -> Casebook:
        return Casebook(self.collection, self.card, self.checklist, self.clock, now=0)

    def stored(self) -> dict[str, int]:
        case = open_case(self.collection, self.card)
        assert case is not None
        return dict(case.seconds)


@pytest.fixture
def desktop(collection: Collection) -> Desktop:
    card = find_card(collection, "novels")
    offer = Keeper(collection).offer(card.id, Moment(0, TODAY, starts_at(TODAY)))
    return Desktop(collection, card.id, Checklist.of(collection, offer))


def judge_all(book: Casebook) -> None:
    for point in book.checklist.points:
        book.begin(point.step)
        book.tick(point, hit=True)


def test_time_is_charged_to_the_step_that_is_worked_on(desktop: Desktop) -> None:
    book = desktop.book()
    book.begin(Step.ASK)
    for point in book.open_points(Step.ASK):
        desktop.ms += 30_000
        book.tick(point, hit=True)
    book.begin(Step.PLAN)
    desktop.ms += 200_000
    book.save()
    assert desktop.stored() == {"ask": 60, "plan": 200}


def test_a_step_that_begins_ends_the_time_of_the_one_before(desktop: Desktop) -> None:
    book = desktop.book()
    desktop.ms += 10_000
    book.begin(Step.PLAN)
    desktop.ms += 5_000
    book.save()
    assert desktop.stored() == {"ask": 10, "plan": 5}


def test_a_tick_taken_back_is_charged_to_the_step_where_it_was_done(desktop: Desktop) -> None:
    book = desktop.book()
    for point in book.open_points(Step.ASK):
        book.tick(point, hit=True)
    book.begin(Step.PLAN)
    desktop.ms += 7_000
    book.untick()
    assert book.open_step() is Step.ASK
    assert desktop.stored() == {"ask": 0, "plan": 7}


def test_fractions_of_a_second_add_up(desktop: Desktop) -> None:
    book = desktop.book()
    point = book.checklist.points[0]
    for number in range(20):
        desktop.ms += 950
        book.tick(point, hit=bool(number % 2))
    assert book.milliseconds == 19_000
    assert desktop.stored() == {"ask": 19}


def test_a_save_reads_the_clock_once(desktop: Desktop) -> None:
    book = desktop.book()
    before = desktop.readings
    book.tick(book.checklist.points[0], hit=True)
    assert desktop.readings == before + 1


def test_what_is_saved_is_not_saved_again(desktop: Desktop) -> None:
    """Were the disk full then, it would say of what is kept that nothing was changed."""
    book = desktop.book()
    book.tick(book.checklist.points[0], hit=True)
    written = desktop.collection.connection.total_changes
    desktop.ms += 400
    book.save()
    assert desktop.collection.connection.total_changes == written
    desktop.ms += 600
    book.save()
    assert desktop.collection.connection.total_changes > written
    assert desktop.stored() == {"ask": 1}


def test_an_answer_goes_on_with_the_time_it_has_taken(desktop: Desktop) -> None:
    book = desktop.book()
    desktop.ms += 90_000
    book.save()
    desktop.ms += 3_600_000
    again = desktop.book()
    desktop.ms += 1_000
    assert again.resumed
    assert again.seconds == 91


def test_the_clock_stands_still_while_the_result_is_shown(desktop: Desktop) -> None:
    book = desktop.book()
    desktop.ms += 60_000 * book.checklist.minutes
    judge_all(book)
    assert book.in_time
    desktop.ms += 600_000
    book.save()
    assert book.in_time
    assert sum(desktop.stored().values()) == 60 * book.checklist.minutes


def test_the_clock_runs_again_when_a_tick_is_taken_back(desktop: Desktop) -> None:
    book = desktop.book()
    desktop.ms += 5_000
    judge_all(book)
    desktop.ms += 600_000
    book.untick()
    desktop.ms += 2_000
    assert book.seconds == 7


def test_a_second_too_many_is_not_in_time(desktop: Desktop) -> None:
    book = desktop.book()
    desktop.ms += 60_000 * book.checklist.minutes + 999
    assert book.in_time
    desktop.ms += 1
    assert not book.in_time
