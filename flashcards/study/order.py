"""The order in which new cards come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from flashcards.kinds import INTERVIEW

EVERYBODY = ("", INTERVIEW)
"""The first areas of notes that every role learns; these come first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note in the order of its file; ``linked`` are the keys its text refers to."""

    key: str
    deck: str
    area: str
    scenario: bool
    linked: frozenset[str] = field(default_factory=frozenset)


def positions(entries: Iterable[Entry]) -> dict[str, int]:
    """A place for each key: what every role learns, then the decks in turn, note by note.

    A scenario comes after the terms it links to. ``entries`` are in the order of their files.
    """
    entries = tuple(entries)
    first = [entry for entry in entries if entry.area in EVERYBODY]
    rest = [entry for entry in entries if entry.area not in EVERYBODY]
    line = (*first, *_in_turn(_by_deck(rest)))
    place = {entry.key: index for index, entry in enumerate(line)}

    def rank(entry: Entry) -> tuple[int, bool, int]:
        own = place[entry.key]
        after = (place[key] for key in entry.linked if key in place)
        return max(chain([own], after if entry.scenario else ())), entry.scenario, own

    return {entry.key: index for index, entry in enumerate(sorted(line, key=rank))}


def _by_deck(entries: Iterable[Entry]) -> Sequence[list[Entry]]:
    decks: dict[str, list[Entry]] = {}
    for entry in entries:
        decks.setdefault(entry.deck, []).append(entry)
    return tuple(decks.values())


def _in_turn(decks: Sequence[list[Entry]]) -> Iterator[Entry]:
    for turn in zip_longest(*decks):
        yield from (entry for entry in turn if entry is not None)
