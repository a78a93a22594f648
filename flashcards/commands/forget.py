"""``forget``: learn a card from the beginning."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.naming import find_cards
from flashcards.counting import be, count
from flashcards.errors import BadRequest
from flashcards.opening import moment, opened
from flashcards.session.answering import Keeper
from flashcards.session.moving import forget


@click.command(short_help="Learn a card from the beginning.")
@click.argument("card")
@pass_app
def command(app: App, card: str) -> None:
    """Make CARD new again; its answers stay in the log, and undo takes this back.

    CARD is key#face for one card, or a key for all cards of a note.

    \b
    Example:
      flashcards forget modeling/feature-map
    """
    with opened(app) as collection:
        note, cards = find_cards(collection, card)
        rows = forget(Keeper(collection), cards, moment(app, collection))
    if not rows:
        raise BadRequest(f"{note.key} was never answered; there is nothing to forget.")
    app.say(f"{note.key}: {count(len(rows), 'card')} {be(len(rows))} new again.")
