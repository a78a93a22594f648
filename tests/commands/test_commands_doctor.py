"""``doctor``: it finds what is wrong with a collection, and says it in a sentence."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run

STALE = "What is remembered of craft/second-step#answer is not what its log says."


@pytest.fixture
def answered(run: Run) -> Run:
    run.ok("compile")
    run.ok("answer", "craft/second-step", "good")
    return run


def test_a_sound_collection(answered: Run) -> None:
    assert answered.ok("doctor", "--json").json == {"ok": True, "findings": []}
    assert answered.ok("doctor").lines == [f"{answered.collection}: all is well."]


def _change(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as other:
            for statement in ("PRAGMA foreign_keys = OFF", *statements):
                other.execute(statement)
            other.commit()

    return spoil


DAMAGE = [
    (_change("UPDATE memory SET stability = stability + 0.001"), STALE),
    (_change("UPDATE memory SET due_day = due_day + 1"), STALE),
    (_change("DELETE FROM memory"), STALE),
    (
        _change("INSERT INTO former_key VALUES ('craft/first-step', 7)"),
        "A row of table former_key points to a row of note that is gone.",
    ),
    (
        _change("UPDATE card SET id = id + 20 WHERE id = (SELECT max(id) FROM card)"),
        "does not stand where its note says.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), DAMAGE)
def test_damage_is_found(answered: Run, spoil: Callable[[Path], None], sentence: str) -> None:
    """With exit code 12, and the file is left as it was found."""
    spoil(answered.collection)
    before = answered.collection.read_bytes()
    found = answered("doctor")
    assert found.code == 12
    (line,) = found.lines
    assert line.endswith(sentence)
    assert answered("doctor", "--json").json == {"ok": False, "findings": [line]}
    assert answered.collection.read_bytes() == before


@pytest.mark.parametrize("table", ["former_key", "point", "note_of_deck"])
def test_a_damaged_page_is_found(answered: Run, table: str) -> None:
    """Of a table that is empty, of one that is not, and of an index."""
    with closing(sqlite3.connect(answered.collection)) as other:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = other.execute(sql, (table,)).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with answered.collection.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    found = answered("doctor")
    assert found.code == 12
    assert "damaged" in found.stdout + found.stderr
