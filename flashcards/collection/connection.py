"""The collection as a file: opening it safely, transactions, and SQLite's errors in plain words."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from flashcards.errors import (
    Busy,
    CannotWrite,
    Damaged,
    FlashcardsError,
    NewerVersion,
    NoCollection,
)

APPLICATION_ID = 0x464C4341
"""The four letters FLCA in the header say that a SQLite file is a collection."""
VERSION = 1
"""The schema this program reads and writes: the number of migrations."""
BUSY_SECONDS = 5.0
SQLITE = (3, 38)
"""The oldest SQLite that knows all that our statements say: ``->>`` came last."""

_PRAGMAS = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


class Collection:
    """An open collection: one connection, and the only way to a statement.

    A context manager: leaving it closes the file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a question, read at once: no statement stays open while a person thinks."""
        with _plain_words(self.path):
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
        with _plain_words(self.path):
            return self.connection.execute(sql, values).rowcount

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction that other writers wait for: all of it, or nothing.

        Raises ``Busy`` after five seconds, ``CannotWrite`` for a full or read-only disk.
        """
        with _plain_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        yield from self._transaction()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the collection, whatever others write meanwhile."""
        with _plain_words(self.path):
            self.connection.execute("BEGIN")
        yield from self._transaction()

    def _transaction(self) -> Iterator[None]:
        try:
            yield
            with _plain_words(self.path):
                self.connection.execute("COMMIT")
        except BaseException:
            # A failed COMMIT may have ended the transaction already.
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise


def open_collection(path: Path) -> Collection:
    """Open an existing collection, migrating an older one.

    Raises ``NoCollection``, ``Damaged`` (empty, truncated, or another program's file),
    ``NewerVersion``, ``Busy`` or ``CannotWrite``, and leaves the file as it was.
    """
    if _size(path) == 0:
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
    # No process number: in a container the next start may have the same one.
    draft = path.with_name(f".{path.name}.new-{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with _connect(draft) as collection:
                _migrate(collection, settings)
            _publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"Cannot make {path}: {error.strerror}.") from error
    return open_collection(path)


def imagined_collection() -> Collection:
    """An empty collection in memory: for finding out what would become of one."""
    _require_sqlite()
    collection = Collection(Path(":memory:"), _prepared(sqlite3.connect(":memory:")))
    _migrate(collection, {})
    return collection


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoCollection(f"There is no collection at {path}.") from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be opened: {error.strerror}.") from error


def _publish(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except OSError:
        if not path.exists():  # a file system without hard links
            draft.rename(path)


def _connect(path: Path) -> Collection:
    _require_sqlite()
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    with _plain_words(path):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        return Collection(path, _prepared(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)))


def _require_sqlite() -> None:
    """Stop with a sentence where this Python comes with an older SQLite than we can work with."""
    if sqlite3.sqlite_version_info < SQLITE:
        needed = ".".join(map(str, SQLITE))
        raise FlashcardsError(
            f"flashcards needs SQLite {needed} or newer; this Python has {sqlite3.sqlite_version}."
        )


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None  # we begin and end transactions ourselves
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _examine(collection: Collection) -> None:
    """Refuse what is not ours, not whole or too new; bring an older one up to date."""
    path = collection.path
    if collection.value("PRAGMA application_id") != APPLICATION_ID:
        raise Damaged(f"{path} is a database of another program, not a collection.")
    version = collection.value("PRAGMA user_version")
    if version > VERSION:
        raise NewerVersion(
            f"{path} was written by a newer version of flashcards; upgrade this one."
        )
    foreign = collection.value("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    if foreign:
        raise Damaged(f"{path} holds {foreign!r}, which flashcards did not make; it is not opened.")
    if version < VERSION:
        _migrate(collection, {})


def _migrate(collection: Collection, settings: Mapping[str, str]) -> None:
    # Only here: sqlite-utils costs more than the rest of the program's start.
    from flashcards.collection.migrations import migrate  # noqa: PLC0415 - see above

    with collection.write():
        migrate(collection.connection)
        collection.run(f"PRAGMA application_id = {APPLICATION_ID}")
        collection.run(f"PRAGMA user_version = {VERSION}")
        for name, value in settings.items():
            collection.run("INSERT INTO setting (name, value) VALUES (?, ?)", name, value)


_MEANINGS: tuple[tuple[str, type[FlashcardsError], str], ...] = (
    ("SQLITE_BUSY", Busy, "{path} is in use by another program; try again in a moment."),
    ("SQLITE_LOCKED", Busy, "{path} is in use by another program; try again in a moment."),
    ("SQLITE_FULL", CannotWrite, "The disk that holds {path} is full; nothing was changed."),
    (
        "SQLITE_READONLY",
        CannotWrite,
        "{path} or its folder cannot be written; nothing was changed.",
    ),
    ("SQLITE_CANTOPEN", CannotWrite, "{path} cannot be opened: look at its folder's permissions."),
    ("SQLITE_IOERR", CannotWrite, "The disk that holds {path} reports an error ({error})."),
    ("SQLITE_NOTADB", Damaged, "{path} is not a collection."),
    ("SQLITE_CORRUPT", Damaged, "{path} is damaged ({error})."),
)


@contextmanager
def _plain_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into ours; any other is a bug and goes on as it is."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        for prefix, kind, sentence in _MEANINGS:
            if name.startswith(prefix):
                raise kind(sentence.format(path=path, error=error)) from error
        raise
