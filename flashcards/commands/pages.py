"""Cards in a browser: the page that ``export`` writes, for whoever looks at a deck."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import click

from flashcards.anki.note import ExportNote
from flashcards.anki.page import Formulas, page_html
from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.exports import outgoing
from flashcards.collection.filters import Filter
from flashcards.commands.options import choose_or_default, emit
from flashcards.compiler.fresh import ready
from flashcards.compiler.illustrating import pictures_of
from flashcards.compiler.vocabularies import names_of_roles
from flashcards.counting import count
from flashcards.errors import BadRequest, CannotWrite
from flashcards.face import faces
from flashcards.files import replace_file
from flashcards.kinds import Kind
from flashcards.session.packing import pack
from flashcards.terminal.clean import clean_line
from flashcards.terminal.render import render, render_line
from flashcards.terminal.style import Look
from flashcards.text import Maths, MathsBlock

_LOOK = Look()


class Page(NamedTuple):
    """Notes with all cards that their text makes, and the pictures in them."""

    notes: tuple[ExportNote, ...]
    pictures: Mapping[str, bytes]

    @property
    def cards(self) -> int:
        """How many cards are shown."""
        return sum(len(note.active_cards) for note in self.notes)


def page(collection: Collection, chosen: Filter) -> Page:
    """The page of a selection; nothing of the learner's is on it.

    Raises ``BadRequest`` where nothing is selected, or a picture is gone.
    """
    with collection.snapshot():
        rows = [row for row in outgoing(collection, chosen) if not row.retired]
        if not rows:
            raise BadRequest("Nothing to export: no card fits this choice.")
        notes = pack(collection, rows, names_of_roles(collection), scheduling=False)
        return Page(tuple(map(_with_every_card, notes)), pictures_of(rows))


def write_page(app: App, out: Path, filters: Mapping[str, Any], *, as_json: bool) -> None:
    """Write a page of cards, and say what is on it."""
    with ready(app) as collection:
        chosen = choose_or_default(app, collection, **filters)
        made = page(collection, chosen)
    about = _about(made, chosen.roles)
    html = page_html(about, made.notes, made.pictures, Formulas(_inline, _display))
    try:
        replace_file(out, html.encode())
    except OSError as error:
        raise CannotWrite(f"{out} cannot be written: {error.strerror}.") from error
    if as_json:
        emit({"path": str(out), "notes": len(made.notes), "cards": made.cards})
    else:
        click.echo(clean_line(f"{out}: {about}"))


def _with_every_card(note: ExportNote) -> ExportNote:
    """The note with the cards that are lined up only once a case was graded."""
    shown = faces(note.content)
    cards = (replace(card, active=True) for card in note.cards if card.face in shown)
    return replace(note, cards=tuple(cards))


def _about(made: Page, roles: Sequence[str]) -> str:
    kinds = [note.kind for note in made.notes]
    parts = (
        *([", ".join(role.upper() for role in roles)] if roles else []),
        *(count(kinds.count(kind), kind.value) for kind in Kind),
        count(made.cards, "card"),
    )
    return ", ".join(parts)


def _inline(source: str) -> str:
    return render_line((Maths(source),), _LOOK)


def _display(source: str) -> str:
    return dedent("\n".join(render((MathsBlock(source),), _LOOK)))
