"""The order in which new cards come."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from flashcards.kinds import INTERVIEW

EVERYBODY = ("", INTERVIEW)
"""The first areas of notes that every role learns; some of these come first."""

AHEAD = 30
"""How many of a deck's notes for every role come ahead of all others: three days of new cards."""

_DECKS = 1 << 16
_TURNS = 1 << 17
"""More than a file can hold notes; more decks than that share their turns."""
_FOLLOWERS = 1 << 6
"""Scenarios that wait for the same term; more of them share the last place."""


class Entry(NamedTuple):
    """A note in the order of its file; ``linked`` are the keys its text refers to."""

    key: str
    deck: Hashable
    area: str
    scenario: bool
    linked: frozenset[str] = frozenset()


def positions(entries: Iterable[Entry]) -> dict[str, int]:
    """A place for each key: the first notes for every role, then all decks in turn, note by note.

    A scenario comes after the terms it links to. ``entries`` are in the order of their files.
    There is room between the places: a note more in a deck moves only those behind it there.
    """
    entries = tuple(entries)
    own = _own_places(entries)
    ranks = [(_after(entry, own), entry.scenario, own[entry.key], entry.key) for entry in entries]
    followers: Counter[int] = Counter()
    found = {}
    for place, is_scenario, _, key in sorted(ranks):
        followers[place] += is_scenario
        found[key] = place * _FOLLOWERS + min(followers[place], _FOLLOWERS - 1)
    return found


def _own_places(entries: Iterable[Entry]) -> dict[str, int]:
    """The place of each note if none had to wait for another one."""
    numbers: dict[Hashable, int] = {}
    turns: Counter[tuple[Hashable, bool]] = Counter()
    own = {}
    for entry in entries:
        deck = numbers.setdefault(entry.deck, len(numbers))
        is_first = entry.area in EVERYBODY and turns[entry.deck, True] < AHEAD
        turn = turns[entry.deck, is_first]
        turns[entry.deck, is_first] += 1
        place = deck * _TURNS + turn if is_first else (_TURNS + turn) * _DECKS + deck
        own[entry.key] = place
    return own


def _after(entry: Entry, own: Mapping[str, int]) -> int:
    """The place of the last note that it waits for; its own where there is none."""
    before = entry.linked if entry.scenario else ()
    return max([own[entry.key], *(own[key] for key in before if key in own)])
