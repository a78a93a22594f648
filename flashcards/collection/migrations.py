"""The history of the schema: numbered steps, each applied once, together or not at all."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("flashcards")


@MIGRATIONS()
def m001_first_schema(db: Database) -> None:
    """Everything from roots and notes to the review log."""
    _execute_all(db, "001.sql")


@MIGRATIONS()
def m002_journals_and_scale(db: Database) -> None:
    """Rows from other collections, and indexes for a collection of a million cards."""
    _execute_all(db, "002.sql")


@MIGRATIONS()
def m003_decks_read_once(db: Database) -> None:
    """What a compile has to know of a deck that it does not read again."""
    _execute_all(db, "003.sql")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date. The caller holds the transaction and sets the version."""
    MIGRATIONS.apply(Database(connection, execute_plugins=False))


def _execute_all(db: Database, name: str) -> None:
    schema = files("flashcards.collection").joinpath("schema", name)
    for statement in _statements(schema.read_text(encoding="utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    # executescript() would commit the caller's transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
