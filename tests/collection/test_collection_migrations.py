"""The history of the schema: what a new collection looks like; steps are all or nothing."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from flashcards.collection import backup, connection, migrations
from flashcards.collection.blueprint import strange_parts
from flashcards.collection.connection import VERSION, Collection, open_collection
from flashcards.collection.stock import backups, folder_of
from flashcards.errors import CannotWrite, NewerVersion

TABLES = {
    "attempt": "review seconds hint answer",
    "card": "id note face ord active suspended buried_day place revision suspended_by",
    "deck": "id root path name title place digest stamp anchors links",
    "export": "id last_review notes options",
    "former_key": "key note",
    "goal": "id day role minutes closed_at",
    "memory": (
        "card state step stability difficulty last_review last_day due_day due_at reps lapses"
        " parameters card_face"
    ),
    "note": (
        "id guid key kind form deck line position area areas roles section source minutes draft"
        " front content digest body words changed_at exported_at anki_deck retired_at"
    ),
    "open_case": "card started step seconds hint answer",
    "open_tick": "card point hit",
    "parameters": "id kind made_at model weights desired_retention",
    "phone": "stamp name accepted",
    "phone_tag": "note tag",
    "point": "id note step position text must retired_at",
    "review": (
        "id written card type rating study_day state interval duration_ms origin anki_id cause"
        " imported follows"
    ),
    "root": "id path rank removed digest stamp vocabulary",
    "setting": "name value",
    "tick": "review point must hit",
    "undo": "review at",
}
INDEXES = {
    "answered_cases": "memory(last_review) WHERE card_face = 'case'",
    "buried_cards": "card(buried_day) WHERE buried_day IS NOT NULL",
    "cases": "card(id) WHERE face = 'case'",
    "drafts": "note(id) WHERE draft AND retired_at IS NULL",
    "due_reviews": "memory(due_day, card_face) WHERE due_day IS NOT NULL",
    "due_steps": "memory(due_at) WHERE due_at IS NOT NULL",
    "live_key": "note(key) WHERE retired_at IS NULL",
    "new_cards": "card(place) WHERE place IS NOT NULL",
    "note_body": "note(body)",
    "note_front": "note(front) WHERE retired_at IS NULL",
    "note_of_deck": "note(deck)",
    "point_of_note": "point(note)",
    "review_of_card": "review(card, id)",
    "review_of_cause": "review(cause) WHERE cause IS NOT NULL",
    "review_of_day": "review(study_day)",
}


def test_tables_of_a_new_collection(blank: Collection) -> None:
    """Each is strict: a text in a column of numbers is refused."""
    rows = blank.rows(
        "SELECT name, strict, (SELECT group_concat(name, ' ') FROM pragma_table_info(list.name))"
        " FROM pragma_table_list AS list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"
    )
    assert {name: columns for name, _, columns in rows} == TABLES
    assert all(strict for _, strict, _ in rows)


def test_indexes_of_a_new_collection(blank: Collection) -> None:
    rows = blank.rows(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL"
        " AND tbl_name <> '_sqlite_migrations'"
    )
    sql = {name: sql.partition(" ON ")[2].replace(" (", "(") for name, sql in rows}
    assert sql == INDEXES
    assert blank.value("SELECT sql FROM sqlite_schema WHERE name = 'live_key'").startswith(
        "CREATE UNIQUE INDEX"
    )


@pytest.mark.parametrize("table", ["review", "card", "note", "point", "deck", "root"])
def test_nothing_that_is_referred_to_can_be_deleted(blank: Collection, table: str) -> None:
    """Every reference is RESTRICT; only the ticks of an open case go with their case."""
    rows = blank.rows(
        'SELECT list.name, keys."table", on_delete FROM pragma_table_list AS list,'
        " pragma_foreign_key_list(list.name) AS keys WHERE list.schema = 'main'"
    )
    actions = {action for _, target, action in rows if target == table}
    assert actions == {"RESTRICT"}
    assert [tuple(row) for row in rows if row["on_delete"] != "RESTRICT"] == [
        ("open_tick", "open_case", "CASCADE")
    ]


def test_the_version_is_the_number_of_migrations(blank: Collection) -> None:
    database = Database(blank.connection, execute_plugins=False)
    steps = [step.name for step in migrations.MIGRATIONS.applied(database)]
    assert steps == ["m001_first_schema", "m002_journals_and_scale", "m003_decks_read_once"]
    assert len(steps) == VERSION == blank.value("PRAGMA user_version")
    assert list(migrations.MIGRATIONS.pending(database)) == []


# A later version of the program --------------------------------------------------------


@pytest.fixture
def old(blank: Collection, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A collection with something in it, and a program that is one version ahead."""
    with blank.write():
        blank.run("INSERT INTO setting VALUES ('kept', 'yes')")
    blank.connection.close()
    monkeypatch.setattr(connection, "VERSION", VERSION + 1)
    return blank


