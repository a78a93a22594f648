"""Which cards are for today, and which comes next.

In the tables ``new(1)`` is a card never asked, ``due(2)`` a review, ``failed(3, 6)`` a card due
again in six minutes, ``unseen(4)`` and ``case(5)`` whole scenarios, ``step(6)`` a step of one.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.study.pool import Later, Limits, Log, Waiting

from .evening import (
    MINUTE,
    NOW,
    REGULAR,
    SECOND,
    Evening,
    case,
    due,
    failed,
    new,
    numbers,
    queue,
    step,
    unseen,
)


def first(*cards: Waiting, log: Log = REGULAR) -> int | None:
    """The card that is asked first; None where there is none, or only a wait."""
    found = queue(*cards, log=log).next(NOW)
    return found.card if isinstance(found, Waiting) else None


# What comes next -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cards", "asked"),
    [
        ([], None),
        ([new(1)], 1),
        ([due(1), failed(2, minutes=0)], 2),
        ([due(1), failed(2, minutes=-3), failed(3, minutes=-7)], 3),
        ([failed(1, minutes=6), due(2)], 2),
        ([failed(1, minutes=6), new(2)], 2),
        ([new(1), due(2)], 2),
        ([step(1), due(2)], 2),
        ([step(1), new(2)], 2),
        ([unseen(1), step(2)], 2),
        ([unseen(1), due(2)], 2),
        ([unseen(1), failed(2, minutes=-1)], 2),
        ([unseen(1)], 1),
        ([failed(1, minutes=6)], None),
    ],
)
def test_failed_cards_that_are_due_then_terms_then_steps_then_a_case(
    cards: list[Waiting], asked: int | None
) -> None:
    assert first(*cards) == asked


def test_reviews_and_new_cards_are_mixed() -> None:
    cards = [due(n, 0.5 - n / 100) for n in range(6)] + [new(n) for n in range(10, 13)]
    assert numbers(Evening(cards).asked()) == [0, 10, 1, 2, 11, 3, 4, 12, 5]


@given(st.integers(0, 40), st.integers(0, 10))
def test_the_mix_is_even_over_the_whole_day(reviews: int, news: int) -> None:
    cards = [due(n) for n in range(reviews)] + [new(n) for n in range(100, 100 + news)]
    order = numbers(Evening(cards).asked())
    assert len(order) == reviews + news
    for asked in range(len(order)):
        share = news * asked / len(order)
        assert abs(sum(card >= 100 for card in order[:asked]) - share) <= 1


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400)), max_size=30), st.integers(0, 10))
def test_a_restart_changes_nothing(facts: list[tuple[float, int]], news: int) -> None:
    """What the first queue announced is asked, although each card is dealt anew."""
    cards = [due(n, recall, overdue) for n, (recall, overdue) in enumerate(facts)]
    evening = Evening([*cards, *(new(n) for n in range(100, 100 + news))])
    announced = evening.queue()
    order = numbers(evening.asked())
    assert [card for card in order if card < 100] == numbers(announced.reviews)
    assert [card for card in order if card >= 100] == numbers(announced.new)


def test_what_was_answered_is_counted_once() -> None:
    evening = Evening([due(1), due(2)])
    evening.answer(due(1), again_in=10)
    evening.answer(due(2))
    left = evening.queue()
    assert (left.log.answered, left.fresh, len(left.cards)) == (2, 0, 1)


# The order of reviews ------------------------------------------------------------------


def test_the_longest_overdue_review_comes_first() -> None:
    """Of one day by descending recall: what is nearly lost takes longest to save."""
    waiting = [due(1, 0.7, 2), due(2, 0.9, 2), due(3, 0.5, 9), due(4, 0.95, 0), due(5, 0.8, 2)]
    expected = [3, 2, 5, 1, 4]
    assert numbers(queue(*waiting).reviews) == expected
    assert numbers(Evening(waiting).asked()) == expected


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400)), max_size=40), st.integers(0, 9))
def test_each_review_is_asked_once(facts: list[tuple[float, int]], done: int) -> None:
    cards = [due(n, recall, overdue) for n, (recall, overdue) in enumerate(facts)]
    order = queue(*cards, log=REGULAR._replace(reviews=done)).reviews
    assert sorted(numbers(order)) == list(range(len(cards)))
    assert set(order) == set(cards)


# Limits --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "limit", "expected"),
    [(0, 10, 10), (4, 10, 6), (10, 10, 0), (12, 10, 0), (0, 0, 0), (0, 3, 3)],
)
def test_so_many_new_terms_a_day(answered: int, limit: int, expected: int) -> None:
    cards = [new(n) for n in range(20)]
    log = REGULAR._replace(new_terms=answered)
    left = queue(*cards, log=log, limits=Limits(new=limit))
    assert numbers(left.new) == list(range(expected))


def test_ten_new_terms_and_one_case_a_day_are_the_default() -> None:
    assert (Limits().new, Limits().cases) == (10, 1)
    assert Limits().cards is Limits().minutes is None


@pytest.mark.parametrize(
    ("limits", "reviews", "news", "backlog"),
    [
        (Limits(), 5, 3, 0),
        (Limits(cards=8), 5, 3, 0),
        (Limits(cards=7), 5, 2, 0),
        (Limits(cards=5), 5, 0, 0),
        (Limits(cards=4), 4, 0, 1),
        (Limits(cards=0), 0, 0, 5),
        (Limits(minutes=2.8), 5, 3, 0),
        (Limits(minutes=2.7), 5, 2, 0),
        (Limits(minutes=1), 5, 0, 0),
        (Limits(minutes=0.9), 4, 0, 1),
        (Limits(minutes=0), 0, 0, 5),
        (Limits(cards=2, minutes=60), 2, 0, 3),
        (Limits(cards=60, minutes=0.4), 2, 0, 3),
    ],
)
def test_limits_hold_reviews_first(limits: Limits, reviews: int, news: int, backlog: int) -> None:
    """A review takes 12 seconds, a new term 36; what does not fit is the backlog."""
    cards = [due(n) for n in range(5)] + [new(n) for n in range(10, 13)]
    left = queue(*cards, limits=limits)
    assert (len(left.reviews), len(left.new), left.backlog) == (reviews, news, backlog)


@pytest.mark.parametrize(
    ("again", "reviews"),
    [
        ([], 3),
        ([failed(8, minutes=-1)], 2),
        ([failed(8, minutes=-1), failed(9, minutes=0)], 1),
        ([failed(8, minutes=6)], 3),
    ],
)
def test_a_failed_card_that_is_due_takes_the_place_of_a_review(
    again: list[Waiting], reviews: int
) -> None:
    """One that is not due yet does not: the reviews are asked before it."""
    left = queue(*again, *(due(n) for n in range(5)), limits=Limits(cards=3))
    assert len(left.reviews) == reviews
    assert left.learning == tuple(sorted(again, key=lambda w: -w.card))[::-1]


@pytest.mark.parametrize(
    ("cards", "limits", "new_ones", "cases"),
    [
        ([due(1), due(2), new(3), unseen(4)], Limits(), [3], [4]),
        ([due(1), due(2), new(3), unseen(4)], Limits(cards=4), [3], [4]),
        ([due(1), due(2), new(3), case(4)], Limits(cards=1), [], []),
        ([step(1), new(2), case(3, minutes=1)], Limits(minutes=5), [2], [3]),
        ([step(1), new(2), case(3, minutes=1)], Limits(minutes=2.9), [], []),
    ],
)
def test_a_backlog_stops_new_terms_and_cases(
    cards: list[Waiting], limits: Limits, new_ones: list[int], cases: list[int]
) -> None:
    """Even where a new term would fit into the minutes that a step leaves."""
    left = queue(*cards, limits=limits)
    assert (numbers(left.new), numbers(left.cases)) == (new_ones, cases)


def test_nothing_new_until_the_backlog_fits_one_day() -> None:
    """Twelve reviews at four a day: new terms come on the fourth day."""
    backlog, news = [due(n) for n in range(12)], [new(n) for n in range(50, 90)]
    introduced = []
    for _ in range(4):
        day = Evening([*backlog, *news], limits=Limits(cards=4))
        left = day.queue()
        introduced.append(len(left.new))
        backlog = [c for c in backlog if c not in left.reviews]
    assert introduced == [0, 0, 0, 4]


@pytest.mark.parametrize(
    ("limits", "done", "reviews", "news", "backlog"),
    [
        (Limits(reviews=None), 0, 5, 3, 0),
        (Limits(reviews=6), 0, 5, 3, 0),
        (Limits(reviews=5), 0, 5, 3, 0),
        (Limits(reviews=4), 0, 4, 0, 1),
        (Limits(reviews=6), 1, 5, 3, 0),
        (Limits(reviews=6), 2, 4, 0, 1),
        (Limits(reviews=6), 6, 0, 0, 5),
        (Limits(reviews=6), 9, 0, 0, 5),
        (Limits(reviews=0), 0, 0, 0, 5),
        (Limits(reviews=4, cards=3), 0, 3, 0, 2),
        (Limits(reviews=3, cards=4), 0, 3, 0, 2),
        (Limits(reviews=5, cards=6), 0, 5, 1, 0),
        (Limits(reviews=5, minutes=0.4), 0, 2, 0, 3),
    ],
)
def test_so_many_reviews_a_day(
    limits: Limits, done: int, reviews: int, news: int, backlog: int
) -> None:
    """The limit is of the whole day; new cards do not count against it."""
    cards = [due(n) for n in range(5)] + [new(n) for n in range(10, 13)]
    left = queue(*cards, limits=limits, log=REGULAR._replace(reviews=done))
    assert (len(left.reviews), len(left.new), left.backlog) == (reviews, news, backlog)


def test_steps_are_reviews_of_the_day_and_cases_are_not() -> None:
    cards = [due(1), step(2), unseen(3)]
    left = queue(*cards, limits=Limits(reviews=2))
    assert (numbers(left.steps), numbers(left.cases), left.backlog) == ([2], [3], 0)
    left = queue(*cards, limits=Limits(reviews=1))
    assert (len(left.reviews) + len(left.steps), left.cases, left.backlog) == (1, (), 1)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400)), max_size=30),
    st.integers(0, 30),
    st.integers(0, 10),
)
def test_a_day_never_holds_more_reviews_than_its_limit(
    facts: list[tuple[float, int]], limit: int, news: int
) -> None:
    """However often the program is started: what is left is counted from the log."""
    cards = [due(n, recall, overdue) for n, (recall, overdue) in enumerate(facts)]
    cards += [new(n) for n in range(100, 100 + news)]
    evening = Evening(cards, limits=Limits(reviews=limit))
    asked = [card for card in numbers(evening.asked()) if card < 100]
    assert len(asked) == min(limit, len(facts))
    assert evening.log.reviews <= limit


def test_no_new_cards_while_a_backlog_is_there_and_again_when_it_fits() -> None:
    """Twelve reviews at five a day: the third day holds the last two, and what is new."""
    left, news, days = [due(n, overdue=9) for n in range(12)], [new(n) for n in range(50, 90)], []
    for _ in range(3):
        evening = Evening([*left, *news], limits=Limits(reviews=5, new=4))
        days.append(numbers(evening.asked()))
        left = [card for card in left if card in evening.cards]
    assert [sum(card >= 50 for card in day) for day in days] == [0, 0, 4]
    assert [sum(card < 50 for card in day) for day in days] == [5, 5, 2]


def test_new_cards_come_no_sooner_within_the_day() -> None:
    """When the reviews of today are done, the backlog is still there."""
    evening = Evening([*(due(n) for n in range(6)), new(50)], limits=Limits(reviews=5))
    assert len(list(evening.asked())) == 5
    assert (evening.queue().new, evening.queue().backlog) == ((), 1)


# Siblings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cards", "log", "introduced"),
    [
        ([new(1, note=7), new(2, note=7), new(3, note=8)], REGULAR, [1, 3]),
        ([new(1, note=7), due(2, note=7)], REGULAR, []),
        ([new(1, note=7), failed(2, minutes=6, note=7)], REGULAR, []),
        ([new(1, note=7)], REGULAR._replace(notes=frozenset({7})), []),
        ([new(1, note=7)], REGULAR._replace(notes=frozenset({8})), [1]),
    ],
)
def test_cards_of_one_note_are_not_introduced_on_one_day(
    cards: list[Waiting], log: Log, introduced: list[int]
) -> None:
    assert numbers(queue(*cards, log=log).new) == introduced


@pytest.mark.parametrize(
    ("cards", "log", "asked"),
    [
        ([due(1, note=7), due(2, note=7), due(3, note=8)], REGULAR, [1, 3]),
        ([due(1, note=7), due(2, overdue=3, note=7)], REGULAR, [2]),
        ([due(1, recall=0.9, note=7), due(2, recall=0.5, overdue=3, note=7)], REGULAR, [2]),
        ([due(1, note=7)], REGULAR._replace(notes=frozenset({7})), []),
        ([due(1, note=7)], REGULAR._replace(notes=frozenset({7}), cards=frozenset({2})), []),
        ([due(1, note=7)], REGULAR._replace(notes=frozenset({7}), cards=frozenset({1})), [1]),
        ([due(1, note=7)], REGULAR._replace(notes=frozenset({8})), [1]),
        ([due(1, note=7), failed(2, minutes=6, note=7)], REGULAR, []),
        ([due(1, note=7), failed(2, minutes=-1, note=7)], REGULAR, []),
        ([due(1, note=7), failed(2, minutes=600, note=7)], REGULAR, []),
        ([due(1, note=7), new(2, note=7)], REGULAR, [1]),
    ],
)
def test_of_a_note_one_card_a_day(cards: list[Waiting], log: Log, asked: list[int]) -> None:
    """The longest overdue: the answer of the one is on the front of the other."""
    left = queue(*cards, log=log)
    assert sorted(numbers(left.reviews)) == asked
    assert (left.backlog, left.new) == (0, ())


def test_a_sibling_that_waits_is_asked_tomorrow() -> None:
    """It is no backlog: new cards come, and it takes nobody's place."""
    cards = [due(1, note=7), due(2, note=7), new(3)]
    left = queue(*cards, limits=Limits(cards=2))
    assert (numbers(left.reviews), numbers(left.new), left.backlog) == ([1], [3], 0)
    assert numbers(queue(cards[1], cards[2]).reviews) == [2]


