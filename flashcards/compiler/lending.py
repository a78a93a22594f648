"""What a root lends to the others while it is away: its vocabulary and its keys."""

from dataclasses import dataclass

from flashcards.collection.connection import Collection
from flashcards.collection.decks import bindings, roots
from flashcards.compiler.vocabularies import vocabulary_of
from flashcards.vocabulary import EMPTY, Vocabulary


@dataclass(frozen=True, slots=True)
class Kept:
    """What the collection has kept of a root."""

    vocabulary: Vocabulary = EMPTY
    keys: frozenset[str] = frozenset()


def kept(collection: Collection) -> dict[str, Kept]:
    """What the collection has kept of each root."""
    keys: dict[str, set[str]] = {}
    for (root, _), held in bindings(collection).items():
        keys.setdefault(root, set()).update(held.anchors.values())
    return {
        root.path: Kept(vocabulary_of(root), frozenset(keys.get(root.path, ())))
        for root in roots(collection)
    }
