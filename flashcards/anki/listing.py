"""The note types and decks of a package, as either of Anki's two schemas lists them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flashcards.anki import protobuf
from flashcards.anki.database import Database
from flashcards.packed import NoteType, Template

MOST_TYPES, MOST_DECKS = 10_000, 100_000
_CLOZE = 1
_KIND, _FRONT, _BACK = 1, 1, 2
"""The numbers of fields in the messages in which Anki keeps note types and templates."""
_SEPARATOR = "\x1f"
SCHEDULER, MINUTES_WEST = "schedVer", "creationOffset"
_CONFIGURED = "SELECT key, val FROM config WHERE key IN ('schedVer', 'creationOffset')"


def note_types(db: Database) -> dict[int, NoteType]:
    """The note types by their ids; what makes no sense is left out."""
    return dict(_types_of_tables(db) if "notetypes" in db.tables else _types_of_json(db))


def deck_names(db: Database) -> dict[int, str]:
    """The names of the decks by their ids, with ``::`` between a deck and its own decks."""
    if "decks" in db.tables:
        found = db.rows("SELECT id, name FROM decks", MOST_DECKS)
        pairs = ((id_, name) for id_, name in found if isinstance(name, str))
        return {id_: name.replace(_SEPARATOR, "::") for id_, name in pairs}
    decks = _json(db, "SELECT decks FROM col")
    return {int(id_): str(deck.get("name")) for id_, deck in _objects(decks)}


def settings(db: Database) -> Mapping[str, object]:
    """What Anki has configured: the version of its scheduler, and its zone."""
    if "config" in db.tables:
        found = db.rows(_CONFIGURED, 2)
        return {key: json.loads(value) for key, value in found}
    conf = _json(db, "SELECT conf FROM col")
    return conf if isinstance(conf, dict) else {}


def _types_of_tables(db: Database) -> Iterator[tuple[int, NoteType]]:
    fields: dict[int, list[tuple[int, str]]] = {}
    for id_, ord_, name in db.rows("SELECT ntid, ord, name FROM fields", 100 * MOST_TYPES):
        fields.setdefault(id_, []).append((ord_, str(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    found = db.rows("SELECT ntid, ord, name, config FROM templates", 100 * MOST_TYPES)
    for id_, ord_, name, config in found:
        sides = (protobuf.text(config, side) for side in (_FRONT, _BACK))
        templates.setdefault(id_, []).append((ord_, Template(str(name), *sides)))
    for id_, name, config in db.rows("SELECT id, name, config FROM notetypes", MOST_TYPES):
        is_cloze = dict(protobuf.fields(config)).get(_KIND) == _CLOZE
        parts = _in_order(fields.get(id_, [])), _in_order(templates.get(id_, []))
        yield id_, NoteType(id_, str(name), is_cloze, *parts)


def _types_of_json(db: Database) -> Iterator[tuple[int, NoteType]]:
    for id_, model in _objects(_json(db, "SELECT models FROM col")):
        templates = (
            Template(str(each.get("name")), str(each.get("qfmt")), str(each.get("afmt")))
            for each in _listed(model.get("tmpls"))
        )
        fields = (str(each.get("name")) for each in _listed(model.get("flds")))
        is_cloze = model.get("type") == _CLOZE
        name = str(model.get("name"))
        yield int(id_), NoteType(int(id_), name, is_cloze, tuple(fields), tuple(templates))


def _in_order(parts: list[tuple[int, Any]]) -> tuple[Any, ...]:
    return tuple(part for _, part in sorted(parts, key=lambda pair: pair[0]))


def _json(db: Database, statement: str) -> object:
    for (value,) in db.rows(statement, 1):
        return json.loads(value)
    return {}


def _objects(value: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members of an object that are objects, under whole numbers."""
    for id_, member in value.items() if isinstance(value, dict) else ():
        if id_.isdecimal() and isinstance(member, dict):
            yield id_, member


def _listed(value: object) -> list[dict[str, Any]]:
    """The objects of a list in their order."""
    members = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return sorted(members, key=lambda each: each["ord"] if type(each.get("ord")) is int else 0)
