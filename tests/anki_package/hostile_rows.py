"""Packages whose collections hold lists, rows or values that are hostile, or very many of them."""

from .foreign import MADE
from .hostile import (
    SENSELESS,
    TOO_LARGE_A_VALUE,
    TOO_MANY_ROWS,
    TOO_MUCH_TEXT,
    Hostile,
    Maker,
    Table,
    read,
    refused,
)
from .hostile_databases import changed, series, some_notes


def listed(value: str) -> Maker:
    """Who makes a package of long ago whose note types are this expression."""
    return changed(f"UPDATE col SET models = {value}")


def configured(value: str) -> Maker:
    """Who makes a package of today whose note types are kept in this message."""
    return changed(f"UPDATE notetypes SET config = {value}", schema=18)


def repeated(times: int, text: str) -> str:
    """An expression for a text so many times over."""
    return f"replace(hex(zeroblob({times})), '00', '{text}')"


def row(table: str, change: str) -> Maker:
    """Who makes a package whose last note, card or answer was changed."""
    return changed(f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table})")


def rows(table: str, *changes: str, senseless: int = 1, unread_by: str = "") -> Table:
    """Packages in which one row is odd, by what it is in SQL."""
    return {
        f"{table} of {change[:40]}": Hostile(
            row(table, change), senseless=senseless, unread_by=unread_by
        )
        for change in changes
    }


LISTS = (
    refused(
        SENSELESS,
        {
            "no JSON": listed("'{'"),
            "no text": listed("x'ff'"),
            "no value": listed("NULL"),
            "lists in lists": listed(repeated(99_999, "[")),
            "very many lists": listed(repeated(600_000, "[0],")),
            "an id of 5,000 digits": listed(f"""'{{"{"9" * 5000}": {{}}}}'"""),
            "no message": changed("UPDATE templates SET config = x'0aff'", schema=18),
            "a number without an end": configured(f"x'08{'ff' * 99}'"),
            "text for a message": configured("'text'"),
            "no message at all": configured("NULL"),
            "a message of very many fields": configured("zeroblob(1 << 20)"),
            "a place that is none": changed("UPDATE fields SET ord = 'x' WHERE ord = 1", schema=18),
            "settings that are no JSON": changed("UPDATE config SET val = x'ff'", schema=18),
        },
    )
    | refused(
        SENSELESS,
        {
            "14 MB of noise": listed("hex(randomblob(7 << 20))"),
        },
        heavy=True,
    )
    | refused(
        TOO_MUCH_TEXT,
        {
            "names of 18 MB": changed(
                series(9, "fields SELECT 9, x, hex(randomblob(1 << 20))"), schema=18
            )
        },
        heavy=True,
    )
    | refused(TOO_LARGE_A_VALUE, {"18 MB": listed("hex(randomblob(9 << 20))")}, heavy=True)
    | refused(
        TOO_MANY_ROWS,
        {
            "two of what is one": changed("INSERT INTO col (id) VALUES (2)"),
            "very many templates": changed(
                series(200_000, "templates SELECT 1, x, 'a', x''"), schema=18
            ),
        },
    )
    | read(
        {
            "a number": changed("UPDATE col SET decks = '7', conf = '7'"),
            "halves of signs": changed(
                r"""UPDATE col SET decks = '{"42": {"name": "half \ud83d"}}',"""
                r""" models = replace(models, '"{{Front}}', '"\udcff{{Front}}')"""
            ),
            "an id that is none": changed("INSERT INTO decks VALUES (NULL, 7)", schema=18),
            "a zone that is none": changed(
                """UPDATE col SET conf = '{"schedVer": 2, "creationOffset": 1e400}', crt = 'x'"""
            ),
        }
    )
)
ROWS = (
    rows(
        "notes",
        *("mid = 99", "mid = x'00'", "mid = NULL", "mid = 1.5"),
        *("flds = 'one'", "flds = '1' || char(31) || '2' || char(31) || '3'", "flds = NULL"),
        *("flds = 1.5", "flds = x'001f00'", "flds = 9e999"),
        *("guid = ''", "guid = hex(zeroblob(200))", "guid = NULL", "guid = x'00'"),
        *("id = 316500000000000", "id = 9223372036854775807"),
    )
    | rows(
        "cards",
        *("nid = 'x'", "nid = NULL", "ord = -1", "ord = 100000", "ord = 1.5", "did = 'x'"),
        *("odid = x'ff'", "queue = 'x'", "flags = 'x'", "type = NULL", "due = 1 << 40"),
        *("odue = 9e999", "id = 316500000000000"),
    )
    | rows(
        "revlog",
        *("ease = 'x'", "ease = 5", "ease = -1", "ease = NULL", "ivl = 9e999", "ivl = x'ff'"),
        *("ivl = 1.5", "ivl = 1 << 40", "lastIvl = NULL", "factor = 'x'", "time = -(1 << 60)"),
        *("type = 9", "type = ''", "cid = 'x'", "id = 0", "id = -7", "id = 316500000000000"),
        unread_by="convert",
    )
    | rows(
        "notes",
        """guid = char(27) || '"}' || char(10) || char(8238)""",
        "flds = CAST(x'41ff1f42' AS text)",
        "tags = NULL",
        f"tags = {repeated(100_000, 'a ')}",
        "mod = 'x'",
        "mod = 1 << 60",
        senseless=0,
    )
    | rows(
        "cards",
        *("nid = 99", "ord = 999", "did = 99", "queue = 77", "flags = -1", "nid = -1"),
        *("type = 2, due = 2000000000", "type = 2, due = -2000000000"),
        senseless=0,
    )
    | rows("revlog", "cid = -1", "id = 1", "type = 4, ease = 0", senseless=0, unread_by="convert")
    | read(
        {
            "one guid for all": changed("UPDATE notes SET guid = 'same'"),
            "a due date in the year 5,000,000": changed(
                "UPDATE cards SET type = 2, due = 2000000000",
                "UPDATE revlog SET type = 4, ease = 0, factor = 1, id = id + 1000000",
                """UPDATE col SET crt = 1000, conf = '{"schedVer": 2, "creationOffset": 0}'""",
            ),
        }
    )
    | {
        "ids below zero": Hostile(
            changed(
                *(f"UPDATE {table} SET id = id - {MADE + 500}" for table in ("notes", "cards")),
                "UPDATE cards SET nid = nid - id",
            ),
            senseless=6,
        ),
    }
    | refused(
        TOO_LARGE_A_VALUE,
        {"a field of 18 MB": row("notes", "flds = hex(randomblob(9 << 20))")},
        heavy=True,
    )
    | read(
        {"a field of 14 MB": row("notes", "flds = hex(randomblob(7 << 20)) || char(31)")},
        heavy=True,
    )
)
MANY = (
    refused(
        TOO_MANY_ROWS,
        {
            "3,000,000 notes": changed(some_notes(3_000_000, "x || char(31)"), schema=18),
            "3,000,000 cards": changed(
                series(3_000_000, "cards (id, nid, ord, did, odid, queue) SELECT x, x, 0, 1, 0, 0"),
                schema=18,
            ),
        },
        heavy=True,
    )
    | {
        "4,000,000 answers": Hostile(
            changed(series(4_000_000, "revlog SELECT x, x, 3, 1, 1, 0, 0, 1"), schema=18),
            TOO_MANY_ROWS,
            heavy=True,
            unread_by="convert",
        )
    }
    | read(
        {
            "a sign of four bytes in each 10 MB": changed(
                some_notes(7, "'\U0001f600' || hex(randomblob(5 << 20)) || char(31)"), schema=18
            )
        },
        heavy=True,
    )
)
