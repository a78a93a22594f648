"""The sides of cards as Anki makes them: templates filled with the fields of a note."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flashcards.anki import looks
from flashcards.anki.fields import field_values, note_type
from flashcards.anki.note import ExportNote

_SECTION = re.compile(r"\{\{([#^])([^}]+)\}\}(.*?)\{\{/\2\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{([^}]+)\}\}")


class Sides(NamedTuple):
    """Both sides of a card as HTML; ``template`` names the kind of card, ``ord`` its place."""

    ord: int
    template: str
    front: str
    back: str


def sides(note: ExportNote) -> Iterator[Sides]:
    """The active cards of a note, in the order of their places."""
    kind = note_type(note.content)
    names = (field.name for field in kind.fields)
    values = dict(zip(names, field_values(note), strict=True))
    for card in note.active_cards:
        template = kind.templates[card.ord]
        front = filled(looks.front(template), values)
        back = filled(looks.back(template), values | {"FrontSide": front})
        yield Sides(card.ord, template.name, front, back)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with the fields in their places, where each value stands for itself.

    It knows what our templates use: ``{{Field}}``, and parts that are shown where a field is
    filled, ``{{#Field}}...{{/Field}}``, or where it is empty, ``{{^Field}}...{{/Field}}``.
    """

    def chosen(match: re.Match[str]) -> str:
        is_shown = bool(values[match[2]]) == (match[1] == "#")
        return shown(match[3]) if is_shown else ""

    def shown(part: str) -> str:
        return _SECTION.sub(chosen, part)

    return _FIELD.sub(lambda match: values[match[1]], shown(template))
