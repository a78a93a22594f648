"""``bury``: do not ask a card again today."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import bury
from flashcards.collection.connection import Collection
from flashcards.commands.aside import set_aside
from flashcards.opening import moment


@click.command(short_help="Do not ask a card again today.")
@click.argument("card")
@pass_app
def command(app: App, card: str) -> None:
    """Do not ask CARD again today; tomorrow it is back.

    CARD is key#face for one card, or a key for all cards of a note.
    """

    def bury_today(collection: Collection, card_id: int) -> None:
        bury(collection, card_id, moment(app, collection).day)

    set_aside(app, card, bury_today, ("is not asked again today", "are not asked again today"))
