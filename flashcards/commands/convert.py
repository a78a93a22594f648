"""``convert``: decks out of what authors have already."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.decks import SHIPPED
from flashcards.commands.options import confirm, emit, json_option
from flashcards.compiler.places import place_of
from flashcards.convert.converted import LeftOut
from flashcards.counting import count
from flashcards.errors import BadRequest
from flashcards.source.files import VOCABULARY, SourceFile, digest, find
from flashcards.source.library import read_roles
from flashcards.terminal.clean import clean, clean_line
from flashcards.terminal.words import place
from flashcards.vocabulary import EMPTY, Vocabulary, merge
from flashcards.workshop.making import Made, Order, Source, make
from flashcards.workshop.writing import check_target, targets, write

_LISTED = 4
"""So many places of one kind are named; the rest is a number."""


def convert(order: Order) -> Made:
    """Make decks of files; nothing is written. Raises ``BadRequest``."""
    if order.out:
        check_target(order.out, order.files)
    made = make(order, _vocabulary(order))
    if not order.out and len(made.decks) > 1:
        several = count(len(made.decks), "deck")
        raise BadRequest(f"This makes {several}, as one holds at most 1 MB: give -o FILE.")
    return made


@click.command(short_help="Make a deck of notes you have already.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The deck to write (.md).")
@click.option("--title", default="", help="The title of the deck.")
@click.option("--area", "areas", multiple=True, help="An area of its notes; repeatable.")
@click.option("--roles", multiple=True, help="Who learns it; repeatable.")
@click.option("--force", is_flag=True, help="Replace a deck that is there.")
@json_option
@pass_app
def command(app: App, /, out: Path | None, force: bool, as_json: bool, **words: Any) -> int:
    """Make a deck of FILES: Markdown, reStructuredText, CSV, plain text, or Anki's .apkg.

    Found are definition lists and glossaries, questions with their answers, lists of terms,
    tables, and the notes of Anki with their pictures. A question without an answer becomes a
    draft. What is left out is named, with the reason. Without -o the deck goes to standard output.

    \b
    Examples:
      flashcards convert notes.md -o deck.md
      flashcards convert glossary.csv cards.apkg -o deck.md --area modeling
    """
    if as_json and out is None:
        raise click.UsageError("--json needs -o: standard output cannot hold deck and JSON.")
    order = Order(
        *(words["files"], out, words["title"]),
        *(" ".join(words["areas"]), " ".join(words["roles"])),
    )
    made = convert(order)
    if made.decks and out:
        _require_leave(app, tuple(targets(made, out)), force=force)
        write(made, out)
    _show(app, made, out, as_json=as_json)
    return 0 if made.decks else 1


def _show(app: App, made: Made, out: Path | None, *, as_json: bool) -> None:
    """Print the result: the deck itself where it is not written, and what was left out."""
    if as_json:
        emit(_as_json(made, out))
        return
    if not made.decks:
        raise BadRequest(" ".join(map(_nothing, made.sources)))
    if out is None:
        (text,) = made.decks.values()
        click.echo(clean(text) if sys.stdout.isatty() else text, nl=False)
    else:
        for target in targets(made, out):
            click.echo(clean_line(str(target)))
    for source in made.sources:
        for line in _lines(source):
            app.say(line.replace("\n", " "))  # a file may have any name
    if made.drafts:
        app.say("A draft is studied once its answer is written.")
    if out:
        several = len(made.decks) > 1
        studied = f"them: {app.program} compile {place(out.parent)}" if several else ""
        app.say(f"To study {studied or f'it: {app.program} compile {place(out)}'}")


def _lines(source: Source) -> Iterator[str]:
    """What became of a file."""
    if not source.terms + source.drafts:
        yield _nothing(source)
        return
    numbers = [(source.terms, "term"), (source.drafts, "draft")]
    made = ", ".join(count(number, noun) for number, noun in numbers if number)
    yield f"{made} from {source.path}" + ("; left out:" if source.left_out else "")
    reasons: dict[str, list[LeftOut]] = {}
    for each in source.left_out:
        reasons.setdefault(each.reason, []).append(each)
    for reason, places in reasons.items():
        yield f"  {reason}: {_places(places)}"


def _places(places: Sequence[LeftOut]) -> str:
    lines = list(dict.fromkeys(str(each.line) for each in places if each.line))
    if not lines:
        return "once" if len(places) == 1 else f"{len(places)} times"
    more = f" and {len(lines) - _LISTED} more" if len(lines) > _LISTED else ""
    return f"{places[0].path}:{', '.join(lines[:_LISTED])}{more}"


def _nothing(source: Source) -> str:
    return f"Nothing to convert in {source.path}: {source.nothing}."


def _as_json(made: Made, out: Path | None) -> dict[str, object]:
    paths = [str(target) for target in targets(made, out)] if out else []
    left_out = [each._asdict() for source in made.sources for each in source.left_out]
    return {
        "notes": made.terms,
        "drafts": made.drafts,
        "left_out": [each | {"line": each["line"] or None} for each in left_out],
        "path": next(iter(paths), None),
        "paths": paths,
        "pictures": len(made.pictures),
    }


def _require_leave(app: App, paths: Sequence[Path], *, force: bool) -> None:
    """Ask before a file is replaced. Raises ``NeedsTerminal`` where nobody can be asked."""
    there = [path for path in paths if path.exists()]
    if there and not force:
        named = ", ".join(map(place, there))
        confirm(app, f"Replace {named}?", f"{named} is there already; --force replaces it.")


def _vocabulary(order: Order) -> Vocabulary:
    """The areas and roles that the deck may name: the shipped ones, and those of its folder."""
    if not order.areas + order.roles:
        return EMPTY
    shipped = read_roles(find(place_of(SHIPPED), Path.cwd())[0], EMPTY)[0]
    own = order.out.with_name(VOCABULARY) if order.out else None
    if own is None or not own.is_file():
        return shipped
    try:
        data = own.read_bytes()
    except OSError as error:
        raise BadRequest(f"{own} cannot be read: {error.strerror}.") from error
    file = SourceFile(VOCABULARY, place(own), data, digest(data))
    return merge((shipped, read_roles((file,), shipped)[0]))
