"""Stored values that make no sense: the row is named, and nobody is shown a traceback."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flashcards.collection.connection import Collection
from flashcards.errors import Damaged

Read = TypeVar("Read")
NONSENSE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a value ends in that another program, or a broken disk, has written."""
FARTHEST, FARTHEST_DAY = 2**60, 2**36
"""An instant (ms) and a study day beyond all sense, which SQLite still holds when added to."""


class Unreadable(Damaged):
    """A row holds what cannot be read; ``finding`` is what the doctor says of it."""

    def __init__(self, table: str, row: object) -> None:
        self.finding = f"Row {row} of table {table} cannot be read."
        super().__init__(f"{self.finding[:-1]}; flashcards doctor says more.")


def reads(
    table: str, key: str = "id"
) -> Callable[[Callable[[sqlite3.Row], Read]], Callable[[sqlite3.Row], Read]]:
    """Let a function that reads a row raise ``Unreadable``; ``key`` is the column that names it."""

    def guard(read: Callable[[sqlite3.Row], Read]) -> Callable[[sqlite3.Row], Read]:
        def guarded(row: sqlite3.Row) -> Read:
            try:
                return read(row)
            except NONSENSE as error:
                raise Unreadable(table, row[key]) from error

        return guarded

    return guard


@contextmanager
def references_known(collection: Collection) -> Iterator[None]:
    """Say so where rows that belong to none stand in the way of a write.

    Raises ``Damaged`` for them; what fails in a collection without any goes on as it is.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        lost = collection.row("PRAGMA foreign_key_check")
        if lost is None:
            raise
        raise Unreadable(lost["table"], lost["rowid"]) from error


def require(holds: bool) -> None:  # noqa: FBT001 - what is said is the argument
    """Refuse a row of which something does not hold. Raises ``ValueError``."""
    if not holds:
        raise ValueError
