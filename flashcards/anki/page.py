"""A page that shows cards in any browser, by itself: no script in it, nothing from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from string import Template as Pattern
from typing import NamedTuple

from flashcards.anki import looks
from flashcards.anki.escape import verbatim
from flashcards.anki.media import medium_name
from flashcards.anki.note import ExportNote
from flashcards.anki.rendering import Sides, sides
from flashcards.counting import count
from flashcards.pictures import media_type
from flashcards.text import plain

_NIGHT = ".card.night_mode"
_BY_SWITCH = "#night:checked ~ main .card"
"""On the page, a switch above all cards does what a class does in Anki."""
_ID = ' id="answer"'
"""Anki shows one card at a time; here there are many, and an id may stand once."""
_INLINE = re.compile(r"\\\((.*?)\\\)", re.DOTALL)
_DISPLAY = re.compile(r"\\\[(.*?)\\\]", re.DOTALL)
_SOURCE = re.compile(r'src="([^"]*)"')


class Formulas(NamedTuple):
    """How LaTeX is written where nothing can typeset it: in a line, and over several lines."""

    inline: Callable[[str], str]
    display: Callable[[str], str]


def page_html(
    about: str, notes: Sequence[ExportNote], pictures: Mapping[str, bytes], formulas: Formulas
) -> str:
    """The page of all active cards, deck by deck; ``about`` says in a sentence what they are."""
    decks = list(enumerate(_by_deck(notes).items(), start=1))
    listed = "\n".join(_entry(at, name, held) for at, (name, held) in decks)
    shown = "\n".join(_section(at, name, held) for at, (name, held) in decks)
    return Pattern(looks.read("page.html")).substitute(
        style=looks.read("page.css") + looks.style().replace(_NIGHT, f"{_NIGHT},\n{_BY_SWITCH}"),
        about=verbatim(about),
        decks=listed,
        cards=_with_pictures(_with_formulas(shown, formulas), pictures),
    )


def _by_deck(notes: Iterable[ExportNote]) -> dict[str, list[ExportNote]]:
    """The notes by the names of their decks, without the one that all of these stand under."""
    found: dict[str, list[ExportNote]] = {}
    for note in notes:
        name = note.anki_deck.partition("::")[2].replace("::", ": ")
        found.setdefault(name, []).append(note)
    return found


def _entry(at: int, name: str, notes: Iterable[ExportNote]) -> str:
    cards = count(sum(len(note.active_cards) for note in notes), "card")
    return f'<li><a href="#deck-{at}">{verbatim(name)}</a>, {cards}</li>'


def _section(at: int, name: str, notes: Iterable[ExportNote]) -> str:
    articles = "\n".join(_article(note, shown) for note in notes for shown in sides(note))
    return f'<section>\n<h2 id="deck-{at}">{verbatim(name)}</h2>\n{articles}\n</section>'


def _article(note: ExportNote, shown: Sides) -> str:
    title = f"{verbatim(plain(note.content.name))} <small>{shown.template}</small>"
    return f"<article>\n<h3>{title}</h3>\n{''.join(_screens(shown))}</article>"


def _screens(shown: Sides) -> Iterator[str]:
    for name, html in (("Front", shown.front), ("Back", shown.back)):
        card = f'<div class="card card{shown.ord + 1}">{html.replace(_ID, "")}</div>'
        yield f"<figure>\n<figcaption>{name}</figcaption>\n{card}\n</figure>\n"


def _with_formulas(html: str, formulas: Formulas) -> str:
    """The page with its formulas written out: no other backslash stands in it."""

    def inline(match: re.Match[str]) -> str:
        return f'<span class="maths">{verbatim(formulas.inline(unescape(match[1])))}</span>'

    def display(match: re.Match[str]) -> str:
        return f'<pre class="maths">{verbatim(formulas.display(unescape(match[1])))}</pre>'

    return _DISPLAY.sub(display, _INLINE.sub(inline, html))


def _with_pictures(html: str, pictures: Mapping[str, bytes]) -> str:
    """The page with its pictures in it."""
    inside = {
        medium_name(name): f"data:{media_type(name)};base64,{b64encode(data).decode('ascii')}"
        for name, data in pictures.items()
    }
    return _SOURCE.sub(lambda match: f'src="{inside[match[1]]}"', html)
