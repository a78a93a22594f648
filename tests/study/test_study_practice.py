"""The order of practice."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.kinds import CASE, Kind, State
from flashcards.memory import Learned, OnDay
from flashcards.study.pool import Waiting
from flashcards.study.practice import fading, ordered

KNOWN = Learned(State.REVIEW, 0, 5.0, 5.0, 20000, OnDay(20005), 3, 0)


def waiting(card: int, recall: float, face: str = "answer") -> Waiting:
    kind = Kind.SCENARIO if face == CASE else Kind.TERM
    return Waiting(card, card, kind, face, KNOWN, recall, 12)


CARDS = (waiting(1, 0.9), waiting(2, 0.5), waiting(3, 0.7), waiting(4, 0.1, CASE), waiting(5, 0.6))


def order(missed: set[int], *practised: int) -> list[int]:
    return [w.card for w in ordered(fading(CARDS), frozenset(missed), practised)]


def test_what_is_remembered_least_comes_first_and_scenarios_last() -> None:
    assert order(set()) == [2, 5, 3, 1, 4]


def test_what_was_missed_today_comes_before_all() -> None:
    assert order({1, 3}) == [3, 1, 2, 5, 4]


def test_what_was_practised_comes_again_only_when_missed_and_after_three_others() -> None:
    assert order({2}, 2) == [5, 3, 1, 4, 2]
    assert order({2}, 1, 3, 5, 2) == [2, 4]
    assert order(set(), 1, 3, 5, 2) == [4]


CARD = st.integers(1, 5)


@given(st.sets(CARD), st.lists(CARD, unique=True))
def test_every_card_comes_once_until_it_was_said(missed: set[int], practised: list[int]) -> None:
    found = order(missed, *practised)
    assert sorted(found) == sorted({1, 2, 3, 4, 5} - (set(practised) - missed))
