"""The areas and roles of all roots as one vocabulary."""

from flashcards.collection.connection import Collection
from flashcards.collection.decks import roots
from flashcards.vocabulary import Vocabulary, merge


def vocabulary(collection: Collection) -> Vocabulary:
    """The areas and roles of all roots; those of a root that wins replace equal ones."""
    stored = (root.vocabulary for root in reversed(roots(collection)) if root.vocabulary)
    return merge(Vocabulary.from_json(text) for text in stored)
