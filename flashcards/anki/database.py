"""Somebody else's SQLite file, read without trust: tables alone, within bounds, never written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sys import getsizeof
from typing import Any, Final
from urllib.parse import quote

from flashcards.errors import BadRequest

MEBIBYTE = 1 << 20
LARGEST_VALUE = 16 * MEBIBYTE
LONGEST_STATEMENT, MOST_COLUMNS = 10_000, 100
"""Of what makes a table: it is read with the first question, whatever that asks."""
MOST_STEPS = 250_000_000
"""Of SQLite's machine, in a package: more than the most rows that are read take."""
TABLES: Final = (
    *("col", "notes", "cards", "revlog"),
    *("config", "notetypes", "fields", "templates", "decks"),
)

_SCHEMA_STEPS = 20_000
"""Until the tables are known: some thousand tables, where Anki has a dozen."""
_STEPS_AT_ONCE = 1_000
_GENERATED = (2, 3)
"""How ``table_xinfo`` marks a column that is computed when it is read."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: LONGEST_STATEMENT,
    sqlite3.SQLITE_LIMIT_COLUMN: MOST_COLUMNS,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_PRAGMAS = (
    "trusted_schema = OFF",
    "query_only = ON",
    "cell_size_check = ON",
    "ignore_check_constraints = ON",  # they compute
    "mmap_size = 0",
    "cache_size = -4000",  # or as large as the file says
)
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""The latter where SQLite says what is wrong in the words of the file, and these are no text."""
_REASONS = {
    sqlite3.SQLITE_TOOBIG: f"holds a value of more than {LARGEST_VALUE // MEBIBYTE} MB",
    sqlite3.SQLITE_INTERRUPT: "takes too long to read",
}


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
        self._left = _SCHEMA_STEPS // _STEPS_AT_ONCE
        connection.set_progress_handler(self._tire, _STEPS_AT_ONCE)
        try:
            self.tables = self._prepare()
        except _UNREADABLE as error:
            raise self._refusal(error) from error
        self._left = MOST_STEPS // _STEPS_AT_ONCE

    def rows(self, table: str, columns: str, most: int) -> Iterator[tuple[Any, ...]]:
        """Columns of a table, row after row; more rows than ``most`` are no honest package."""
        statement = f"SELECT {columns} FROM {table} NOT INDEXED"  # noqa: S608 - our own names
        try:
            self._examine(table, most)
            # Not "yield from": who stops in the middle would close what is closed already.
            for row in self._connection.execute(statement):  # noqa: UP028 - see above
                yield row
        except _UNREADABLE as error:
            raise self._refusal(error) from error

    def kept(self, table: str, columns: str, most: int, largest: int) -> Iterator[tuple[Any, ...]]:
        """Rows that may be kept: together they take up ``largest`` bytes of memory at most."""
        held = 0
        for row in self.rows(table, columns, most):
            held += sum(map(getsizeof, row))
            if held > largest:
                raise BadRequest(f"{self._package} holds too much text; it is not read.")
            yield row

    def _examine(self, table: str, most: int) -> None:
        """Refuse a table of too many rows, or whose pages are shared, in a circle or broken.

        What is left takes no more time to read than the file is large.
        """
        some = f"SELECT 1 FROM {table} NOT INDEXED LIMIT {most + 1}"  # noqa: S608 - as above
        # Rows are counted one by one: whoever counts pages cannot be interrupted.
        (found,) = self._connection.execute(f"SELECT count(*) FROM ({some})").fetchone()  # noqa: S608
        if found > most:
            raise BadRequest(f"{self._package} holds too many rows; it is not read.")
        if self._connection.execute(f"PRAGMA quick_check({table})").fetchone() != ("ok",):
            raise self._damaged()

    def _prepare(self) -> frozenset[str]:
        """Guard the connection, and find the tables that can be asked about."""
        db = self._connection
        db.text_factory = lambda data: data.decode(errors="replace")
        db.create_collation("unicase", _compare)
        for limit, value in _LIMITS.items():
            db.setlimit(limit, value)
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
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

    def _tire(self) -> bool:
        self._left -= 1
        return self._left < 0

    def _refusal(self, error: Exception) -> BadRequest:
        reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0))
        return (
            BadRequest(f"{self._package} {reason}; it is not read.") if reason else self._damaged()
        )

    def _damaged(self) -> BadRequest:
        return BadRequest(f"{self._package} is damaged: its collection cannot be read.")


def _is_plain(kind: object, made_by: object) -> bool:
    """Whether it is a table, as SQLite itself writes down how one was made."""
    return kind == "table" and str(made_by).startswith("CREATE TABLE ")


def _compare(one: str, other: str) -> int:
    """Stands for Anki's own order, without which its tables cannot be examined."""
    return (one > other) - (one < other)


def _only_reading(action: int, *about: str | None) -> int:
    allowed = {
        sqlite3.SQLITE_SELECT: True,
        sqlite3.SQLITE_READ: True,
        sqlite3.SQLITE_FUNCTION: about[1] == "count",
        sqlite3.SQLITE_PRAGMA: about[0] == "quick_check",
    }
    return sqlite3.SQLITE_OK if allowed.get(action) else sqlite3.SQLITE_DENY
