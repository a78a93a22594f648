"""``decks``: the files that cards come from, and the folders they are read from."""

from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.collection.decks import SHIPPED, roots
from flashcards.collection.shelves import Shelf, shelves
from flashcards.commands.options import emit, json_option
from flashcards.compiler.fresh import ready
from flashcards.compiler.places import root_of
from flashcards.compiler.roots import Asked, compile_roots
from flashcards.compiler.screen import lines
from flashcards.errors import BadRequest
from flashcards.terminal.clean import clean_line
from flashcards.terminal.words import place


@click.group(invoke_without_command=True, short_help="List the decks, and add or remove them.")
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the decks; add and remove change the folders they are read from."""
    if ctx.invoked_subcommand is not None:
        return
    app = ctx.find_object(App)
    assert app is not None
    with ready(app) as collection:
        found = shelves(collection)
    if as_json:
        emit({"decks": [_as_json(shelf) for shelf in found]})
    else:
        for row in _table(found):
            click.echo(clean_line(row))


@command.command("add", short_help="Read decks from a folder or file too.")
@click.argument("path", type=click.Path(path_type=Path))
@pass_app
def add(app: App, path: Path) -> None:
    """Read decks from PATH too, a folder or a .md file, from now on.

    The word shipped brings the shipped decks back.
    """
    with ready(app) as collection:
        report = compile_roots(app, collection, Asked(added=(_root(path),)))
    for line in lines(report, app):
        click.echo(line)


@command.command("remove", short_help="Read them no longer; their cards rest.")
@click.argument("path", type=click.Path(path_type=Path))
@pass_app
def remove(app: App, path: Path) -> None:
    """Read decks from PATH no longer; their cards rest, with all their reviews."""
    with ready(app) as collection:
        wanted = _root(path)
        if wanted not in (root.path for root in roots(collection)):
            raise BadRequest(f"No decks are read from {path}; flashcards decks lists the places.")
        report = compile_roots(app, collection, Asked(removed=wanted))
    for line in lines(report, app):
        click.echo(line)


def _root(path: Path) -> str:
    """The root a user names: the word ``shipped``, or a place."""
    return SHIPPED if str(path) == SHIPPED else root_of(path)


def _table(found: list[Shelf]) -> list[str]:
    width = max([len(shelf.title) for shelf in found] + [5])
    head = f"  {'Deck':<{width}}  {'Terms':>5}  {'Scen.':>5}  File"
    rows = [
        f"  {shelf.title:<{width}}  {shelf.terms:>5}  {shelf.scenarios:>5}  {_file(shelf)}"
        for shelf in found
    ]
    return [head, *rows]


def _file(shelf: Shelf) -> str:
    root = shelf.root if shelf.root == SHIPPED else place(Path(shelf.root))
    return f"{root}/{shelf.path}" if not root.endswith(shelf.path) else root


def _as_json(shelf: Shelf) -> dict[str, object]:
    return {
        "deck": shelf.name,
        "title": shelf.title,
        "root": shelf.root,
        "path": shelf.path,
        "terms": shelf.terms,
        "scenarios": shelf.scenarios,
    }
