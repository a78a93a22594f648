"""Reading packages of Anki: of every schema, and whatever somebody puts into one."""

import io
import os
import sqlite3
import struct
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import zstandard

from flashcards.anki import archive, database
from flashcards.anki.reading import Package, open_package
from flashcards.errors import BadRequest, CannotWrite
from flashcards.packed import PackedAnswer, PackedCard

from . import foreign
from .foreign import BASIC, CLOZE, DECK, MADE, REVERSED, basic, field

QUICK = 2.0
"""Seconds of the processor within which the worst package is refused."""
NOTE = basic(0, "Filter", "A grid.", "cnn", "image")
ANSWER = PackedAnswer(MADE + 5, MADE, 3, 2, -600, 520, 4_000, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cards.apkg"


@contextmanager
def refused(path: Path, sentence: str) -> Iterator[None]:
    """What is done within is refused with this sentence, and soon."""
    started = time.process_time()
    with pytest.raises(BadRequest) as error:
        yield
    assert str(error.value) == f"{path} {sentence}"
    assert time.process_time() - started < QUICK


def read_all(package: Package) -> None:
    for rows in (package.notes(), package.cards(), package.answers()):
        for _ in rows:
            pass


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


ODD = {
    "a note of an unknown type": "UPDATE notes SET mid = 99",
    "a note of no type": "UPDATE notes SET mid = x'00'",
    "a field too many": "UPDATE notes SET flds = 'a' || char(31) || 'b' || char(31) || 'c'",
    "fields that are a number": "UPDATE notes SET flds = 1.5",
    "no guid": "UPDATE notes SET guid = ''",
    "an endless guid": "UPDATE notes SET guid = hex(zeroblob(200))",
    "a card of no note": "UPDATE cards SET nid = 'x'",
    "an ord below zero": "UPDATE cards SET ord = -1",
    "an instant below zero": "UPDATE cards SET id = -5",
    "an ease of text": "UPDATE revlog SET ease = 'x'",
    "an ease of five": "UPDATE revlog SET ease = 5",
    "an endless interval": "UPDATE revlog SET ivl = 9e999",
    "an interval of bytes": "UPDATE revlog SET ivl = x'ff'",
    "a type of nine": "UPDATE revlog SET type = 9",
    "an answer in the year 12000": "UPDATE revlog SET id = 316500000000000",
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_a_row_that_makes_no_sense_is_left_out_and_counted(path: Path, change: str) -> None:
    foreign.package(path, foreign.database([NOTE], answers=[ANSWER], more=change))
    with open_package(path) as package:
        read_all(package)
        assert package.senseless == 1


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


# What is no package --------------------------------------------------------------------


NO_PACKAGE = "is no package of Anki, or not a whole one."
NO_COLLECTION = "is no package of Anki: it holds no collection."
UNPACKED = "is damaged: it cannot be unpacked."
DAMAGED = "is damaged: its collection cannot be read."


def zipped(name: str, data: bytes, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as target:
        target.writestr(name, data)
    return buffer.getvalue()


WHOLE = zipped("collection.anki2", foreign.database([NOTE]))
ENCRYPTED = WHOLE.replace(WHOLE[6:8], b"\x01\x00", 1).replace(
    b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
)
BROKEN = {
    "nothing": (b"", NO_PACKAGE),
    "text": (b"front,back\n", NO_PACKAGE),
    "the first half": (WHOLE[: len(WHOLE) // 2], NO_PACKAGE),
    "no more than its end": (WHOLE[-22:], NO_PACKAGE),
    "another zip": (zipped("word/document.xml", b"<w/>"), NO_COLLECTION),
    "a password": (ENCRYPTED, UNPACKED),
    "no zstd": (zipped("collection.anki21b", b"nothing packed"), UNPACKED),
    "half a zstd": (
        zipped("collection.anki21b", zstandard.compress(os.urandom(999))[:500]),
        DAMAGED,
    ),
    "no database": (zipped("collection.anki2", b"nothing" * 100), DAMAGED),
    "an empty database": (
        zipped("collection.anki2", b""),
        "is damaged: its collection lacks a table.",
    ),
    "half a database": (
        zipped("collection.anki2", foreign.database([NOTE])[:5000]),
        DAMAGED,
    ),
    "note types that are no JSON": (
        zipped("collection.anki2", foreign.database(more="UPDATE col SET models = '{'")),
        "is damaged: its collection makes no sense.",
    ),
    "note types without an end": (
        zipped(
            "collection.anki2",
            foreign.database(more="UPDATE col SET models = replace(hex(zeroblob(9999)), '0', '[')"),
        ),
        "is damaged: its collection makes no sense.",
    ),
    "templates that are no messages": (
        zipped(
            "collection.anki2",
            foreign.database(schema=18, more="UPDATE templates SET config = x'0aff'"),
        ),
        "is damaged: its collection makes no sense.",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_in_one_sentence(path: Path, data: bytes, sentence: str) -> None:
    path.write_bytes(data)
    with refused(path, sentence), open_package(path) as package:
        read_all(package)


def test_every_byte_may_be_wrong(path: Path) -> None:
    """Nothing but a refusal comes of it, wherever the damage is."""
    whole = zipped("collection.anki2", foreign.database([NOTE]), zipfile.ZIP_STORED)
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            with open_package(path) as package:
                read_all(package)
        except BadRequest as error:
            assert str(error).startswith(str(path))  # noqa: PT017 - it may also be fine


def test_what_is_not_there_is_refused(path: Path) -> None:
    with refused(path, "cannot be read: No such file or directory."), open_package(path):
        pass


def test_a_package_of_a_later_anki_is_refused(path: Path) -> None:
    foreign.package(path, foreign.database([NOTE]), more={"meta": field(1, 4)})
    with (
        refused(
            path,
            "was written by a newer Anki than this program knows;"
            " export it with support for older versions of Anki.",
        ),
        open_package(path),
    ):
        pass


def test_a_disk_without_room_is_another_matter(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign.package(path, foreign.database([NOTE]))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(CannotWrite, match="cannot be unpacked: No such file"), open_package(path):
        pass


# What is hostile -----------------------------------------------------------------------


def zeros(target: io.BytesIO, size: int) -> None:
    """Pack so many zeros, without ever holding them."""
    with zstandard.ZstdCompressor(level=1).stream_writer(target, closefd=False) as writer:
        for _ in range(size >> 20):
            writer.write(bytes(1 << 20))


def test_a_bomb_of_zstd_is_stopped(path: Path) -> None:
    packed = io.BytesIO()
    zeros(packed, 1 << 30)
    path.write_bytes(zipped("collection.anki21b", packed.getvalue(), zipfile.ZIP_STORED))
    with refused(path, "unpacks to more than 200 times its size; it is not read."):
        open_package(path).__enter__()


def test_a_bomb_of_zip_is_stopped(path: Path) -> None:
    path.write_bytes(zipped("collection.anki2", bytes(200 << 20)))
    with refused(path, "unpacks to more than 200 times its size; it is not read."):
        open_package(path).__enter__()


def test_a_collection_larger_than_any_is_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_COLLECTION", 3 << 20)
    path.write_bytes(zipped("collection.anki2", os.urandom(4 << 20), zipfile.ZIP_STORED))
    with refused(path, "holds a file of more than 3 MB; it is not read."):
        open_package(path).__enter__()


def test_a_picture_that_is_a_bomb_is_no_picture(path: Path) -> None:
    packed = io.BytesIO()
    zeros(packed, 1 << 28)
    foreign.package(path, foreign.database([NOTE]), {"a.png": b""}, new=True)
    with zipfile.ZipFile(path, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("0", packed.getvalue())
    with open_package(path) as package:
        assert package.medium("a.png") is None


def test_a_table_of_contents_without_an_end_is_stopped(path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for number in range(60_000):
            target.writestr(f"{number:0600}", b"")
    path.write_bytes(buffer.getvalue())
    with refused(path, "holds too many files; it is not read."):
        open_package(path).__enter__()


def test_an_end_that_leads_nowhere_is_refused(path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 1 << 63, 1)
    path.write_bytes(locator + end)
    with refused(path, NO_PACKAGE):
        open_package(path).__enter__()


def test_names_of_members_are_never_paths(path: Path, tmp_path: Path) -> None:
    foreign.package(path, foreign.database([NOTE]), {"../escaped.png": b"x"}, more={"../out": b"x"})
    with open_package(path) as package:
        assert package.medium("../escaped.png") == b"x"
    assert [file.name for file in tmp_path.rglob("*")] == ["cards.apkg"]


COMPUTED = "is no honest package: its tables are computed."
LOOP = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
SCHEMAS = {
    "a view without an end": f"""
        DROP TABLE revlog; CREATE VIEW revlog AS {LOOP} x AS id, 1 AS cid, 3 AS ease, 1 AS ivl,
        1 AS lastIvl, 0 AS factor, 0 AS time, 1 AS type FROM n""",
    "a virtual table": "DROP TABLE revlog; CREATE VIRTUAL TABLE revlog USING fts5(id, cid)",
    "a column that is computed": """
        ALTER TABLE notes RENAME TO n; CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags,
        flds AS (hex(zeroblob(1 << 28))))""",
}


@pytest.mark.parametrize("more", SCHEMAS.values(), ids=SCHEMAS)
def test_tables_that_compute_are_refused(path: Path, more: str) -> None:
    foreign.package(path, foreign.database([NOTE], more=more))
    with refused(path, COMPUTED):
        open_package(path).__enter__()


def test_a_value_larger_than_any_note_is_refused(path: Path) -> None:
    change = "UPDATE notes SET flds = hex(randomblob(9 << 20))"
    foreign.package(path, foreign.database([NOTE], more=change))
    with refused(path, DAMAGED), open_package(path) as package:
        read_all(package)


def test_more_rows_than_any_collection_has_are_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.anki.reading.MOST_NOTES", 2)
    foreign.package(path, foreign.database([basic(i, "a", "b") for i in range(3)]))
    with (
        refused(path, "holds too many rows; it is not read."),
        open_package(path) as package,
    ):
        read_all(package)


def test_a_statement_that_takes_too_long_is_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MOST_STEPS", 0)
    monkeypatch.setattr(database, "_STEPS_AT_ONCE", 10)
    foreign.package(path, foreign.database([basic(i, "a", "b") for i in range(30)]))
    with refused(path, DAMAGED), open_package(path) as package:
        read_all(package)


def test_nothing_can_be_written_or_attached(tmp_path: Path) -> None:
    file = tmp_path / "collection"
    file.write_bytes(foreign.database([NOTE]))
    with database.open_guarded(file, tmp_path) as db:
        for statement in ("DELETE FROM notes", "ATTACH ':memory:' AS x", "SELECT hex('a')"):
            with pytest.raises(BadRequest, match="cannot be read"):
                list(db.rows(statement, 1))
    with closing(sqlite3.connect(file)) as db_:
        assert db_.execute("SELECT count(*) FROM notes").fetchone() == (1,)
