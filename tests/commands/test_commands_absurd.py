"""A collection that holds what no calendar has: every command that reads it still answers."""

import pytest

from flashcards.collection.connection import open_collection
from tests.conftest import Run

FAR = 10_000_000
"""As a study day, or an interval in days, far behind the year 9999."""


@pytest.fixture
def answered(run: Run) -> Run:
    run.ok("compile")
    run.ok("answer", "models/filter", "easy")
    run.ok("answer", "models/canary", "again")
    return run


READING = ["status", "due", "next", "show models/filter", "show models/canary", "search filter"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE memory SET due_day = 10000000 WHERE due_day IS NOT NULL",
        "UPDATE memory SET due_day = -10000000 WHERE due_day IS NOT NULL",
        "UPDATE memory SET due_at = 10000000000000000 WHERE due_at IS NOT NULL",
        "UPDATE review SET interval = 10000000",
        "UPDATE review SET study_day = 10000000",
        "UPDATE review SET id = id + 10000000000000000",
        "UPDATE review SET id = -id - 10000000000000000",
    ],
)
@pytest.mark.parametrize("look", [(), ("--json",)])
def test_an_absurd_row_stops_no_command_that_reads(
    answered: Run, change: str, look: tuple[str, ...]
) -> None:
    with open_collection(answered.collection) as collection:
        collection.run("PRAGMA foreign_keys = OFF")
        collection.run(change)
    for call in READING:
        assert answered.ok(*call.split(), *look).stdout


@pytest.mark.parametrize("day", [FAR, -FAR])
def test_an_absurd_log_is_examined_and_answered_to(answered: Run, day: int) -> None:
    with open_collection(answered.collection) as collection:
        collection.run("UPDATE review SET study_day = ?", day)
    assert answered("doctor", "--full").code in (0, 12)
    answered.ok("reschedule", "models/filter", 4)
    answered.ok("answer", "models/map", "good")


def test_a_day_behind_the_calendar_is_its_last(answered: Run) -> None:
    with open_collection(answered.collection) as collection:
        collection.run("UPDATE memory SET due_day = 10000000 WHERE due_day IS NOT NULL")
    cards = answered.ok("show", "models/filter", "--json").json["cards"]
    assert cards[0]["due"] == "9999-12-31"
    assert "Fri 31 Dec 9999" in answered.ok("show", "models/filter").stdout


@pytest.mark.usefixtures("homeless")
@pytest.mark.parametrize("words", ["status", "due", "compile", "show models/filter", "decks"])
def test_a_user_without_a_home_names_the_collection(answered: Run, words: str) -> None:
    answered.ok(*words.split())
