"""How a user names a card: the key of its note, and its face."""

from flashcards.collection.cards import StoredCard, StoredNote, cards_of, find_note
from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest


def card_name(key: str, face: str) -> str:
    """A card as the user types it: the key of its note and its face."""
    return f"{key}#{face}"


def find_card(collection: Collection, words: str) -> StoredCard:
    """The card that ``key`` or ``key#face`` names; without a face, the first one.

    Raises ``BadRequest`` where it names none.
    """
    return find_cards(collection, words)[1][0]


def find_cards(collection: Collection, words: str) -> tuple[StoredNote, list[StoredCard]]:
    """A note and the cards of it that ``key`` (all of them) or ``key#face`` (that one) names.

    Raises ``BadRequest`` where it names none.
    """
    named, _, face = words.partition("#")
    note = find_note(collection, named)
    if note.draft:
        raise BadRequest(f"{note.key} is a draft: it has no cards yet.")
    cards = [card for card in cards_of(collection, note.id) if card.active]
    chosen = [card for card in cards if not face or card.face == face]
    if not chosen:
        faces = ", ".join(card.face for card in cards)
        raise BadRequest(f"{note.key} has no card '{face}': it has {faces}.")
    return note, chosen