@pytest.mark.parametrize("log", [REGULAR, REGULAR._replace(notes=frozenset({7}))])
def test_the_steps_of_one_scenario_are_all_asked(log: Log) -> None:
    """They were lined up for one day on purpose, and the case may have been asked before them."""
    left = queue(step(1, note=7), step(2, note=7), step(3, note=8), log=log)
    assert numbers(left.steps) == [1, 2, 3]


# Failed cards --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "seconds", "wait"),
    [
        (0, 0, 60),
        (0, 45, 15),
        (0, 60, 0),
        (1, 20, 40),
        (2, 30, 30),
        (3, 9, 0),
        (3, 90, 0),
    ],
)
def test_a_failed_card_comes_after_three_others_or_one_minute(
    others: int, seconds: int, wait: int
) -> None:
    """Sooner, it would be answered from the ear and not from memory."""
    answers = [(1, NOW - seconds * SECOND)]
    answers = [(card, NOW) for card in range(2, 2 + others)] + answers
    found = queue(failed(1, minutes=9), log=REGULAR._replace(recent=tuple(answers))).next(NOW)
    assert isinstance(found, Later)
    assert (found.card.card, found.ready - NOW) == (1, wait * SECOND)


def test_a_card_failed_before_all_that_is_remembered_is_ready() -> None:
    recent = tuple((card, NOW) for card in range(2, 6))
    found = queue(failed(1, minutes=9), log=REGULAR._replace(recent=recent)).next(NOW)
    assert isinstance(found, Later)
    assert found.ready == NOW


