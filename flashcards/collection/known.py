"""What a compile asks of the notes that the collection holds, and of no more than it must."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from flashcards.change import Filed, Known, Prints
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED
from flashcards.collection.log import LIVE
from flashcards.errors import BadRequest

_NO_LINKS: frozenset[str] = frozenset()
_TARGET = re.compile(r'"target":"((?:[^"\\]|\\.)*)"')


def live(collection: Collection) -> int:
    """How many notes are in the text."""
    number: int = collection.value("SELECT count(*) FROM note WHERE retired_at IS NULL")
    return number


def drafts(collection: Collection, but: Iterable[int] = ()) -> int:
    """How many live notes are drafts, other than the notes ``but``."""
    number: int = collection.value(
        "SELECT count(*) FROM note WHERE draft AND retired_at IS NULL"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        json.dumps(list(but)),
    )
    return number


class Waiting(NamedTuple):
    """A live note as far as its place in the line of new cards goes; ``deck`` is an id."""

    id: int
    key: str
    deck: int
    line: int
    area: str
    scenario: bool
    position: int
    linked: frozenset[str]


class Gone(NamedTuple):
    """A note that is gone from the text, with its answers."""

    id: int
    key: str
    form: str
    front: str
    answers: int


class KeyHistory(NamedTuple):
    """A live note that has had other keys; ``deck`` is the id of its deck."""

    id: int
    guid: str
    key: str
    former: list[str]
    front: str
    root: str
    path: str
    deck: str
    line: int


def known_notes(
    collection: Collection, decks: Iterable[tuple[str, str]], keys: Iterable[str]
) -> Iterator[Known]:
    """The notes that a compile of some decks (root and path) may match.

    They are the live notes of these decks, those that hold one of the ``keys``, and all that are
    retired, whichever deck they were in.
    """
    found = collection.rows(
        "SELECT note.id, note.key, note.front, root.path AS root, deck.path, note.line, note.form,"
        " note.digest, note.body, note.words, note.position, coalesce(note.area, '') AS area,"
        " note.guid, coalesce(note.retired_at, 0) AS retired_at,"
        " note.retired_at IS NOT NULL AS retired,"
        " (SELECT count(*) FROM card JOIN review ON review.card = card.id"
        f"  WHERE card.note = note.id AND review.rating IS NOT NULL AND {LIVE}) AS reviews"
        " FROM note JOIN deck ON deck.id = note.deck JOIN root ON root.id = deck.root"
        " WHERE note.id IN (SELECT note.id FROM json_each(?) JOIN root ON root.path = value ->> 0"
        "   JOIN deck ON deck.root = root.id AND deck.path = value ->> 1"
        "   JOIN note ON note.deck = deck.id WHERE note.retired_at IS NULL"
        "  UNION SELECT note.id FROM json_each(?) JOIN note ON note.key = value"
        "   WHERE note.retired_at IS NULL"
        "  UNION SELECT id FROM note WHERE retired_at IS NOT NULL)",
        *(json.dumps(list(decks)), json.dumps(list(keys))),
    )
    for row in found:
        yield Known(
            *(row["id"], row["key"], row["front"], row["root"], row["path"], row["line"]),
            Prints(row["form"], row["digest"], row["body"], row["words"]),
            retired=bool(row["retired"]),
            reviews=row["reviews"],
            position=row["position"],
            area=row["area"],
            guid=row["guid"],
            retired_at=row["retired_at"],
        )


def former_keys(collection: Collection, notes: Iterable[int]) -> Mapping[str, frozenset[int]]:
    """Which of some notes had each key before."""
    rows = collection.rows(
        "SELECT key, note FROM former_key WHERE note IN (SELECT value FROM json_each(?))",
        json.dumps(list(notes)),
    )
    found: dict[str, frozenset[int]] = {}
    for row in rows:
        found[row["key"]] = found.get(row["key"], frozenset()) | {row["note"]}
    return found


def contents(collection: Collection, notes: Iterable[int]) -> Mapping[int, str]:
    """The texts of some notes, as JSON."""
    rows = collection.rows(
        "SELECT id, content FROM note WHERE id IN (SELECT value FROM json_each(?))",
        json.dumps(list(notes)),
    )
    return {row["id"]: row["content"] for row in rows}


def filed(collection: Collection, notes: Iterable[int]) -> Mapping[int, Filed]:
    """What a learner has seen of some notes until now."""
    rows = collection.rows(
        "SELECT id, content, section, source, areas, roles, draft FROM note"
        " WHERE id IN (SELECT value FROM json_each(?))",
        json.dumps(list(notes)),
    )
    return {
        row["id"]: Filed(
            *(row["content"], row["section"], row["source"]),
            *(tuple(row["areas"].split()), tuple(row["roles"].split()), bool(row["draft"])),
        )
        for row in rows
    }


def key_histories(collection: Collection) -> list[KeyHistory]:
    """The live notes of the user's own decks that have had another key."""
    rows = collection.rows(
        "SELECT note.id, guid, note.key, json_group_array(former_key.key) AS former, front,"
        " root.path AS root, deck.path, deck.name AS deck, line"
        " FROM former_key JOIN note ON note.id = former_key.note"
        " JOIN deck ON deck.id = note.deck JOIN root ON root.id = deck.root"
        " WHERE note.retired_at IS NULL AND root.path <> ?"
        " GROUP BY note.id ORDER BY deck.place, line",
        SHIPPED,
    )
    return [KeyHistory(**(dict(row) | {"former": json.loads(row["former"])})) for row in rows]


