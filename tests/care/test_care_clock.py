"""Answers with a stamp of a wrong clock: the instants they are given instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.care.clock import instants
from flashcards.collection.clockwork import Stamped

NOW = 1_000_000
WRONG = 9_000_000


def rows(*stamps: tuple[int, int | None, int | None]) -> list[Stamped]:
    """Rows by their wrong stamps, and the right ones before and after them."""
    return [Stamped(stamp, 1, after, before) for stamp, after, before in stamps]


@pytest.mark.parametrize(
    ("stamped", "expected"),
    [
        (rows((WRONG, None, None)), [NOW]),
        (rows((WRONG, 400, None), (WRONG + 70, 400, None)), [NOW - 70, NOW]),
        (rows((WRONG, 400, 900), (WRONG + 70, 400, 900)), [829, 899]),
        (rows((WRONG, 890, 900), (WRONG + 70, 890, 900)), [891, 899]),
        (rows((WRONG, 400, 900), (WRONG + 70, 950, None)), [899, NOW]),
        (rows((WRONG + 70, 400, 900), (WRONG, 400, 900)), [899, 900]),
    ],
)
def test_where_they_belong(stamped: list[Stamped], expected: list[int]) -> None:
    """Just before what followed them, or now; never before what they followed."""
    assert instants(stamped, NOW) == expected


@given(
    st.lists(st.integers(WRONG, 2 * WRONG), min_size=1, max_size=20),
    st.integers(0, NOW - 100) | st.none(),
)
def test_they_keep_their_order_and_are_never_later_than_now(
    stamps: list[int], after: int | None
) -> None:
    found = instants(rows(*((stamp, after, None) for stamp in sorted(set(stamps)))), NOW)
    assert found == sorted(found)
    assert found[-1] == NOW
    assert found[0] > (after or 0)


def test_years_with_a_wrong_clock_are_put_right_at_once() -> None:
    """Each row is looked at once, and not beside every other one."""
    stamped = rows(*((WRONG + 2 * number, 400, None) for number in range(100_000)))
    found = instants(stamped, 10**9)
    assert found == [10**9 - 2 * number for number in range(99_999, -1, -1)]