@pytest.mark.parametrize(("minutes", "offered"), [(20, True), (20.001, False), (600, False)])
def test_nobody_waits_for_twenty_minutes(minutes: float, offered: bool) -> None:
    found = queue(failed(1, minutes=minutes)).next(NOW)
    assert (found is not None) is offered


def test_when_only_failed_cards_are_left_the_wait_is_said() -> None:
    """*2 cards are due again in 6 min. Space now*: the one that is ready, not the one just seen."""
    log = REGULAR._replace(recent=((1, NOW),))
    found = queue(failed(1, minutes=6), failed(2, minutes=8), log=log).next(NOW)
    assert isinstance(found, Later)
    assert (found.cards, found.due, found.card.card) == (2, NOW + 6 * MINUTE, 2)
    assert found.ready == NOW


def test_a_first_evening() -> None:
    """Five new cards, two failed: the others first, then a wait, and they come when due."""
    evening = Evening([new(n) for n in range(1, 6)], log=Log())
    for _ in range(5):
        waiting = evening.next()
        assert isinstance(waiting, Waiting)
        evening.answer(waiting, again_in=10 if waiting.card in (2, 5) else None)
    wait = evening.next()
    assert isinstance(wait, Later)
    assert (wait.cards, wait.card.card, wait.ready) == (2, 2, evening.now)
    evening.now += 10 * MINUTE
    assert numbers(evening.asked()) == [2, 5]
    assert evening.next() is None


# Cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "cases"),
    [
        (REGULAR, [1]),
        (Log(), []),
        (REGULAR._replace(cases=1), []),
        (REGULAR._replace(reviews=40, new_terms=10), [1]),
    ],
)
def test_one_case_a_day_and_none_on_the_first(log: Log, cases: list[int]) -> None:
    assert numbers(queue(unseen(1), unseen(2), log=log).cases) == cases


@pytest.mark.parametrize(
    ("last_was_new", "cards", "chosen"),
    [
        (False, [unseen(1), unseen(2), case(3)], 1),
        (True, [unseen(1), unseen(2), case(3)], 3),
        (True, [unseen(1), case(2, overdue=1), case(3, overdue=5)], 3),
        (True, [unseen(1)], 1),
        (False, [case(3)], 3),
    ],
)
def test_unseen_and_due_cases_take_turns(
    last_was_new: bool, cards: list[Waiting], chosen: int
) -> None:
    """A hard case that is always due must not keep the others from being seen."""
    log = REGULAR._replace(last_case_was_new=last_was_new)
    assert numbers(queue(*cards, log=log).cases) == [chosen]


def test_more_cases_a_day_take_turns_too() -> None:
    cards = [unseen(1), unseen(2), case(3, overdue=2), case(4)]
    assert numbers(queue(*cards, limits=Limits(cases=3)).cases) == [1, 3, 2]


