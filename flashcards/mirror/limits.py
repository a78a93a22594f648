"""What Anki counts of a day: cards that were begun here today are no new ones there any more."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from flashcards.mirror.protocol import Place
from flashcards.remembered import Remembered

DAY_MS = 86_400_000
_KNOWN = "SELECT id FROM revlog WHERE id IN (SELECT value FROM json_each(?))"
_DECKS = """
SELECT notes.guid, cards.ord, cards.odid, cards.did FROM cards JOIN notes ON notes.id = cards.nid
WHERE notes.guid IN (SELECT value FROM json_each(?))
"""


def begun_today(col: Any, told: Iterable[Remembered]) -> frozenset[Place]:
    """The cards whose first answer is one of today, and not known there yet."""
    end = col.sched.day_cutoff * 1000
    first = {(card.guid, card.ord): card.log[0][1] for card in told if card.log}
    today = {place: instant for place, instant in first.items() if end - DAY_MS <= instant < end}
    known = set(col.db.list(_KNOWN, json.dumps(sorted(today.values()))))
    return frozenset(place for place, instant in today.items() if instant not in known)


def count_as_new(col: Any, begun: frozenset[Place]) -> None:
    """Count cards against the limits of their decks, as if they had been begun there."""
    if not begun:
        return
    guids = json.dumps(sorted({guid for guid, _ in begun}))
    rows: Sequence[tuple[str, int, int, int]] = col.db.all(_DECKS, guids)
    decks = Counter(home or deck for guid, place, home, deck in rows if (guid, place) in begun)
    for deck, number in decks.items():
        col.sched.update_stats(deck, new_delta=number)
