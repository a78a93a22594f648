"""Writes an Anki package; the only door to genanki, which knows the tables of Anki's file."""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import genanki

from flashcards.anki import looks
from flashcards.anki.fields import field_values, modified_at, note_type
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import NOTE_TYPES, RENDERING_CHANGED_AT, NoteType
from flashcards.anki.tags import tags
from flashcards.files import replace_file

ROLLOVER_HOUR = 4
"""When Anki's day begins: its own default, written down so that a package never depends on it."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

INSERT_NOTE = """
INSERT INTO notes (id, guid, mid, mod, tags, flds, sfld, usn, csum, flags, data)
VALUES (?, ?, ?, ?, ?, ?, ?, -1, 0, 0, '')
"""
INSERT_NEW_CARD = """
INSERT INTO cards (id, nid, did, ord, mod, due, usn, type, queue, ivl, factor, reps, lapses,
                   left, odue, odid, flags, data)
VALUES (?, ?, ?, ?, ?, ?, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')
"""


def write_package(
    path: Path, notes: Sequence[ExportNote], *, created: int, offset_minutes: int
) -> None:
    """Write ``notes`` as a package that Anki can import again and again.

    ``created`` is the start of the collection in Unix seconds, ``offset_minutes`` its zone,
    counted west. Equal input makes equal bytes. An ``OSError`` leaves the old file as it was.
    """
    with closing(sqlite3.connect(":memory:")) as db:
        genanki.Package([]).write_to_db(db.cursor(), timestamp=0, id_gen=iter(()))
        _write_collection(db, notes, created, offset_minutes)
        _write_notes(db, notes)
        db.commit()
        members = {"collection.anki2": db.serialize(), "media": b"{}"}
    replace_file(path, _zipped(members))


def _write_collection(
    db: sqlite3.Connection, notes: Iterable[ExportNote], created: int, offset_minutes: int
) -> None:
    conf, decks = map(json.loads, db.execute("SELECT conf, decks FROM col").fetchone())
    conf |= {  # without these Anki takes the file for an old one, and shifts its grades
        "schedVer": 2,
        "sched2021": True,
        "rollover": ROLLOVER_HOUR,
        "creationOffset": offset_minutes,
    }
    decks |= _decks(notes)
    values = created, json.dumps(conf), json.dumps(decks), json.dumps(_models(notes))
    db.execute("UPDATE col SET crt = ?, conf = ?, decks = ?, models = ?", values)


def _write_notes(db: sqlite3.Connection, notes: Iterable[ExportNote]) -> None:
    for note in notes:
        fields, modified = field_values(note), modified_at(note)
        type_id, tag_text = note_type(note.content).id, f" {' '.join(tags(note))} "
        row = (note.id, note.guid, type_id, modified, tag_text, "\x1f".join(fields), fields[0])
        db.execute(INSERT_NOTE, row)
        place = note.id, _deck_id(note.anki_deck)
        cards = ((card.id, *place, card.ord, modified, card.position) for card in note.active_cards)
        db.executemany(INSERT_NEW_CARD, cards)


def _decks(notes: Iterable[ExportNote]) -> dict[str, Any]:
    names = sorted({note.anki_deck for note in notes})
    decks = [genanki.Deck(_deck_id(name), name) for name in names]
    return {str(deck.deck_id): deck.to_json() for deck in decks}


def _deck_id(name: str) -> int:
    """Anki knows decks by name; the id only has to be the same every time, and not small."""
    return 1 << 48 | int.from_bytes(hashlib.sha256(name.encode()).digest()[:5])


def _models(notes: Iterable[ExportNote]) -> dict[str, Any]:
    used = {note_type(note.content).id for note in notes}
    return {str(kind.id): _model(kind) for kind in NOTE_TYPES if kind.id in used}


def _model(kind: NoteType) -> Any:
    model = genanki.Model(
        kind.id,
        kind.name,
        fields=[{"name": field.name, "id": field.id} for field in kind.fields],
        templates=[
            {"name": t.name, "id": t.id, "qfmt": looks.front(t), "afmt": looks.back(t)}
            for t in kind.templates
        ],
        css=looks.style(),
    )
    return model.to_json(RENDERING_CHANGED_AT, deck_id=None)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(_member(name), data, zipfile.ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    """A member without the time of writing, so that equal contents make equal bytes."""
    info = zipfile.ZipInfo(name, ZIP_EPOCH)
    info.external_attr = 0o644 << 16
    return info
