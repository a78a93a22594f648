"""``check``: find the faults in study text; nothing is changed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.collection.decks import SHIPPED, roots
from flashcards.commands.options import emit, json_option
from flashcards.compiler.places import is_there, place_of
from flashcards.counting import count
from flashcards.errors import BadRequest, Problem
from flashcards.opening import opened_or_imagined
from flashcards.source.files import find
from flashcards.source.library import keys_of, read_library
from flashcards.terminal.clean import clean_line
from flashcards.vocabulary import Vocabulary


def check(places: Iterable[Path], cwd: Path) -> tuple[tuple[Problem, ...], int]:
    """The problems of some folders or files, and how many notes they hold.

    The roles, areas and keys of the shipped decks are known everywhere.
    """
    shipped = place_of(SHIPPED)
    library = read_library(find(shipped, cwd)[0], Vocabulary())[0]
    inherited, below = library.vocabulary, keys_of(library)
    problems: list[Problem] = []
    notes = 0
    for place in reversed(tuple(places)):  # a link may lead to the roots below its own
        if not is_there(place):
            raise BadRequest(f"There is no file or folder {place}.")
        files, unreadable = find(place, cwd)
        library, faults = read_library(files, inherited, elsewhere=below)
        problems[:0] = [*unreadable, *faults]
        notes += sum(len(deck.notes) for deck in library.decks)
        below |= keys_of(library)
    return tuple(problems), notes


@click.command(short_help="Find faults in decks; nothing is changed.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@json_option
@pass_app
def command(app: App, paths: tuple[Path, ...], as_json: bool) -> int:
    """Check PATHS (folders or .md files), or without any all decks of the collection.

    The exit code is 1 when there is a fault.

    \b
    Example:
      flashcards check spark.md
    """
    problems, notes = check(paths or _known_places(app), Path.cwd())
    if as_json:
        emit({"problems": [problem._asdict() for problem in problems]})
    else:
        for problem in problems:
            click.echo(clean_line(str(problem)))
        app.say(_summary(problems, notes))
    return 1 if problems else 0


def _known_places(app: App) -> Sequence[Path]:
    """The places of all roots but those that are away, such as a disk that is not mounted."""
    with opened_or_imagined(app) as collection:
        places = [place_of(root.path) for root in roots(collection)] or [place_of(SHIPPED)]
    return [place for place in places if is_there(place)]


def _summary(problems: Sequence[Problem], notes: int) -> str:
    if not problems:
        return f"{count(notes, 'note')}, no problem."
    files = len({problem.path for problem in problems})
    return f"{count(len(problems), 'problem')} in {count(files, 'file')}."
