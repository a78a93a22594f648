"""``next``: the card to ask now."""

from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import note_of
from flashcards.collection.naming import card_name
from flashcards.commands.options import choose_or_default, emit, filter_options, json_option
from flashcards.face import front
from flashcards.opening import moment, opened
from flashcards.session.dealing import Dealer
from flashcards.session.limits import limits
from flashcards.terminal.clean import clean, clean_line
from flashcards.text import plain_text

NOTHING = {"card": None, "key": None, "kind": None, "front": None}


@click.command(short_help="The card to ask now.")
@filter_options
@json_option
@pass_app
def command(app: App, /, as_json: bool, **filters: Any) -> None:
    """Print the card to ask now; a failed card only when it is due again.

    \b
    Example:
      flashcards next --json
      flashcards answer "$(flashcards next --json | jq -r .card)" good
    """
    with opened(app) as collection:
        chosen = choose_or_default(app, collection, **filters)
        now = moment(app, collection)
        waiting = Dealer(collection).queue(now, chosen, limits(app.preferences)).ready(now.ms)
        if waiting is None:
            emit(NOTHING) if as_json else click.echo("Nothing is due.")
            return
        note = note_of(collection, waiting.card)
    name = card_name(note.key, waiting.face)
    asked = plain_text(front(note.content, waiting.face))
    if as_json:
        emit({"card": name, "key": note.key, "kind": note.kind.value, "front": asked})
    else:
        click.echo(f"{clean_line(name)}\t{clean(asked)}")
