"""The areas and roles of all roots as one vocabulary."""

from flashcards.collection.connection import Collection
from flashcards.collection.decks import Root, roots
from flashcards.collection.reading import NONSENSE, Unreadable
from flashcards.vocabulary import EMPTY, Vocabulary, merge


def vocabulary(collection: Collection) -> Vocabulary:
    """The areas and roles of all roots; those of a root that wins replace equal ones."""
    return merge(vocabulary_of(root) for root in reversed(roots(collection)))


def names_of_roles(collection: Collection) -> dict[str, str]:
    """What the roles are called, by their ids."""
    return {id_: role.name for id_, role in vocabulary(collection).roles.items()}


def vocabulary_of(root: Root) -> Vocabulary:
    """The areas and roles that one root names. Raises ``Unreadable``."""
    try:
        return Vocabulary.from_json(root.vocabulary) if root.vocabulary else EMPTY
    except NONSENSE as error:
        raise Unreadable("root", root.id) from error
