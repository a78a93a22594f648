"""Cards that Anki has already, made what the program says of them; their logs only ever grow.

What a package cannot do: its import leaves a card that is there as it is.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from flashcards.mirror.protocol import Place
from flashcards.mirror.standing import Standing, renewed
from flashcards.remembered import Remembered

DAY_SECONDS = 86_400
_FIND = """
SELECT notes.guid, cards.ord, cards.id, cards.odid, cards.data, cards.type, cards.queue,
 cards.due, cards.ivl, cards.factor, cards.reps, cards.lapses, cards.left
FROM cards JOIN notes ON notes.id = cards.nid
WHERE notes.guid IN (SELECT value FROM json_each(?))
"""
_CHANGE = """
UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?,
 data = ?, mod = ?, usn = -1 WHERE id = ?
"""
_TAKEN = "SELECT id, cid FROM revlog WHERE id IN (SELECT value FROM json_each(?))"
_ADD = """
INSERT INTO revlog (id, cid, ease, ivl, lastIvl, factor, time, type, usn)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, -1)
"""


class Found(NamedTuple):
    """A card of the mirror; one that is away lies in a filtered deck for a while."""

    id: int
    is_away: bool
    standing: Standing


Pair: TypeAlias = tuple[Remembered, Found]


def update(col: Any, told: Sequence[Remembered], now: int) -> int:
    """Bring logs and cards up to date, all of them or none; gives how many cards changed.

    ``now`` (Unix seconds) is when they change. Cards that the mirror does not have are passed over.
    """
    found = _found(col.db, told)
    pairs = [(card, found[place]) for card in told if (place := (card.guid, card.ord)) in found]
    rows = list(_missing_rows(col.db, pairs))
    changes = list(_changes(pairs, _day_0(col), now))

    def write() -> None:
        col.db.executemany(_ADD, rows)
        col.db.executemany(_CHANGE, changes)

    if rows or changes:
        col.db.transact(write)
    return len(changes)


def _found(db: Any, told: Iterable[Remembered]) -> dict[Place, Found]:
    rows = db.all(_FIND, json.dumps(sorted({card.guid for card in told})))
    return {
        (guid, place): Found(id_, bool(away), Standing(_known(data), *numbers))
        for guid, place, id_, away, data, *numbers in rows
    }


def _known(data: str) -> dict[str, Any]:
    """What is kept with a card; nothing, where that makes no sense."""
    try:
        held = json.loads(data or "{}")
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _missing_rows(db: Any, pairs: Iterable[Pair]) -> Iterator[tuple[int, ...]]:
    """The rows of the log that the mirror lacks.

    It may know a row by its number in a package, which differs where two began at one instant. A
    row whose instant another card has there is left out, as Anki would do.
    """
    pairs = list(pairs)
    wanted = {id_ for card, _ in pairs for row in card.log for id_ in row[:2]}
    taken = dict(db.all(_TAKEN, json.dumps(sorted(wanted))))
    for card, found in pairs:
        for number, instant, *columns in card.log:
            if taken.get(number) != found.id and instant not in taken:
                taken[instant] = found.id
                yield (instant, found.id, *columns)


def _changes(pairs: Iterable[Pair], began: int, now: int) -> Iterator[tuple[object, ...]]:
    """The cards that are not what they should be; a filtered deck keeps those that lie in it."""
    for card, found in pairs:
        wanted = None if found.is_away else renewed(found.standing, card, began)
        if wanted:
            data, *numbers = wanted
            yield (*numbers, json.dumps(data, separators=(",", ":")), now, found.id)


def _day_0(col: Any) -> int:
    """The study day on which the mirror's collection began: there Anki counts from."""
    created: int = col.crt
    west = col.get_config("creationOffset")
    if west is None:  # from before Anki kept it: the zone of this machine stands in
        west = -time.localtime(created).tm_gmtoff // 60
    return int((created - 60 * west) // DAY_SECONDS)
