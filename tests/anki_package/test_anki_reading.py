"""Reading packages of Anki: of every schema, and whatever somebody puts into one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.anki import database
from flashcards.anki.reading import open_package
from flashcards.errors import BadRequest, CannotWrite
from flashcards.packed import PackedAnswer, PackedCard

from . import foreign
from .foreign import BASIC, CLOZE, DECK, MADE, REVERSED, basic

NOTE = basic(0, "Filter", "A grid.", "cnn", "image")
ANSWER = PackedAnswer(MADE + 5, MADE, 3, 2, -600, 520, 4_000, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cards.apkg"


# What is in a package ------------------------------------------------------------------


@pytest.mark.parametrize(("schema", "new"), [(11, False), (11, True), (18, True), (18, False)])
def test_either_schema_is_read(path: Path, schema: int, new: bool) -> None:
    held = foreign.database(
        [NOTE], decks={DECK: "AI::Deep learning"}, answers=[ANSWER], schema=schema
    )
    foreign.package(path, held, {"a b.png": b"picture"}, new=new)
    with open_package(path) as package:
        assert package.note_types == {1: BASIC, 2: REVERSED, 3: CLOZE}
        assert package.decks == {DECK: "AI::Deep learning"}
        assert list(package.notes()) == [NOTE]
        assert list(package.cards()) == [PackedCard(MADE, NOTE.id, 0, DECK, suspended=False)]
        assert list(package.answers()) == [ANSWER]
        assert package.medium("a b.png") == b"picture"
        assert package.medium("c.png") is None
        assert package.senseless == 0


def test_the_newest_collection_is_read_and_never_the_one_for_old_versions(path: Path) -> None:
    newer = {"collection.anki21": foreign.database([NOTE])}
    foreign.package(path, foreign.dummy(), more=newer)
    with open_package(path) as package:
        assert list(package.notes()) == [NOTE]


def test_a_card_in_a_filtered_deck_is_in_the_one_it_goes_back_to(path: Path) -> None:
    foreign.package(path, foreign.database([NOTE], more="UPDATE cards SET odid = 7, queue = -1"))
    with open_package(path) as package:
        assert list(package.cards()) == [PackedCard(MADE, NOTE.id, 0, 7, suspended=True)]


GRADES = [
    # The type of a row, and its grade as it was and as it is today.
    (0, {1: 1, 2: 3, 3: 4}),
    (1, {1: 1, 2: 2, 3: 3, 4: 4}),
    (2, {1: 1, 2: 3, 3: 4}),
    (4, {0: 0}),
]


@pytest.mark.parametrize(("type_", "grades"), GRADES)
@pytest.mark.parametrize(
    "change",
    ["UPDATE col SET conf = '{}'", """UPDATE col SET conf = '{"schedVer": 1}'"""],
    ids=["unsaid", "said"],
)
def test_under_the_first_scheduler_a_card_in_learning_had_no_hard(
    path: Path, type_: int, grades: dict[int, int], change: str
) -> None:
    rows = [ANSWER._replace(id=MADE + ease, ease=ease, type=type_) for ease in grades]
    foreign.package(path, foreign.database([NOTE], answers=rows, more=change))
    with open_package(path) as package:
        assert [row.ease for row in package.answers()] == list(grades.values())


def test_text_that_is_not_utf8_is_read_as_far_as_it_goes(path: Path) -> None:
    change = "UPDATE notes SET flds = CAST(x'41ff1f42' AS text)"
    foreign.package(path, foreign.database([NOTE], more=change))
    with open_package(path) as package:
        assert [note.fields for note in package.notes()] == [("A\ufffd", "B")]


def test_real_packages_are_read(phone: object, tmp_path: Path) -> None:
    """As Anki itself writes them today, for today's versions and for older ones."""
    from anki.collection import ExportAnkiPackageOptions  # noqa: PLC0415 -- as in tests/phone.py

    col = phone.col  # type: ignore[attr-defined] # the fixture of tests/phone.py
    note = col.new_note(col.models.by_name("Cloze"))
    note["Text"], note["Back Extra"] = "A {{c1::grid}}", '<img src="a b.png">'
    col.add_note(note, col.decks.id("AI::Deep learning"))
    (Path(col.media.dir()) / "a b.png").write_bytes(b"picture")
    for legacy in (False, True):
        path = tmp_path / f"{legacy}.apkg"
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=str(path), options=options, limit=None)
        with open_package(path) as package:
            (read,) = package.notes()
            assert (read.guid, read.fields) == (note.guid, tuple(note.fields))
            kind = package.note_types[read.type]
            assert (kind.is_cloze, kind.fields) == (True, ("Text", "Back Extra"))
            assert kind.templates == CLOZE.templates
            (card,) = package.cards()
            assert package.decks[card.deck] == "AI::Deep learning"
            assert package.medium("a b.png") == b"picture"


