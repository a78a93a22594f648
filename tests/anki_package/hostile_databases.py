"""Packages whose collections are hostile as files of SQLite, or by what their tables are."""

import struct
from collections.abc import Callable

from flashcards.packed import PackedAnswer

from . import foreign
from .foreign import MADE, basic
from .hostile import COMPUTED, DAMAGED, NO_TABLE, TOO_LONG, Maker, read, refused

NOTES = tuple(basic(number, f"Filter {number}", "A grid.") for number in range(3))
ANSWERS = tuple(PackedAnswer(MADE + n, MADE, 3, 2, -600, 520, 4_000, 0) for n in range(3))
PAGE = 4096
_INNER = 5
"""How a page begins that leads to others."""


def holding(collection: Callable[[], bytes], *, new: bool = False) -> Maker:
    """Who makes a package of this collection."""
    return lambda path: foreign.package(path, collection(), new=new)


def changed(*changes: str, schema: int = 11) -> Maker:
    """Who makes a package of three good notes, cards and answers, and then changes it."""
    return holding(
        lambda: foreign.database(NOTES, answers=ANSWERS, schema=schema, more=";".join(changes)),
        new=schema == 18,
    )


def patched(at: int, data: bytes) -> Maker:
    """Who makes a package with these bytes at a place of the collection."""

    def collection() -> bytes:
        whole = foreign.database(NOTES)
        return whole[:at] + data + whole[at + len(data) :]

    return holding(collection)


def series(number: int, what: str) -> str:
    """Insert so many rows, counted as ``x`` from 1."""
    counted = f"n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {number})"
    return f"WITH RECURSIVE {counted} INSERT INTO {what} FROM n"


def some_notes(number: int, fields: str) -> str:
    """Insert so many notes with these fields, an expression of ``x``."""
    columns = "(id, guid, mid, tags, flds)"
    return series(number, f"notes {columns} SELECT x, 'made' || x, 1, '', {fields}")


def rewritten(name: str, sql: str) -> str:
    """Have the schema say that something was made by another statement."""
    change = f"UPDATE sqlite_master SET sql = '{sql}' WHERE name = '{name}'"
    return f"PRAGMA writable_schema = ON; {change}"


def disguised(name: str, sql: str) -> str:
    """Have the schema say that a table was made by another statement, and has no pages."""
    return f"{rewritten(name, sql)}; UPDATE sqlite_master SET rootpage = 0 WHERE name = '{name}'"


def leading(child: Callable[[bytearray, int], int]) -> Maker:
    """Who makes a package in which every inner page leads to one page alone."""

    def collection() -> bytes:
        more = some_notes(3_000, "x || char(31) || 'b'")
        data = bytearray(foreign.database(more=more))
        for at in range(PAGE, len(data), PAGE):
            if data[at] == _INNER:
                _lead(data, at, child(data, at))
        return bytes(data)

    return holding(collection)


def _lead(data: bytearray, at: int, child: int) -> None:
    (cells,) = struct.unpack_from(">H", data, at + 3)
    struct.pack_into(">L", data, at + 8, child)
    for cell in range(cells):
        (place,) = struct.unpack_from(">H", data, at + 12 + 2 * cell)
        struct.pack_into(">L", data, at + place, child)


def itself(_data: bytearray, at: int) -> int:
    return at // PAGE + 1


def its_last_child(data: bytearray, at: int) -> int:
    (child,) = struct.unpack_from(">L", data, at + 8)
    return int(child)


