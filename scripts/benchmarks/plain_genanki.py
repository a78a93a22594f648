"""What plain genanki takes: the rows of a package read, made into its notes, and written again.

Called with the database of a package and the file to write, as a process of its own.
"""

import json
import sqlite3
import sys
from typing import Any, NamedTuple

import genanki


class Rows(NamedTuple):
    """What a package holds: note types and decks as Anki keeps them, and rows of its tables."""

    kinds: dict[str, Any]
    decks: dict[str, Any]
    places: dict[int, int]
    notes: list[tuple[int, str, int, str, str]]
    log: list[tuple[int, ...]]


class Package(genanki.Package):  # type: ignore[misc]  # it ships no types
    """A package with a log, of which genanki knows nothing."""

    def __init__(self, decks: list[Any], log: list[tuple[int, ...]]) -> None:
        super().__init__(decks)
        self.log = log

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Any) -> None:
        """Write what genanki writes, and the log."""
        super().write_to_db(cursor, timestamp, id_gen)
        cursor.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self.log)


def read(source: str) -> Rows:
    """The rows of a package, from its database."""
    database = sqlite3.connect(source)
    told = database.execute("SELECT models, decks FROM col").fetchone()
    kinds, decks = map(json.loads, told)
    places = dict(database.execute("SELECT nid, did FROM cards"))
    notes = database.execute("SELECT id, guid, mid, tags, flds FROM notes").fetchall()
    log = database.execute("SELECT * FROM revlog").fetchall()
    return Rows(kinds, decks, places, notes, log)


def write(rows: Rows, target: str) -> None:
    """The rows as a package."""
    models = {int(id_): _model(kind) for id_, kind in rows.kinds.items()}
    decks = {int(id_): genanki.Deck(int(id_), deck["name"]) for id_, deck in rows.decks.items()}
    for id_, guid, kind, tags, fields in rows.notes:
        note = genanki.Note(models[kind], fields.split("\x1f"), guid=guid, tags=tags.split())
        decks[rows.places[id_]].add_note(note)
    Package(list(decks.values()), rows.log).write_to_file(target)


def _model(kind: dict[str, Any]) -> Any:
    fields = [{"name": field["name"]} for field in kind["flds"]]
    sides = [{key: side[key] for key in ("name", "qfmt", "afmt")} for side in kind["tmpls"]]
    return genanki.Model(kind["id"], kind["name"], fields, sides, css=kind["css"])


if __name__ == "__main__":
    write(read(sys.argv[1]), sys.argv[2])
