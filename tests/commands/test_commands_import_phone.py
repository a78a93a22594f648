"""``import``: what a real Anki exports is taken in once, and means here what it means there.

Anki has no clock but the machine's, so what happens after an answer on the phone happens now.
"""

import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from flashcards.anki.reading import open_package
from flashcards.collection.cards import card as stored_card
from flashcards.collection.connection import open_collection
from flashcards.days import date_of, study_day
from flashcards.memory import AtInstant, Learned, Memory, OnDay
from flashcards.study.replay import same
from tests import history
from tests.conftest import Folder, Run
from tests.phone import Phone

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
REVIEW, STEP_ON_ANOTHER_DAY = 2, 3
"""The type of a card, and the queue of one whose step ends after the day has turned.

In the log an answer that led to such a step is like any that led to a review.
"""
FORMATS = [(".apkg", False), (".apkg", True), (".colpkg", False), (".colpkg", True)]
"""The ending of the file, and whether it is made for older versions."""


def now() -> str:
    """A moment after everything that Anki has done so far."""
    return datetime.fromtimestamp(time.time() + 60, UTC).isoformat()  # noqa: TID251 - see above


@pytest.fixture(params=[(24, 6, 25), pytest.param((400, 60, 250), marks=pytest.mark.slow)])
def answered(
    request: pytest.FixtureRequest, run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> list[int]:
    """Cards with a history went to the phone, which answered so many of them: its rows."""
    terms, scenarios, answers = request.param
    deck(history.deck_text(terms, scenarios))
    run.ok("compile", "decks")
    with open_collection(run.collection) as opened:
        history.live(opened)
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    phone.col.set_config("fsrs", True)
    run.now = now()
    given = phone.answer(islice(cycle([GOOD, AGAIN, GOOD, HARD, EASY, GOOD, GOOD]), answers))
    assert len(given) == answers
    return given


@pytest.fixture
def small(run: Run, phone: Phone, tmp_path: Path) -> Phone:
    """The small decks on the phone, with an answer that was given here."""
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    phone.col.set_config("fsrs", True)
    run.now = now()
    return phone


def test_all_answers_come_once_in_every_format_and_mean_the_same(
    answered: list[int], run: Run, phone: Phone, tmp_path: Path
) -> None:
    before = run.collection.read_bytes()
    for ending, legacy in FORMATS:
        run.collection.write_bytes(before)
        file = phone.export(tmp_path / f"back{ending}", legacy=legacy)
        first, second = (run.ok("import", file, "--json").json for _ in range(2))
        assert first["added"] == len(answered)
        assert (second["added"], second["known"]) == (0, first["known"] + first["added"])
        with open_collection(run.collection) as collection:
            rows = collection.rows("SELECT id FROM review WHERE origin = 'anki' ORDER BY id")
            assert [row["id"] for row in rows] == answered
            for card in phone.cards():
                expect_the_same(stored_card(collection, card.id).memory, card, phone)
    run.ok("doctor")


def memories(run: Run) -> dict[str, Memory]:
    """What is remembered of every card that was answered."""
    with open_collection(run.collection) as collection:
        rows = collection.rows(
            "SELECT memory.card, key || '#' || face AS name FROM memory"
            " JOIN card ON card.id = memory.card JOIN note ON note.id = card.note WHERE reps"
        )
        return {row["name"]: stored_card(collection, row["card"]).memory for row in rows}


def expect_the_same(memory: Any, card: Any, phone: Phone) -> None:
    if not isinstance(memory, Learned):
        assert (card.type, card.memory_state) == (0, None)
        return
    told = phone.col.compute_memory_state(card.id)  # what is stored in the card is rounded
    assert memory.stability == pytest.approx(told.stability, rel=1e-3)
    assert memory.difficulty == pytest.approx(told.difficulty, abs=1e-3)
    assert (memory.reps, memory.lapses) == (card.reps, card.lapses)
    day_0 = study_day(datetime.fromtimestamp(phone.col.crt, UTC))
    match memory.due:
        case OnDay(day):
            assert card.type == REVIEW or card.queue == STEP_ON_ANOTHER_DAY
            assert day - day_0 == card.due
        case AtInstant(ms):
            assert card.type in (1, 3)
            assert abs(ms // 1000 - card.due) <= 300  # Anki adds up to a quarter, five minutes


def test_a_package_brings_to_another_computer_what_is_remembered_here(
    answered: list[int], run: Run, tmp_path: Path
) -> None:
    """To export and to import is to change nothing; what Anki has no place for stays behind."""
    assert answered
    other = Run(tmp_path / "other" / "collection.db", run.patch, run.now)
    other.ok("compile", "decks")
    done = other.ok("import", tmp_path / "out.apkg", "--json").json
    assert (done["unmatched"], done["senseless"]) == (0, 0)
    told, carried = memories(run), memories(other)
    assert told.keys() == carried.keys() > {"deck/term-1#answer"}
    assert all(same(told[card], carried[card]) for card in told)
    other.ok("doctor")


# What is said ---------------------------------------------------------------------------


def test_what_came_and_what_is_left(small: Phone, run: Run, tmp_path: Path) -> None:
    rows = small.answer([GOOD, AGAIN], "AI interview::Terms")
    file = small.export(tmp_path / "back.apkg")
    at = datetime.fromtimestamp(rows[0] / 1000, UTC)
    said = run.ok("import", file)
    assert said.lines[0].startswith("2 answers of ")
    assert said.lines[0].endswith(f", {at:%H:%M}, from {file}")
    assert said.lines[1] == "2 new or in steps · 1 known already"
    assert said.lines[2].startswith("Missed   ")
    assert said.lines[3].startswith("Today    ")
    assert said.stderr.startswith("To take this import back: flashcards restore ")
    again = run.ok("import", file)
    assert again.lines[0] == f"Nothing new in {file}: 3 rows of the log known already."
    assert again.stderr == ""


def test_what_was_done_there_beside_answering(small: Phone, run: Run, tmp_path: Path) -> None:
    note = small.col.get_note(small.col.find_notes('"Front:Feature map"')[0])
    note["Answer"] += "<p>Or a <b>plane</b>.</p>"
    note.tags += ["marked", "train"]
    small.col.update_note(note)
    card = small.col.find_cards("Front:Filter card:Answer")[0]
    small.col.sched.suspend_cards([card])
    small.col.set_user_flag_for_cards(3, [card])
    file = small.export(tmp_path / "back.colpkg")
    done = run.ok("import", file, "--json").json
    assert done["added"] == 0
    assert done["edited"] == ["models/map"]
    assert done["suspended"] == done["flagged"] == ["models/filter#answer"]
    assert done["tagged"] == {"models/map": ["marked", "train"]}
    said = run.ok("import", file)
    for line in (
        f"Edited   1 note: flashcards import {file} --show-edits",
        "There    1 suspended: models/filter#answer",
        "There    1 flagged: models/filter#answer",
        "There    1 note tagged marked, train; later exports keep the tags",
    ):
        assert line in said.lines


def test_an_edit_is_shown_as_a_change_to_the_text(
    small: Phone, run: Run, shipped: Folder, tmp_path: Path
) -> None:
    note = small.col.get_note(small.col.find_notes('"Front:Feature map"')[0])
    note["Answer"] += "<p>Or a <b>plane</b>.</p>"
    small.col.update_note(note)
    file = small.export(tmp_path / "back.apkg", scheduling=False)
    before = run.collection.read_bytes()
    said = run.ok("import", file, "--show-edits")
    assert said.stdout.splitlines() == [
        f"--- {shipped.path / 'models.md'}:13",
        "+++ models/map, Answer, as edited in Anki",
        "@@ -1 +1,3 @@",
        " One channel of the output: what one *filter* gives.",
        "+",
        "+Or a **plane**.",
    ]
    assert run.collection.read_bytes() == before


def test_more_than_anybody_edits_is_refused(
    small: Phone, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.session.edits.LARGEST_EDITS", 1_000)
    note = small.col.get_note(small.col.find_notes('"Front:Feature map"')[0])
    note["Answer"] += "<p>Or a plane.</p>" * 100
    small.col.update_note(note)
    small.answer([GOOD])
    before = run.collection.read_bytes()
    refused = run("import", small.export(tmp_path / "back.apkg"))
    sentence = "What was edited in Anki is longer than any decks; it is not read.\n"
    assert (refused.code, refused.stderr) == (1, sentence)
    assert run.collection.read_bytes() == before


def test_tags_of_the_phone_outlive_a_change_of_the_text(
    small: Phone, run: Run, shipped: Folder, tmp_path: Path
) -> None:
    note = small.col.get_note(small.col.find_notes('"Front:Canary release"')[0])
    note.tags += ["marked", "train"]
    small.col.update_note(note)
    small.answer([GOOD])
    run.ok("import", small.export(tmp_path / "back.apkg"))
    text = shipped.path / "models.md"
    text.write_text(text.read_text().replace("a small share", "one percent"))
    run.ok("compile")
    run.ok("export", tmp_path / "again.apkg")
    assert small.open(tmp_path / "again.apkg", progress=True).updated
    assert "one percent" in small.col.get_note(note.id)["Answer"]
    assert {"marked", "train"} < set(small.col.get_note(note.id).tags)
    run.ok("export", tmp_path / "friend.apkg", "--no-scheduling")
    with open_package(tmp_path / "friend.apkg") as package:
        assert all("train" not in each.tags for each in package.notes())


def test_a_card_that_was_answered_there_last_is_not_due_there(
    small: Phone, run: Run, tmp_path: Path
) -> None:
    """What both have answered since the last export, and Anki last."""
    key = "craft/second-step"
    run.now = datetime.fromtimestamp(time.time() - 60, UTC).isoformat()  # noqa: TID251 - see above
    run.ok("answer", key, "good")
    assert any(line.startswith("Phone       1 card ") for line in run.ok("status").lines)
    small.answer([GOOD] * 2, "AI interview::Terms::Interview craft")
    run.now = now()
    run.ok("import", small.export(tmp_path / "back.apkg"))
    assert "Phone" not in run.ok("status").stdout


# What is no answer ----------------------------------------------------------------------


def test_a_card_made_new_there_is_new_here(small: Phone, run: Run, tmp_path: Path) -> None:
    card = small.col.find_cards('"Front:Clarifying question"')[0]
    small.col.sched.schedule_cards_as_new([card])
    run.ok("import", small.export(tmp_path / "back.apkg"))
    assert run.ok("show", "craft/clarifying", "--json").json["cards"][0]["state"] == "new"
    run.ok("doctor")


def test_a_due_date_set_there_holds_here(small: Phone, run: Run, tmp_path: Path) -> None:
    """Only the last one, and only where no answer came after it."""
    known, new, other = (
        small.col.find_cards(f'"Front:{front}" card:1')[0]
        for front in ("Clarifying question", "Canary release", "Feature map")
    )
    for days in (3, 11):
        small.col.sched.set_due_date([known, new], str(days))
    small.col.sched.set_due_date([other], "0")
    small.answer([GOOD] * 3)
    before = run.ok("show", "craft/clarifying", "--json").json["cards"][0]
    done = run.ok("import", small.export(tmp_path / "back.apkg"), "--json").json
    due = date_of(study_day(datetime.fromisoformat(run.now)) + 11).isoformat()
    after, first = (
        run.ok("show", key, "--json").json["cards"][0]
        for key in ("craft/clarifying", "models/canary")
    )
    assert after == before | {"due": due}
    assert (first["due"], first["state"]) == (due, "new")
    assert (done["added"], done["moved"]) == (2 + 3, 2 + 1)
    run.ok("doctor")


def test_cramming_is_practice(small: Phone, run: Run, tmp_path: Path) -> None:
    deck = small.col.sched.get_or_create_filtered_deck(0)
    deck.config.reschedule = False
    del deck.config.search_terms[1:]
    deck.config.search_terms[0].search = "Front:Clarifying*"
    id_ = small.col.sched.add_or_update_filtered_deck(deck).id
    before = run.ok("show", "craft/clarifying", "--json").json["cards"]
    assert len(small.answer([AGAIN], small.col.decks.name(id_))) == 1
    run.ok("import", small.export(tmp_path / "back.apkg"))
    after = run.ok("show", "craft/clarifying", "--json").json
    assert after["cards"] == before
    assert [row["type"] for row in after["reviews"]] == ["learn", "practice"]


# Whose they are -------------------------------------------------------------------------


def test_the_answers_of_a_stranger_are_asked_about(small: Phone, run: Run, tmp_path: Path) -> None:
    small.answer([GOOD])
    file = small.export(tmp_path / "back.apkg")
    mine = Run(tmp_path / "mine" / "collection.db", run.patch, run.now)
    mine.ok("compile")
    mine.ok("answer", "models/canary", "good")
    before = mine.collection.read_bytes()
    outcome = mine("import", file)
    assert (outcome.code, "another person's" in outcome.stderr) == (15, True)
    assert mine.collection.read_bytes() == before
    assert mine.ok("--yes", "import", file, "--json").json["added"] == 2
    assert mine.ok("import", file, "--json").json["known"] == 2


def test_a_converted_note_takes_the_history_that_it_has_in_anki(
    phone: Phone, run: Run, deck: Folder, tmp_path: Path
) -> None:
    """Each card of the note, which converting has made a note of its own."""
    kind = phone.col.models.by_name("Basic (and reversed card)")
    note = phone.col.new_note(kind)
    note["Front"], note["Back"] = "Recall", "The share of positives that were found."
    phone.col.add_note(note, 1)
    given = phone.answer([GOOD, EASY], "Default")
    file = phone.export(tmp_path / "theirs.apkg")
    run.now = now()
    deck.path.mkdir()
    run.ok("convert", file, "-o", deck.path / "mine.md")
    run.ok("compile", "decks")
    assert run.ok("import", file, "--json").json["added"] == len(given) == 2
    told = run.ok("show", "recall", "--json").json
    assert [card["reps"] for card in told["cards"]] == [1, 1]
    assert run.ok("import", file, "--json").json["known"] == 2


def test_a_package_that_tells_nothing(small: Phone, run: Run, tmp_path: Path) -> None:
    silent = small.export(tmp_path / "silent.apkg", scheduling=False)
    outcome = run("import", silent)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "it was exported without learning progress" in outcome.stderr


def test_a_package_of_somebody_else_s_notes(phone: Phone, run: Run, tmp_path: Path) -> None:
    note = phone.col.new_note(phone.col.models.by_name("Basic"))
    note["Front"] = "Recall"
    phone.col.add_note(note, 1)
    file = phone.export(tmp_path / "theirs.apkg")
    run.ok("compile")
    outcome = run("import", file)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "holds no note of this collection, and 1 other; to make a deck" in outcome.stderr
    assert f"convert {file} -o theirs.md" in outcome.stderr


def test_notes_whose_deck_is_not_compiled_here(run: Run, deck: Folder, tmp_path: Path) -> None:
    deck("### Recall\n\nThe share of positives that were found.\n")
    run.ok("compile", "decks")
    run.ok("answer", "deck/recall", "good")
    run.ok("export", tmp_path / "all.apkg")
    run.ok("export", tmp_path / "one.apkg", "--deck", "deck")
    other = Run(tmp_path / "other" / "collection.db", run.patch)
    other.ok("compile")
    outcome = other("import", tmp_path / "one.apkg")
    assert outcome.code == 1
    assert "None of the 1 note of flashcards" in outcome.stderr
    said = other.ok("import", tmp_path / "all.apkg")
    assert "Left out 1 row of cards not here: Recall" in said.lines