def endless_field() -> bytes:
    """A field whose pages lead in a circle."""
    data = bytearray(foreign.database([basic(0, "a" * 5 * PAGE, "b")]))
    full = b"a" * (PAGE - 4)
    at = next(at for at in range(0, len(data), PAGE) if data[at + 4 : at + PAGE] == full)
    struct.pack_into(">L", data, at, at // PAGE + 1)
    return bytes(data)


FILES = (
    refused(
        DAMAGED,
        {
            "no database": holding(lambda: b"nothing" * 1000),
            "half a database": holding(lambda: foreign.database(NOTES)[:9000]),
            "another beginning": patched(0, b"SQLite format 4"),
            "pages of 3 bytes": patched(16, b"\0\3"),
            "pages larger than the file": patched(16, b"\0\1"),
            "a format of the future": patched(18, b"\7\7"),
            "reserved bytes": patched(20, b"\xff"),
            "more pages than there are": patched(28, b"\x7f\xff\xff\xff"),
            "an encoding nobody knows": patched(56, b"\0\0\0\7"),
            "a schema of nonsense": patched(100, b"\xff" * 400),
            "a page of nonsense": patched(2 * PAGE, b"\xff" * PAGE),
            "pages in a circle": leading(itself),
            "pages that are shared": leading(its_last_child),
            "a field without an end": holding(endless_field),
        },
    )
    | refused(NO_TABLE, {"no bytes": holding(lambda: b"")})
    | read(
        {
            "a journal of its own": patched(18, b"\2\2"),
            "a cache without an end": patched(48, b"\x7f\xff\xff\xff"),
        }
    )
)

_LOOP = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
_VIEW = "VIEW revlog AS SELECT id, id cid, 3 ease, 1 ivl, 1 lastIvl, 0 factor, 0 time, 1 type"
_LOG = "TABLE revlog (id integer PRIMARY KEY, cid, ease, ivl, lastIvl, factor, time, type"
_NO_LOG = "DROP TABLE revlog"
SCHEMAS = (
    refused(NO_TABLE, {"no notes": changed("DROP TABLE notes"), "no log": changed(_NO_LOG)})
    | refused(
        COMPUTED,
        {
            "a view": changed(_NO_LOG, f"CREATE {_VIEW} FROM notes"),
            "a view of itself": changed(_NO_LOG, f"CREATE {_VIEW} FROM revlog"),
            "a view without an end": changed(
                _NO_LOG, f"CREATE {_VIEW} FROM ({_LOOP} SELECT x AS id FROM n)"
            ),
            "a virtual table": changed(_NO_LOG, "CREATE VIRTUAL TABLE revlog USING fts5 (id)"),
            "a virtual table in disguise": changed(
                disguised("revlog", "CREATE/**/VIRTUAL TABLE revlog USING fts5 (id)")
            ),
            "a column that is computed": changed(
                "ALTER TABLE notes ADD COLUMN more AS (hex(zeroblob(1 << 28)))"
            ),
        },
    )
    | refused(
        DAMAGED,
        {
            "a view in disguise": changed(disguised("revlog", f"CREATE/**/{_VIEW} FROM notes")),
            "a column too few": changed("ALTER TABLE notes DROP COLUMN flds"),
            "no id": changed("ALTER TABLE cards RENAME COLUMN id TO rowid"),
            "a name that is no text": changed(
                "CREATE TABLE bad (a)",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET name = CAST(x'ff' AS text) WHERE name = 'bad'",
            ),
            "an order nobody knows": changed(
                "CREATE INDEX i ON notes (flds)",
                rewritten("i", "CREATE INDEX i ON notes (flds COLLATE nobodys)"),
            ),
            "very many columns": changed(
                f"CREATE TABLE t (a{''.join(f', c{n}' for n in range(999))})"
            ),
            "a statement without an end": changed(
                "CREATE TABLE t (a)", rewritten("t", f"CREATE TABLE t (a) /*{'*' * 9_999}*/")
            ),
        },
    )
    | refused(
        TOO_LONG,
        {
            "very many tables": changed(
                "CREATE TABLE t (a)",
                "PRAGMA writable_schema = ON",
                series(
                    200_000,
                    "sqlite_master SELECT 'table', 't' || x, 't' || x, 2,"
                    " 'CREATE TABLE t' || x || ' (a)'",
                ),
            )
        },
        heavy=True,
    )
    | read(
        {
            "a trigger": changed(
                "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"
            ),
            "a check that is never made": changed(
                rewritten(
                    "revlog", f"CREATE {_LOG} CHECK (hex(randomblob(1 << 28)) LIKE ''%a%b''))"
                )
            ),
            "no row ids, and columns in another order": changed(
                _NO_LOG,
                "CREATE TABLE revlog (type, time, factor, lastIvl, ivl, ease, cid, id, more,"
                " PRIMARY KEY (cid, id)) WITHOUT ROWID",
                "INSERT INTO revlog SELECT 0, 4000, 520, -600, 2, 3, nid, id, 0 FROM cards",
            ),
        }
    )
)