def is_live(collection: Collection, key: str) -> bool:
    """Whether a note of the text has a key."""
    return (
        collection.row("SELECT 1 FROM note WHERE key = ? AND retired_at IS NULL", key) is not None
    )


def find_gone(collection: Collection, words: str) -> Gone:
    """The note out of the text that a user names by a key it had, or by its heading.

    Raises ``BadRequest`` where none or several fit.
    """
    rows = collection.rows(
        "SELECT * FROM (SELECT id, key, form, front, retired_at, key = ?1 OR EXISTS ("
        "  SELECT 1 FROM former_key WHERE former_key.note = note.id AND former_key.key = ?1)"
        "  AS named FROM note WHERE retired_at IS NOT NULL)"
        " WHERE named OR front = ?1 ORDER BY named DESC, retired_at DESC, id DESC",
        words,
    )
    fitting = [row for row in rows if row["named"]][:1] or rows
    if len(fitting) == 1:
        row = fitting[0]
        return Gone(
            row["id"], row["key"], row["form"], row["front"], answers(collection, row["id"])
        )
    if fitting:
        keys = ", ".join(row["key"] for row in fitting)
        raise BadRequest(f"'{words}' fits several notes that are gone: {keys}.")
    raise BadRequest(f"No note '{words}' is gone from the text.")


def answers(collection: Collection, note: int) -> int:
    """How many answers a note has."""
    number: int = collection.value(
        "SELECT count(*) FROM card JOIN review ON review.card = card.id"
        f" WHERE card.note = ? AND review.rating IS NOT NULL AND {LIVE}",
        note,
    )
    return number


def resting_bodies(
    collection: Collection, bodies: Iterable[bytes], but: Iterable[int]
) -> set[bytes]:
    """Which of some bodies live notes have, other than the notes ``but``."""
    rows = (
        collection.row(
            "SELECT body FROM note WHERE body = ? AND retired_at IS NULL"
            " AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
            *(body, json.dumps(list(but))),
        )
        for body in bodies
    )
    return {row["body"] for row in rows if row}


def waiting(collection: Collection) -> list[Waiting]:
    """Every live note."""
    rows = collection.rows(
        "SELECT id, key, deck, line, coalesce(area, ''), kind = 'scenario', position,"
        " iif(kind = 'scenario', content, '') FROM note WHERE retired_at IS NULL"
    )
    return [
        Waiting(note, key, deck, line, area, scenario, position, _targets(content))
        for note, key, deck, line, area, scenario, position, content in rows
    ]


def _targets(content: str) -> frozenset[str]:
    if not content:
        return _NO_LINKS
    return frozenset(json.loads(f'"{target}"') for target in _TARGET.findall(content))
