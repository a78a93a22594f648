"""``edit``: change the text of a note, in the editor."""

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import find_note
from flashcards.commands.desks import at_terminal, desk_of
from flashcards.commands.editing import edit
from flashcards.compiler.fresh import ready
from flashcards.compiler.report import Report
from flashcards.compiler.screen import by_note, lines


@click.command(short_help="Change the text of a note, in your editor.")
@click.argument("card")
@pass_app
def command(app: App, card: str) -> None:
    """Open the text of CARD (a key, a term, or key#face) in your editor, then compile.

    The editor is the preferred one, $VISUAL or $EDITOR. A note of the shipped decks is copied
    into your own mine.md, which wins over them from then on; its reviews stay with it.

    \b
    Example:
      flashcards edit modeling/precision
    """
    with ready(app) as collection:
        collection.require_writable()
        note = find_note(collection, card.partition("#")[0])
        if at_terminal():
            with desk_of(app) as desk:
                report = edit(app, collection, note, desk)
        else:
            report = edit(app, collection, note, None)
    _tell(app, report)


def _tell(app: App, report: Report | None) -> None:
    if report is None:
        app.say("Nothing was changed.")
        return
    for line in (*by_note(report), *lines(report, app)):
        click.echo(line)
