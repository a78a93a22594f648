"""``search``: find notes by words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from flashcards.app import App, pass_app
from flashcards.collection.cards import StoredCard, cards_of
from flashcards.collection.connection import Collection
from flashcards.collection.search import Hit, search
from flashcards.commands.options import choose, emit, filter_options, json_option
from flashcards.compiler.fresh import ready
from flashcards.memory import Learned, Memory, New, OnDay
from flashcards.opening import moment
from flashcards.terminal.clean import clean
from flashcards.terminal.style import Look
from flashcards.terminal.width import cut, pad, width
from flashcards.terminal.words import due, due_json

_WIDEST = 40
"""The columns that a key, a term or a deck takes at most where a person reads."""


class Found(NamedTuple):
    """A note that was found, and its card that is due first; None where it has none to ask."""

    hit: Hit
    card: StoredCard | None


def find(collection: Collection, hits: Sequence[Hit]) -> list[Found]:
    """The notes that were found, each with the card that is due first."""
    return [Found(hit, _first(cards_of(collection, hit.id))) for hit in hits]


@click.command(short_help="Find notes by words.")
@click.argument("words", nargs=-1, required=True)
@filter_options
@click.option("--all", "resting", is_flag=True, help="Drafts and retired notes, too.")
@json_option
@pass_app
def command(
    app: App, /, words: tuple[str, ...], resting: bool, as_json: bool, **filters: Any
) -> int:
    """Find the notes that hold all WORDS in their key, heading or text, in any case.

    One line each: key, term, deck, and when it is due. Notes whose heading holds the words come
    first. The exit code is 1 when nothing is found.

    \b
    Examples:
      flashcards search recall
      flashcards search --deck modeling loss gradient | cut -f1
    """
    with ready(app) as collection:
        chosen = choose(collection, **filters)
        split = [word for given in words for word in given.split()]
        found = find(collection, search(collection, split, chosen, resting=resting))
        day = moment(app, collection).day
    if as_json:
        emit({"notes": [_as_json(each) for each in found]})
    elif found:
        click.echo("\n".join(_lines([_cells(each, day) for each in found], app.look)))
    else:
        app.say(f"No note holds {' and '.join(repr(word) for word in split)}.")
    return 0 if found else 1


def _first(cards: Sequence[StoredCard]) -> StoredCard | None:
    """The card to be asked first: one in a learning step, then by its day, the new ones last."""
    asked = [card for card in cards if card.active]
    return min(asked, key=lambda card: (card.suspended, *_order(card.memory)), default=None)


def _order(memory: Memory) -> tuple[int, int]:
    match memory:
        case Learned(due=OnDay(day)) | New(day=int(day)):
            return 1, day
        case Learned():
            return 0, 0
        case _:
            return 2, 0


def _cells(found: Found, day: int) -> tuple[str, ...]:
    hit = found.hit
    return tuple(clean(cell) for cell in (hit.key, hit.front, hit.deck, _due(found, day)))


def _due(found: Found, day: int) -> str:
    if found.hit.retired or found.hit.draft:
        return "retired" if found.hit.retired else "draft"
    if found.card is None or found.card.suspended:
        return "suspended" if found.card else ""
    return due(found.card.memory, day)


def _lines(rows: Sequence[tuple[str, ...]], look: Look) -> list[str]:
    """Columns where a person reads, tabs between the cells everywhere else."""
    if not look.live:
        return ["\t".join(row) for row in rows]
    short = [(row[0], *(next(cut(cell, _WIDEST)) for cell in row[1:])) for row in rows]
    columns = [max(map(width, column)) for column in zip(*short, strict=True)]
    return [
        "  ".join(pad(cell, size) for cell, size in zip(row, columns, strict=True)).rstrip()
        for row in short
    ]


def _as_json(found: Found) -> dict[str, object]:
    hit = found.hit
    return {
        "key": hit.key,
        "front": hit.front,
        "deck": hit.deck,
        "path": hit.path,
        "line": hit.line,
        "due": due_json(found.card.memory) if found.card else None,
        "suspended": bool(found.card and found.card.suspended),
        "draft": hit.draft,
        "retired": hit.retired,
    }
