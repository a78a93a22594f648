"""``reschedule``: make a card due on another day."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.naming import find_cards
from flashcards.counting import be, count
from flashcards.days import date_of
from flashcards.opening import moment, opened
from flashcards.session.answering import Keeper
from flashcards.session.moving import reschedule
from flashcards.study.curve import MAXIMUM_INTERVAL
from flashcards.terminal.words import on_date


@click.command(short_help="Make a card due on another day.")
@click.argument("card")
@click.argument("days", type=click.IntRange(0, MAXIMUM_INTERVAL))
@pass_app
def command(app: App, card: str, days: int) -> None:
    """Make CARD due in DAYS study days; 0 is today. What is remembered of it stays.

    CARD is key#face for one card, or a key for all cards of a note; undo takes this back.

    \b
    Example:
      flashcards reschedule modeling/feature-map 3
    """
    with opened(app) as collection:
        note, cards = find_cards(collection, card)
        now = moment(app, collection)
        rows = reschedule(Keeper(collection), cards, days, now)
    when = on_date(date_of(now.day + days), now.local.date())
    app.say(f"{note.key}: {count(len(rows), 'card')} {be(len(rows))} due on {when}.")
