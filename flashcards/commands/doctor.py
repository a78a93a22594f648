"""``doctor``: whether the file is whole, and the log still tells what is remembered."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.audit import damage
from flashcards.collection.cards import card as card_by_id
from flashcards.collection.cards import note_of
from flashcards.collection.connection import Collection
from flashcards.collection.log import histories, memory
from flashcards.collection.naming import card_name
from flashcards.commands.options import emit, json_option
from flashcards.opening import opened, place_of_collection
from flashcards.session.models import models
from flashcards.study.replay import replay, same

UNSOUND = 12
"""The exit code when something was found, as for a file that is damaged."""


def findings(collection: Collection) -> list[str]:
    """All that is wrong with a collection, a sentence each; empty when it is sound."""
    with collection.snapshot():
        return [*damage(collection), *_stale(collection)]


def _stale(collection: Collection) -> list[str]:
    """Cards whose memory is not what the replay of their log gives."""
    known = models(collection)
    found = []
    for card, history in histories(collection):
        note = note_of(collection, card)
        if not same(memory(collection, card), replay(history, known[note.kind].model)):
            name = card_name(note.key, card_by_id(collection, card).face)
            found.append(f"What is remembered of {name} is not what its log says.")
    return found


@click.command(short_help="Examine the collection.")
@json_option
@pass_app
def command(app: App, as_json: bool) -> int:
    """Examine the collection: the file itself, and the replay of every card's log.

    Nothing is changed. The exit code is 12 when something is wrong.
    """
    with opened(app) as collection:
        found = findings(collection)
    if as_json:
        emit({"ok": not found, "findings": found})
    else:
        click.echo("\n".join(found) if found else f"{place_of_collection(app)}: all is well.")
    return UNSOUND if found else 0