# What is no package, or a hostile one; most of these are in test_anki_hostile.py ---------


def test_a_disk_without_room_is_another_matter(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign.package(path, foreign.database([NOTE]))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(CannotWrite, match="cannot be unpacked: No such file"), open_package(path):
        pass


def test_a_package_that_is_left_in_the_middle_of_its_rows_is_closed_in_silence(path: Path) -> None:
    foreign.package(path, foreign.database([basic(i, "a", "b") for i in range(3)]))
    with open_package(path) as package:
        rows = package.notes()
        assert next(rows).id == MADE
    del rows


def test_nothing_is_left_on_the_disk_while_a_package_is_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ends the program then, by whatever means, leaves no copy of a collection behind."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    foreign.package(path, foreign.database([NOTE]))
    with open_package(path) as package:
        assert not list((tmp_path / "temporary").iterdir())
        assert list(package.notes()) == [NOTE]


def test_names_of_members_are_never_paths(path: Path, tmp_path: Path) -> None:
    foreign.package(path, foreign.database([NOTE]), {"../escaped.png": b"x"}, more={"../out": b"x"})
    with open_package(path) as package:
        assert package.medium("../escaped.png") == b"x"
    assert [file.name for file in tmp_path.rglob("*")] == ["cards.apkg"]


def test_more_rows_than_any_collection_has_are_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.anki.reading.MOST_NOTES", 2)
    foreign.package(path, foreign.database([basic(i, "a", "b") for i in range(3)]))
    with open_package(path) as package, pytest.raises(BadRequest, match="holds too many rows"):
        next(package.notes())


def test_a_statement_that_takes_too_long_is_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MOST_STEPS", 0)
    monkeypatch.setattr(database, "_STEPS_AT_ONCE", 10)
    foreign.package(path, foreign.database([basic(i, "a", "b") for i in range(30)]))
    with (
        pytest.raises(BadRequest, match="takes too long to read"),
        open_package(path) as package,
    ):
        next(package.notes())


STATEMENTS = (
    *("DELETE FROM notes", "ATTACH ':memory:' AS x", "PRAGMA writable_schema = ON"),
    *("SELECT hex('a')", "CREATE TABLE t (a)", "PRAGMA integrity_check"),
)


def test_nothing_can_be_written_or_attached(tmp_path: Path) -> None:
    file = tmp_path / "collection"
    file.write_bytes(foreign.database([NOTE]))
    with database.open_guarded(file, tmp_path) as db:
        for statement in STATEMENTS:
            with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited|readonly"):
                db._connection.execute(statement)
        for columns in ("hex(id)", "id, (SELECT load_extension('x'))"):
            with pytest.raises(BadRequest, match="cannot be read"):
                list(db.rows("notes", columns, 1))
    with closing(sqlite3.connect(file)) as db_:
        assert db_.execute("SELECT count(*) FROM notes").fetchone() == (1,)
