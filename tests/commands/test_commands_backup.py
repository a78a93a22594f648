"""``backup`` and ``restore``: copies made in time, and put in the place of what was lost."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.care.answerer import answers as give_answers
from flashcards.collection.backup import good_contents
from flashcards.collection.stock import folder_of
from flashcards.compiler.fresh import ready
from flashcards.opening import moment, opened
from flashcards.terminal.style import Look
from tests.conftest import Run

YESTERDAY = "2026-11-20T09:00"
TOMORROW = "2026-11-22T09:00"


@pytest.fixture
def learner(run: Run) -> Run:
    """Somebody who answered one card yesterday, and another one today."""
    run.ok("compile", now=YESTERDAY)
    run.ok("answer", "craft/second-step", "good", now=YESTERDAY)
    run.ok("answer", "craft/clarifying", "good")
    return run


def backups(run: Run) -> list[str]:
    """The names of the backups, the oldest first."""
    folder = folder_of(run.collection)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def answers(path: Path) -> int:
    with closing(sqlite3.connect(path)) as other:
        (number,) = other.execute("SELECT count(*) FROM review").fetchone()
    return int(number)


# The backup of a day -------------------------------------------------------------------


def test_the_first_change_of_a_day_is_preceded_by_a_backup(learner: Run) -> None:
    """So it holds what was there in the morning; what only reads makes none."""
    assert backups(learner) == ["collection-2026-11-21.db"]
    assert answers(folder_of(learner.collection) / "collection-2026-11-21.db") == 1
    learner.ok("status", now=TOMORROW)
    learner.ok("due", now=TOMORROW)
    assert len(backups(learner)) == 1
    learner.ok("undo", now=TOMORROW)
    assert backups(learner)[1:] == ["collection-2026-11-22.db"]


def test_a_backup_that_fails_does_not_keep_a_learner_from_the_cards(learner: Run) -> None:
    """It is said, and the answer is kept; the status says it, too, the next day."""
    folder = folder_of(learner.collection)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.touch()
    done = learner.ok("answer", "models/filter", "good", now=TOMORROW)
    assert done.stderr == f"No backup could be made in {folder}: File exists.\n"
    assert answers(learner.collection) == 3
    assert "Backup      none yet" in learner.ok("status", now=TOMORROW).lines


def test_the_last_backup_is_named_where_a_newer_one_is_missing(learner: Run) -> None:
    learner.ok("answer", "models/filter", "good", now=TOMORROW)
    (folder_of(learner.collection) / "collection-2026-11-22.db").unlink()
    assert "Backup      none since Sat 21 Nov" in learner.ok("status", now=TOMORROW).lines


def test_a_sitting_over_the_night_is_interrupted_by_no_lack_of_a_backup(learner: Run) -> None:
    """Each study day begins with one, however long the program runs; no other write looks."""
    clock = [datetime(2026, 11, 22, 9, tzinfo=UTC)]
    app = App(str(learner.collection), lambda: clock[0], lambda: clock[0], Look())
    with opened(app) as collection:
        for words in ("2026-11-22T23:00", "2026-11-23T03:59", "2026-11-23T04:00"):
            clock[0] = datetime.fromisoformat(f"{words}+00:00")
            with collection.write():
                collection.run("UPDATE card SET revision = revision + 1")
    assert backups(learner)[1:] == ["collection-2026-11-22.db", "collection-2026-11-23.db"]


@pytest.mark.usefixtures("shipped")
def test_the_first_sitting_of_all_may_last_over_the_night(tmp_path: Path) -> None:
    """A collection that is made in it is no exception."""
    clock = [datetime(2026, 11, 21, 23, tzinfo=UTC)]
    app = App(str(tmp_path / "new.db"), lambda: clock[0], lambda: clock[0], Look())
    with ready(app) as collection:
        first, *_ = give_answers(collection, moment(app, collection), 1)
        clock[0] += timedelta(hours=12)
        with collection.write():
            collection.run("UPDATE card SET revision = revision + 1")
    held = good_contents(tmp_path / "backups" / "new-2026-11-22.db")
    assert held
    assert held.answers == {first}


def test_the_backup_before_an_import_is_of_the_study_day(learner: Run, tmp_path: Path) -> None:
    """Before four in the morning that is the day before."""
    other = Run(tmp_path / "other" / "collection.db", learner.patch)
    other.ok("compile")
    other.ok("answer", "models/filter", "good")
    other.ok("export", tmp_path / "log.jsonl")
    learner.ok("-y", "import", tmp_path / "log.jsonl", now="2026-11-22T02:00")
    assert backups(learner) == ["collection-2026-11-21-020000.db", "collection-2026-11-21.db"]


def test_a_damaged_collection_is_not_written_to(learner: Run) -> None:
    """The copy for the backup shows the damage before the first answer of the day."""
    _spoil_the_log(learner.collection)
    done = learner("suspend", "craft/clarifying", now=TOMORROW)
    assert done.code == 12
    assert done.stderr.endswith(
        "The newest good backup is of Sat 21 Nov; to put it in its place: flashcards restore\n"
    )


def test_a_disk_that_is_nearly_full_is_said(learner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.statvfs_result((4096, 4096, 1000, 500, 250, 0, 0, 0, 0, 255))
    monkeypatch.setattr("os.statvfs", lambda _: full)
    assert "Disk        nearly full, 1 MB left" in learner.ok("status").lines


# backup --------------------------------------------------------------------------------


def test_a_backup_by_hand(learner: Run) -> None:
    path = folder_of(learner.collection) / "collection-2026-11-21-090000.db"
    assert learner.ok("backup").lines == [f"{path}: 2 answers"]
    assert answers(path) == 2
    assert learner.ok("backup", "--json").json == {"path": str(path), "answers": 2}


def test_the_backups_there_are(learner: Run) -> None:
    folder = folder_of(learner.collection)
    learner.ok("backup")
    (folder / "collection-2026-11-20.db").write_text("not one")
    assert learner.ok("backup", "--list").lines == [
        f"Sat 21 Nov     2 answers  {folder}/collection-2026-11-21-090000.db",
        f"Sat 21 Nov      1 answer  {folder}/collection-2026-11-21.db",
        f"Fri 20 Nov       damaged  {folder}/collection-2026-11-20.db",
    ]
    listed = learner.ok("backup", "--list", "--json").json["backups"]
    assert listed[1] == {
        "path": f"{folder}/collection-2026-11-21.db", "day": "2026-11-21", "answers": 1,
        "good": True,
    }  # fmt: skip
    assert (listed[2]["answers"], listed[2]["good"]) == (None, False)


def test_no_backups_yet(run: Run) -> None:
    done = run.ok("backup", "--list")
    assert done.stderr == f"There are no backups in {folder_of(run.collection)} yet.\n"
    assert run.ok("backup", "--list", "--json").json == {"backups": []}
    assert run("backup").code == 10


def test_a_backup_elsewhere(learner: Run, tmp_path: Path) -> None:
    """Private as the collection; a backup that is there already is replaced."""
    stick = tmp_path / "stick" / "cards.db"
    for _ in range(2):
        assert learner.ok("backup", stick).lines == [f"{stick}: 2 answers"]
    assert stat.S_IMODE(stick.stat().st_mode) == 0o600
    assert list(stick.parent.iterdir()) == [stick]


def test_another_living_collection_is_not_overwritten(learner: Run, tmp_path: Path) -> None:
    """Even an answer that was taken back there counts; older copies hold nothing else."""
    other = Run(tmp_path / "other.db", learner.patch)
    other.ok("compile")
    other.ok("answer", "models/filter", "good")
    other.ok("answer", "models/canary", "good")
    other.ok("undo")
    before = other.collection.read_bytes()
    done = learner("backup", other.collection)
    assert (done.code, done.stderr) == (1, (
        f"{other.collection} holds 2 answers that this collection does not; it is left as it is.\n"
    ))  # fmt: skip
    assert other.collection.read_bytes() == before


def test_an_older_copy_is_overwritten_whatever_was_taken_back_since(
    learner: Run, tmp_path: Path
) -> None:
    """Also through a link, which stays one."""
    (tmp_path / "copy.db").symlink_to("real.db")
    learner.ok("backup", tmp_path / "copy.db")
    learner.ok("undo")
    learner.ok("backup", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").is_symlink()
    with closing(sqlite3.connect(tmp_path / "real.db")) as other:
        assert other.execute("SELECT count(*) FROM undo").fetchone() == (1,)


@pytest.mark.parametrize("held", [b"A diary.", b""])
def test_what_is_no_collection_is_not_overwritten(
    learner: Run, tmp_path: Path, held: bytes
) -> None:
    diary = tmp_path / "diary.db"
    diary.write_bytes(held)
    done = learner("backup", diary)
    assert (done.code, done.stderr) == (
        *(1, f"{diary} is there and is no collection; it is left as it is.\n"),
    )
    assert diary.read_bytes() == held


def test_the_collection_is_no_place_for_its_own_backup(learner: Run) -> None:
    done = learner("backup", learner.collection)
    assert (done.code, done.stderr) == (1, f"{learner.collection} is the collection itself.\n")


# restore -------------------------------------------------------------------------------


def test_restore_says_what_would_be_set_aside(learner: Run) -> None:
    """And does nothing unless it is told to."""
    before = learner.collection.read_bytes()
    done = learner("restore")
    assert done.code == 15
    assert done.stderr.splitlines() == [
        f"Backup: {folder_of(learner.collection)}/collection-2026-11-21.db",
        "  1 answer, the newest of Fri 20 Nov 09:00",
        "Collection: 2 answers, the newest of Sat 21 Nov 09:00",
        "1 answer is not in the backup and would be set aside.",
        "restore asks before it replaces anything; here it needs --yes.",
    ]
    assert learner.collection.read_bytes() == before


def test_a_backup_that_lacks_nothing_says_so(learner: Run) -> None:
    learner.ok("backup")
    told = learner("restore").stderr.splitlines()
    assert told[-2] == "The backup holds every answer of the collection."


@pytest.mark.parametrize("words", [("restore", "--yes"), ("-y", "restore")], ids=" ".join)
def test_restore_puts_the_backup_in_place(learner: Run, words: tuple[str, ...]) -> None:
    """What it replaces is kept beside the collection."""
    learner.ok(*words)
    kept = learner.collection.with_name("collection.replaced-20261121-090000.db")
    assert (answers(learner.collection), answers(kept)) == (1, 2)
    assert stat.S_IMODE(learner.collection.stat().st_mode) == 0o600
    assert learner.ok("doctor", "--full").lines == [f"{learner.collection}: all is well."]
    names = {path.name for path in learner.collection.parent.iterdir()}
    assert names == {"collection.db", kept.name, "backups"}


def test_two_restores_in_a_second_keep_both(learner: Run) -> None:
    learner.ok("restore", "-y")
    learner.ok("answer", "models/filter", "good", now=YESTERDAY)
    learner.ok("restore", "-y")
    names = {path.name for path in learner.collection.parent.glob("*.replaced-*")}
    assert names == {
        "collection.replaced-20261121-090000.db", "collection.replaced-20261121-090000-2.db",
    }  # fmt: skip


def test_another_program_sees_a_restored_collection(learner: Run) -> None:
    """The file is the same one, so its answers are not written into what was set aside."""
    with closing(sqlite3.connect(learner.collection)) as other:
        assert other.execute("SELECT count(*) FROM review").fetchone() == (2,)
        learner.ok("restore", "-y")
        assert other.execute("SELECT count(*) FROM review").fetchone() == (1,)


def _spoil_the_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'review'"
        (page,) = other.execute(sql).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("My diary.")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")


def _with_a_journal(path: Path) -> None:
    _truncated(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9" * 200)


SPOILED = [_empty, _text, _truncated, _spoil_the_log, _with_a_journal, Path.unlink]


@pytest.mark.parametrize("spoil", [*SPOILED, _newer])
def test_restore_mends_a_collection_that_cannot_be_used(
    learner: Run, spoil: Callable[[Path], None]
) -> None:
    spoil(learner.collection)
    before = learner.collection.read_bytes() if learner.collection.exists() else None
    done = learner.ok("restore", "--yes")
    assert "The collection is missing, or cannot be read." in done.stderr
    assert answers(learner.collection) == 1
    assert learner.ok("doctor", "--full").code == 0
    kept = learner.collection.with_name("collection.replaced-20261121-090000.db")
    assert (kept.read_bytes() if kept.exists() else None) == before
    assert not learner.collection.with_name("collection.db-journal").exists()


@pytest.mark.parametrize("spoil", [_text, _truncated, _spoil_the_log])
@pytest.mark.parametrize("words", ["due", "status", "undo", "roles", "answer craft/clarifying 3"])
def test_a_damaged_collection_names_the_way_back(
    learner: Run, spoil: Callable[[Path], None], words: str
) -> None:
    """Wherever the damage shows."""
    spoil(learner.collection)
    done = learner(*words.split())
    if done.code:
        assert done.code == 12
        assert done.stderr.endswith("; to put it in its place: flashcards restore\n"), done.stderr


def test_restore_keeps_a_link_a_link(learner: Run, tmp_path: Path) -> None:
    real = tmp_path / "cloud" / "real.db"
    real.parent.mkdir()
    learner.collection.rename(real)
    learner.collection.symlink_to(real)
    learner.ok("backup")
    learner.ok("restore", "-y")
    real.write_bytes(b"")
    learner.ok("restore", "-y")
    assert learner.collection.is_symlink()
    assert answers(real) == 2


@pytest.mark.parametrize(
    "words", [("restore", "-y"), ("restore",), ("restore", "-y", "{}"), ("due",)], ids=" ".join
)
def test_a_link_that_leads_to_itself_is_no_collection(learner: Run, words: tuple[str, ...]) -> None:
    """Said as every command says it."""
    old = learner.collection.with_name("old.db")
    learner.ok("backup", old)
    for path in (learner.collection, *folder_of(learner.collection).iterdir()):
        path.unlink()
    learner.collection.symlink_to(learner.collection.name)
    done = learner(*(word.format(old) for word in words))
    assert (done.code, done.stderr) == (
        *(14, f"{learner.collection} cannot be opened: Too many levels of symbolic links.\n"),
    )


BAD = [
    (_empty, 12, "{} is empty: it is not a collection."),
    (_text, 12, "{} is not a collection."),
    (_truncated, 12, "{} is damaged (database disk image is malformed)."),
    (_newer, 13, "{} was written by a newer version of flashcards; upgrade this one."),
    (Path.unlink, 10, "There is no collection at {}."),
]


@pytest.mark.parametrize(("spoil", "code", "sentence"), BAD)
def test_a_bad_backup_is_refused(
    learner: Run, spoil: Callable[[Path], None], code: int, sentence: str
) -> None:
    """By name; without a name the next good one is taken, or none."""
    bad = folder_of(learner.collection) / "collection-2026-11-21.db"
    spoil(bad)
    before = learner.collection.read_bytes()
    done = learner("restore", "-y", bad)
    assert (done.code, done.stderr) == (code, sentence.format(bad) + "\n")
    none = learner("restore", "-y")
    assert (none.code, none.stderr) == (
        *(1, f"There is no good backup in {folder_of(learner.collection)}.\n"),
    )
    assert learner.collection.read_bytes() == before


def test_a_busy_collection_is_not_replaced(learner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.collection.connection.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(learner.collection, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert learner("restore", "-y").code == 11
    assert answers(learner.collection) == 2
