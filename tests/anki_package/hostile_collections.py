"""Packages whose collections are hostile: as files of SQLite, as schemas, and row by row."""

import struct
from collections.abc import Callable
from pathlib import Path

from flashcards.packed import PackedAnswer

from . import foreign
from .foreign import MADE, basic
from .hostile import (
    COMPUTED,
    DAMAGED,
    NO_TABLE,
    READ,
    SENSELESS,
    TOO_MANY_ROWS,
    Hostile,
)

NOTES = tuple(basic(number, f"Filter {number}", "A grid.") for number in range(3))
ANSWERS = tuple(PackedAnswer(MADE + n, MADE, 3, 2, -600, 520, 4_000, 0) for n in range(3))
TOO_LARGE_A_VALUE = "holds a value of more than 16 MB; it is not read."
TOO_LONG = "takes too long to read; it is not read."
PAGE = 512


def holding(collection: Callable[[], bytes], *, new: bool = False) -> Callable[[Path], object]:
    """Who makes a package with this collection."""
    return lambda path: foreign.package(path, collection(), new=new)


def changed(*changes: str, schema: int = 11) -> Callable[[Path], object]:
    """A package after some statements; three notes with their cards and answers were good."""
    return holding(
        lambda: foreign.database(NOTES, answers=ANSWERS, schema=schema, more=";".join(changes)),
        new=schema > 11,
    )


def patched(at: int, data: bytes) -> Callable[[Path], object]:
    """A package with these bytes somewhere in the collection."""

    def collection() -> bytes:
        whole = foreign.database(NOTES)
        return whole[:at] + data + whole[at + len(data) :]

    return holding(collection)


def row(change: str) -> Callable[[Path], object]:
    """A package whose last note, card or answer was changed."""
    return changed(f"UPDATE {change} WHERE id = (SELECT max(id) FROM {change.split()[0]})")


def series(number: int, what: str) -> str:
    """Insert so many rows, counted as ``x`` from 1."""
    return (
        f"WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {number})"
        f" INSERT OR IGNORE INTO {what} FROM n"
    )


def rewritten(name: str, sql: str, place: str = "rootpage") -> str:
    """Have the schema say that a table was made by another statement."""
    return (
        "PRAGMA writable_schema = ON;"
        f"UPDATE sqlite_master SET sql = '{sql}', rootpage = {place} WHERE name = '{name}'"
    )


def many_leaves() -> bytearray:
    """A collection of small pages, in which the notes fill hundreds."""
    return bytearray(
        foreign.database(
            more=series(3_000, "notes SELECT x, x, 1, '', 'a' || char(31) || 'b'"), page=PAGE
        )
    )


