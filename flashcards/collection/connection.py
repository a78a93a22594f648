"""The collection as a file: made whole, opened with care, changed in transactions."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from flashcards.collection.disk import followed, publish, size_of
from flashcards.collection.faults import KEPT, UNWRITABLE, is_kept, plain_words, require_sqlite
from flashcards.errors import CannotWrite, Damaged, NewerVersion
from flashcards.files import draft_of, make_file, sync

APPLICATION_ID = 0x464C4341
"""The four letters FLCA in the header say that a SQLite file is a collection."""
VERSION = 3
"""The schema this program reads and writes: the number of migrations."""
BUSY_SECONDS = 5.0

_PRAGMAS = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


class Collection:
    """An open collection: one connection, and the only way to a statement.

    A context manager: leaving it closes the file. ``before_writing`` is called before each write,
    outside the transaction.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.before_writing: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a question, read at once: no statement stays open while a person thinks."""
        with plain_words(self.path):
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a question, if there is one."""
        return next(iter(self.rows(sql, *values)), None)

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None where there is no row."""
        row = self.row(sql, *values)
        return row[0] if row else None

    def run(self, sql: str, *values: Any) -> int:
        """Carry out a statement and say how many rows it changed."""
        with plain_words(self.path):
            return self.connection.execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Carry out a statement for each row of values."""
        with plain_words(self.path):
            self.connection.executemany(sql, rows)

    @property
    def writable(self) -> bool:
        """Whether its file and its folder allow writing; the disk may be full all the same."""
        return all(os.access(p, os.W_OK) for p in (self.path, self.path.resolve().parent))

    def require_writable(self) -> None:
        """Find out before a person is asked. Raises ``CannotWrite`` where no answer can be kept."""
        if not self.writable:
            raise CannotWrite(UNWRITABLE.format(path=self.path))

    def prepare_to_write(self) -> None:
        """Do now what the first write would do before it: a person should not wait for it later."""
        self.require_writable()
        self._prepare()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction that other writers wait for: all of it, or nothing.

        Raises ``Busy`` after five seconds, ``CannotWrite`` for a full or read-only disk.
        """
        self._prepare()
        with plain_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        yield from self._transaction()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the collection, whatever others write meanwhile."""
        with plain_words(self.path):
            self.connection.execute("BEGIN")
        yield from self._transaction()

    def _prepare(self) -> None:
        if self.before_writing:
            self.before_writing()

    def _transaction(self) -> Iterator[None]:
        try:
            yield
            self._commit()
        except BaseException:
            # A failed COMMIT may have ended the transaction already.
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise

    def _commit(self) -> None:
        with plain_words(self.path):
            try:
                self.connection.execute("COMMIT")
            except sqlite3.Error as error:
                # Nobody may be told that an answer is lost which is there at the next start.
                if not is_kept(error):
                    raise
                self._sync_folder(error)

    def _sync_folder(self, error: sqlite3.Error) -> None:
        """Do what a commit failed to do at its very end."""
        try:
            sync(self.path.resolve().parent)
        except OSError:
            raise CannotWrite(KEPT.format(path=self.path, error=error)) from error


def open_collection(path: Path) -> Collection:
    """Open an existing collection, migrating an older one.

    Raises ``NoCollection``, ``Damaged`` (empty, truncated, or another program's file),
    ``NewerVersion``, ``Busy`` or ``CannotWrite``, and leaves the file as it was.
    """
    collection = look_into(path)
    try:
        if collection.value("PRAGMA user_version") < VERSION:
            _bring_up_to_date(collection)
    except BaseException:
        collection.connection.close()
        raise
    return collection


def look_into(path: Path) -> Collection:
    """Open a collection as it is: an older one is not migrated.

    Raises what ``open_collection`` raises.
    """
    if size_of(path) == 0:
        raise Damaged(f"{path} is empty: it is not a collection.")
    collection = _connect(path)
    try:
        _examine(collection)
    except BaseException:
        collection.connection.close()
        raise
    return collection


def create_collection(path: Path, settings: Mapping[str, str]) -> Collection:
    """Make a new collection, complete before it gets its name. Its folder may be missing.

    ``settings`` shape all its history to come. Raises ``CannotWrite`` where it cannot be made.
    Two at once: the first one's file is kept.
    """
    path = followed(path)
    draft = draft_of(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_file(draft, 0o600)
        try:
            with _connect(draft) as collection:
                _migrate(collection, settings)
            publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"Cannot make {path}: {error.strerror}.") from error
    return open_collection(path)


def imagined_collection() -> Collection:
    """An empty collection in memory: for finding out what would become of one."""
    require_sqlite()
    collection = Collection(Path(":memory:"), _prepared(sqlite3.connect(":memory:")))
    _migrate(collection, {})
    return collection


def _connect(path: Path) -> Collection:
    require_sqlite()
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    with plain_words(path):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        return Collection(path, _prepared(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)))


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None  # we begin and end transactions ourselves
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _examine(collection: Collection) -> None:
    """Refuse what is not ours, not whole or too new."""
    path = collection.path
    if collection.value("PRAGMA application_id") != APPLICATION_ID:
        raise Damaged(f"{path} is a database of another program, not a collection.")
    _refuse_newer(collection)
    foreign = collection.value("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    if foreign:
        raise Damaged(f"{path} holds {foreign!r}, which flashcards did not make; it is not opened.")


def _refuse_newer(collection: Collection) -> None:
    if collection.value("PRAGMA user_version") > VERSION:
        raise NewerVersion(
            f"{collection.path} was written by a newer version of flashcards; upgrade this one."
        )


def _bring_up_to_date(collection: Collection) -> None:
    # Only here: one start in a hundred needs it.
    from flashcards.collection.backup import back_up_before  # noqa: PLC0415 - see above

    back_up_before(collection, VERSION)
    _migrate(collection, {})


def _migrate(collection: Collection, settings: Mapping[str, str]) -> None:
    # Only here: sqlite-utils costs more than the rest of the program's start.
    from flashcards.collection.migrations import migrate  # noqa: PLC0415 - see above

    with collection.write():
        _refuse_newer(collection)  # another program may have been faster, and newer
        with plain_words(collection.path):
            migrate(collection.connection)
        collection.run(f"PRAGMA application_id = {APPLICATION_ID}")
        collection.run(f"PRAGMA user_version = {VERSION}")
        collection.run_many("INSERT INTO setting (name, value) VALUES (?, ?)", settings.items())
