"""The order in which new cards come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.study.order import AHEAD, Entry, positions


def term(key: str, area: str = "modeling") -> Entry:
    """A term; what stands before the ``/`` of its key is its deck."""
    return Entry(key, key.partition("/")[0], area, scenario=False)


def scenario(key: str, *linked: str, area: str = "modeling") -> Entry:
    return Entry(key, key.partition("/")[0], area, scenario=True, linked=frozenset(linked))


def line(*entries: Entry) -> str:
    places = positions(entries)
    assert len(set(places.values())) == len(entries)
    return " ".join(sorted(places, key=places.__getitem__))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ""),
        ([term("a/1"), term("a/2"), term("a/3")], "a/1 a/2 a/3"),
        ([term("a/1"), term("a/2"), term("b/1"), term("b/2")], "a/1 b/1 a/2 b/2"),
        ([term("a/1"), term("b/1"), term("b/2"), term("c/1")], "a/1 b/1 c/1 b/2"),
        ([term("b/1"), term("a/1"), term("b/2")], "b/1 a/1 b/2"),
    ],
)
def test_decks_take_turns_in_the_order_of_their_files(entries: list[Entry], expected: str) -> None:
    assert line(*entries) == expected


@pytest.mark.parametrize("area", ["interview", ""])
def test_what_every_role_learns_comes_first(area: str) -> None:
    """The craft of the interview, and notes without an area, in the order of their file."""
    craft = [term("craft/1", area), term("craft/2", area)]
    assert line(term("a/1"), term("b/1"), *craft) == "craft/1 craft/2 a/1 b/1"


def test_what_every_role_learns_is_no_wall_before_the_rest() -> None:
    """After three days of the craft it takes turns with the other decks."""
    craft = [term(f"craft/{number}", "interview") for number in range(AHEAD + 2)]
    told = line(*craft, term("a/1"), term("a/2")).split()
    assert told[AHEAD:] == [f"craft/{AHEAD}", "a/1", f"craft/{AHEAD + 1}", "a/2"]


def test_one_deck_may_hold_both() -> None:
    assert line(term("a/1"), term("a/2", "interview"), term("a/3")) == "a/2 a/1 a/3"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            [scenario("a/case", "a/2"), term("a/1"), term("a/2"), term("a/3")],
            "a/1 a/2 a/case a/3",
        ),
        (
            [scenario("a/case", "a/1", "b/2"), term("a/1"), term("b/1"), term("b/2")],
            "b/1 a/1 b/2 a/case",
        ),
        ([scenario("a/case"), term("a/1")], "a/case a/1"),
        ([term("a/1"), scenario("a/case", "a/1"), term("a/2")], "a/1 a/case a/2"),
        ([scenario("a/case", "elsewhere/1"), term("a/1")], "a/case a/1"),
        (
            [scenario("craft/case", "a/2", area="interview"), term("a/1"), term("a/2")],
            "a/1 a/2 craft/case",
        ),
        (
            [scenario("a/x", "a/1"), scenario("a/y", "a/1"), term("a/1"), term("a/2")],
            "a/1 a/x a/y a/2",
        ),
    ],
)
def test_a_scenario_comes_after_the_terms_it_links_to(entries: list[Entry], expected: str) -> None:
    assert line(*entries) == expected


def test_a_term_does_not_wait_for_what_it_links_to() -> None:
    first = Entry("a/1", "a", "modeling", scenario=False, linked=frozenset({"a/3"}))
    assert line(first, term("a/2"), term("a/3")) == "a/1 a/2 a/3"


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["", "interview", "modeling"])),
        max_size=30,
    ),
    st.data(),
)
def test_all_have_a_place_and_links_are_kept(
    notes: list[tuple[str, str]], data: st.DataObject
) -> None:
    keys = [f"{deck}/{number}" for number, (deck, _) in enumerate(notes)]
    terms = [term(key, area) for key, (_, area) in zip(keys, notes, strict=True)]
    linked = data.draw(st.lists(st.sampled_from(keys), max_size=3)) if keys else []
    places = positions([scenario("a/case", *linked), *terms])
    assert len(set(places.values())) == len(notes) + 1
    assert all(places[key] < places["a/case"] for key in linked)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=20), st.integers(0, 20))
def test_a_term_more_moves_only_those_behind_it_in_its_deck(decks: list[str], place: int) -> None:
    """A compile of one file then has little to write, in a collection of any size."""
    before = [term(f"{deck}/{number}") for number, deck in enumerate(sorted(decks))]
    new = before[place % len(before)]
    at = before.index(new)
    after = [*before[:at], term(f"{new.deck}/new"), *before[at:]]
    old, now = positions(before), positions(after)
    behind = before[at : at + sum(entry.deck == new.deck for entry in before[at:])]
    assert {key for key in old if old[key] != now[key]} == {entry.key for entry in behind}


def test_places_fit_into_the_numbers_of_a_database() -> None:
    """Even those of the last of a hundred thousand notes in the last of sixty thousand files."""
    many = [term("a/last") for _ in range(100_000)]
    assert max(positions([*(term(f"{n}/x") for n in range(60_000)), *many]).values()) < 2**58
