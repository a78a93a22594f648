"""``undo``: take the last answer back, also after a restart."""

import click

from flashcards.collection.cards import card, note_of
from flashcards.collection.connection import Collection
from flashcards.commands.answering import Keeper
from flashcards.commands.app import App, Moment, emit, pass_app
from flashcards.commands.naming import card_name
from flashcards.commands.options import json_option
from flashcards.commands.words import instant_json
from flashcards.errors import BadRequest
from flashcards.face import step_of
from flashcards.memory import Review
from flashcards.terminal.clean import clean


def take_back(collection: Collection, now: Moment) -> Review:
    """Undo the newest answer given here. Raises ``BadRequest`` where there is none."""
    review = Keeper(collection).undo(now)
    if review is None:
        raise BadRequest("There is no answer to take back.")
    return review


def sentence(collection: Collection, review: Review) -> str:
    """What was undone, in words."""
    assert review.rating is not None
    step = step_of(card(collection, review.card).face)
    named = [note_of(collection, review.card).front, *([step.value.capitalize()] if step else [])]
    return f"Undone: {clean(', '.join(named))}, {review.rating.word}"


@click.command(short_help="Take the last answer back.")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Take the last answer back. Again takes back the one before it."""
    with app.open() as collection:
        review = take_back(collection, app.moment(collection))
        said = sentence(collection, review)
        key = note_of(collection, review.card).key
        name = card_name(key, card(collection, review.card).face)
    if as_json:
        emit({"card": name, "key": key, "rating": review.rating, "at": instant_json(review.id)})
    else:
        click.echo(said)
