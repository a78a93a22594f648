"""``unsuspend``: ask a suspended card again."""

from functools import partial

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import suspend
from flashcards.commands.aside import set_aside


@click.command(short_help="Ask a suspended card again.")
@click.argument("card")
@pass_app
def command(app: App, card: str) -> None:
    """Ask CARD again after it was suspended, where its schedule left off.

    CARD is key#face for one card, or a key for all cards of a note.
    """
    set_aside(app, card, partial(suspend, suspended=False), ("is asked again", "are asked again"))
