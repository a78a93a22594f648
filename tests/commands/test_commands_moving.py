"""``forget`` and ``reschedule``: changes to the schedule that are no answers."""

from typing import Any

import pytest

from flashcards.collection.cases import OpenCase, open_case, save_case
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_card
from flashcards.kinds import Step
from flashcards.study.curve import MAXIMUM_INTERVAL
from tests.conftest import TODAY, Run

DAY_2, DAY_4 = "2026-11-22T09:00", "2026-11-24T09:00"


@pytest.fixture
def ready(run: Run) -> Run:
    run.ok("compile")
    return run


def memory(run: Run, card: str) -> dict[str, Any]:
    """What ``show`` says of a card, but for what no schedule changes."""
    key = card.partition("#")[0]
    shown = run.ok("show", key, "--json").json["cards"]
    return next(each for each in shown if each["card"] == card)


# Forget --------------------------------------------------------------------------------


def test_forget_makes_a_card_new_again(ready: Run) -> None:
    before = memory(ready, "models/map#answer")
    ready.ok("answer", "models/map", "good")
    assert memory(ready, "models/map#answer") != before
    outcome = ready.ok("forget", "models/map", now=DAY_2)
    assert (outcome.stdout, outcome.stderr) == ("", "models/map: 1 card is new again.\n")
    assert memory(ready, "models/map#answer") == before


def test_what_was_forgotten_is_introduced_again(ready: Run) -> None:
    """It takes its old place in the line, and the answers of before stay in the log."""
    first = ready.ok("next", "--json").json["card"]
    ready.ok("answer", first, "easy")
    ready.ok("forget", first, now=DAY_2)
    assert ready.ok("next", "--json", now=DAY_2).json["card"] == first
    ready.ok("answer", first, "good", now=DAY_2)
    reviews = ready.ok("show", first.partition("#")[0], "--json").json["reviews"]
    assert [row["type"] for row in reviews] == ["learn", "forget", "learn"]


@pytest.mark.parametrize(
    ("words", "told", "left"),
    [
        ("models/filter", "models/filter: 2 cards are new again.", []),
        ("models/filter#reverse", "models/filter: 1 card is new again.", ["answer"]),
        ("Filter", "models/filter: 2 cards are new again.", []),
    ],
)
def test_a_key_names_all_cards_of_a_note_and_a_face_one(
    ready: Run, words: str, told: str, left: list[str]
) -> None:
    for face in ("answer", "reverse"):
        ready.ok("answer", f"models/filter#{face}", "good")
    assert ready.ok("forget", words).stderr.strip() == told
    cards = ready.ok("show", "models/filter", "--json").json["cards"]
    assert [card["face"] for card in cards if card["state"] != "new"] == left


def test_only_what_was_answered_can_be_forgotten(ready: Run) -> None:
    """Of two cards the one that was answered; where none was, it says so and writes nothing."""
    ready.ok("answer", "models/filter", "good")
    assert ready.ok("forget", "models/filter").stderr == "models/filter: 1 card is new again.\n"
    outcome = ready("forget", "models/filter")
    assert outcome.code == 1
    assert outcome.stderr == "models/filter was never answered; there is nothing to forget.\n"
    assert len(ready.ok("show", "models/filter", "--json").json["reviews"]) == 2


# Reschedule ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "due", "told"),
    [
        (0, "2026-11-21", "models/map: 1 card is due on Sat 21 Nov."),
        (1, "2026-11-22", "models/map: 1 card is due on Sun 22 Nov."),
        (30, "2026-12-21", "models/map: 1 card is due on Mon 21 Dec."),
        (365, "2027-11-21", "models/map: 1 card is due on Sun 21 Nov 2027."),
    ],
)
def test_reschedule_moves_the_day_and_leaves_the_memory(
    ready: Run, days: int, due: str, told: str
) -> None:
    ready.ok("answer", "models/map", "good")
    before = memory(ready, "models/map#answer")
    outcome = ready.ok("reschedule", "models/map", days)
    assert (outcome.stdout, outcome.stderr.strip()) == ("", told)
    assert memory(ready, "models/map#answer") == before | {"due": due}


def test_a_card_that_was_never_answered_gets_a_day_of_its_own(ready: Run) -> None:
    """It is asked on that day, whatever the limit of new cards."""
    ready.ok("reschedule", "models/canary", 3)
    assert memory(ready, "models/canary#answer")["due"] == "2026-11-24"
    assert memory(ready, "models/canary#answer")["state"] == "new"
    assert ready.ok("due", "--json").json["new"] == 5
    assert ready.ok("due", "--json", now=DAY_4).json["review"] == 1
    ready.ok("answer", "models/canary", "good", now=DAY_4)
    assert memory(ready, "models/canary#answer")["reps"] == 1