@pytest.mark.parametrize(
    ("minutes", "cards", "cases"),
    [
        (20, [unseen(1)], [1]),
        (19.9, [unseen(1)], []),
        (20, [unseen(1), due(2)], []),
        (20.2, [unseen(1), due(2)], [1]),
        (20.2, [unseen(1), new(2)], []),
        (20.2, [unseen(1), failed(2, minutes=5)], [1]),
        (20, [unseen(1), failed(2, minutes=5)], []),
        (21, [unseen(1), due(2), due(3), new(4)], [1]),
        (22, [unseen(1), step(2)], []),
        (23, [unseen(1), step(2)], [1]),
        (10, [unseen(1, minutes=25), case(2, minutes=10)], [2]),
        (None, [unseen(1, minutes=90)], [1]),
    ],
)
def test_a_case_comes_only_when_its_minutes_fit(
    minutes: float | None, cards: list[Waiting], cases: list[int]
) -> None:
    """After the reviews, steps and new terms of today; else a shorter one, or none."""
    assert numbers(queue(*cards, limits=Limits(minutes=minutes)).cases) == cases


@pytest.mark.parametrize(("minutes", "cases"), [(45, [1, 2]), (30, [1]), (15, [])])
def test_two_cases_fit_together_or_one_waits(minutes: float, cases: list[int]) -> None:
    left = queue(unseen(1), unseen(2), limits=Limits(cases=2, minutes=minutes))
    assert numbers(left.cases) == cases


def test_the_case_comes_last() -> None:
    """Stopping early costs the case, not the terms."""
    cards = [unseen(1), step(2), *(due(n) for n in range(3, 6)), new(6)]
    order = numbers(Evening(cards).asked())
    assert order[-2:] == [2, 1]
    assert set(order[:-2]) == {3, 4, 5, 6}


def test_a_step_is_a_review_and_not_something_new() -> None:
    left = queue(step(1), limits=Limits(new=0, cases=0))
    assert numbers(left.steps) == [1]
    assert not step(1).is_unseen
    assert unseen(1).is_unseen
    assert unseen(1).is_case
    assert not step(1).is_case
