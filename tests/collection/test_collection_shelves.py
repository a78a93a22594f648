"""What there is by deck and role, where it comes from, and what shapes the schedule."""

import json

import pytest

from flashcards.collection import decks
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter, check_decks
from flashcards.collection.settings import (
    add_parameters,
    parameters,
    rollover_hour,
    set_setting,
    setting,
)
from flashcards.collection.shelves import Count, Shelf, count, shelves
from flashcards.errors import BadRequest
from flashcards.kinds import Kind

from .conftest import Author

TERMS = "---\ndeck: Networks\n---\n\n### Filter {.reverse}\n\na\n\n### Map {area=deployment}\n\nb\n"
WEIGHTS, OLD = (0.5,) * 21, (0.25,) * 21
CASE = "# Cases\n\n## Scenario: Names\n\nWhat?\n\n### Ask\n\n- a\n\n### Plan\n\n- b\n"


@pytest.fixture
def study(author: Author) -> Author:
    """An author with two terms of their own and a shipped scenario."""
    author.write(TERMS, "networks.md")
    author.write(CASE, "cases.md", "shipped")
    return author


def test_counts(study: Author) -> None:
    """Cards that rest are not counted; a note is seen when one of its cards was answered."""
    assert count(study.collection, Filter()) == Count(2, 1, 4, 0, 0)
    study.answer("filter#reverse")
    study.answer("names")
    assert count(study.collection, Filter()) == Count(2, 1, 4, 1, 1)
    assert count(study.collection, Filter(roles=("ds",))) == Count(1, 1, 3, 1, 1)
    assert count(study.collection, Filter(kind=Kind.SCENARIO)) == Count(0, 1, 1, 0, 1)
    study.write(TERMS.replace(".reverse", ".draft"), "networks.md")
    assert count(study.collection, Filter()) == Count(1, 1, 2, 0, 1)


def test_shelves(study: Author) -> None:
    assert shelves(study.collection) == [
        Shelf("mine", "networks.md", "networks", "Networks", 2, 0),
        Shelf("shipped", "cases.md", "cases", "Cases", 0, 1),
    ]
    study.write("A README without cards.\n", "networks.md")
    assert shelves(study.collection)[0] == Shelf(
        "mine", "networks.md", "networks", "networks", 0, 0
    )
    study.write(TERMS, "terms.md")
    study.remove("networks.md")
    assert [shelf.path for shelf in shelves(study.collection)] == ["terms.md", "cases.md"]


@pytest.mark.parametrize("name", ["networks", "Networks"])
def test_a_deck_is_named_by_its_id_or_title(study: Author, name: str) -> None:
    check_decks(study.collection, ("Cases", name))
    study.write(TERMS.replace("Networks", "Nets"), "nets.md")
    study.remove("networks.md")
    with pytest.raises(BadRequest) as refusal:
        check_decks(study.collection, (name,))
    assert str(refusal.value) == f"There is no deck '{name}'."


# Roots ---------------------------------------------------------------------------------


def _paths(collection: Collection) -> list[str]:
    return [root.path for root in decks.roots(collection)]


def test_the_newest_root_wins_and_the_shipped_one_is_last(blank: Collection) -> None:
    for path in ("shipped", "/a", "/b"):
        decks.add_root(blank, path)
    assert _paths(blank) == ["/b", "/a", "shipped"]


def test_the_shipped_root_is_last_even_when_it_comes_last(blank: Collection) -> None:
    for path in ("/a", "shipped"):
        decks.add_root(blank, path)
    assert _paths(blank) == ["/a", "shipped"]


def test_a_root_is_removed_and_added_again(blank: Collection) -> None:
    for path in ("shipped", "/a", "/b"):
        decks.add_root(blank, path)
    for path in ("/a", "shipped"):
        decks.remove_root(blank, path)
    assert _paths(blank) == ["/b"]
    assert decks.is_known(blank, "/a")
    assert not decks.is_known(blank, "/c")
    for path in ("/a", "shipped"):
        decks.add_root(blank, path)
    assert _paths(blank) == ["/a", "/b", "shipped"]
    assert blank.value("SELECT count(*) FROM root") == 3


def test_a_file_that_is_gone_has_no_digest(study: Author) -> None:
    before = {deck.path: deck for deck in decks.decks(study.collection)}
    study.write("### Other\n\nx\n", "other.md")
    study.remove("networks.md")
    after = {deck.path: deck for deck in decks.decks(study.collection)}
    assert after["networks.md"].digest is None
    assert after["cases.md"].digest == before["cases.md"].digest is not None


# What shapes the schedule --------------------------------------------------------------


def test_the_newest_parameters_of_a_kind_are_in_force(blank: Collection) -> None:
    assert parameters(blank, Kind.TERM) is None
    sql = (
        "INSERT INTO parameters (kind, made_at, model, weights, desired_retention)"
        " VALUES (?, 0, 'FSRS-6', ?, ?)"
    )
    for kind, weights, retention in (("term", OLD, 0.9), ("term", WEIGHTS, 0.95)):
        blank.run(sql, kind, json.dumps(weights), retention)
    found = parameters(blank, Kind.TERM)
    assert found
    assert (found.id, found.weights, found.desired_retention) == (2, WEIGHTS, 0.95)
    assert parameters(blank, Kind.SCENARIO) is None


def test_a_setting(blank: Collection) -> None:
    assert setting(blank, "rollover_hour") is None
    assert rollover_hour(blank) == 4
    for hour in ("0", "23"):
        set_setting(blank, "rollover_hour", hour)
        assert setting(blank, "rollover_hour") == hour
        assert rollover_hour(blank) == int(hour)


def test_other_parameters_are_one_more_row(blank: Collection) -> None:
    add_parameters(blank, Kind.TERM, WEIGHTS, 0.9, 1000)
    add_parameters(blank, Kind.TERM, WEIGHTS, 0.95, 2000)
    found = parameters(blank, Kind.TERM)
    assert found
    assert (found.weights, found.desired_retention) == (WEIGHTS, 0.95)
    rows = blank.rows("SELECT kind, made_at, model, desired_retention FROM parameters")
    assert [tuple(row) for row in rows] == [
        ("term", 1000, "FSRS-6", 0.9),
        ("term", 2000, "FSRS-6", 0.95),
    ]
