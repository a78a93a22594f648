"""The points of a checklist keep their ids through every edit, so that old ticks mean the same."""

import pytest

from flashcards.collection.cases import OpenCase, grade, save_case, times_missed
from flashcards.collection.connection import Collection
from flashcards.collection.points import StoredPoint, points
from flashcards.kinds import Step

from .conftest import Author

ASK, PLAN = "Asks which error costs more", "Starts with a tagger"


def _case(ask: str, plan: str = "plan") -> str:
    """A scenario; each letter or word is a point, and one in capitals is a must."""

    def listed(words: str) -> str:
        return "".join(f"- **{w.lower()}**\n" if w.isupper() else f"- {w}\n" for w in words.split())

    return f"## Scenario: Names\n\nWhat?\n\n### Ask\n\n{listed(ask)}\n### Plan\n\n{listed(plan)}"


def _points(author: Author) -> list[StoredPoint]:
    note = author.collection.value("SELECT id FROM note WHERE kind = 'scenario'")
    return points(author.collection, note)


def _ids(author: Author) -> dict[str, int]:
    return {point.text: point.id for point in _points(author) if point.step is Step.ASK}


def test_points_in_the_order_they_are_ticked(author: Author) -> None:
    author.write(_case("a B c", "d"))
    assert [(p.step, p.text, p.must) for p in _points(author)] == [
        (Step.ASK, "a", False),
        (Step.ASK, "b", True),
        (Step.ASK, "c", False),
        (Step.PLAN, "d", False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        pytest.param("a b c", "a b c", "a=a b=b c=c", id="nothing"),
        pytest.param("a b c", "a x c", "a=a x=b c=c", id="reworded in place"),
        pytest.param("a b c", "x y z", "x=a y=b z=c", id="all reworded"),
        pytest.param("a b c", "A b c", "a=a b=b c=c", id="now a must"),
        pytest.param("a b c", "c a b", "a=a b=b c=c", id="reordered"),
        pytest.param("a b c", "a c", "a=a c=c", id="removed"),
        pytest.param("a b c", "a x b c", "a=a b=b c=c", id="inserted"),
        pytest.param("a b c", "x b c a", "a=a b=b c=c", id="moved and another in its place"),
        pytest.param("a b c", "x y c", "x=a y=b c=c", id="two reworded"),
        pytest.param("a b c", "x c", "c=c", id="two become one: neither of them"),
    ],
)
def test_which_point_is_which(author: Author, before: str, after: str, kept: str) -> None:
    """What is not named in ``kept`` is a new point; what nothing names any more rests."""
    author.write(_case(before))
    old = _ids(author)
    author.write(_case(after))
    new = _ids(author)
    pairs = dict(pair.split("=") for pair in kept.split())
    assert {name: id_ for name, id_ in new.items() if id_ in old.values()} == {
        name: old[was] for name, was in pairs.items()
    }
    assert list(new) == after.lower().split()
    gone = author.collection.rows("SELECT id FROM point WHERE retired_at IS NOT NULL")
    assert {row["id"] for row in gone} == set(old.values()) - set(new.values())


def test_a_point_that_was_removed_comes_back_as_itself(author: Author) -> None:
    author.write(_case("a b c"))
    before = _ids(author)
    author.write(_case("a c"))
    author.write(_case("a b c"))
    assert _ids(author) == before


def test_a_point_that_stands_twice_is_two_points(author: Author) -> None:
    author.write(_case("a a b"))
    before = [point.id for point in _points(author)]
    author.write(_case("a a b").replace("What?", "And what?"))
    assert [point.id for point in _points(author)] == before
    assert len(set(before)) == 4


def test_a_point_in_another_step_is_another_point(author: Author) -> None:
    author.write(_case("a b", "c"))
    old = _ids(author)
    author.write(_case("b", "a c"))
    assert {p.text: p.step for p in _points(author)} == {
        "b": Step.ASK,
        "a": Step.PLAN,
        "c": Step.PLAN,
    }
    assert old["a"] not in [point.id for point in _points(author)]


def test_ticks_keep_their_meaning(author: Author) -> None:
    """A tick names its point for ever, and says whether it was a must then."""
    author.write(_case("A b"))
    ids = _ids(author)
    first = author.answer("names")
    _grade(
        author.collection, first.id, OpenCase(Step.ASK, 0, ticks={ids["a"]: False, ids["b"]: True})
    )
    author.write(_case("x b"))
    second = author.answer("names")
    _grade(author.collection, second.id, OpenCase(Step.ASK, 0, ticks={ids["a"]: True}))
    ticks = author.collection.rows("SELECT must, hit FROM tick WHERE point = ?", ids["a"])
    assert [tuple(row) for row in ticks] == [(1, 0), (0, 1)]
    assert times_missed(author.collection, ids["a"]) == (1, 2)


def test_a_case_that_lies_open_survives_an_edit(author: Author) -> None:
    author.write(_case("a b"))
    ids = _ids(author)
    save_case(
        author.collection, author.card("names"), OpenCase(Step.ASK, 0, ticks={ids["b"]: True})
    )
    author.write(_case("a"))
    author.write(_case("a c", "b"))
    rows = author.collection.rows("SELECT point FROM open_tick")
    assert [row["point"] for row in rows] == [ids["b"]]


def _grade(collection: Collection, review: int, case: OpenCase) -> None:
    with collection.write():
        grade(collection, review, case)
