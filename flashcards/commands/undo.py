"""``undo``: take the last answer back, also after a restart."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import card, note_of
from flashcards.collection.naming import card_name
from flashcards.commands.options import emit, json_option
from flashcards.opening import moment, opened
from flashcards.session.taking_back import sentence, take_back
from flashcards.terminal.words import instant_json


@click.command(short_help="Take the last answer back.")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Take the last answer back, or the last forget or reschedule. Once more: the one before it."""
    with opened(app) as collection:
        suspends = app.preferences.suspends_leeches
        review = take_back(collection, moment(app, collection), suspend_leeches=suspends)
        said = sentence(collection, review)
        key = note_of(collection, review.card).key
        name = card_name(key, card(collection, review.card).face)
    if as_json:
        emit({"card": name, "key": key, "rating": review.rating, "at": instant_json(review.id)})
    else:
        click.echo(said)
