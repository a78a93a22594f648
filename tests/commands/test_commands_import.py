"""``import`` and ``export reviews.jsonl``: one learner, two computers."""

import os
from pathlib import Path

import pytest

from flashcards.collection.connection import open_collection
from tests.conftest import Folder, Run

TUESDAY = "2026-11-24T09:00"


@pytest.fixture
def there(tmp_path: Path, run: Run) -> Run:
    """Another computer, with three answers."""
    other = Run(tmp_path / "there" / "collection.db", run.patch)
    other.ok("compile", now="2026-11-20T09:00")
    other.ok("answer", "models/filter", "good")
    other.ok("answer", "models/canary", "again")
    other.ok("answer", "models/novels", "hard", "--missed", "1")
    return other


@pytest.fixture
def log(there: Run, tmp_path: Path) -> Path:
    """What it exports."""
    there.ok("export", tmp_path / "reviews.jsonl")
    return tmp_path / "reviews.jsonl"


def dump(run: Run) -> list[str]:
    with open_collection(run.collection) as collection:
        return list(collection.connection.iterdump())


def test_a_new_computer_takes_the_history_over(run: Run, there: Run, log: Path) -> None:
    outcome = run.ok("import", log)
    assert outcome.lines == [
        f"3 answers of Sat 21 Nov, from {log}",
        "3 new or in steps · 0 known already",
        "Missed   models/canary",
        "Today    1 learning · 4 new left here, about 3 min",
    ]
    for card in ("models/filter", "models/novels"):
        here, other = (r.ok("show", card, "--json").json for r in (run, there))
        assert here["cards"] == other["cards"]
    run.ok("export", "again.jsonl")
    assert Path("again.jsonl").read_text() == log.read_text()
    run.ok("doctor")


def test_for_programs(run: Run, there: Run, log: Path) -> None:
    assert there.ok("export", log, "--json").json == {
        "path": str(log), "notes": 3, "cards": 4, "reviews": 4
    }  # fmt: skip
    first, second = (run.ok("import", log, "--json").json for _ in range(2))
    assert first == {
        "reviews": 4, "added": 4, "known": 0, "unmatched": 0, "notes": 3, "undone": 0,
        "unmatched_keys": [],
    }  # fmt: skip
    assert (second["added"], second["known"]) == (0, 4)
    assert run.ok("import", log).lines[0] == (
        f"Nothing new in {log}: 4 rows of the log known already."
    )


def test_another_collection_is_read_as_it_is(run: Run, there: Run) -> None:
    before = there.collection.read_bytes()
    there.collection.chmod(0o400)
    assert run.ok("import", there.collection, "--json").json["added"] == 4
    assert there.collection.read_bytes() == before
    assert run.ok("import", there.collection, "--json").json["added"] == 0


def test_a_collection_of_an_older_version_is_not_migrated(run: Run, there: Run) -> None:
    with open_collection(there.collection) as collection:
        for column in ("imported", "follows"):
            collection.run(f"ALTER TABLE review DROP COLUMN {column}")
        collection.run("PRAGMA user_version = 1")
    before = there.collection.read_bytes()
    assert run.ok("import", there.collection, "--json").json["added"] == 4
    assert there.collection.read_bytes() == before


def test_a_card_that_is_not_here_is_named(run: Run, there: Run, deck: Folder, log: Path) -> None:
    deck("### Recall\n\nThe share of positives that were found.\n")
    there.ok("compile", "decks")
    there.ok("answer", "deck/recall", "good")
    there.ok("export", log)
    said = run.ok("import", log)
    assert "Left out 1 row of cards not here: deck/recall" in said.lines
    assert "Compile their deck (flashcards compile PATH), then import again." in said.lines
    run.ok("compile", "decks")
    assert run.ok("import", log, "--json").json["added"] == 1


# Whose history it is --------------------------------------------------------------------


def test_a_stranger_s_history_is_not_mixed_in_unasked(run: Run, log: Path) -> None:
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    before = dump(run)
    outcome = run("import", log, now=TUESDAY)
    assert outcome.code == 15
    assert "here it needs --yes" in outcome.stderr
    assert dump(run) == before
    done = run.ok("--yes", "import", log, now=TUESDAY)
    assert done.lines[0].startswith("3 answers")
    told = done.stderr.removeprefix("To take this import back: flashcards ").split()
    run.ok("--yes", *told)
    assert dump(run) == before
    run.ok("--yes", "import", log, now=TUESDAY)
    run.ok("export", "mine.jsonl")
    assert run.ok("import", "mine.jsonl", "--json").json["known"] == 5


def test_the_backup_that_is_named_brings_the_day_before_back(run: Run, log: Path) -> None:
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    run.ok("import", "--yes", log)
    run.ok("restore", "-y")
    run.ok("export", "mine.jsonl")
    assert len(Path("mine.jsonl").read_text().splitlines()) == 2


# What is refused ------------------------------------------------------------------------


