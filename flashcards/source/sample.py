"""A deck to begin with: small, without fault, and with an example of all that a deck can hold."""

import json
import re
from importlib.resources import files

from flashcards.face import slug

_PLAIN = re.compile(r"[^\W_][\w ()/.&+'-]*")
_MARKS = re.compile(r"([\\`*_\[\]<>$&{}#])")


def sample(title: str, name: str) -> str:
    """The text of the deck, whose id is made from a name that has letters or digits."""
    text = files("flashcards.source").joinpath("templates", "deck.md").read_text("utf-8")
    in_yaml = title if _PLAIN.fullmatch(title) else json.dumps(title, ensure_ascii=False)
    in_markdown = _MARKS.sub(r"\\\1", title)
    words = {"DECK_NAME": in_yaml, "DECK_ID": slug(name), "DECK_TITLE": in_markdown}
    return re.sub("|".join(words), lambda match: words[match[0]], text)


def title_of(name: str) -> str:
    """A title for a deck of this name.

    >>> title_of("data-pipelines")
    'Data pipelines'
    """
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:]
