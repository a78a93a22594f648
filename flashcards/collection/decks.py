"""Where the text comes from: the roots, their roles, and the files read from them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flashcards.collection.connection import Collection

SHIPPED = "shipped"
"""The word that stands for the path of the decks that come with the program."""


class Root(NamedTuple):
    """A place decks are read from; of two that hold one key the lower rank wins."""

    id: int
    path: str
    rank: int
    digest: bytes | None
    stamp: str
    vocabulary: str


class DeckRow(NamedTuple):
    """One source file as it was read last; ``digest`` is None once it is gone."""

    root: str
    path: str
    name: str
    title: str
    place: int
    digest: bytes | None
    stamp: str


class Bindings(NamedTuple):
    """What other decks have to know of one, and it of them.

    ``anchors`` are the names that a link may use, and the keys they stand for: all keys are among
    them. ``links`` are those that depend on other notes, each with the key that it led to.
    """

    anchors: Mapping[str, str]
    links: tuple[tuple[str, bool, str], ...]


def roots(collection: Collection) -> list[Root]:
    """The roots that are read, the one that wins first."""
    found = collection.rows(
        "SELECT id, path, rank, digest, stamp, vocabulary FROM root WHERE NOT removed ORDER BY rank"
    )
    return [Root(*row) for row in found]


def names(collection: Collection) -> tuple[list[str], list[str]]:
    """The ids of all roles, and of all areas, in the order of the files that name them."""
    found = collection.rows(
        "SELECT part.key, item.value ->> 'id' AS id FROM root,"
        " json_each(root.vocabulary) AS part, json_each(part.value) AS item"
        " WHERE NOT root.removed AND json_valid(root.vocabulary) ORDER BY root.rank DESC, item.key"
    )
    areas, roles = (
        list(dict.fromkeys(row["id"] for row in found if row["key"] == place)) for place in (0, 1)
    )
    return roles, areas


def add_root(collection: Collection, path: str) -> None:
    """Remember a root, above those already there; the shipped decks stay last."""
    if path == SHIPPED:
        rank = 1 + (collection.value("SELECT max(rank) FROM root") or 0)
    else:
        rank = (collection.value("SELECT min(rank) FROM root") or 0) - 1
    collection.run(
        "INSERT INTO root (path, rank) VALUES (?, ?)"
        " ON CONFLICT (path) DO UPDATE SET rank = excluded.rank, removed = 0",
        *(path, rank),
    )


def remove_root(collection: Collection, path: str) -> None:
    """Read a root no longer; what it gave stays."""
    collection.run("UPDATE root SET removed = 1 WHERE path = ?", path)


def is_known(collection: Collection, path: str) -> bool:
    """Whether a root was ever read, even if it is removed now."""
    return collection.row("SELECT 1 FROM root WHERE path = ?", path) is not None


def set_vocabulary(collection: Collection, root: str, vocabulary: str) -> None:
    """Keep the areas and roles that a root names, with those it inherits."""
    collection.run("UPDATE root SET vocabulary = ? WHERE path = ?", vocabulary, root)


def set_vocabulary_file(
    collection: Collection, root: str, digest: bytes | None, stamp: str
) -> None:
    """Keep which roles.toml was read."""
    sql = "UPDATE root SET digest = ?, stamp = ? WHERE path = ?"
    collection.run(sql, digest, stamp, root)


def decks(collection: Collection) -> list[DeckRow]:
    """All source files, in the order in which their cards come; files that are gone too."""
    found = collection.rows(
        "SELECT root.path, deck.path, name, title, place, deck.digest, deck.stamp"
        " FROM deck JOIN root ON root.id = deck.root ORDER BY place"
    )
    return [DeckRow(*row) for row in found]


def bindings(collection: Collection) -> dict[tuple[str, str], Bindings]:
    """The bindings of every deck that has a file, by its root and its path."""
    found = collection.rows(
        "SELECT root.path AS root, deck.path, anchors, links"
        " FROM deck JOIN root ON root.id = deck.root WHERE deck.digest IS NOT NULL"
    )
    return {(row["root"], row["path"]): _bindings(row) for row in found}


def _bindings(row: sqlite3.Row) -> Bindings:
    links = ((target, bool(by_name), key) for target, by_name, key in json.loads(row["links"]))
    return Bindings(json.loads(row["anchors"]), tuple(links))


def set_decks(
    collection: Collection, rows: Iterable[DeckRow], read: Mapping[tuple[str, str], Bindings]
) -> None:
    """Keep which files there are, with the bindings of those that were ``read``.

    A file that is not among ``rows`` is gone.
    """
    rows = tuple(rows)
    _forget_others(collection, rows)
    for row in rows:
        collection.run(
            "INSERT INTO deck (root, path, name, title, place, digest, stamp)"
            " VALUES ((SELECT id FROM root WHERE path = ?), ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (root, path) DO UPDATE SET name = excluded.name,"
            " title = excluded.title, place = excluded.place, digest = excluded.digest,"
            " stamp = excluded.stamp"
            " WHERE (name, title, place, stamp) IS NOT"
            "  (excluded.name, excluded.title, excluded.place, excluded.stamp)"
            "  OR digest IS NOT excluded.digest",
            *row,
        )
    collection.run_many(
        "UPDATE deck SET anchors = ?, links = ?"
        " WHERE path = ? AND root = (SELECT id FROM root WHERE path = ?)",
        (
            (json.dumps(held.anchors, ensure_ascii=False), json.dumps(held.links), path, root)
            for (root, path), held in read.items()
        ),
    )


def _forget_others(collection: Collection, rows: Iterable[DeckRow]) -> None:
    collection.run(
        "UPDATE deck SET digest = NULL WHERE digest IS NOT NULL AND id NOT IN ("
        " SELECT deck.id FROM json_each(?) JOIN root ON root.path = value ->> 0"
        " JOIN deck ON deck.root = root.id AND deck.path = value ->> 1)",
        json.dumps([(row.root, row.path) for row in rows]),
    )
