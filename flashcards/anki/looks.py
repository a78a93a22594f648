"""Reads the files in ``templates/``, and makes the templates of each kind of card from them."""

from functools import cache
from importlib.resources import files
from string import Template as Pattern

from flashcards.anki.notetypes import Template


def front(template: Template) -> str:
    """The front of a card; empty, so that Anki makes no card, while its field is empty."""
    field = template.shown_by
    return f"{{{{#{field}}}}}\n{_filled(template.front, template)}{{{{/{field}}}}}"


def back(template: Template) -> str:
    """The back of a card."""
    return _filled(template.back, template)


def style() -> str:
    """The style sheet of every note type."""
    return read("card.css")


def _filled(name: str, template: Template) -> str:
    foot = read("foot.html")
    return Pattern(read(name)).substitute(template.words, shown_by=template.shown_by, foot=foot)


@cache
def read(name: str) -> str:
    """A file of ``templates/``."""
    return files("flashcards.anki").joinpath("templates", name).read_text("utf-8")
