"""``compile``: study text into cards, all of it or nothing."""

from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.shelves import count, shelves
from flashcards.commands.options import emit, json_option
from flashcards.compiler.compiling import Compiled
from flashcards.compiler.places import root_of
from flashcards.compiler.report import Report, as_data, lines
from flashcards.compiler.roots import compile_roots
from flashcards.errors import BadText
from flashcards.opening import opened_or_imagined, opened_or_made


@click.command(short_help="Turn study text into cards; reviews are kept.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-n", "--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@json_option
@pass_app
def command(app: App, paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Compile all decks again, and from now on those of PATHS (folders or .md files) too.

    A fault anywhere changes nothing anywhere. No review is ever lost: a note that is gone from
    the text rests with its reviews until it comes back.

    \b
    Examples:
      flashcards compile ~/decks
      flashcards compile --dry-run
    """
    added = tuple(map(root_of, paths))
    with opened_or_imagined(app) if dry_run else opened_or_made(app) as collection:
        try:
            report = compile_roots(app, collection, added, dry_run=dry_run)
        except BadText as error:
            if not as_json:
                raise
            emit(as_data(_refused(collection, error)))
            return error.exit_code
    if as_json:
        emit(as_data(report))
        return 0
    for line in lines(report, app.look, verbose=dry_run):
        click.echo(line)
    if dry_run:
        click.echo("\n  Nothing was written.")
    return 0


def _refused(collection: Collection, error: BadText) -> Report:
    """The report of a compile that changed nothing: what is held is held on."""
    held = count(collection, Filter())
    decks = len(shelves(collection))
    compiled = Compiled((), (), (), (), error.problems)
    return Report(compiled, decks, held.terms + held.scenarios, held.cards, 0.0)
