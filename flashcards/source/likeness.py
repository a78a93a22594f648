"""How alike two notes are: the share of words that they have in common, in the same order."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from flashcards.card import decode_content, texts
from flashcards.change import Found
from flashcards.text import plain, plain_text

LEAST_ALIKE = 0.5
"""The share of words that a note keeps which is still the same (difflib's ratio)."""


def wording(content: str) -> list[str]:
    """All words of a note that is stored as JSON: its heading, and what stands below it."""
    tree = decode_content(content)
    below = (plain_text(text) for text in texts(tree))
    return " ".join((plain(tree.name), *below)).casefold().split()


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Which share of their words two texts have in common, in the same order: 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_alike(found: Found, old: str) -> bool:
    """Whether a note has enough words of a text that is stored as JSON."""
    return likeness(wording(found.note.content), wording(old)) >= LEAST_ALIKE
