"""Somebody else's SQLite file, read without trust: tables alone, within bounds, never written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from flashcards.errors import BadRequest

LARGEST_VALUE = 16 << 20
LARGEST_READING = 1 << 30
"""In bytes: rows that share their pages could say more than the file holds."""
MOST_STEPS = 200_000_000
"""Of SQLite's machine, in one statement: seconds, far above what any honest file takes."""
TABLES: Final = (
    *("col", "notes", "cards", "revlog"),
    *("config", "notetypes", "fields", "templates", "decks"),
)

_STEPS_AT_ONCE = 1_000_000
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_GENERATED = (2, 3)
"""How ``table_xinfo`` marks a column that is computed when it is read."""


@contextmanager
def open_guarded(path: Path, package: Path) -> Iterator["Database"]:
    """Open the database at ``path``, which came out of a package, for as long as it is read."""
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        yield Database(connection, package)


class Database:
    """A database that only answers questions about the tables of Anki.

    Whatever is wrong with it is a ``BadRequest`` that names ``package``.
    """

    def __init__(self, connection: sqlite3.Connection, package: Path) -> None:
        self._connection = connection
        self._package = package
        try:
            self.tables = self._prepare()
        except sqlite3.Error as error:
            raise self._damaged() from error

    def rows(self, statement: str, most: int) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, up to ``most``; more are no honest package."""
        left, read = MOST_STEPS // _STEPS_AT_ONCE, 0

        def tire() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        self._connection.set_progress_handler(tire, _STEPS_AT_ONCE)
        try:
            for number, row in enumerate(self._connection.execute(statement)):
                read += sum(len(value) for value in row if isinstance(value, str | bytes))
                if number >= most or read > LARGEST_READING:
                    raise BadRequest(f"{self._package} holds too many rows; it is not read.")
                yield row
        except sqlite3.Error as error:
            raise self._damaged() from error

    def _prepare(self) -> frozenset[str]:
        """Guard the connection, and find the tables that can be asked about."""
        db = self._connection
        db.text_factory = lambda data: data.decode(errors="replace")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA cell_size_check = ON")
        there = db.execute(
            "SELECT lower(name), type, sql FROM sqlite_master WHERE type <> 'index'"
        ).fetchall()
        ours = [row for row in there if row[0] in TABLES]
        if not all(
            _is_plain(kind, made_by) and not self._computes(name) for name, kind, made_by in ours
        ):
            raise BadRequest(f"{self._package} is no honest package: its tables are computed.")
        db.set_authorizer(_only_reading)
        return frozenset(name for name, *_ in ours)

    def _computes(self, table: str) -> bool:
        """Whether a column is computed when it is read; ``table`` is one of our names."""
        columns = self._connection.execute(f"PRAGMA table_xinfo({table})")
        return any(column[-1] in _GENERATED for column in columns)

    def _damaged(self) -> BadRequest:
        return BadRequest(f"{self._package} is damaged: its collection cannot be read.")


def _is_plain(kind: object, made_by: object) -> bool:
    return kind == "table" and not str(made_by).upper().startswith("CREATE VIRTUAL")


def _only_reading(action: int, *_about: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
