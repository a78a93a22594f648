"""A backup is whole, private and sound, or it is not there."""

import os
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from flashcards import files
from flashcards.collection import backup as making
from flashcards.collection import connection, log
from flashcards.collection import restore as restoring
from flashcards.collection.backup import back_up, copy, newest_good, sound_contents
from flashcards.collection.connection import Collection, open_collection
from flashcards.collection.daily import back_up_today, missing_since
from flashcards.collection.restore import restore, set_aside
from flashcards.collection.stock import backups, folder_of
from flashcards.days import date_of, local_time
from flashcards.errors import Busy, CannotWrite, Damaged

from .conftest import DAY, NOW, Author, answer, dump

TEXT = "# Deck\n\n### One\n\nThe first.\n\n### Two\n\nThe second.\n"


@pytest.fixture
def answered(author: Author) -> Collection:
    """A collection with one answer."""
    author.write(TEXT)
    author.answer("deck/one")
    return author.collection


def test_a_backup_holds_everything(answered: Collection) -> None:
    path = back_up(answered, DAY)
    with open_collection(path) as kept:
        assert dump(kept) == dump(answered)
    assert path.name == "collection-2026-09-21.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = Path.replace

    sync = files.sync

    def synced(path: Path) -> None:
        order.append("folder" if path.is_dir() else "file")
        sync(path)

    def named(path: Path, name: Path) -> Path:
        order.append("name")
        return replace(path, name)

    monkeypatch.setattr(files, "sync", synced)
    monkeypatch.setattr(Path, "replace", named)
    back_up(answered, DAY)
    assert order == ["file", "name", "folder"]


