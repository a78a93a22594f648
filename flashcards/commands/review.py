"""``review``: answer today's cards, one after the other, each answer saved before the next card."""

from functools import partial
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import StoredNote
from flashcards.collection.connection import Collection
from flashcards.commands.desks import at_terminal, desk_of
from flashcards.commands.options import (
    choose_or_default,
    filter_options,
    limit_option,
    minutes_option,
)
from flashcards.compiler.fresh import ready
from flashcards.compiler.places import home_of
from flashcards.errors import NeedsTerminal
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.loop import Loop
from flashcards.session.practice import PracticeDealer, PracticeKeeper
from flashcards.session.sitting import Sitting
from flashcards.terminal.desk import Desk


@click.command(short_help="Answer today's cards.")
@filter_options
@limit_option
@minutes_option
@click.option("--practice", is_flag=True, help="Ask beyond today; no due date moves.")
@pass_app
def command(
    app: App, /, limit: int | None, minutes: float | None, practice: bool, **filters: Any
) -> None:
    """Answer today's cards. Every answer is on the disk before the next card appears.

    Stop whenever you like: the next review goes on where this one stopped.

    With --practice it asks what was missed today, then what is remembered least, whether it is
    due or not. These answers are kept, and change nothing about when a card comes back.

    \b
    Examples:
      flashcards review --minutes 10
      flashcards review --role mle --kind scenario
      flashcards review --practice --limit 20
    """
    if not at_terminal():
        raise NeedsTerminal(
            "review talks to a person at a terminal; for scripts there are next and answer."
        )
    app = app._replace(clock=app.ticking)
    with ready(app) as collection:
        collection.prepare_to_write()
        chosen = choose_or_default(app, collection, **filters)
        with desk_of(app) as desk:
            dealer, keeper = _roles(app, collection, practice=practice)
            editor = partial(_edit, app, collection)
            sitting = Sitting(app, collection, dealer, keeper, desk, editor, home_of)
            Loop(sitting, chosen, limit, minutes or app.preferences.minutes).run()


def _roles(app: App, collection: Collection, *, practice: bool) -> tuple[Dealer, Keeper]:
    """Who deals the cards, and who keeps the answers."""
    if practice:
        return PracticeDealer(collection), PracticeKeeper(collection)
    suspends = app.preferences.suspends_leeches
    return Dealer(collection), Keeper(collection, suspend_leeches=suspends)


def _edit(app: App, collection: Collection, note: StoredNote, desk: Desk) -> str:
    """Open a note in the editor; what came of it."""
    # Only here: the Markdown parser costs more than the rest of the way to the first card.
    from flashcards.commands.editing import edit, sentence  # noqa: PLC0415 - see above

    return sentence(edit(app, collection, note, desk))
