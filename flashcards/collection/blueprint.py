"""Whether the tables and indexes of a collection are those that the migrations make."""

import re
import sqlite3
from collections.abc import Iterator

from flashcards.collection.connection import Collection, imagined_collection

_COMMENT = re.compile(r"--[^\n]*")
_BESIDE_SIGNS = re.compile(r"\s*([(),])\s*")


def strange_parts(collection: Collection) -> Iterator[str]:
    """What is missing, unknown or different in the schema, a sentence each."""
    with imagined_collection() as fresh:
        wanted, found = _parts(fresh), _parts(collection)
    for kind, name in sorted(wanted.keys() - found.keys()):
        yield f"The {kind} {name} is missing."
    for kind, name in sorted(found.keys() - wanted.keys()):
        yield f"flashcards did not make the {kind} {name}."
    for kind, name in sorted(wanted.keys() & found.keys()):
        if wanted[kind, name] != found[kind, name]:
            yield f"The {kind} {name} is not as flashcards made it."


def is_readable(collection: Collection) -> bool:
    """Whether every table and column is there, whatever else is."""
    with imagined_collection() as fresh:
        return _columns(fresh) <= _columns(collection)


def add_missing_indexes(collection: Collection) -> list[str]:
    """Make the indexes that are missing; their names. The caller holds the transaction.

    One that its table does not allow stays missing.
    """
    with imagined_collection() as fresh:
        wanted, found = _parts(fresh), _parts(collection)
    missing = sorted(part for part in wanted.keys() - found.keys() if part[0] == "index")
    return [name for kind, name in missing if _is_made(collection, wanted[kind, name])]


def _is_made(collection: Collection, sql: str) -> bool:
    try:
        collection.run(sql)
    except sqlite3.IntegrityError:
        return False
    return True


def _columns(collection: Collection) -> set[tuple[str, str]]:
    rows = collection.rows(
        "SELECT schema.name, info.name FROM sqlite_master AS schema"
        " JOIN pragma_table_info(schema.name) AS info WHERE schema.type = 'table'"
    )
    return {(row[0], row[1]) for row in rows}


def _parts(collection: Collection) -> dict[tuple[str, str], str]:
    """The SQL of each table and index, by its kind and name, as plain as it can be compared."""
    rows = collection.rows(
        "SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND tbl_name <> '_sqlite_migrations'"
    )
    return {(row["type"], row["name"]): _plain(row["sql"]) for row in rows}


def _plain(sql: str) -> str:
    words = " ".join(_COMMENT.sub("", sql).split())
    return _BESIDE_SIGNS.sub(r"\1", words)
