"""``doctor``: it finds what is wrong with a collection, and says it in a sentence."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.collection.stock import folder_of
from tests.conftest import Run

STALE = "What is remembered of craft/second-step#answer is not what its log says."


@pytest.fixture
def answered(run: Run) -> Run:
    run.ok("compile")
    run.ok("answer", "craft/second-step", "good")
    return run


def test_a_sound_collection(answered: Run) -> None:
    assert answered.ok("doctor", "--json").json == {"ok": True, "findings": []}
    for words in (("doctor",), ("doctor", "--full"), ("doctor", "--repair")):
        assert answered.ok(*words).lines == [f"{answered.collection}: all is well."]


def _change(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as other:
            for statement in ("PRAGMA foreign_keys = OFF", *statements):
                other.execute(statement)
            other.commit()

    return spoil


DAMAGE = [
    (_change("UPDATE memory SET stability = stability + 0.001"), STALE),
    (_change("UPDATE memory SET due_day = due_day + 1"), STALE),
    (_change("DELETE FROM memory"), STALE),
    (
        _change("INSERT INTO former_key VALUES ('craft/first-step', 7)"),
        "A row of table former_key points to a row of note that is gone.",
    ),
    (
        _change("UPDATE card SET id = id + 20 WHERE id = (SELECT max(id) FROM card)"),
        "does not stand where its note says.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), DAMAGE)
def test_damage_is_found(answered: Run, spoil: Callable[[Path], None], sentence: str) -> None:
    """With exit code 12, and the file is left as it was found."""
    spoil(answered.collection)
    before = answered.collection.read_bytes()
    found = answered("doctor", "--full")
    assert found.code == 12
    (line,) = found.lines
    assert line.endswith(sentence)
    assert answered("doctor", "--full", "--json").json == {"ok": False, "findings": [line]}
    assert answered.collection.read_bytes() == before


@pytest.mark.parametrize(("spoil", "sentence"), DAMAGE[:3])
def test_a_quick_look_replays_nothing(
    answered: Run, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(answered.collection)
    assert answered.ok("doctor").lines == [f"{answered.collection}: all is well."]
    assert sentence in answered("doctor", "--full").stdout


@pytest.mark.parametrize("table", ["former_key", "point", "note_of_deck"])
def test_a_damaged_page_is_found(answered: Run, table: str) -> None:
    """Of a table that is empty, of one that is not, and of an index."""
    with closing(sqlite3.connect(answered.collection)) as other:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = other.execute(sql, (table,)).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with answered.collection.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    found = answered("doctor", "--full")
    assert found.code == 12
    assert "damaged" in found.stdout


# The schema ----------------------------------------------------------------------------

STRANGE = [
    ("DROP INDEX review_of_day", "The index review_of_day is missing."),
    ("DROP TABLE goal", "The table goal is missing."),
    ("CREATE TABLE notes (id)", "flashcards did not make the table notes."),
    ("CREATE INDEX mine ON card (face)", "flashcards did not make the index mine."),
    ("ALTER TABLE goal ADD COLUMN mine TEXT", "The table goal is not as flashcards made it."),
    ("ALTER TABLE goal DROP COLUMN closed_at", "The table goal is not as flashcards made it."),
]


@pytest.mark.parametrize(("statement", "sentence"), STRANGE)
def test_a_schema_that_is_not_ours_is_found(answered: Run, statement: str, sentence: str) -> None:
    _change(statement)(answered.collection)
    found = answered("doctor")
    assert (found.code, found.lines) == (12, [sentence])


def test_statistics_are_nothing_strange(answered: Run) -> None:
    _change("ANALYZE")(answered.collection)
    answered.ok("doctor", "--full")


# Other parameters ----------------------------------------------------------------------

WEIGHTS = (
    "INSERT INTO parameters (kind, made_at, model, weights, desired_retention) SELECT 'term', 0,"
    " 'FSRS-6', json_array(0.5, 1.5, 2.5, 9.0, 6.4, 0.8, 3.0, 0.001, 1.8, 0.17, 0.8, 1.5, 0.06,"
    " 0.26, 1.65, 0.6, 1.87, 0.54, 0.09, 0.07, 0.15), 0.9"
)


def test_a_stale_memory_is_told_from_a_damaged_one(answered: Run) -> None:
    """It was right when it was computed, with other parameters than those in force."""
    _change(WEIGHTS)(answered.collection)
    found = answered("doctor", "--full")
    assert found.code == 12
    assert found.lines == [
        "What is remembered of 1 card was computed with other parameters than today's."
    ]
    _change("UPDATE memory SET stability = stability + 0.001")(answered.collection)
    assert answered("doctor", "--full").lines == [STALE]


# Mending -------------------------------------------------------------------------------

MENDABLE = [
    *(spoil for spoil, sentence in DAMAGE[:3]),
    _change(WEIGHTS),
    _change("DROP INDEX review_of_day"),
]


@pytest.mark.parametrize("spoil", MENDABLE)
def test_what_can_be_mended_without_loss_is_mended(
    answered: Run, spoil: Callable[[Path], None]
) -> None:
    """After a backup of how it was."""
    spoil(answered.collection)
    before = answered.collection.read_bytes()
    done = answered.ok("doctor", "--repair")
    assert done.lines == [f"{answered.collection}: all is well."]
    first, *_ = done.stderr.splitlines()
    backup = folder_of(answered.collection) / "collection-2026-11-21-090000.db"
    assert first == f"Backup from before: {backup}"
    with closing(sqlite3.connect(backup)) as kept, closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(before)
        assert list(kept.iterdump()) == list(old.iterdump())
    answered.ok("doctor", "--full")


def test_an_index_that_lost_a_row_is_mended(answered: Run) -> None:
    _change(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = sql || ' AND 0' WHERE name = 'new_cards'",
    )(answered.collection)
    _change("REINDEX new_cards")(answered.collection)
    _change(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = substr(sql, 1, length(sql) - 6) WHERE name = 'new_cards'",
    )(answered.collection)
    found = answered("doctor", "--full")
    assert found.code == 12
    assert "missing from index new_cards" in found.stdout
    assert answered.ok("doctor", "--repair").lines == [f"{answered.collection}: all is well."]


def test_what_cannot_be_mended_stays_a_finding(answered: Run) -> None:
    _change("INSERT INTO former_key VALUES ('craft/first-step', 7)")(answered.collection)
    done = answered("doctor", "--repair")
    assert (done.code, done.lines) == (
        *(12, ["A row of table former_key points to a row of note that is gone."]),
    )


def test_nothing_is_mended_without_a_backup(answered: Run) -> None:
    _change("DELETE FROM memory")(answered.collection)
    before = answered.collection.read_bytes()
    folder_of(answered.collection).touch()
    done = answered("doctor", "--repair")
    assert done.code == 14
    assert done.stderr.startswith("No backup could be made in ")
    assert answered.collection.read_bytes() == before


# A collection that cannot be opened ----------------------------------------------------


def test_a_file_that_cannot_be_opened_is_a_finding(answered: Run) -> None:
    """With the way back, if there is one."""
    answered.collection.write_text("My diary.")
    sentence = f"{answered.collection} is not a collection."
    done = answered("doctor")
    assert (done.code, done.lines, done.stderr) == (12, [sentence], "")
    assert answered("doctor", "--json").json == {"ok": False, "findings": [sentence]}


def test_the_newest_good_backup_is_named(answered: Run) -> None:
    answered.ok("backup")
    answered.collection.write_text("My diary.")
    done = answered("doctor")
    assert done.code == 12
    assert done.stderr == (
        "The newest good backup is of Sat 21 Nov; to put it in its place: flashcards restore\n"
    )


# A wrong clock -------------------------------------------------------------------------

IN_2100 = "2100-01-01T09:00"
MOVED = (
    "3 entries were moved to where they belong."
    " On another computer that has the same, import this log, and do not repair there."
)
FUTURE = "3 entries of the log are stamped later than today, the last one Fri 1 Jan 2100."


@pytest.fixture
def astray(run: Run) -> Run:
    """Two answers of today were stamped by a clock that said 2100, one of them a case."""
    run.ok("compile", now="2026-11-19T09:00")
    run.ok("answer", "craft/clarifying", "good", now="2026-11-19T09:00")
    run.ok("answer", "craft/second-step", "good", now=IN_2100)
    run.ok("answer", "models/novels", "hard", "--missed", "1", now=IN_2100)
    return run


def test_answers_from_the_future_are_found(astray: Run) -> None:
    """The step that the case lined up counts with it."""
    done = astray("doctor")
    assert (done.code, done.lines) == (12, [FUTURE])
    assert done.stderr == "To mend it: flashcards doctor --repair\n"
    status = "Clock       set before the newest answer; see flashcards doctor"
    assert status in astray.ok("status").lines


def test_a_person_says_which_clock_was_wrong(astray: Run) -> None:
    before = astray.collection.read_bytes()
    done = astray("doctor", "--repair")
    assert done.code == 15
    assert "it needs --yes" in done.stderr
    assert astray.collection.read_bytes() == before


def test_answers_from_the_future_are_put_where_they_belong(astray: Run) -> None:
    """Nothing is deleted: the old rows are undone, and the answers count from now."""
    done = astray.ok("doctor", "--repair", "--yes")
    assert done.lines == [f"{astray.collection}: all is well."]
    assert done.stderr.splitlines()[1:] == [MOVED, "3 memories computed again."]
    status = astray.ok("status")
    assert status.lines[0] == "Sat 21 Nov"
    assert "Clock" not in status.stdout
    assert "Backup" not in status.stdout
    shown = astray.ok("show", "second-step", "--json").json
    assert [row["study_day"] for row in shown["reviews"]] == ["2026-11-21"]
    assert shown["cards"][0]["due"] == "2026-11-23"
    with closing(sqlite3.connect(astray.collection)) as other:
        assert other.execute("SELECT count(*) FROM review").fetchone() == (7,)
        assert other.execute("SELECT count(*) FROM undo").fetchone() == (3,)


def test_the_checklist_of_a_case_goes_with_its_answer(astray: Run) -> None:
    """And the step it lined up is due on the day after."""
    astray.ok("-y", "doctor", "--repair")
    live = "SELECT id FROM review WHERE rating = 2 AND id NOT IN (SELECT review FROM undo)"
    with closing(sqlite3.connect(astray.collection)) as other:
        (review,) = other.execute(live).fetchone()
        ticks = other.execute("SELECT hit FROM tick WHERE review = ? ORDER BY point", (review,))
        assert [hit for (hit,) in ticks] == [0, 1, 1, 1]
        assert other.execute("SELECT 1 FROM attempt WHERE review = ?", (review,)).fetchone()
        steps = other.execute("SELECT study_day FROM review WHERE cause = ?", (review,))
        assert steps.fetchall() == [(20778,)]
    assert astray.ok("due", "--json", now="2026-11-22T09:00").json["review"] >= 1
    astray.ok("doctor", "--full", now="2026-11-22T09:00")


def test_later_answers_are_right_after_the_repair(astray: Run) -> None:
    """One that was given before it, by a clock that was right again, is replayed after them."""
    astray.ok("answer", "craft/second-step", "again")
    assert astray("doctor").code == 12
    astray.ok("-y", "doctor", "--repair", now="2026-11-24T09:00")
    rows = astray.ok("show", "second-step", "--json").json["reviews"]
    assert [row["rating"] for row in rows] == [3, 1]
    assert all(row["at"] < "2026-11-25" for row in rows)
    astray.ok("doctor", "--full", now="2026-11-24T09:00")


@pytest.fixture
def there(astray: Run, tmp_path: Path) -> Run:
    """Another computer, which gave an answer and then heard of the two from 2100."""
    there = Run(tmp_path / "there" / "collection.db", astray.patch)
    there.ok("compile", now="2026-11-20T09:00")
    there.ok("answer", "models/filter", "good", now="2026-11-20T09:00")
    astray.ok("export", tmp_path / "reviews.jsonl", now=IN_2100)
    there.ok("-y", "import", tmp_path / "reviews.jsonl")
    return there


def test_what_came_from_another_computer_is_never_taken_back_here(there: Run) -> None:
    """Not even when it was put where it belongs here."""
    found = there("doctor")
    told = "repair on one computer only, then import its log on the other."
    assert found.lines == [f"{FUTURE} Some came from another computer: {told}"]
    there.ok("doctor", "--repair", "--yes")
    assert there.ok("undo").stdout == "Undone: Filter, Good\n"
    assert there("undo").code == 1
    there.ok("doctor", "--full")


def test_what_was_put_right_on_one_computer_is_right_on_the_other(
    astray: Run, there: Run, tmp_path: Path
) -> None:
    """As the sentence says: repair on one, import on the other."""
    there.ok("doctor", "--repair", "--yes")
    there.ok("export", tmp_path / "back.jsonl")
    astray.ok("import", tmp_path / "back.jsonl")
    for each in (astray, there):
        assert each.ok("doctor", "--full").lines == [f"{each.collection}: all is well."]
    for card in ("second-step", "novels", "models/filter"):
        here, other = (each.ok("show", card, "--json").json for each in (astray, there))
        assert here["cards"] == other["cards"]
        assert [row["rating"] for row in here["reviews"]] == [
            row["rating"] for row in other["reviews"]
        ]


def test_summer_time_is_as_it_was_then(astray: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 04:30 of a day in July that day has begun, though in winter it would be 03:30."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        july = Run(astray.collection.with_name("july.db"), astray.patch)
        july.ok("compile", now="2026-07-01T12:00")
        july.ok("answer", "craft/clarifying", "good", now="2026-07-01T12:00")
        july.ok("answer", "craft/second-step", "good", now=IN_2100)
        july.ok("answer", "models/filter", "good", now="2026-07-02T04:30")
        july.ok("doctor", "--repair", "--yes")
        rows = july.ok("show", "second-step", "--json").json["reviews"]
        assert [row["study_day"] for row in rows] == ["2026-07-02"]
        july.ok("backup")
        july.collection.unlink()
        told = july.ok("restore", "--yes").stderr
        assert "the newest of Thu 2 Jul 04:30" in told
    finally:
        monkeypatch.undo()
        time.tzset()


# The disk ------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_disk_can_be_tried_out(tmp_path: Path) -> None:
    """Beside a collection that need not be there; nothing is left behind."""
    program = [sys.executable, "-m", "flashcards", "--collection", str(tmp_path / "a" / "c.db")]
    done = subprocess.run(
        [*program, "doctor", "--self-test"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *checks, verdict = done.stdout.splitlines()
    assert [line.split()[0] for line in checks] == ["ok"] * 4
    assert verdict == "This disk keeps what it is given."
    assert list(tmp_path.iterdir()) == []