def test_a_failed_card_goes_by_days_when_it_is_rescheduled(ready: Run) -> None:
    ready.ok("answer", "models/map", "again")
    assert memory(ready, "models/map#answer")["state"] == "learning"
    ready.ok("reschedule", "models/map", 2)
    assert memory(ready, "models/map#answer")["state"] == "review"
    assert memory(ready, "models/map#answer")["due"] == "2026-11-23"


def test_all_cards_of_a_note_are_due_on_one_day(ready: Run) -> None:
    """Asked for, siblings may meet; still they are asked one a day."""
    told = ready.ok("reschedule", "models/filter", 1).stderr
    assert told == "models/filter: 2 cards are due on Sun 22 Nov.\n"
    assert ready.ok("due", "--json", now=DAY_2).json["review"] == 1


# Undo ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("forget", "models/map"), "Undone: Feature map, forget"),
        (("reschedule", "models/map", 9), "Undone: Feature map, reschedule"),
        (("forget", "models/filter"), "Undone: Filter, forget"),
        (("reschedule", "models/filter", 0), "Undone: Filter, reschedule"),
    ],
)
def test_undo_takes_it_back_as_one_act(
    ready: Run, words: tuple[object, ...], sentence: str
) -> None:
    """Of a note with two cards both, and only then the answer before it."""
    for card in ("models/map", "models/filter#answer", "models/filter#reverse"):
        ready.ok("answer", card, "good")
    before = ready.ok("show", str(words[1]), "--json").json["cards"]
    ready.ok(*words)
    assert ready.ok("show", str(words[1]), "--json").json["cards"] != before
    assert ready.ok("undo").lines == [sentence]
    assert ready.ok("show", str(words[1]), "--json").json["cards"] == before
    assert ready.ok("undo").lines == ["Undone: Filter, Good"]


def test_undo_of_what_nobody_answered_has_no_rating_for_programs(ready: Run) -> None:
    ready.ok("answer", "models/map", "good")
    ready.ok("forget", "models/map", now=DAY_2)
    undone = ready.ok("undo", "--json", now=DAY_4).json
    assert undone == {
        "card": "models/map#answer",
        "key": "models/map",
        "rating": None,
        "at": "2026-11-22T09:00:00.000+00:00",
    }


# Requests that cannot be ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("forget", "nothing"), 1, "There is no note 'nothing'."),
        (("forget", "models/map#reverse"), 1, "models/map has no card 'reverse': it has answer."),
        (("reschedule", "nothing", 3), 1, "There is no note 'nothing'."),
        (("reschedule", "models/map", "--", -1), 2, "-1 is not in the range"),
        (("reschedule", "models/map", MAXIMUM_INTERVAL + 1), 2, "36501 is not in the range"),
        (("reschedule", "models/map", "soon"), 2, "'soon' is not a valid integer"),
        (("reschedule", "models/map"), 2, "Missing argument 'DAYS'"),
        (("forget",), 2, "Missing argument 'CARD'"),
    ],
)
def test_a_request_that_cannot_be_changes_nothing(
    ready: Run, words: tuple[object, ...], code: int, sentence: str
) -> None:
    ready.ok("answer", "models/map", "good")
    before = memory(ready, "models/map#answer")
    outcome = ready(*words)
    assert outcome.code == code
    assert sentence in outcome.stderr
    assert memory(ready, "models/map#answer") == before


def test_the_longest_interval_is_a_hundred_years(ready: Run) -> None:
    ready.ok("reschedule", "models/map", MAXIMUM_INTERVAL)
    assert memory(ready, "models/map#answer")["due"] == "2126-10-28"


def test_a_collection_has_to_be_there(run: Run) -> None:
    assert run("forget", "models/map").code == 10
    assert run("reschedule", "models/map", 1).code == 10


# Cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("forget", "novels"), ("reschedule", "novels", 5)])
def test_an_answer_that_lies_open_is_given_up(
    ready: Run, collection: Collection, words: tuple[object, ...]
) -> None:
    """The case is another time's affair now, and begins anew then."""
    ready.ok("answer", "novels", "good")
    card = find_card(collection, "novels").id
    save_case(collection, card, OpenCase(Step.ASK, started=1))
    ready.ok(*words)
    assert open_case(collection, card) is None


def test_a_step_that_is_forgotten_rests_until_a_case_lines_it_up(ready: Run) -> None:
    ready.ok("answer", "novels", "again", "--missed", "1")
    ready.ok("answer", "novels#ask", "good", now=DAY_2)
    ready.ok("forget", "novels#ask", now=DAY_2)
    assert ready("reschedule", "novels#ask", 1).code == 1
    ready.ok("undo")
    assert ready.ok("reschedule", "novels#ask", 1).code == 0


def test_the_day_is_the_study_day(ready: Run, collection: Collection) -> None:
    """At three at night it is still yesterday: tomorrow begins at four."""
    ready.ok("reschedule", "models/map", 1, now="2026-11-22T03:00")
    assert collection.value("SELECT due_day FROM memory") == TODAY + 1
