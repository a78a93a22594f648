"""``export``: a role's deck on the phone, and what a second import does to it."""

from pathlib import Path
from typing import Any

import pytest

from flashcards.collection.connection import Collection
from flashcards.compiler.places import shipped_decks
from tests.conftest import Folder, Run
from tests.phone import Phone

DECKS = shipped_decks()
NEXT_DAY = "2026-11-22T09:00"


@pytest.fixture
def real_decks(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over the decks that are really shipped."""
    monkeypatch.setattr("flashcards.compiler.places.shipped_decks", lambda: DECKS)
    run.ok("compile")
    return run


def guids(phone: Phone) -> set[str]:
    return {note.guid for note in phone.notes()}


def note_of(phone: Phone, guid: str) -> Any:
    return next(note for note in phone.notes() if note.guid == guid)


def test_a_role_s_package_holds_exactly_the_notes_of_that_role(
    real_decks: Run, phone: Phone, tmp_path: Path
) -> None:
    file = tmp_path / "mle.apkg"
    said = real_decks.ok("export", file, "--role", "mle", "--json").json
    phone.open(file)
    role = next(r for r in real_decks.ok("roles", "--json").json["roles"] if r["role"] == "mle")
    tagged = {note.guid for note in phone.notes() if "role::mle" in note.tags}
    assert len(guids(phone)) == said["notes"] == role["terms"] + role["scenarios"]
    assert tagged == guids(phone)


def test_no_note_of_a_data_scientist_is_first_about_deployment(
    real_decks: Run, phone: Phone, tmp_path: Path
) -> None:
    real_decks.ok("export", tmp_path / "ds.apkg", "--role", "ds")
    phone.open(tmp_path / "ds.apkg")
    decks = {phone.col.decks.name(card.did) for card in phone.cards()}
    assert "AI interview::Terms::Business analysis" in decks
    assert not any("Deployment" in name for name in decks)


def test_a_second_import_updates_the_edited_note_and_moves_no_due_date(
    run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> None:
    deck("### Recall\n\nThe share of positives that were found.\n\n### Loss\n\nThe lowered.\n")
    run.ok("compile", "decks")
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg")
    before = guids(phone)
    recall = run.ok("show", "deck/recall", "--json").json["guid"]
    card = note_of(phone, recall).cards()[0]
    card.start_timer()
    phone.col.sched.answerCard(card, 4)
    due = [(c.id, c.due, c.ivl, c.reps) for c in phone.cards()]
    deck("### Recall\n\nOf all positives, how many were found.\n\n### Loss\n\nThe lowered.\n")
    assert run.ok("compile", "--json", now=NEXT_DAY).json["changed"] == 1
    run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY)
    log = phone.open(tmp_path / "out.apkg")
    assert (len(log.updated), len(log.new), len(log.conflicting)) == (1, 0, 0)
    assert guids(phone) == before
    assert "how many were found" in " ".join(note_of(phone, recall).fields)
    assert [(c.id, c.due, c.ivl, c.reps) for c in phone.cards()] == due


@pytest.mark.parametrize(
    ("options", "terms", "scenarios"),
    [
        ((), 6, 1),
        (("--kind", "scenario"), 0, 1),
        (("--kind", "term"), 6, 0),
        (("--deck", "craft"), 2, 0),
        (("--deck", "Models"), 4, 1),
        (("--area", "deployment"), 1, 0),
        (("--role", "ds"), 5, 1),
        (("--role", "ds", "--role", "mle"), 6, 1),
    ],
)
def test_what_is_exported_can_be_chosen(
    run: Run, tmp_path: Path, options: tuple[str, ...], terms: int, scenarios: int
) -> None:
    said = run.ok("export", tmp_path / "out.apkg", *options).stdout
    shown = f"{terms} term{'' if terms == 1 else 's'}, {scenarios} scenario"
    assert shown in said


def test_equal_collections_export_equal_bytes(run: Run, tmp_path: Path) -> None:
    run.ok("export", tmp_path / "one.apkg")
    run.ok("export", tmp_path / "two.apkg", now=NEXT_DAY)
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_a_retired_note_travels_as_a_tag_once_it_was_exported(
    run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> None:
    deck("### Recall\n\nThe share found.\n\n### Loss\n\nWhat training lowers.\n")
    run.ok("compile", "decks")
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg")
    deck("### Loss\n\nWhat training lowers.\n")
    run.ok("compile", now=NEXT_DAY)
    run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY)
    phone.open(tmp_path / "out.apkg")
    retired = [note["Front"] for note in phone.notes() if "flashcards::retired" in note.tags]
    assert ["Recall" in front for front in retired] == [True]


def test_a_step_that_a_graded_case_lined_up_arrives_on_the_phone(
    run: Run, phone: Phone, tmp_path: Path
) -> None:
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg")
    before = {card.id for card in phone.cards()}
    run.ok("answer", "models/novels", "hard", "--missed", "2", now=NEXT_DAY)
    run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY)
    log = phone.open(tmp_path / "out.apkg")
    assert len(log.updated) == 1
    (step,) = (card for card in phone.cards() if card.id not in before)
    assert step.template()["name"] == "Ask"
    assert "place names in its novels" in step.question()
    assert "Asks what time there is" in step.answer()


def test_a_note_keeps_its_anki_deck_for_ever(
    run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> None:
    deck("---\ndeck: First name\n---\n### Recall\n\nThe share found.\n", "own.md")
    run.ok("compile", "decks")
    run.ok("export", tmp_path / "out.apkg", "--deck", "own")
    deck("---\ndeck: Second name\n---\n### Recall\n\nThe share found.\n", "own.md")
    run.ok("compile", now=NEXT_DAY)
    run.ok("export", tmp_path / "out.apkg", "--deck", "own", now=NEXT_DAY)
    phone.open(tmp_path / "out.apkg")
    names = {phone.col.decks.name(card.did) for card in phone.cards()}
    assert names == {"AI interview::Terms::First name"}


REFUSED = [
    (("out.txt",), 1, "out.txt should end in .apkg"),
    (("out.apkg", "--role", "mel"), 1, "Unknown role 'mel' (did you mean mle?)."),
    (("out.apkg", "--area", "cooking"), 1, "Unknown area 'cooking'"),
    (("out.apkg", "--deck", "none"), 1, "There is no deck 'none'"),
    (("out.apkg", "--deck", "craft", "--kind", "scenario"), 1, "Nothing to export"),
    (("out.jsonl", "--no-scheduling"), 1, "--no-scheduling is for cards (.apkg); the log is"),
    (("out.html", "--no-scheduling"), 1, "--no-scheduling is for cards (.apkg); a page holds"),
    (("out.html", "--role", "mel"), 1, "Unknown role 'mel' (did you mean mle?)."),
    (("out.html", "--deck", "craft", "--kind", "scenario"), 1, "Nothing to export"),
    (("missing/out.html",), 14, "missing/out.html cannot be written"),
    (("missing/out.apkg",), 14, "missing/out.apkg cannot be written"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_what_cannot_be_exported_is_said_in_one_sentence(
    run: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    outcome = run("export", *words)
    assert outcome.code == code
    assert sentence in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert list(Path.cwd().glob("out.*")) == []


def test_only_a_written_export_is_recorded(
    run: Run, collection: Collection, tmp_path: Path
) -> None:
    run("export", tmp_path / "missing" / "out.apkg")
    assert collection.value("SELECT count(*) FROM export") == 0
    run.ok("export", tmp_path / "out.apkg")
    assert collection.value("SELECT notes FROM export") == 7
