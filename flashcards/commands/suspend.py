"""``suspend``: do not ask a card until it is unsuspended."""

from functools import partial

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import suspend
from flashcards.commands.aside import set_aside


@click.command(short_help="Do not ask a card until it is unsuspended.")
@click.argument("card")
@pass_app
def command(app: App, card: str) -> None:
    """Ask CARD no more until it is unsuspended; its schedule waits.

    CARD is key#face for one card, or a key for all cards of a note.
    """
    set_aside(
        app, card, partial(suspend, suspended=True), ("is asked no more", "are asked no more")
    )