def test_a_backup_while_another_program_writes(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits, but not for ever, and leaves nothing."""
    monkeypatch.setattr(making, "_TRIES", 1)
    answered.connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(answered.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            back_up(answered, DAY)
    assert list(folder_of(answered.path).iterdir()) == []


def test_a_copy_that_is_not_sound_gets_no_name(answered: Collection) -> None:
    """A page of the file is damaged: there is no second damaged file to be confused by."""
    page = answered.value("SELECT rootpage FROM sqlite_master WHERE name = 'review'")
    size = answered.value("PRAGMA page_size")
    with answered.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    answered.connection.execute("PRAGMA shrink_memory")
    with pytest.raises((Damaged, CannotWrite)):
        back_up(answered, DAY)
    assert list(folder_of(answered.path).iterdir()) == []


def test_a_full_disk_leaves_no_backup(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files, "sync", full)
    folder = folder_of(answered.path)
    with pytest.raises(CannotWrite) as refusal:
        back_up(answered, DAY)
    assert str(refusal.value) == f"No backup could be made in {folder}: No space left on device."
    assert list(folder.iterdir()) == []


# The backup of a day -------------------------------------------------------------------


def test_a_day_begins_with_a_backup_of_the_day_before(answered: Collection) -> None:
    back_up_today(answered, DAY + 1)
    (kept,) = backups(answered.path)
    assert kept.day == date_of(DAY + 1)
    held = sound_contents(kept.path)
    assert held
    assert held.answers == {NOW + 1000}


def test_a_day_has_one_backup(answered: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up_today(answered, DAY + 1)
    monkeypatch.setattr(making, "copy", lambda *_: pytest.fail("a second backup"))
    back_up_today(answered, DAY + 1)


def test_the_first_day_needs_none(answered: Collection, blank: Collection) -> None:
    """Nor has a collection without answers anything to lose."""
    back_up_today(answered, DAY)
    back_up_today(blank, DAY)
    assert not folder_of(answered.path).exists()


def test_backups_are_thinned(answered: Collection) -> None:
    for day in range(1, 40):
        back_up_today(answered, DAY + day)
    assert 7 <= len(backups(answered.path)) <= 7 + 4 + 3


@pytest.mark.parametrize(("backed_up", "missing"), [((1,), None), ((2,), None), ((), 1), ((0,), 1)])
def test_a_missing_backup_is_known(
    author: Author, backed_up: tuple[int, ...], missing: int | None
) -> None:
    """Of the last day with answers, unless it was the first."""
    author.write(TEXT)
    author.answer("deck/one")
    assert missing_since(author.collection) is None
    for day in backed_up:
        back_up(author.collection, DAY + day)
    answer(author.collection, author.card("deck/two"), author.now, study_day=DAY + 1)
    expected = None if missing is None else date_of(DAY + missing)
    assert missing_since(author.collection) == expected


def test_days_of_answers_that_were_taken_back_want_no_backup(author: Author) -> None:
    """Such as those that a wrong clock has dated, once they are put right."""
    author.write(TEXT)
    author.answer("deck/one")
    astray = answer(author.collection, author.card("deck/two"), author.now, study_day=DAY + 30_000)
    assert missing_since(author.collection) == date_of(DAY + 30_000)
    with author.collection.write():
        log.undo(author.collection, astray.id, author.now)
    assert missing_since(author.collection) is None


def test_the_backup_just_made_is_kept_by_a_clock_that_is_behind(answered: Collection) -> None:
    newer = [back_up(answered, DAY + day) for day in range(1, 10)]
    made = back_up(answered, DAY, local_time(NOW))
    assert made.exists()
    assert newer[-1].exists()


# Copies that are too large to be examined ----------------------------------------------


def test_the_newest_examined_backup_is_never_let_go(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that are newer may hold damage that nobody has seen."""
    examined = [back_up(answered, DAY + day) for day in (1, 2)]
    monkeypatch.setattr(making, "EXAMINED_BYTES", answered.path.stat().st_size)
    answered.run("INSERT INTO setting VALUES ('long', ?)", "x" * 100_000)
    for month in range(1, 16):
        back_up_today(answered, DAY + 30 * month)
    kept = [backup.path for backup in backups(answered.path)]
    assert examined[1] in kept
    assert examined[0] not in kept


def test_a_backup_that_somebody_asked_for_is_examined_whatever_its_size(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "EXAMINED_BYTES", 0)
    page = answered.value("SELECT rootpage FROM sqlite_master WHERE name = 'review'")
    size = answered.value("PRAGMA page_size")
    with answered.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    answered.connection.execute("PRAGMA shrink_memory")
    with pytest.raises(Damaged):
        back_up(answered, DAY, local_time(NOW))
    back_up(answered, DAY)


# Which of them can be restored ---------------------------------------------------------


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {connection.VERSION + 1}")


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 1")


@pytest.mark.parametrize("spoil", [_empty, _cut, _newer, _of_another_program])
def test_the_newest_good_backup_is_found(
    answered: Collection, spoil: Callable[[Path], None]
) -> None:
    old, new = (back_up(answered, day) for day in (DAY + 1, DAY + 2))
    spoil(new)
    found = newest_good(answered.path, date_of(DAY + 2))
    assert found
    assert found.path == old


def test_a_backup_that_a_wrong_clock_has_dated_comes_last(answered: Collection) -> None:
    back_up(answered, DAY + 30_000)
    right = back_up(answered, DAY)
    found = newest_good(answered.path, date_of(DAY))
    assert found
    assert found.path == right
    right.unlink()
    assert newest_good(answered.path, date_of(DAY))


def test_to_look_into_a_backup_changes_nothing(answered: Collection) -> None:
    """An older one is not migrated."""
    path = back_up(answered, DAY)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 1")
    before = path.read_bytes()
    assert sound_contents(path) == sound_contents(answered.path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_copy_goes_where_the_user_says(answered: Collection, tmp_path: Path) -> None:
    copy(answered, tmp_path / "stick" / "cards.db")
    assert sound_contents(tmp_path / "stick" / "cards.db") == sound_contents(answered.path)


# Restoring -----------------------------------------------------------------------------


def test_what_is_replaced_is_not_migrated_first(answered: Collection) -> None:
    """It is set aside as it was."""
    path = back_up(answered, DAY)
    answered.run("PRAGMA user_version = 1")
    kept = restore(path, answered.path, local_time(NOW))
    assert kept
    with closing(sqlite3.connect(kept)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
    with closing(sqlite3.connect(answered.path)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (connection.VERSION,)
    assert [backup.path for backup in backups(answered.path)] == [path]


def test_nothing_is_answered_between_keeping_and_replacing(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the answer would be in neither file: another program waits until both are done."""
    path, tried = back_up(answered, DAY), []

    def kept_slowly(*words: object, **more: str) -> None:
        copy(*words, **more)  # type: ignore[arg-type]
        with closing(sqlite3.connect(answered.path, timeout=0)) as other:
            try:
                other.execute("INSERT INTO setting VALUES ('meanwhile', '1')")
                other.commit()
            except sqlite3.OperationalError as error:
                tried.append(str(error))

    monkeypatch.setattr(restoring, "copy", kept_slowly)
    restore(path, answered.path, local_time(NOW))
    assert tried == ["database is locked"]
    assert answered.run("INSERT INTO setting VALUES ('later', '1')") == 1
    assert not answered.path.with_name("collection.db-journal").exists()


@pytest.mark.slow
def test_no_answer_is_lost_to_a_restore_beside_it(answered: Collection) -> None:
    """What another program was told is kept, is in the collection or in what was set aside."""
    path, place = back_up(answered, DAY), answered.path
    with ThreadPoolExecutor() as pool:
        learner = pool.submit(_learn, place, 60)
        while not learner.done():
            restore(path, place, local_time(NOW))
    held: set[int] = set()
    for file in place.parent.glob("*.db"):
        with closing(sqlite3.connect(file)) as kept:
            held.update(int(name) for (name,) in kept.execute("SELECT name FROM setting"))
    assert set(range(learner.result())) <= held


def _learn(place: Path, times: int) -> int:
    with open_collection(place) as other:
        for number in range(times):
            with other.write():
                other.run("INSERT INTO setting VALUES (?, '1')", str(number))
            sleep(0.01)
    return times


def test_a_restore_that_fails_changes_nothing_and_locks_nobody_out(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = back_up(answered, DAY), dump(answered)

    def full(_: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files, "sync", full)
    with pytest.raises(CannotWrite) as refusal:
        restore(path, answered.path, local_time(NOW))
    assert str(refusal.value) == (
        "What restore replaces could not be kept: No space left on device."
    )
    assert dump(answered) == before
    assert {each.name for each in answered.path.parent.iterdir()} == {"collection.db", "backups"}
    answered.run("INSERT INTO setting VALUES ('later', '1')")


def test_a_new_file_that_cannot_be_filled_is_called_so(
    answered: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, place = back_up(answered, DAY), answered.path
    place.write_text("My diary.")

    def full(_: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files, "sync", full)
    with pytest.raises(CannotWrite) as refusal:
        restore(path, place, local_time(NOW))
    assert str(refusal.value) == f"{place} cannot be replaced: No space left on device."
    assert place.read_text() == "My diary."


def test_who_still_has_the_old_file_open_is_told_that_it_was_replaced(
    answered: Collection,
) -> None:
    """A damaged file gives way to a new one; nothing may be written into the old."""
    path = back_up(answered, DAY)
    page = answered.value("SELECT rootpage FROM sqlite_master WHERE name = 'tick'")
    size = answered.value("PRAGMA page_size")
    with answered.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    restore(path, answered.path, local_time(NOW))
    with pytest.raises(CannotWrite) as refusal, answered.write():
        answered.run("INSERT INTO setting VALUES ('later', '1')")
    assert str(refusal.value) == "The collection was moved or replaced meanwhile; start again."


def test_a_bad_backup_is_called_by_its_own_name(answered: Collection) -> None:
    path = back_up(answered, DAY)
    _cut(path)
    before = answered.path.read_bytes()
    with pytest.raises(Damaged) as refusal:
        restore(path, answered.path, local_time(NOW))
    assert str(refusal.value).startswith(f"{path} is damaged")
    assert answered.path.read_bytes() == before
    assert list(answered.path.parent.glob("*.replaced-*")) == []


@pytest.mark.parametrize("has_links", [True, False])
def test_a_collection_that_cannot_be_replaced_is_where_it_was(
    answered: Collection, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    """Also on a file system that knows no hard links."""
    path, place = back_up(answered, DAY), answered.path
    place.write_text("My diary.")
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target == place and ".new-" in self.name:
            raise OSError(5, os.strerror(5))
        return replace(self, target)

    def no_link(_: Path, __: Path) -> None:
        raise OSError(1, os.strerror(1))

    monkeypatch.setattr(Path, "replace", refused)
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", no_link)
    with pytest.raises(CannotWrite, match="cannot be replaced: Input/output error"):
        restore(path, place, local_time(NOW))
    assert place.read_text() == "My diary."
    assert {each.name for each in place.parent.iterdir()} == {place.name, "backups"}


def test_a_journal_goes_with_its_collection_and_comes_back_with_it(tmp_path: Path) -> None:
    """One that stayed behind would be played into the new file."""
    for name in ("c.db", "c.db-journal"):
        (tmp_path / name).write_text(name)

    def fail() -> None:
        with set_aside(tmp_path / "c.db", tmp_path / "kept.db"):
            assert not (tmp_path / "c.db-journal").exists()
            assert (tmp_path / "kept.db-journal").read_text() == "c.db-journal"
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        fail()
    assert {each.name for each in tmp_path.iterdir()} == {"c.db", "c.db-journal"}
