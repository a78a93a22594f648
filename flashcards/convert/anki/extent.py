"""How much text the cards of a package show, before any of it is read."""

from collections import Counter
from operator import mul

from flashcards.convert.anki.package import LONGEST_NOTE, Contents
from flashcards.convert.anki.templates import weight
from flashcards.packed import NoteType

_MOST_GAPS = 500
"""Of a cloze note, all of which are asked where the package has no cards of it."""


def shown(held: Contents) -> int:
    """How many characters all cards show at most, were each of the largest templates."""
    cards = Counter(card.note for card in held.cards)
    sides = {kind.id: _sides(kind) for kind in held.types.values()}
    total = 0
    for note in held.notes:
        lengths = tuple(map(len, note.fields))
        if sum(lengths) <= LONGEST_NOTE:  # any other is left out
            fixed, uses = sides[note.type]
            number = cards[note.id] or (_MOST_GAPS if held.types[note.type].is_cloze else 1)
            total += number * (fixed + sum(map(mul, lengths, uses)))
    return total


def _sides(kind: NoteType) -> tuple[int, tuple[int, ...]]:
    """What a card shows besides fields, and how often it shows each field; once it is read."""
    weights = [weight(side) for each in kind.templates for side in (each.front, each.back)]
    fixed = max((own for own, _ in weights), default=0)
    uses = (max((fields[name] for _, fields in weights), default=0) for name in kind.fields)
    return 2 * fixed, tuple(1 + 2 * use for use in uses)
