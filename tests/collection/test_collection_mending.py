"""Mending part after part: what becomes of the others where one cannot be mended."""

import sqlite3

import pytest

from flashcards.collection.connection import Collection
from flashcards.collection.mending import attempted
from flashcards.errors import CannotWrite

ADD = "INSERT INTO setting (name, value) VALUES (?, '')"
NAMES = "SELECT name FROM setting WHERE name IN ('first', 'second') ORDER BY name"


def _names(collection: Collection) -> list[str]:
    return [row["name"] for row in collection.rows(NAMES)]


def test_a_part_that_the_rows_do_not_allow_leaves_the_others_mended(
    collection: Collection,
) -> None:
    def refused() -> None:
        collection.run(ADD, "second")
        collection.run(ADD, "first")

    with collection.write():
        assert attempted(collection, lambda: collection.run(ADD, "first"))
        assert not attempted(collection, refused)
    assert _names(collection) == ["first"]


def test_a_disk_that_fails_is_told_as_what_it_is(collection: Collection) -> None:
    """SQLite then ends the whole transaction by itself, and every part with it."""

    def fails() -> None:
        collection.connection.execute("ROLLBACK")
        raise CannotWrite("The disk is full.")

    with pytest.raises(CannotWrite, match="The disk is full"), collection.write():  # noqa: PT012 - the whole transaction ends
        attempted(collection, lambda: collection.run(ADD, "first"))
        attempted(collection, fails)
    assert _names(collection) == []
    with pytest.raises(sqlite3.OperationalError):
        collection.connection.execute("ROLLBACK")
