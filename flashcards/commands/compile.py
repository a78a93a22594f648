"""``compile``: study text into cards, all of it or nothing."""

from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.collection.connection import Collection
from flashcards.commands.options import emit, json_option
from flashcards.compiler.pins import Pinned
from flashcards.compiler.places import root_of
from flashcards.compiler.report import Report, as_data, refusal
from flashcards.compiler.roots import Asked, compile_roots
from flashcards.compiler.screen import by_file, lines
from flashcards.errors import BadText
from flashcards.opening import opened_or_imagined, opened_or_made
from flashcards.terminal.clean import clean_line


@click.command(short_help="Turn study text into cards; reviews are kept.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-n", "--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--pin", is_flag=True, help="Write the first keys of renamed notes into their text.")
@json_option
@pass_app
def command(app: App, paths: tuple[Path, ...], dry_run: bool, pin: bool, as_json: bool) -> int:
    """Compile all decks again, and from now on those of PATHS (folders or .md files) too.

    A fault anywhere changes nothing anywhere. No review is ever lost: a note that is gone from
    the text rests with its reviews until it comes back.

    \b
    Examples:
      flashcards compile ~/decks
      flashcards compile --dry-run
    """
    if dry_run and pin:
        raise click.UsageError("--pin writes, and --dry-run does not; use one of the two.")
    added = tuple(map(root_of, paths))
    with opened_or_imagined(app) if dry_run else opened_or_made(app) as collection:
        try:
            report, pins = _compiled(app, collection, added, dry_run=dry_run, pin=pin)
        except BadText as error:
            if not as_json:
                raise
            emit(refusal(collection, error))
            return error.exit_code
        if as_json:
            emit(as_data(collection, report) | (pins.as_data() if pins else {}))
            return 0
    told = by_file(report) if dry_run else []
    pinned = map(clean_line, pins.sentences()) if pins else ()
    for line in (*told, *lines(report, app, pinned=pin), *pinned):
        click.echo(line)
    if dry_run:
        click.echo("\n  Nothing was written.")
    return 0


def _compiled(
    app: App, collection: Collection, added: tuple[str, ...], *, dry_run: bool, pin: bool
) -> tuple[Report, Pinned | None]:
    """The report of a compile, and what came of pinning."""
    if not pin:
        return compile_roots(app, collection, Asked(added), dry_run=dry_run), None
    # Only here: nearly every other compile writes no text.
    from flashcards.compiler.pinning import pin as pin_keys  # noqa: PLC0415 - see above

    done = pin_keys(app, collection, added)
    return done.report, done