def test_what_cannot_be_imported_is_said_in_one_sentence(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    before = dump(run)
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("empty").touch()
    Path("empty.colpkg").touch()
    Path("notes.csv").write_text("front,back\n")
    Path("cards.apkg").write_bytes(b"PK\x03\x04rest")
    Path("cut.db").write_bytes(run.collection.read_bytes()[:5000])
    Path("long").write_bytes(b'{"a": "' + b"x" * 17_000_000)
    for file, code, sentence in (
        ("missing", 1, "missing cannot be read: No such file or directory."),
        ("pipe", 1, "pipe is a folder or a device, not a file."),
        ("folder", 1, "folder is a folder or a device, not a file."),
        ("empty", 1, "empty:1: this file is empty. Nothing was changed."),
        ("long", 1, "long:1: the line is longer than 16000000 bytes. Nothing was changed."),
        ("cards.apkg", 1, "cards.apkg is no package of Anki, or not a whole one."),
        ("empty.colpkg", 1, "empty.colpkg is no package of Anki, or not a whole one."),
        ("notes.csv", 1, "to make a deck of it: flashcards convert notes.csv -o notes-deck.md"),
        ("cut.db", 12, "cut.db is damaged"),
        (run.collection, 1, "is this very collection."),
    ):
        outcome = run("import", file)
        assert (outcome.code, outcome.stdout) == (code, ""), outcome.stderr
        assert sentence in outcome.stderr
    assert dump(run) == before


def test_a_fault_in_the_last_line_changes_nothing(run: Run, log: Path) -> None:
    run.ok("compile")
    before = dump(run)
    log.write_text(log.read_text().replace('"rating": 2', '"rating": 7'))
    outcome = run("import", log)
    assert outcome.code == 1
    assert f"{log}:4: rating '7' is none of 1, 2, 3, 4. Nothing was changed." in outcome.stderr
    assert dump(run) == before


def test_a_collection_of_a_newer_version_is_refused(run: Run, there: Run) -> None:
    with open_collection(there.collection) as collection:
        collection.run("PRAGMA user_version = 99")
    outcome = run("import", there.collection)
    assert (outcome.code, "newer version" in outcome.stderr) == (13, True)


ABSURD = [
    ("UPDATE review SET interval = 10000000", "interval '10000000' is no whole number from"),
    ("UPDATE review SET study_day = 100000000", "study_day '100000000' is no whole number from"),
    ("UPDATE review SET study_day = study_day + 9", "study_day is 9 days from the day of its id"),
    ("UPDATE review SET imported = -5", "id '-5' is no whole number from 1 to"),
    ("UPDATE attempt SET seconds = '[60]'", "seconds is no object"),
    ("""UPDATE attempt SET seconds = '{"nap": 1}'""", "'nap' is no field of a log"),
    ("UPDATE note SET guid = key || hex(zeroblob(200))", "has more than 200 characters"),
]


@pytest.mark.parametrize(("change", "sentence"), ABSURD)
def test_a_collection_is_examined_like_a_log(
    run: Run, there: Run, change: str, sentence: str
) -> None:
    """One sentence names the file and the row, and nothing is taken in."""
    with open_collection(there.collection) as collection:
        collection.run(change)
        rows = [row["id"] for row in collection.rows("SELECT id FROM review")]
    run.ok("compile")
    before = dump(run)
    outcome = run("import", there.collection)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert any(f"{there.collection}: row {id_} of its log: " in outcome.stderr for id_ in rows)
    assert sentence in outcome.stderr
    assert outcome.stderr.endswith("Nothing was changed.\n")
    assert dump(run) == before


def test_seconds_that_are_no_json(run: Run, there: Run) -> None:
    with open_collection(there.collection) as collection:
        collection.run("UPDATE attempt SET seconds = '{'")
    for outcome in (run("import", there.collection), there("export", "r.jsonl")):
        assert outcome.code == 12
        assert f"{there.collection} is damaged: the seconds of row " in outcome.stderr


# Where it is written --------------------------------------------------------------------


def test_the_log_is_written_whole(there: Run) -> None:
    outcome = there("export", "reviews.jsonl", "--role", "ds")
    assert (outcome.code, outcome.stderr) == (
        1, "The log is written whole: leave the choice of cards out.\n"
    )  # fmt: skip
    assert not Path("reviews.jsonl").exists()


def test_a_link_stays_a_link(there: Run, tmp_path: Path) -> None:
    Path("link.jsonl").symlink_to(tmp_path / "real.jsonl")
    there.ok("export", "link.jsonl")
    assert Path("link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text().startswith('{"flashcards": "reviews"')


def test_a_pipe_is_not_written_over(there: Run) -> None:
    os.mkfifo("pipe.jsonl")
    Path("loop.jsonl").symlink_to("loop.jsonl")
    for file in ("pipe.jsonl", "loop.jsonl"):
        outcome = there("export", file)
        assert outcome.code == 14
        assert f"{file} cannot be written: " in outcome.stderr
    assert Path("pipe.jsonl").is_fifo()
    assert there("export", "missing/reviews.jsonl").code == 14
