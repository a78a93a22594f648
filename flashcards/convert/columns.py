"""Which column of a table holds what: known by its name in the first row."""

from collections.abc import Mapping, Sequence
from enum import Enum


class Column(Enum):
    """What a column holds."""

    FRONT = "front"
    BACK = "back"
    SECTION = "section"
    TAGS = "tags"
    SOURCE = "source"


_NAMES: Mapping[Column, tuple[str, ...]] = {
    Column.FRONT: (
        *("term", "terms", "front", "question", "questions", "q", "concept", "word", "name"),
        *("acronym", "abbreviation", "prompt", "keyword", "key term", "vocabulary", "entry"),
        *("expression", "phrase", "topic / question", "front text", "side 1"),
    ),
    Column.BACK: (
        *("definition", "definitions", "meaning", "back", "answer", "answers", "a", "description"),
        *("explanation", "translation", "response", "expansion", "stands for", "back text"),
        *("side 2", "what it is", "what it means", "full form", "gloss"),
    ),
    Column.SECTION: ("section", "category", "topic", "chapter", "deck", "subject", "area", "group"),
    Column.TAGS: ("tags", "tag", "labels", "label"),
    Column.SOURCE: ("source", "sources", "reference", "references", "origin", "citation"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}


def columns(header: Sequence[str]) -> dict[Column, int]:
    """The place of each column that is known; empty where term and definition are not both."""
    found: dict[Column, int] = {}
    for place, name in enumerate(header):
        column = _COLUMNS.get(" ".join(name.casefold().strip("*_` :").split()))
        if column is not None:
            found.setdefault(column, place)
    return found if {Column.FRONT, Column.BACK} <= found.keys() else {}
