"""Writes an Anki package; the only door to genanki, which knows the tables of Anki's file."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import genanki

from flashcards.anki import looks
from flashcards.anki.days import Era
from flashcards.anki.fields import field_values, modified_at, note_type
from flashcards.anki.media import media_members
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import NOTE_TYPES, RENDERING_CHANGED_AT, NoteType
from flashcards.anki.presets import preset_id, preset_json, stable_id
from flashcards.anki.progress import columns
from flashcards.anki.revlog import log_rows
from flashcards.anki.tags import tags
from flashcards.files import replace_file
from flashcards.workers import beside

DEFAULT_PRESET = 1
"""The preset that every collection of Anki has."""
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
MANY = 2000
"""So many notes are worth a process of their own, in which their texts become HTML."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

INSERT_NOTE = """
INSERT INTO notes (id, guid, mid, mod, tags, flds, sfld, usn, csum, flags, data)
VALUES (?, ?, ?, ?, ?, ?, ?, -1, 0, 0, '')
"""
INSERT_CARD = """
INSERT INTO cards (id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left,
                   data, usn, odue, odid, flags)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, 0, 0)
"""
INSERT_REVIEW = """
INSERT INTO revlog (id, cid, ease, ivl, lastIvl, factor, time, type, usn)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, -1)
"""


def write_package(
    path: Path, notes: Sequence[ExportNote], era: Era, pictures: Mapping[str, bytes] = NO_PICTURES
) -> int:
    """Write ``notes``, and the ``pictures`` in them, as a package that Anki can import again.

    Gives the number of rows of the log that it holds. Equal input makes equal bytes. An
    ``OSError`` leaves the old file as it was.
    """
    with closing(sqlite3.connect(":memory:")) as db:
        genanki.Package([]).write_to_db(db.cursor(), timestamp=0, id_gen=iter(()))
        _write_collection(db, notes, era)
        reviews = _write_notes(db, notes, era)
        db.commit()
        members = {"collection.anki2": db.serialize(), **media_members(pictures)}
    replace_file(path, _zipped(members))
    return reviews


def _write_collection(db: sqlite3.Connection, notes: Iterable[ExportNote], era: Era) -> None:
    conf, decks, presets = map(
        json.loads, db.execute("SELECT conf, decks, dconf FROM col").fetchone()
    )
    conf |= {  # without these Anki takes the file for an old one, and shifts its grades
        "schedVer": 2,
        "sched2021": True,
        "rollover": era.rollover_hour,
        "creationOffset": era.minutes_west,
    }
    decks |= _decks(notes)
    presets |= _presets(notes, presets[str(DEFAULT_PRESET)])
    values = (json.dumps(value) for value in (conf, decks, presets, _models(notes)))
    sql = "UPDATE col SET crt = ?, conf = ?, decks = ?, dconf = ?, models = ?"
    db.execute(sql, (era.created, *values))


def _write_notes(db: sqlite3.Connection, notes: Sequence[ExportNote], era: Era) -> int:
    """Write notes, cards and their log; gives the number of rows of the log."""
    known = (card for note in notes if note.preset for card in note.active_cards)
    with _begun(notes) as note_rows:
        log = sorted(row for card in known for row in log_rows(card))
        db.executemany(INSERT_CARD, (row for note in notes for row in _card_rows(note, era)))
        db.executemany(INSERT_REVIEW, map(tuple, log))  # of any other class it takes a third longer
        db.executemany(INSERT_NOTE, note_rows())
    return len(log)


@contextmanager
def _begun(notes: Sequence[ExportNote]) -> Iterator[Callable[[], Iterable[tuple[object, ...]]]]:
    """The rows of notes, when they are asked for; those of many are begun at once."""
    if len(notes) < MANY:
        yield lambda: map(_note_row, notes)
    else:
        with beside(_note_rows, notes) as rows:
            yield rows


def _note_rows(notes: Sequence[ExportNote]) -> list[tuple[object, ...]]:
    return [_note_row(note) for note in notes]


def _note_row(note: ExportNote) -> tuple[object, ...]:
    fields, tag_text = field_values(note), f" {' '.join(tags(note))} "
    head = note.id, note.guid, note_type(note.content).id, modified_at(note)
    return (*head, tag_text, "\x1f".join(fields), fields[0])


def _card_rows(note: ExportNote, era: Era) -> Iterator[tuple[object, ...]]:
    modified, deck = modified_at(note), stable_id(note.anki_deck)
    for card in note.active_cards:
        yield card.id, note.id, deck, card.ord, modified, *columns(card, note.preset, era)


def _decks(notes: Iterable[ExportNote]) -> dict[str, Any]:
    """Anki knows decks by name; the id only has to be the same every time, and not small."""
    presets = {note.anki_deck: note.preset for note in notes}
    decks = {}
    for name, preset in sorted(presets.items()):
        deck = genanki.Deck(stable_id(name), name)
        conf = preset_id(preset) if preset else DEFAULT_PRESET
        decks[str(deck.deck_id)] = deck.to_json() | {"conf": conf}
    return decks


def _presets(notes: Iterable[ExportNote], usual: Mapping[str, Any]) -> dict[str, Any]:
    used = {preset_id(preset): preset for preset in {note.preset for note in notes} if preset}
    return {str(id_): preset_json(used[id_], usual) for id_ in sorted(used)}


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
