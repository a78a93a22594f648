"""``python -m tests.crash.keep_rows``: keep the rows that this version writes.

To be run before ``VERSION`` grows, so that the next version has an older collection to migrate.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from flashcards.collection.connection import VERSION

from .stage import Stage
from .workloads import graded

ROWS = Path(__file__).parent / "collections"
SAID = f"-- The rows of a small collection, as version {VERSION} wrote them.\n"


def main() -> None:
    """Write them with the names of their columns: a table may gain one with a default."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        graded(stage)
        with closing(sqlite3.connect(stage.before)) as connection:
            lines = [_named(connection, line) for line in connection.iterdump() if _is_kept(line)]
    (ROWS / f"version_{VERSION}.sql").write_text("\n".join((SAID, *lines, "")), encoding="utf-8")


def _is_kept(line: str) -> bool:
    return line.startswith("INSERT") or "_sqlite_migrations" in line


def _named(connection: sqlite3.Connection, line: str) -> str:
    if not line.startswith("INSERT"):
        return line + "\n"
    table = line.split('"')[1]
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    names = ", ".join(name for (name,) in columns)
    return line.replace(f'"{table}"', f'"{table}" ({names})', 1)


if __name__ == "__main__":
    main()