def _next(monkeypatch: pytest.MonkeyPatch, step: Callable[[Database], None]) -> None:
    later = Migrations("flashcards")
    later(name="m001_first_schema")(migrations.m001_first_schema)
    later(name="m002_journals_and_scale")(migrations.m002_journals_and_scale)
    later(name="m003_decks_read_once")(migrations.m003_decks_read_once)
    later(name="m004")(step)
    monkeypatch.setattr(migrations, "MIGRATIONS", later)


def test_an_older_collection_is_brought_up_to_date(
    old: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(db: Database) -> None:
        db.execute("ALTER TABLE goal ADD COLUMN name TEXT")

    _next(monkeypatch, step)
    with open_collection(old.path) as new:
        assert new.value("PRAGMA user_version") == VERSION + 1
        assert new.value("SELECT value FROM setting") == "yes"
        assert new.rows("SELECT name FROM goal") == []


def test_an_interrupted_migration_leaves_the_collection_as_it_was(
    old: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(db: Database) -> None:
        db.execute("ALTER TABLE goal ADD COLUMN name TEXT")
        db.execute("DELETE FROM setting")
        raise KeyboardInterrupt

    _next(monkeypatch, step)
    before = old.path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        open_collection(old.path)
    assert old.path.read_bytes() == before
    assert [backup.before for backup in backups(old.path)] == [VERSION + 1]


def test_without_a_backup_nothing_is_migrated(
    old: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next(monkeypatch, lambda _: pytest.fail("no backup was made"))
    folder_of(old.path).touch()
    before = old.path.read_bytes()
    with pytest.raises(CannotWrite) as refusal:
        open_collection(old.path)
    assert str(refusal.value) == (
        f"No backup could be made in {folder_of(old.path)}: File exists."
        " The collection was not brought up to date."
    )
    assert old.path.read_bytes() == before


def test_a_newer_program_was_faster(old: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our look at the file and our turn to write, it went past our version."""

    def overtaken(collection: Collection, _: int) -> None:
        collection.run(f"PRAGMA user_version = {VERSION + 2}")

    monkeypatch.setattr(backup, "back_up_before", overtaken)
    with pytest.raises(NewerVersion):
        open_collection(old.path)
    with closing(sqlite3.connect(old.path)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (VERSION + 2,)


# From the first version ----------------------------------------------------------------


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection as the first version left it, with a deck, a note and an answer."""
    path = tmp_path / "data" / "collection.db"
    path.parent.mkdir()
    with monkeypatch.context() as then:
        steps = Migrations("flashcards")
        steps(name="m001_first_schema")(migrations.m001_first_schema)
        then.setattr(migrations, "MIGRATIONS", steps)
        then.setattr(connection, "VERSION", 1)
        connection.create_collection(path, {"rollover_hour": "4"}).connection.close()
    with closing(sqlite3.connect(path)) as other:
        for statement in _ROWS:
            other.execute(statement)
        other.commit()
    return path


_ROWS = (
    "INSERT INTO root (id, path, rank) VALUES (1, '/decks', 1)",
    "INSERT INTO deck (id, root, path, name, title, place) VALUES (1, 1, 'a.md', 'a', 'A', 0)",
    """INSERT INTO note VALUES (1000, 'fc-1', 'a/one', 'term', 'term', 1, 3, 0, NULL, '', '', '',
       '', 0, 0, 'One', '{}', x'00', x'00', 2, 1000, NULL, NULL, NULL)""",
    "INSERT INTO card (id, note, face, ord) VALUES (1001, 1000, 'answer', 0)",
    """INSERT INTO review (id, written, card, type, rating, study_day, state, interval, duration_ms,
       origin) VALUES (5000, 1, 1001, 'learn', 3, 20000, 'review', 2, 900, 'terminal')""",
)


def test_a_collection_of_the_first_version_is_brought_up_to_date(first: Path) -> None:
    """Its answers are there, undo need not read the whole log, and a backup is kept."""
    before = _lines(first)
    with open_collection(first) as new:
        assert new.value("PRAGMA user_version") == VERSION
        assert list(strange_parts(new)) == []
        assert new.value("SELECT rating FROM review") == 3
        (plan,) = new.rows("EXPLAIN QUERY PLAN SELECT id FROM review WHERE cause = 1")
        assert "review_of_cause" in plan["detail"]
    (kept,) = backups(first)
    assert kept.before == VERSION
    assert _lines(kept.path) == before
    with closing(sqlite3.connect(kept.path)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)


def test_two_programs_migrate_at_once(first: Path) -> None:
    """One of them does it, and the other one goes on."""
    program = (
        "import sys; from pathlib import Path; import flashcards.collection.migrations;"
        "from flashcards.collection.connection import open_collection;"
        "print('ready', flush=True); sys.stdin.readline();"
        "c = open_collection(Path(sys.argv[1])); print(c.value('PRAGMA user_version'))"
    )
    command = [sys.executable, "-c", program, str(first)]
    pipe = subprocess.PIPE
    openers = [subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) for _ in range(2)]
    assert [each.stdout and each.stdout.readline() for each in openers] == ["ready\n"] * 2
    assert [each.communicate("go\n")[0] for each in openers] == [f"{VERSION}\n"] * 2
    with open_collection(first) as new:
        assert list(strange_parts(new)) == []


def _lines(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as other:
        return list(other.iterdump())
