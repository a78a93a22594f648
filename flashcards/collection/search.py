"""Notes found by words: in the heading, the key, or anywhere in the text."""

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from flashcards.card import texts
from flashcards.collection.connection import Collection
from flashcards.collection.content import note_content
from flashcards.collection.filters import Filter
from flashcards.text import plain_text

_LEAF = re.compile(r'"(?:text|source|code|caption)":"((?:[^"\\]|\\.)*)"')


class Hit(NamedTuple):
    """A note that was found; ``deck`` is a title, ``path`` is relative to its root."""

    id: int
    key: str
    front: str
    deck: str
    path: str
    line: int
    draft: bool
    retired: bool


def search(
    collection: Collection, words: Sequence[str], chosen: Filter, *, resting: bool = False
) -> list[Hit]:
    """The notes that hold all words, in any case: by their heading first, then in file order.

    Drafts and retired notes are passed over unless they are wanted, too: ``resting``.
    """
    wanted, values = chosen.condition()
    awake = "TRUE" if resting else "note.retired_at IS NULL AND NOT note.draft"
    rows = collection.rows(
        "SELECT note.id, note.kind, note.key, note.front, note.content, note.line, note.draft,"
        " note.retired_at IS NOT NULL AS retired, deck.title, deck.path"
        " FROM note JOIN deck ON deck.id = note.deck"
        f" WHERE {awake} AND {wanted} ORDER BY deck.place, note.line, note.id",
        *values,
    )
    folded = [word.casefold() for word in words]
    named = [row for row in rows if _all_in(folded, row["front"])]
    found = {row["id"] for row in named}
    told = [row for row in rows if row["id"] not in found and _holds(row, folded)]
    return [_hit(row) for row in (*named, *told)]


def _holds(row: sqlite3.Row, words: Sequence[str]) -> bool:
    around = f"{row['key']}\n{row['front']}"
    # Reading the tree costs more than all the rest: only where the bare letters are there.
    letters = around + "".join(_LEAF.findall(row["content"]))
    if not _all_in([_escaped(word) for word in words], letters):
        return False
    body = "\n".join(plain_text(text) for text in texts(note_content(row)))
    return _all_in(words, f"{around}\n{body}")


def _all_in(words: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _escaped(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)[1:-1]


def _hit(row: sqlite3.Row) -> Hit:
    where, flags = (row["title"], row["path"], row["line"]), (row["draft"], row["retired"])
    return Hit(row["id"], row["key"], row["front"], *where, *map(bool, flags))
