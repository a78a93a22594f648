"""A collection of an older version, struck while it is brought up to date."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards.collection.connection import APPLICATION_ID, VERSION

from .rehearsal import Rehearsal
from .stage import Stage, rows
from .test_crash_disk import BLOWS
from .tracing import KILL, Blow, missing, sampled, struck
from .workloads import DECK, Workload, all_or_nothing

SCHEMA = Path(flashcards.__file__).parent / "collection" / "schema"
ROWS = Path(__file__).parent / "collections"
"""What each version wrote: see keep_rows.py."""
OLDER = range(1, VERSION)


def left_by(version: int) -> Callable[[Stage], None]:
    """A way to prepare the collection that an older version left behind."""

    def prepare(stage: Stage) -> None:
        stage.deck(DECK)
        stage.before.parent.mkdir()
        steps = [SCHEMA / f"{number:03}.sql" for number in range(1, version + 1)]
        with closing(sqlite3.connect(stage.before)) as connection:
            for script in (*steps, ROWS / f"version_{version}.sql"):
                connection.executescript(script.read_text(encoding="utf-8"))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.commit()

    return prepare


def first_start(version: int) -> Workload:
    """The first start of this version with a collection of an older one: two changes."""
    return Workload(
        ("compile",),
        left_by(version),
        all_or_nothing,
        repeatable=True,
        migrates=True,
        halfway=("compile", "no-such-deck"),
    )


@pytest.mark.slow
@pytest.mark.skipif(bool(missing()), reason=missing())
@pytest.mark.parametrize("blow", [KILL, *BLOWS.values()], ids=lambda blow: blow.name)
@pytest.mark.parametrize("version", OLDER)
def test_a_migration_is_struck(tmp_path: Path, version: int, blow: Blow) -> None:
    """The collection is as it was, or as it will be; the next start brings it up to date."""
    rehearsal = Rehearsal(first_start(version), tmp_path / "stage")
    rehearsal.strike(blow, sampled(struck(rehearsal.points, blow)))


@pytest.mark.parametrize("version", OLDER)
def test_the_rows_of_a_version_fit_its_tables(tmp_path: Path, version: int) -> None:
    """Where they do not, the schema changed: see keep_rows.py."""
    stage = Stage(tmp_path / "stage")
    left_by(version)(stage)
    assert rows(stage.before, "PRAGMA foreign_key_check") == []
    assert rows(stage.before, "SELECT count(*) FROM review") == [(4,)]
