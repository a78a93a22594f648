"""Leeches: cards that are missed so often that their text, not the learner, should change."""

from collections.abc import Mapping

from flashcards.kinds import Kind
from flashcards.memory import Learned, Memory

FIRST: Mapping[Kind, int] = {Kind.TERM: 8, Kind.SCENARIO: 4}
"""So many lapses make a leech; a scenario costs too much to wait for eight."""
EVERY = 4
"""After that it is one again at every so many lapses more (for terms as in Anki)."""


def is_leech(kind: Kind, lapses: int) -> bool:
    """Whether a card has just now lapsed often enough to be called a leech, again or at first."""
    beyond = lapses - FIRST[kind]
    return beyond >= 0 and beyond % EVERY == 0


def became_leech(kind: Kind, before: Memory, after: Memory) -> bool:
    """Whether this answer made a leech of a card."""
    return _lapses(after) > _lapses(before) and is_leech(kind, _lapses(after))


def _lapses(memory: Memory) -> int:
    return memory.lapses if isinstance(memory, Learned) else 0
