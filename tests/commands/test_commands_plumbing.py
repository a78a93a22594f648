"""``due``, ``next`` and ``answer``: the same schedule for scripts."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from flashcards.app import Moment
from flashcards.collection.cards import cards_of, find_note
from flashcards.collection.cases import OpenCase, open_case, save_case
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_card
from flashcards.kinds import Rating, Step
from flashcards.session.answering import Keeper, Overtaken
from tests.conftest import Folder, Run

DAY_2, DAY_5 = "2026-11-22T09:00", "2026-11-25T09:00"


@pytest.fixture
def ready(run: Run) -> Run:
    run.ok("compile")
    return run


def test_due_counts_what_is_left_today(ready: Run) -> None:
    counts = ready.ok("due", "--json").json
    assert counts == {
        "due": 6, "learning": 0, "review": 0, "new": 6, "backlog": 0, "minutes": 4, "roles": []
    }  # fmt: skip
    assert ready.ok("due").lines == ["6 new · about 4 min"]


@pytest.mark.parametrize(
    ("options", "new"),
    [
        (("--limit", "2"), 2),
        (("--minutes", "1"), 1),
        (("--deck", "craft"), 2),
        (("--role", "ds"), 5),
        (("--role", "all"), 6),
        (("--kind", "scenario"), 1),
    ],
)
def test_due_counts_within_the_choice(ready: Run, options: tuple[str, ...], new: int) -> None:
    assert ready.ok("due", "--json", *options).json["new"] == new


def test_next_names_the_card_and_asks_it(ready: Run) -> None:
    assert ready.ok("next", "--json").json == {
        "card": "craft/second-step#answer",
        "key": "craft/second-step",
        "kind": "term",
        "front": "Which step follows Ask?",
    }
    assert ready.ok("next").lines == ["craft/second-step#answer\tWhich step follows Ask?"]


def test_next_is_null_when_nothing_is_left(ready: Run) -> None:
    nothing = {"card": None, "key": None, "kind": None, "front": None}
    assert ready.ok("next", "--kind", "scenario", "--deck", "craft", "--json").json == nothing


@pytest.mark.parametrize("rating", ["3", "good", "Good"])
def test_an_answer_is_kept_and_told(ready: Run, rating: str) -> None:
    kept = ready.ok("answer", "craft/second-step", rating, "--json").json
    assert kept == {
        "card": "craft/second-step#answer",
        "rating": 3,
        "state": "review",
        "stability": 2.3065,
        "difficulty": pytest.approx(2.1181, abs=1e-4),
        "due": "2026-11-23",
        "interval": 2,
        "study_day": "2026-11-21",
        "leech": False,
    }
    assert ready.ok("due", "--json").json["new"] == 5


def test_a_failed_card_is_due_in_ten_minutes(ready: Run) -> None:
    kept = ready.ok("answer", "craft/second-step", "again", "--json").json
    assert (kept["state"], kept["interval"], kept["due"]) == (
        *("learning", -600, "2026-11-21T09:10:00+00:00"),
    )
    assert ready.ok("due", "--json").json["learning"] == 1
    assert ready.ok("next", "--json", now="2026-11-21T09:11").json["key"] == "craft/second-step"


def test_cards_come_back_on_their_day(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good")
    assert ready.ok("due", "--json", now=DAY_2).json["review"] == 0
    assert ready.ok("due", "--json", now=DAY_5).json["review"] == 1


def test_a_study_day_ends_at_four_in_the_morning(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good", now="2026-11-22T03:59")
    assert ready.ok("due", "--json", now="2026-11-23T03:59").json["review"] == 0
    assert ready.ok("due", "--json", now="2026-11-23T04:00").json["review"] == 1


def test_a_scenario_is_answered_with_the_points_that_were_missed(ready: Run) -> None:
    kept = ready.ok(
        *("answer", "models/novels", "hard", "--missed", "2,4", "--seconds", "1100", "--json"),
        now=DAY_2,
    ).json
    assert kept["card"] == "models/novels#case"
    assert kept["interval"] >= 5
    faces = [c["face"] for c in ready.ok("show", "novels", "--json", now=DAY_2).json["cards"]]
    assert faces == ["case", "ask", "plan"]
    assert ready.ok("due", "--json", now="2026-11-23T09:00").json["review"] == 2


def test_a_sequence_is_asked_as_a_whole_and_item_by_item(ready: Run) -> None:
    shown = ready.ok("show", "loop", "--json").json
    assert [card["face"] for card in shown["cards"]] == [
        *("whole", "after:", "after:forward-pass", "after:loss"),
    ]
    ready.ok("answer", "models/loop#after:loss", "good")


def test_siblings_are_not_introduced_on_the_same_day(ready: Run) -> None:
    ready.ok("answer", "models/filter", "good")
    asked = {"models/filter#reverse"}
    for _ in range(5):
        card = ready.ok("next", "--json").json["card"]
        assert card not in asked
        ready.ok("answer", card, "good")
    assert ready.ok("next", "--json").json["card"] is None
    assert ready.ok("due", "--json", now=DAY_2).json["new"] > 0


REFUSED = [
    (("answer", "nothing", "good"), 1, "There is no note 'nothing'."),
    (("answer", "craft/second-step#reverse", "good"), 1, "has no card 'reverse': it has answer."),
    (("answer", "craft/second-step", "fine"), 2, "'fine' is not one of"),
    (("answer", "craft/second-step", "good", "--missed", "1"), 1, "Only a scenario has points"),
    (("answer", "models/novels", "good", "--missed", "9"), 1, "There is no point 9"),
    (("answer", "models/novels", "good", "--missed", "x"), 2, "'x' is not a list of numbers"),
    (("answer", "models/novels", "easy", "--missed", "1"), 1, "Easy is for a scenario"),
    (("answer", "mod", "good"), 1, "'mod' fits several notes:"),
    (("due", "--role", "mel"), 1, "did you mean mle?"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_a_wrong_request_is_one_sentence_and_changes_nothing(
    ready: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = ready.collection.read_bytes()
    outcome = ready(*words)
    assert (outcome.code, sentence in outcome.stderr) == (code, True)
    assert ready.collection.read_bytes() == before


@pytest.mark.parametrize("command", ["due", "next", "doctor", "undo"])
def test_without_a_collection_programs_get_their_exit_code(run: Run, command: str) -> None:
    outcome = run(command)
    assert outcome.code == 10
    assert outcome.stderr.startswith("There is no collection at")
    assert not run.collection.exists()


def test_a_clock_that_was_set_back_never_runs_the_schedule_back(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good", now=DAY_5)
    before = ready.ok("show", "second-step", "--json").json["cards"][0]["stability"]
    kept = ready.ok("answer", "craft/second-step", "good", "--json", now=DAY_2).json
    assert (kept["study_day"], kept["stability"]) == ("2026-11-22", before)
    assert ready.ok("doctor", "--full", "--json", now=DAY_5).json["ok"]


def test_the_log_says_what_was_answered(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good", "--seconds", "7")
    (row,) = ready.ok("show", "second-step", "--json").json["reviews"]
    assert row == {
        "card": "craft/second-step#answer",
        "rating": 3,
        "at": "2026-11-21T09:00:00.000+00:00",
        "study_day": "2026-11-21",
        "type": "learn",
        "origin": "terminal",
    }


def test_undo_takes_back_answer_after_answer(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good")
    ready.ok("answer", "craft/clarifying", "again")
    assert ready.ok("undo").lines == ["Undone: Clarifying question, Again"]
    assert ready.ok("undo", "--json").json["key"] == "craft/second-step"
    outcome = ready("undo")
    assert (outcome.code, outcome.stderr) == (1, "There is nothing to take back.\n")
    assert ready.ok("due", "--json").json["new"] == 6
    assert ready.ok("doctor", "--json").json == {"ok": True, "findings": []}


def test_a_collection_elsewhere_is_named_once(tmp_path: Path, run: Run) -> None:
    run.collection = tmp_path / "deep" / "folder" / "other.db"
    run.ok("compile")
    assert run.collection.stat().st_mode & 0o777 == 0o600
    assert run.collection.parent.stat().st_mode & 0o777 == 0o700


def test_a_suspended_card_waits_until_it_is_unsuspended(ready: Run) -> None:
    assert "1 card is asked no more" in ready.ok("suspend", "second-step").stderr
    assert ready.ok("due", "--json", now=DAY_5).json["new"] == 5
    assert ready.ok("show", "second-step", "--json").json["cards"][0]["suspended"]
    ready.ok("unsuspend", "second-step")
    assert ready.ok("due", "--json", now=DAY_5).json["new"] == 6


def test_a_buried_card_is_back_tomorrow(ready: Run) -> None:
    assert "4 cards are not asked again today" in ready.ok("bury", "loop").stderr
    assert ready.ok("due", "--json").json["new"] == 5
    assert ready.ok("due", "--json", now=DAY_2).json["new"] == 6


def test_one_card_of_a_note_can_be_suspended(ready: Run) -> None:
    ready.ok("suspend", "models/filter#reverse")
    cards = ready.ok("show", "models/filter", "--json").json["cards"]
    assert [card["suspended"] for card in cards] == [False, True]


def test_a_graded_scenario_leaves_no_open_checklist_behind(
    ready: Run, collection: Collection
) -> None:
    note = find_note(collection, "novels")
    (case, *_) = cards_of(collection, note.id)
    save_case(collection, case.id, OpenCase(Step.ASK, 1))
    ready.ok("answer", "models/novels", "good", now=DAY_2)
    assert open_case(collection, case.id) is None


def test_a_draft_cannot_be_answered(ready: Run, deck: Folder) -> None:
    deck("## Scenario: Later {.draft}\n\nWhat?\n")
    ready.ok("compile", "decks")
    outcome = ready("answer", "later", "good", "--missed", "")
    assert (outcome.code, outcome.stderr) == (1, "deck/later is a draft: it has no cards yet.\n")


def test_next_goes_on_with_a_scenario_while_a_failed_card_waits(ready: Run) -> None:
    for _ in range(6):
        ready.ok("answer", ready.ok("next", "--json").json["card"], "easy")
    for term in ("models/filter", "models/loop"):
        ready.ok("suspend", term)
    ready.ok("answer", "craft/clarifying", "again", now=DAY_2)
    later = "2026-11-22T09:02"
    assert ready.ok("next", "--json", now=later).json["key"] == "models/novels"


def test_undo_takes_the_answer_given_last_whatever_its_clock_said(ready: Run) -> None:
    ready.ok("answer", "craft/second-step", "good", now="2026-12-24T09:00")
    ready.ok("answer", "craft/clarifying", "hard", now=DAY_2)
    assert ready.ok("undo", now=DAY_2).lines == ["Undone: Clarifying question, Hard"]


def test_an_answer_to_a_note_that_was_taken_away_does_not_count(
    ready: Run, deck: Folder, collection: Collection
) -> None:
    file = deck("### Recall\n\nThe share found.\n### Loss\n\nWhat training lowers.\n")
    ready.ok("compile", "decks")
    keeper, now = (
        Keeper(collection),
        Moment(1_790_000_000_000, 20_717, datetime(2026, 9, 21, tzinfo=UTC)),
    )
    offer = keeper.offer(find_card(collection, "recall").id, now)
    deck("### Loss\n\nWhat training lowers.\n", file.name)
    ready.ok("compile")
    with pytest.raises(Overtaken):
        keeper.answer(offer, Rating.GOOD, now, 0)


def test_a_change_is_always_newer_for_anki(
    ready: Run, deck: Folder, collection: Collection
) -> None:
    deck("### Recall\n\nThe share found.\n")
    ready.ok("compile", "decks")
    times = [collection.value("SELECT changed_at FROM note WHERE front = 'Recall'")]
    for text in ("One.", "Two."):
        deck(f"### Recall\n\n{text}\n")
        ready.ok("compile", now="2001-01-01T09:00")
        times.append(collection.value("SELECT changed_at FROM note WHERE front = 'Recall'"))
    assert [later - earlier for earlier, later in pairwise(times)] == [1000, 1000]
