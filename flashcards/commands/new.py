"""``new``: a deck to begin with."""

import shlex
from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.errors import BadRequest, CannotWrite
from flashcards.face import slug
from flashcards.files import write_new
from flashcards.source.files import DECK_SUFFIX, belongs
from flashcards.source.sample import sample, title_of

STANDARD_OUTPUT = Path("-")
_UNNAMED = "my-deck"


def new(path: Path, title: str | None) -> None:
    """Write a deck to begin with. Raises ``BadRequest`` where it cannot be one, or is there."""
    _require_a_deck(path)
    if not path.parent.is_dir():
        raise BadRequest(f"There is no folder {path.parent}; make it first.")
    try:
        write_new(path, text_of(path.stem, title).encode())
    except FileExistsError as error:
        raise BadRequest(f"{path} is there already; nothing was changed.") from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def text_of(name: str, title: str | None) -> str:
    """The text of a deck of this name. Raises ``BadRequest`` for one that no deck can have."""
    title = " ".join((title_of(name) if title is None else title).split())
    if not title or not title.isprintable():
        raise BadRequest("A title is a line of words that can be shown.")
    return sample(title, name)


@click.command(short_help="Write a small deck to begin with.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", metavar="TITLE", help="The title; the name of the file if not given.")
@pass_app
def command(app: App, file: Path, title: str | None) -> None:
    """Write a deck into the new FILE, which shows all that a deck can hold.

    It compiles as it is. With - the deck is printed. No file is ever replaced, and no folder made.

    \b
    Examples:
      flashcards new spark.md
      flashcards new --title "Spark in practice" decks/spark.md
    """
    if file == STANDARD_OUTPUT:
        click.echo(text_of(_UNNAMED, title), nl=False)
        return
    new(file, title)
    shown = shlex.quote(f"./{file}" if str(file).startswith("-") else str(file))
    app.say(f"{file} is written. Make it your own; then:")
    app.say(f"  {app.program} check {shown}")
    app.say(f"  {app.program} compile {shown}")


def _require_a_deck(path: Path) -> None:
    """Refuse a name that no deck can have, or that a folder of decks would leave out."""
    if not path.name.isprintable():
        raise BadRequest(f"The name {path.name} cannot be shown; give the deck another name.")
    if path.suffix != DECK_SUFFIX:
        raise BadRequest(
            f"The name of a deck ends in {DECK_SUFFIX}, as in {path.name}{DECK_SUFFIX}."
        )
    if not belongs(path.parent, path):
        raise BadRequest(f"A folder of decks leaves {path.name} out; give the deck another name.")
    if not slug(path.stem):
        raise BadRequest(f"The name {path.name} has no letters or digits for the id of the deck.")
