"""The history of the schema: what a new collection looks like; steps are all or nothing."""

from collections.abc import Callable

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from flashcards.collection import connection, migrations
from flashcards.collection.connection import VERSION, Collection, open_collection

TABLES = {
    "attempt": "review seconds hint answer",
    "card": "id note face ord active suspended buried_day place revision",
    "deck": "id root path name title place digest stamp",
    "export": "id last_review notes options",
    "former_key": "key note",
    "goal": "id day role minutes closed_at",
    "memory": (
        "card state step stability difficulty last_review last_day due_day due_at reps lapses"
        " parameters"
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
    ),
    "root": "id path rank removed digest stamp vocabulary",
    "setting": "name value",
    "tick": "review point must hit",
    "undo": "review at",
}
INDEXES = {
    "cases": "card(id) WHERE face = 'case'",
    "due_reviews": "memory(due_day) WHERE due_day IS NOT NULL",
    "due_steps": "memory(due_at) WHERE due_at IS NOT NULL",
    "live_key": "note(key) WHERE retired_at IS NULL",
    "new_cards": "card(place) WHERE place IS NOT NULL",
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
    assert steps == ["m001_first_schema"]
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
    later(name="m002")(step)
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
    assert list(old.path.parent.iterdir()) == [old.path]
