"""Packages as other people make them: of either schema, and hostile ones."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import zstandard

from flashcards.packed import NoteType, PackedAnswer, PackedNote, Template

MADE = 1_700_000_000_000
DECK = 42

BASIC = NoteType(1, "Basic", False, ("Front", "Back"), (
    Template("Card 1", "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"),
))  # fmt: skip
REVERSED = NoteType(2, "Basic (and reversed card)", False, ("Front", "Back"), (
    *BASIC.templates,
    Template("Card 2", "{{Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}"),
))  # fmt: skip
CLOZE = NoteType(3, "Cloze", True, ("Text", "Back Extra"), (
    Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),
))  # fmt: skip

_TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, models text, decks text, crt integer DEFAULT 0,
  conf text DEFAULT '{"schedVer": 2}');
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text,
  mod integer);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, ord integer, did integer, odid integer,
  queue integer, flags integer DEFAULT 0, type integer DEFAULT 0, due integer DEFAULT 0,
  odue integer DEFAULT 0);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, ivl integer,
  lastIvl integer, factor integer, time integer, type integer);
"""
_TABLES_18 = """
CREATE TABLE config (key text PRIMARY KEY, val blob) without rowid;
INSERT INTO config VALUES ('schedVer', CAST('2' AS blob));
CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase,
  PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, config blob,
  PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
"""


def basic(number: int, front: str, back: str, *tags: str, kind: NoteType = BASIC) -> PackedNote:
    """A note made ``number`` milliseconds after the others."""
    fields = (front, back, *[""] * (len(kind.fields) - 2))
    return PackedNote(MADE + 100 * number, f"guid{number}", kind.id, fields, tags)


def database(
    notes: Iterable[PackedNote] = (),
    types: Iterable[NoteType] = (BASIC, REVERSED, CLOZE),
    decks: Mapping[int, str] | None = None,
    *,
    cards: Iterable[tuple[int, int, int]] | None = None,
    answers: Iterable[PackedAnswer] = (),
    schema: int = 11,
    more: str = "",
) -> bytes:
    """A collection; ``cards`` are note, ord and deck, by default one a note in ``DECK``."""
    notes, types = tuple(notes), tuple(types)
    decks = {DECK: "Deep learning"} if decks is None else decks
    with closing(sqlite3.connect(":memory:")) as db:
        db.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        db.executescript(_TABLES + (_TABLES_18 if schema == 18 else ""))
        (_list_in_tables if schema == 18 else _list_in_json)(db, types, decks)
        rows = (
            (n.id, n.guid, n.type, " ".join(n.tags), "\x1f".join(n.fields), n.modified)
            for n in notes
        )
        db.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", rows)
        places = ((n.id, 0, DECK) for n in notes) if cards is None else cards
        made = ((MADE + i, note, ord_, deck, 0, 0) for i, (note, ord_, deck) in enumerate(places))
        sql = "INSERT INTO cards (id, nid, ord, did, odid, queue) VALUES (?, ?, ?, ?, ?, ?)"
        db.executemany(sql, made)
        db.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?)", answers)
        db.executescript(more)
        db.commit()
        return db.serialize()


def package(
    path: Path,
    collection: bytes,
    media: Mapping[str, bytes] | None = None,
    *,
    new: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a package, packed as today's Anki does it where it is ``new``."""
    media = media or {}
    with zipfile.ZipFile(path, "w") as archive:
        if new:
            archive.writestr("meta", b"\x08\x03")
            archive.writestr("collection.anki21b", zstandard.compress(collection))
            archive.writestr("collection.anki2", dummy())
            entries = (field(1, field(1, name.encode())) for name in media)
            archive.writestr("media", zstandard.compress(b"".join(entries)))
        else:
            archive.writestr("collection.anki2", collection, zipfile.ZIP_DEFLATED)
            archive.writestr("media", json.dumps({str(i): name for i, name in enumerate(media)}))
        for place, data in enumerate(media.values()):
            archive.writestr(str(place), zstandard.compress(data) if new else data)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return path


def dummy() -> bytes:
    """What a new package shows to an old Anki."""
    return database([basic(1, "Please update to the latest Anki version", "")])


def field(number: int, value: bytes | int) -> bytes:
    """One field of a protocol buffer."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _list_in_json(
    db: sqlite3.Connection, types: Sequence[NoteType], decks: Mapping[int, str]
) -> None:
    models = {
        str(kind.id): {
            "name": kind.name,
            "type": int(kind.is_cloze),
            "flds": [{"name": name, "ord": ord_} for ord_, name in enumerate(kind.fields)],
            "tmpls": [
                {"name": t.name, "ord": ord_, "qfmt": t.front, "afmt": t.back}
                for ord_, t in enumerate(kind.templates)
            ],
        }
        for kind in types
    }
    named = {str(id_): {"name": name} for id_, name in decks.items()}
    sql = "INSERT INTO col (id, models, decks) VALUES (1, ?, ?)"
    db.execute(sql, (json.dumps(models), json.dumps(named)))


def _list_in_tables(
    db: sqlite3.Connection, types: Sequence[NoteType], decks: Mapping[int, str]
) -> None:
    for kind in types:
        config = field(1, int(kind.is_cloze))
        db.execute("INSERT INTO notetypes VALUES (?, ?, ?)", (kind.id, kind.name, config))
        names = ((kind.id, ord_, name) for ord_, name in enumerate(kind.fields))
        db.executemany("INSERT INTO fields VALUES (?, ?, ?)", names)
        templates = (
            (kind.id, ord_, t.name, field(1, t.front.encode()) + field(2, t.back.encode()))
            for ord_, t in enumerate(kind.templates)
        )
        db.executemany("INSERT INTO templates VALUES (?, ?, ?, ?)", templates)
    named = ((id_, name.replace("::", "\x1f")) for id_, name in decks.items())
    db.executemany("INSERT INTO decks VALUES (?, ?)", named)
