"""The note types and decks of a package, as either of Anki's two schemas lists them."""

from collections.abc import Iterator, Mapping
from typing import Any

from flashcards.anki import untrusted
from flashcards.anki.database import Database
from flashcards.anki.protobuf import Reader
from flashcards.anki.untrusted import words
from flashcards.packed import NoteType, Template

MOST_TYPES, MOST_DECKS = 10_000, 100_000
LONGEST_NAME = 10_000
"""Of a deck, in characters: each level of it has a name of its own."""
MOST_PARTS = 100_000
"""Fields and templates, of all note types together."""
MOST_IN_MESSAGES = 500_000
"""Fields of the messages of all note types and templates together."""
MOST_SETTINGS = 10_000
LARGEST_LIST = 16 << 20
"""In bytes of memory, of each table; where they are JSON, that is a single value."""
_CLOZE = 1
_KIND, _FRONT, _BACK = 1, 1, 2
"""The numbers of fields in the messages in which Anki keeps note types and templates."""
_SEPARATOR = "\x1f"
SCHEDULER, MINUTES_WEST = "schedVer", "creationOffset"


def note_types(db: Database) -> dict[int, NoteType]:
    """The note types by their ids; what makes no sense is left out."""
    return dict(_types_of_tables(db) if "notetypes" in db.tables else _types_of_json(db))


def deck_names(db: Database) -> dict[int, str]:
    """The names of the decks by their ids, with ``::`` between a deck and its own decks."""
    if "decks" in db.tables:
        found = db.kept("decks", "id, name", MOST_DECKS, LARGEST_LIST)
        pairs = ((id_, name) for id_, name in found if isinstance(name, str))
        return {id_: name[:LONGEST_NAME].replace(_SEPARATOR, "::") for id_, name in pairs}
    decks = _objects(_json(db, "decks"))
    return {int(id_): words(deck.get("name"))[:LONGEST_NAME] for id_, deck in decks}


def settings(db: Database) -> Mapping[str, object]:
    """What Anki has configured: the version of its scheduler, and its zone."""
    if "config" in db.tables:
        found = db.rows("config", "key, val", MOST_SETTINGS)
        return {k: untrusted.loads(value) for k, value in found if k in (SCHEDULER, MINUTES_WEST)}
    conf = _json(db, "conf")
    return conf if isinstance(conf, dict) else {}


def _types_of_tables(db: Database) -> Iterator[tuple[int, NoteType]]:
    reader = Reader(MOST_IN_MESSAGES)
    fields: dict[int, list[tuple[int, str]]] = {}
    for id_, ord_, name in db.kept("fields", "ntid, ord, name", MOST_PARTS, LARGEST_LIST):
        fields.setdefault(id_, []).append((ord_, words(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    found = db.kept("templates", "ntid, ord, name, config", MOST_PARTS, LARGEST_LIST)
    for id_, ord_, name, config in found:
        sides = (reader.text(config, side) for side in (_FRONT, _BACK))
        templates.setdefault(id_, []).append((ord_, Template(words(name), *sides)))
    found = db.kept("notetypes", "id, name, config", MOST_TYPES, LARGEST_LIST)
    for id_, name, config in found:
        is_cloze = dict(reader.fields(config)).get(_KIND) == _CLOZE
        parts = _in_order(fields.get(id_, [])), _in_order(templates.get(id_, []))
        yield id_, NoteType(id_, words(name), is_cloze, *parts)


def _types_of_json(db: Database) -> Iterator[tuple[int, NoteType]]:
    for id_, model in _objects(_json(db, "models")):
        templates = (
            Template(*(words(each.get(key)) for key in ("name", "qfmt", "afmt")))
            for each in _listed(model.get("tmpls"))
        )
        fields = (words(each.get("name")) for each in _listed(model.get("flds")))
        is_cloze = model.get("type") == _CLOZE
        name = words(model.get("name"))
        yield int(id_), NoteType(int(id_), name, is_cloze, tuple(fields), tuple(templates))


def _in_order(parts: list[tuple[int, Any]]) -> tuple[Any, ...]:
    return tuple(part for _, part in sorted(parts, key=lambda pair: pair[0]))


def _json(db: Database, column: str) -> object:
    for (value,) in db.rows("col", column, 1):
        return untrusted.loads(value)
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
