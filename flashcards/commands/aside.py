"""Setting cards aside, and bringing them back: what bury, suspend and unsuspend share."""

from collections.abc import Callable

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_cards
from flashcards.counting import count
from flashcards.opening import opened


def set_aside(
    app: App, words: str, change: Callable[[Collection, int], None], told: tuple[str, str]
) -> None:
    """Change the cards that ``words`` names, all or none; ``told`` is what is said of one, of many.

    ``words`` is key#face for one card, or a key for all cards of a note.
    """
    with opened(app) as collection:
        note, cards = find_cards(collection, words)
        with collection.write():
            for card in cards:
                change(collection, card.id)
    app.say(f"{note.key}: {count(len(cards), 'card')} {told[len(cards) > 1]}.")