def in_a_circle() -> bytes:
    """Every inner page leads to itself."""
    data = many_leaves()
    for at in range(PAGE, len(data), PAGE):
        if data[at] == 5:
            _lead(data, at, at // PAGE + 1)
    return bytes(data)


def shared_leaves() -> bytes:
    """Every inner page leads to one leaf alone: many rows in few bytes."""
    data = many_leaves()
    for at in range(PAGE, len(data), PAGE):
        if data[at] == 5:
            (child,) = struct.unpack_from(">L", data, at + 8)
            _lead(data, at, child)
    return bytes(data)


def _lead(data: bytearray, at: int, child: int) -> None:
    """Have an inner page lead to one page, whichever way is taken."""
    (cells,) = struct.unpack_from(">H", data, at + 3)
    struct.pack_into(">L", data, at + 8, child)
    for cell in range(cells):
        (place,) = struct.unpack_from(">H", data, at + 12 + 2 * cell)
        struct.pack_into(">L", data, at + place, child)


def endless_field() -> bytes:
    """A field whose pages lead in a circle."""
    text = "a" * 3_000
    data = bytearray(foreign.database([basic(0, text, "b")], page=PAGE))
    full = b"a" * (PAGE - 4)
    at = next(at for at in range(0, len(data), PAGE) if data[at + 4 : at + PAGE] == full)
    struct.pack_into(">L", data, at, at // PAGE + 1)
    return bytes(data)


FILES = (
    Hostile("no database", holding(lambda: b"nothing" * 1000), DAMAGED),
    Hostile("no bytes", holding(lambda: b""), NO_TABLE),
    Hostile("half a database", holding(lambda: foreign.database(NOTES)[:9000]), DAMAGED),
    Hostile("a database of text", patched(0, b"SQLite format 4"), DAMAGED),
    Hostile("pages of 3 bytes", patched(16, b"\0\3"), DAMAGED),
    Hostile("pages larger than the file", patched(16, b"\0\1"), DAMAGED),
    Hostile("reserved bytes", patched(20, b"\xff"), DAMAGED),
    Hostile("a format of the future", patched(18, b"\7\7"), DAMAGED),
    Hostile("a journal of its own", patched(18, b"\2\2"), READ),
    Hostile("a cache without an end", patched(48, b"\x7f\xff\xff\xff"), READ),
    Hostile("more pages than there are", patched(28, b"\x7f\xff\xff\xff"), DAMAGED),
    Hostile("an encoding nobody knows", patched(56, b"\0\0\0\7"), DAMAGED),
    Hostile("a schema of nonsense", patched(100, b"\xff" * 400), DAMAGED),
    Hostile("pages of nonsense", patched(2 * 4096, b"\xff" * 4096), DAMAGED),
    Hostile("pages in a circle", holding(in_a_circle), DAMAGED),
    Hostile("pages that are shared", holding(shared_leaves), DAMAGED),
    Hostile("a field without an end", holding(endless_field), DAMAGED),
)

LOOP = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
VIEW = "CREATE VIEW revlog AS SELECT id, id cid, 3 ease, 1 ivl, 1 lastIvl, 0 factor, 0 time, 1 type"
SCHEMAS = (
    Hostile("no tables", changed("DROP TABLE notes", "DROP TABLE cards"), NO_TABLE),
    Hostile("no log", changed("DROP TABLE revlog"), NO_TABLE),
    Hostile("a view", changed("DROP TABLE revlog", f"{VIEW} FROM notes"), COMPUTED),
    Hostile(
        "a view without an end",
        changed("DROP TABLE revlog", f"{VIEW} FROM ({LOOP} SELECT x AS id FROM n)"),
        COMPUTED,
    ),
    Hostile("a view of itself", changed("DROP TABLE revlog", f"{VIEW} FROM revlog"), COMPUTED),
    Hostile(
        "a virtual table",
        changed("DROP TABLE revlog", "CREATE VIRTUAL TABLE revlog USING fts5 (id, cid)"),
        COMPUTED,
    ),
    Hostile(
        "a virtual table in disguise",
        changed(rewritten("revlog", "CREATE/**/VIRTUAL TABLE revlog USING fts5 (id, cid)", "0")),
        COMPUTED,
    ),
    Hostile(
        "a view in disguise",
        changed(rewritten("revlog", f"CREATE/**/{VIEW[7:]} FROM notes", "0")),
        DAMAGED,
    ),
    Hostile(
        "a column that is computed",
        changed("ALTER TABLE notes ADD COLUMN more AS (hex(zeroblob(1 << 28)))"),
        COMPUTED,
    ),
    Hostile(
        "a check that is never done",
        changed(
            rewritten(
                "revlog",
                "CREATE TABLE revlog (id integer PRIMARY KEY, cid, ease, ivl, lastIvl, factor, time,"
                " type CHECK (hex(randomblob(1 << 28)) LIKE ''%a%a%a%b''))",
            )
        ),
        READ,
    ),
    Hostile(
        "a trigger",
        changed("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"),
        READ,
    ),
    Hostile("a column too few", changed("ALTER TABLE notes DROP COLUMN flds"), DAMAGED),
    Hostile("no id", changed("ALTER TABLE cards RENAME COLUMN id TO rowid"), DAMAGED),
    Hostile(
        "no row ids, and columns in another order",
        changed(
            "DROP TABLE revlog",
            "CREATE TABLE revlog (type, time, factor, lastIvl, ivl, ease, cid, id, more,"
            " PRIMARY KEY (cid, id)) WITHOUT ROWID",
            "INSERT INTO revlog SELECT 0, 4000, 520, -600, 2, 3, nid, id, 0 FROM cards",
        ),
        READ,
    ),
    Hostile(
        "an order nobody knows",
        changed(
            "CREATE INDEX i ON notes (flds)",
            rewritten("i", "CREATE INDEX i ON notes (flds COLLATE nobodys)"),
        ),
        DAMAGED,
    ),
    Hostile(
        "very many columns",
        changed(f"CREATE TABLE t ({', '.join(f'c{n}' for n in range(999))})"),
        DAMAGED,
    ),
    Hostile(
        "a statement without an end",
        changed("CREATE TABLE t (a)", rewritten("t", f"CREATE TABLE t (a) /*{'*' * 9_999}*/")),
        DAMAGED,
    ),
    Hostile(
        "very many tables",
        changed(
            "CREATE TABLE t (a)",
            "PRAGMA writable_schema = ON",
            series(
                200_000,
                "sqlite_master SELECT 'table', 't' || x, 't' || x, 2, 'CREATE TABLE t' || x || ' (a)'",
            ),
        ),
        TOO_LONG,
        is_heavy=True,
    ),
)

BRACKETS = "replace(hex(zeroblob(%d)), '0', '%s')"
LISTS = (
    Hostile("no JSON", changed("UPDATE col SET models = '{'"), SENSELESS),
    Hostile("no text", changed("UPDATE col SET models = x'ff'"), SENSELESS),
    Hostile("no value", changed("UPDATE col SET decks = NULL"), SENSELESS),
    Hostile("a number", changed("UPDATE col SET decks = '7'"), READ),
    Hostile("two answers", changed("INSERT INTO col VALUES (2, '{}', '{}')"), TOO_MANY_ROWS),
    Hostile("lists in lists", changed(f"UPDATE col SET models = {BRACKETS % (99_999, '[')}"), SENSELESS),
    Hostile("very many lists", changed(f"UPDATE col SET models = {BRACKETS % (1_900_000, '[0],')}"), SENSELESS, is_heavy=True),
    Hostile("nonsense of 14 MB", changed("UPDATE col SET decks = hex(randomblob(7 << 20))"), SENSELESS, is_heavy=True),
    Hostile("nonsense of 18 MB", changed("UPDATE col SET decks = hex(randomblob(9 << 20))"), TOO_LARGE_A_VALUE, is_heavy=True),
    Hostile("an id of 5,000 digits", changed(f"""UPDATE col SET decks = '{{"{"9" * 5000}": {{}}}}'"""), SENSELESS),
    Hostile(
        "halves of signs",
        changed(r"""UPDATE col SET decks = '{"42": {"name": "half \ud83d"}}', models = replace(models,"""
                r""" '{{Front}}', '\udcff{{Front}}')"""),
        READ,
    ),
    Hostile("no message", changed("UPDATE templates SET config = x'0aff'", schema=18), SENSELESS),
    Hostile("an endless number", changed(f"UPDATE notetypes SET config = x'08{'ff' * 99}'", schema=18), SENSELESS),
    Hostile("text for a message", changed("UPDATE notetypes SET config = 'text'", schema=18), SENSELESS),
    Hostile("no message at all", changed("UPDATE notetypes SET config = NULL", schema=18), SENSELESS),
    Hostile(
        "a message of very many fields",
        changed("UPDATE notetypes SET config = zeroblob(3 << 20)", schema=18),
        SENSELESS,
    ),
    Hostile("a place that is none", changed("UPDATE fields SET ord = 'x' WHERE ord = 1", schema=18), SENSELESS),
    Hostile("an id that is none", changed("INSERT INTO decks VALUES (NULL, 7)", schema=18), READ),
    Hostile(
        "very many templates",
        changed(series(200_000, "templates SELECT 1, x, 'a', x''"), schema=18),
        TOO_MANY_ROWS,
    ),
)  # fmt: skip

NOTE_ROWS = (
    "mid = 99", "mid = x'00'", "mid = NULL", "mid = 1.5",
    "flds = 'one'", "flds = 'a' || char(31) || 'b' || char(31) || 'c'", "flds = NULL",
    "flds = 1.5", "flds = x'001f00'", "flds = 9e999",
    "guid = ''", "guid = hex(zeroblob(200))", "guid = NULL", "guid = x'00'",
    "id = -5", "id = 0", "id = 316500000000000", "id = 9223372036854775807",
)  # fmt: skip
CARD_ROWS = (
    "nid = 'x'", "nid = NULL", "nid = 99", "ord = -1", "ord = 100000", "ord = 1.5", "ord = 999",
    "did = 'x'", "did = 99", "odid = x'ff'", "queue = 'x'", "id = -5", "id = 316500000000000",
)  # fmt: skip
LOG_ROWS = (
    "ease = 'x'", "ease = 5", "ease = -1", "ease = NULL", "ivl = 9e999", "ivl = x'ff'", "ivl = 1.5",
    "ivl = 1 << 40", "lastIvl = NULL", "factor = 'x'", "time = -(1 << 60)", "type = 9", "type = ''",
    "cid = 'x'", "cid = -1", "id = 0", "id = -7", "id = 316500000000000",
)  # fmt: skip
ROWS = (
    *(Hostile(f"a note of {change}", row(f"notes SET {change}"), READ) for change in NOTE_ROWS),
    *(Hostile(f"a card of {change}", row(f"cards SET {change}"), READ) for change in CARD_ROWS),
    *(Hostile(f"an answer of {change}", row(f"revlog SET {change}"), READ, in_log=True) for change in LOG_ROWS),
    Hostile("one guid for all", changed("UPDATE notes SET guid = 'same'"), READ),
    Hostile("a guid of signs", row("""notes SET guid = char(27) || '"}' || char(10) || char(8238)"""), READ),
    Hostile("tags without an end", row(f"notes SET tags = {BRACKETS % (4_000_000, 'a ')}"), READ),
    Hostile("text that is no UTF-8", row("notes SET flds = CAST(x'41ff1f42' AS text)"), READ),
    Hostile("a field of 18 MB", row("notes SET flds = hex(randomblob(9 << 20))"), TOO_LARGE_A_VALUE, is_heavy=True),
    Hostile("a field of 15 MB", row("notes SET flds = hex(zeroblob(7 << 20)) || char(31)"), READ, is_heavy=True),
)  # fmt: skip
MANY = (
    Hostile("3,000,000 notes", changed(series(3_000_000, "notes SELECT x, x, 1, '', x || char(31)"), schema=18), TOO_MANY_ROWS, is_heavy=True),
    Hostile("3,000,000 cards", changed(series(3_000_000, "cards SELECT x, x, 0, 1, 0, 0"), schema=18), TOO_MANY_ROWS, is_heavy=True),
    Hostile(
        "4,000,000 answers",
        changed(series(4_000_000, "revlog SELECT x, x, 3, 1, 1, 0, 0, 1"), schema=18),
        TOO_MANY_ROWS,
        is_heavy=True,
        in_log=True,
    ),
    Hostile(
        "a sign of four bytes in each 10 MB",
        changed(series(12, "notes SELECT x, x, 1, '', '\U0001f600' || hex(randomblob(5 << 20)) || char(31)"), schema=18),
        READ,
        is_heavy=True,
    ),
)  # fmt: skip
