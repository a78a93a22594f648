"""Scenario answers: the case that lies open, tick by tick, and the checklists that were graded."""

from dataclasses import replace

import pytest

from flashcards.collection import cases
from flashcards.collection.cases import OpenCase
from flashcards.collection.log import undo
from flashcards.collection.points import points
from flashcards.kinds import Step

from .conftest import NOW, Author, answer

CASE = "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- **a**\n- b\n\n### Plan\n\n- c\n"


@pytest.fixture
def card(author: Author) -> int:
    """The case card of a scenario with the points a (a must), b and c."""
    author.write(CASE)
    return author.card("names")


def _ids(author: Author) -> list[int]:
    note = author.collection.value("SELECT id FROM note")
    return [point.id for point in points(author.collection, note)]


def test_an_open_case_comes_back_as_it_was_left(author: Author, card: int) -> None:
    a, b, _ = _ids(author)
    assert cases.open_case(author.collection, card) is None
    case = OpenCase(Step.ASK, NOW)
    for step in (
        case,
        replace(case, ticks={a: True}),
        replace(case, ticks={a: True, b: False}, seconds={"ask": 61}),
        replace(case, ticks={a: False}, hint=True, answer="I would ask\nwhat it costs."),
        replace(case, step=Step.PLAN, seconds={"ask": 61, "plan": 2}),
    ):
        cases.save_case(author.collection, card, step)
        assert cases.open_case(author.collection, card) == step
    with author.collection.write():
        cases.close_case(author.collection, card)
    assert cases.open_case(author.collection, card) is None
    assert author.collection.rows("SELECT * FROM open_tick") == []


def test_a_graded_checklist_stays_with_its_answer(author: Author, card: int) -> None:
    a, b, c = _ids(author)
    row = answer(author.collection, card)
    case = OpenCase(Step.PLAN, NOW, {"ask": 90}, hint=True, answer="x", ticks={a: True, c: False})
    cases.grade(author.collection, row.id, case)
    attempt = author.collection.row("SELECT * FROM attempt")
    assert attempt
    assert tuple(attempt) == (row.id, '{"ask": 90}', 1, "x")
    ticks = author.collection.rows("SELECT * FROM tick ORDER BY point")
    assert [tuple(tick) for tick in ticks] == [(row.id, a, 1, 1), (row.id, c, 0, 0)]
    assert b not in [tick["point"] for tick in ticks]


def test_times_missed_leaves_out_what_was_undone(author: Author, card: int) -> None:
    a, b, _ = _ids(author)
    rows = [answer(author.collection, card) for _ in range(3)]
    for row, hit in zip(rows, (False, True, False), strict=True):
        cases.grade(author.collection, row.id, OpenCase(Step.ASK, NOW, ticks={a: hit}))
    assert cases.times_missed(author.collection, a) == (2, 3)
    undo(author.collection, rows[2].id, NOW)
    assert cases.times_missed(author.collection, a) == (1, 2)
    assert cases.times_missed(author.collection, b) == (0, 0)
