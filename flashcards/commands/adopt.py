"""``adopt``: give a new note the history of one that is gone."""

import click

from flashcards.app import App, pass_app
from flashcards.commands.options import confirm, yes_option
from flashcards.compiler.adopting import Pair, adopt, pair
from flashcards.compiler.fresh import ready
from flashcards.counting import count
from flashcards.terminal.clean import clean_line


@click.command(short_help="Give a new note the reviews of one that is gone.")
@click.argument("new")
@click.argument("old")
@yes_option
@pass_app
def command(app: App, new: str, old: str) -> None:
    """Let NEW, a note of the text, go on with the reviews of OLD, which is gone from it.

    For a note whose heading and answer were both changed so much that it counts as another one.
    Each is named by its key or its heading.

    \b
    Example:
      flashcards adopt spark/partitioning spark/partition
    """
    with ready(app) as collection:
        found = pair(app, collection, new, old)
        if found.own:
            _ask(app, found)
        adopt(app, collection, found)
    has = f"{found.new.front} goes on with {count(found.old.answers, 'answer')} of"
    click.echo(clean_line(f"{has} {found.old.front}."))
    app.say(f"So far only this collection knows that: {app.program} compile --pin")


def _ask(app: App, found: Pair) -> None:
    own = f"{found.new.key} has {count(found.own, 'answer')} of its own"
    confirm(
        app,
        f"{own}, which will count no more. Go on?",
        f"{own}, which would count no more: to adopt all the same, it needs --yes.",
    )
