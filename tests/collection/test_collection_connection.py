"""The collection as a file: made whole, opened with care, refused in one sentence."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from flashcards.collection import connection, disk, migrations
from flashcards.collection.connection import (
    APPLICATION_ID,
    VERSION,
    Collection,
    create_collection,
    imagined_collection,
    open_collection,
)
from flashcards.collection.faults import UNWRITABLE
from flashcards.errors import (
    Busy,
    CannotWrite,
    Damaged,
    FlashcardsError,
    NewerVersion,
    NoCollection,
)

ADD = "INSERT INTO root (path, rank) VALUES ('/decks', 1)"


def test_a_new_collection_is_private_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "data" / "collection.db"
    create_collection(path, {}).connection.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    header = path.read_bytes()[:100]
    assert header[68:72] == b"FLCA" == APPLICATION_ID.to_bytes(4)
    assert int.from_bytes(header[60:64]) == VERSION


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 3),  # EXTRA
        ("journal_mode", "delete"),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
    ],
)
def test_pragmas(blank: Collection, pragma: str, value: object) -> None:
    assert blank.value(f"PRAGMA {pragma}") == value
    with open_collection(blank.path) as again:
        assert again.value(f"PRAGMA {pragma}") == value


def test_what_shapes_history_is_written_before_the_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "collection.db"

    def publish(draft: Path, name: Path) -> None:
        assert not name.exists()
        with open_collection(draft) as whole:
            assert whole.value("SELECT value FROM setting WHERE name = 'rollover_hour'") == "4"
        draft.rename(name)

    monkeypatch.setattr(connection, "publish", publish)
    create_collection(path, {"rollover_hour": "4"}).connection.close()
    assert path.exists()


def test_a_collection_that_fails_half_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        create_collection(tmp_path / "collection.db", {})
    assert list(tmp_path.iterdir()) == []


def test_the_second_of_two_makers_keeps_the_file_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "collection.db"

    def overtaken(draft: Path, name: Path) -> None:
        monkeypatch.undo()
        create_collection(name, {"maker": "first"}).connection.close()
        disk.publish(draft, name)

    monkeypatch.setattr(connection, "publish", overtaken)
    with create_collection(path, {"maker": "second"}) as opened:
        assert opened.value("SELECT value FROM setting") == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "collection.db"
    with create_collection(path, {}) as made:
        assert made.value("PRAGMA user_version") == VERSION
    assert list(tmp_path.iterdir()) == [path]


def test_two_processes_make_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "collection.db"
    program = (
        "import sys; from pathlib import Path; import flashcards.collection.migrations;"
        "from flashcards.collection.connection import create_collection as make;"
        "print('ready', flush=True); sys.stdin.readline();"
        "c = make(Path(sys.argv[1]), {'x': '1'}); print(c.value('SELECT count(*) FROM setting'))"
    )
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", program, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [maker.stdout and maker.stdout.readline() for maker in makers] == ["ready\n"] * 2
    assert [maker.communicate("go\n")[0] for maker in makers] == ["1\n", "1\n"]
    assert [maker.returncode for maker in makers] == [0, 0]
    assert list(path.parent.iterdir()) == [path]


def test_an_imagined_collection_has_no_file() -> None:
    with imagined_collection() as imagined:
        assert imagined.value("PRAGMA user_version") == VERSION
        assert imagined.value("SELECT file FROM pragma_database_list") == ""


# Links ---------------------------------------------------------------------------------


def test_a_new_collection_is_made_where_a_link_leads(tmp_path: Path) -> None:
    """And the link stays a link, to this file and to one that is there."""
    link, real = tmp_path / "link.db", tmp_path / "cloud" / "real.db"
    real.parent.mkdir()
    link.symlink_to(real)
    with create_collection(link, {}) as made, made.write():
        made.run(ADD)
    with open_collection(link) as again, again.write():
        again.run("UPDATE root SET rank = 2")
    assert link.is_symlink()
    with open_collection(real) as direct:
        assert direct.value("SELECT rank FROM root") == 2
    assert [path.name for path in real.parent.iterdir()] == ["real.db"]


def test_a_link_to_a_disk_that_is_not_there_is_not_filled(tmp_path: Path) -> None:
    """Else the cards of a disk that is not mounted would seem to be gone."""
    link, real = tmp_path / "link.db", tmp_path / "stick" / "real.db"
    link.symlink_to(real)
    with pytest.raises(NoCollection) as refusal:
        create_collection(link, {})
    assert str(refusal.value) == (
        f"{link} is a link to {real}, and there is no folder {real.parent}."
    )
    assert list(tmp_path.iterdir()) == [link]


# What is refused -----------------------------------------------------------------------


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("# Not a database\n" * 100)


def _of_another_program(path: Path) -> None:
    path.unlink()
    _change(path, "CREATE TABLE cards (id)")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _cut_to_its_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _newer(path: Path) -> None:
    _change(path, f"PRAGMA user_version = {VERSION + 1}")


def _with_a_trigger(path: Path) -> None:
    _change(path, "CREATE TRIGGER evil AFTER INSERT ON review BEGIN DELETE FROM undo; END")


def _with_a_view(path: Path) -> None:
    _change(path, "CREATE VIEW evil AS SELECT 1")


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _missing(path: Path) -> None:
    path.unlink()


def _below_a_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("")


@pytest.mark.parametrize(
    ("spoil", "kind", "code", "sentence"),
    [
        (_missing, NoCollection, 10, "There is no collection at {}."),
        (_below_a_file, NoCollection, 10, "There is no collection at {}."),
        (_empty, Damaged, 12, "{} is empty: it is not a collection."),
        (_text, Damaged, 12, "{} is not a collection."),
        (
            _of_another_program,
            *(Damaged, 12, "{} is a database of another program, not a collection."),
        ),
        (_truncated, Damaged, 12, "{} is damaged (database disk image is malformed)."),
        (_cut_to_its_header, Damaged, 12, "{} is damaged (database disk image is malformed)."),
        (
            _newer,
            *(
                NewerVersion,
                13,
                "{} was written by a newer version of flashcards; upgrade this one.",
            ),
        ),
        (
            _with_a_trigger,
            *(Damaged, 12, "{} holds 'evil', which flashcards did not make; it is not opened."),
        ),
        (
            _with_a_view,
            *(Damaged, 12, "{} holds 'evil', which flashcards did not make; it is not opened."),
        ),
        (_a_folder, CannotWrite, 14, "{} cannot be opened: look at its folder's permissions."),
    ],
)
def test_refused(
    blank: Collection,
    spoil: Callable[[Path], None],
    kind: type[FlashcardsError],
    code: int,
    sentence: str,
) -> None:
    """In one sentence, with the documented exit code, and untouched."""
    blank.connection.close()
    spoil(blank.path)
    before = blank.path.read_bytes() if blank.path.is_file() else b""
    with pytest.raises(kind) as refusal:
        open_collection(blank.path)
    assert str(refusal.value) == sentence.format(blank.path)
    assert refusal.value.exit_code == code
    assert (blank.path.read_bytes() if blank.path.is_file() else b"") == before
    if blank.path.parent.is_dir():
        assert {path.name for path in blank.path.parent.iterdir()} <= {blank.path.name}


@pytest.mark.parametrize("found", ["3.34.1", "3.37.2"])
def test_an_sqlite_that_is_too_old_is_named(
    blank: Collection, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version", found)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", tuple(map(int, found.split("."))))
    sentence = f"flashcards needs SQLite 3.38 or newer; this Python has {found}."
    with pytest.raises(FlashcardsError) as refusal:
        open_collection(blank.path)
    assert (str(refusal.value), refusal.value.exit_code) == (sentence, 1)
    with pytest.raises(FlashcardsError, match="newer"):
        imagined_collection()


def _change(path: Path, sql: str) -> None:
    other = sqlite3.connect(path)
    other.execute(sql)
    other.commit()
    other.close()


# Transactions --------------------------------------------------------------------------


def test_a_write_that_raises_takes_everything_back(blank: Collection) -> None:
    before = blank.path.read_bytes()
    with pytest.raises(ZeroDivisionError), blank.write():
        _add_and_fail(blank)
    assert blank.path.read_bytes() == before
    with blank.write():
        assert blank.run(ADD) == 1
    assert blank.value("SELECT path FROM root") == "/decks"


def _add_and_fail(collection: Collection) -> None:
    assert collection.run(ADD) == 1
    raise ZeroDivisionError


@pytest.mark.parametrize("opener", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_busy_while_another_program_writes(
    blank: Collection, monkeypatch: pytest.MonkeyPatch, opener: str
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(blank.path, isolation_level=None)
    other.execute(opener)
    sentence = f"{blank.path} is in use by another program; try again in a moment."
    with pytest.raises(Busy) as refusal, open_collection(blank.path) as ours, ours.write():
        pytest.fail("two writers at once")
    other.close()
    assert (str(refusal.value), refusal.value.exit_code) == (sentence, 11)


def test_busy_when_a_reader_stays_through_the_commit(
    blank: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with open_collection(blank.path) as ours:
        with blank.snapshot():
            assert blank.rows("SELECT * FROM root") == []
            with pytest.raises(Busy), ours.write():
                ours.run(ADD)
        assert ours.rows("SELECT * FROM root") == []
        with ours.write():
            ours.run(ADD)


def test_a_snapshot_is_one_state(blank: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with blank.snapshot():
        assert blank.value("SELECT count(*) FROM root") == 0
        with open_collection(blank.path) as other, pytest.raises(Busy), other.write():
            other.run(ADD)
        assert blank.value("SELECT count(*) FROM root") == 0


def test_a_full_disk_loses_nothing(blank: Collection) -> None:
    with blank.write():
        blank.run(ADD)
    blank.run(f"PRAGMA max_page_count = {blank.value('PRAGMA page_count')}")
    before = blank.path.read_bytes()
    with pytest.raises(CannotWrite) as refusal, blank.write():
        blank.run("UPDATE root SET vocabulary = printf('%.*c', 100000, 'x')")
    assert str(refusal.value) == f"The disk that holds {blank.path} is full; nothing was changed."
    assert refusal.value.exit_code == 14
    assert blank.path.read_bytes() == before
    with blank.write():
        blank.run("UPDATE root SET vocabulary = 'short'")


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("SELECT nonsense", sqlite3.OperationalError),
        ("INSERT INTO root (path) VALUES ('no rank')", sqlite3.IntegrityError),
        ("INSERT INTO deck VALUES (1, 7, '', '', '', 0, NULL, '', '', '')", sqlite3.IntegrityError),
        ("BEGIN", sqlite3.OperationalError),
    ],
)
def test_our_own_mistakes_are_not_dressed_up(
    blank: Collection, sql: str, error: type[sqlite3.Error]
) -> None:
    with pytest.raises(error), blank.write():
        blank.run(sql)


# An error at the very end of a commit --------------------------------------------------


class _Failing:
    """A connection whose next COMMIT is carried out, or not, and then reports an error."""

    def __init__(self, real: sqlite3.Connection, name: str, *, first: str) -> None:
        self._real, self._name, self._first = real, name, first

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            self._real.execute(self._first)
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = self._name
            raise error
        return self._real.execute(sql, *values)

    def close(self) -> None:
        self._real.close()


def _fail_at_commit(collection: Collection, name: str, first: str) -> None:
    failing = _Failing(collection.connection, name, first=first)
    collection.connection = cast("sqlite3.Connection", failing)


@pytest.mark.parametrize("name", ["SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_UNLOCK"])
def test_what_was_kept_is_not_reported_as_lost(blank: Collection, name: str) -> None:
    """The journal is gone, so the change is there; its folder is synced once more."""
    _fail_at_commit(blank, name, "COMMIT")
    with blank.write():
        blank.run(ADD)
    assert blank.value("SELECT path FROM root") == "/decks"


def test_what_was_kept_but_may_be_lost_with_the_power_is_said(
    blank: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(connection, "sync", fail)
    _fail_at_commit(blank, "SQLITE_IOERR_DIR_FSYNC", "COMMIT")
    sentence = "What was answered or changed last is kept"
    with pytest.raises(CannotWrite, match=sentence), blank.write():
        blank.run(ADD)
    assert blank.value("SELECT path FROM root") == "/decks"


@pytest.mark.parametrize("name", ["SQLITE_IOERR_FSYNC", "SQLITE_IOERR_WRITE", "SQLITE_FULL"])
def test_what_was_not_kept_is_reported(blank: Collection, name: str) -> None:
    _fail_at_commit(blank, name, "ROLLBACK")
    with pytest.raises(CannotWrite), blank.write():
        blank.run(ADD)
    assert blank.rows("SELECT * FROM root") == []


# Before the first write ----------------------------------------------------------------


def test_what_comes_before_a_write_comes_outside_its_transaction(blank: Collection) -> None:
    calls: list[object] = []
    blank.before_writing = lambda: calls.append(blank.connection.in_transaction)
    with blank.snapshot():
        blank.rows("SELECT * FROM root")
    assert calls == []
    for _ in range(2):
        with blank.write():
            blank.run("UPDATE root SET rank = 1")
    assert calls == [False, False]


# A file or folder that cannot be written -----------------------------------------------


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Mode bits mean nothing to root, so a test that runs as root stops being it."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A collection in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        create_collection(folder / "collection.db", {"kept": "1"}).connection.close()
        for path in (Path(name), folder):
            path.chmod(0o755)
        (folder / "collection.db").chmod(0o644)
        yield folder / "collection.db"


@pytest.mark.parametrize(
    ("file", "folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)], ids=oct
)
def test_what_cannot_be_written_can_be_read(shared: Path, file: int, folder: int) -> None:
    shared.chmod(file)
    shared.parent.chmod(folder)
    before = shared.read_bytes()
    with _as_nobody(), open_collection(shared) as ours:
        assert ours.value("SELECT value FROM setting") == "1"
        with pytest.raises(CannotWrite) as early:
            ours.require_writable()
        with pytest.raises(CannotWrite) as refusal, ours.write():
            ours.run(ADD)
    assert refusal.value.exit_code == 14
    assert str(refusal.value).startswith(str(shared))
    assert str(early.value) == UNWRITABLE.format(path=shared)
    assert shared.read_bytes() == before
    assert [path.name for path in shared.parent.iterdir()] == [shared.name]


@pytest.mark.parametrize(
    ("file", "folder", "sentence"),
    [
        (0o000, 0o777, "{} cannot be opened: look at its folder's permissions."),
        (0o666, 0o000, "{} cannot be opened: Permission denied."),
    ],
    ids=str,
)
def test_what_cannot_be_read(shared: Path, file: int, folder: int, sentence: str) -> None:
    shared.chmod(file)
    shared.parent.chmod(folder)
    with _as_nobody(), pytest.raises(CannotWrite) as refusal:
        open_collection(shared)
    shared.parent.chmod(0o755)
    assert str(refusal.value) == sentence.format(shared)


@pytest.mark.parametrize("place", ["new.db", "folder/new.db"])
def test_no_collection_is_made_where_nothing_can_be_written(shared: Path, place: str) -> None:
    path = shared.parent / place
    with _as_nobody(), pytest.raises(CannotWrite) as refusal:
        create_collection(path, {})
    assert str(refusal.value) == f"Cannot make {path}: Permission denied."
    assert [path.name for path in shared.parent.iterdir()] == [shared.name]
