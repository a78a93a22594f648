"""What plain genanki takes: the rows of a package read, made into its notes, and written again.

Called with the database of a package and the file to write, as a process of its own.
"""

import json
import sqlite3
import sys
from typing import Any

import genanki

Rows = list[tuple[Any, ...]]


class Package(genanki.Package):  # type: ignore[misc]  # it ships no types
    """A package with a log, of which genanki knows nothing."""

    def __init__(self, decks: list[Any], log: Rows) -> None:
        super().__init__(decks)
        self.log = log

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Any) -> None:
        """Write what genanki writes, and the log."""
        super().write_to_db(cursor, timestamp, id_gen)
        cursor.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self.log)


def main(source: str, target: str) -> None:
    """Write the rows of one package as another."""
    database = sqlite3.connect(source)
    kinds, told = map(json.loads, database.execute("SELECT models, decks FROM col").fetchone())
    models = {int(id_): _model(kind) for id_, kind in kinds.items()}
    decks = {int(id_): genanki.Deck(int(id_), deck["name"]) for id_, deck in told.items()}
    places = dict(database.execute("SELECT nid, did FROM cards"))
    notes = database.execute("SELECT id, guid, mid, tags, flds FROM notes").fetchall()
    log: Rows = database.execute("SELECT * FROM revlog").fetchall()
    for id_, guid, kind, tags, fields in notes:
        note = genanki.Note(models[kind], fields.split("\x1f"), guid=guid, tags=tags.split())
        decks[places[id_]].add_note(note)
    Package(list(decks.values()), log).write_to_file(target)


def _model(kind: dict[str, Any]) -> Any:
    fields = [{"name": field["name"]} for field in kind["flds"]]
    sides = [{key: side[key] for key in ("name", "qfmt", "afmt")} for side in kind["tmpls"]]
    return genanki.Model(kind["id"], kind["name"], fields, sides, css=kind["css"])


if __name__ == "__main__":
    main(*sys.argv[1:])
