"""Looks for every shape in a file: the one that takes up most of it first, then what is left."""

from collections.abc import Iterable, Sequence

from flashcards.convert.outline import Heading
from flashcards.convert.rows import Rows, without
from flashcards.convert.shapes import (
    asked,
    bare,
    bold,
    definitions,
    details,
    dialogue,
    glossary,
    labelled,
    pipes,
)
from flashcards.convert.shapes import (
    headings as under_headings,
)
from flashcards.convert.shapes.found import Finder, Found

MARKDOWN: Sequence[Finder] = (
    *(under_headings.find, glossary.find, definitions.find, dialogue.find, bold.find),
    *(details.find, labelled.find, bold.find_terms, pipes.find, asked.find, bare.find),
)
"""The shapes of Markdown; where two take up as much, the first one wins."""
PLAIN: Sequence[Finder] = (dialogue.find, labelled.find, asked.find, bare.find)
"""The shapes of text without any mark-up."""


def search(rows: Rows, headings: Sequence[Heading], finders: Iterable[Finder]) -> list[Found]:
    """All that is found, in the order of the file; no row belongs to two notes."""
    left = list(finders)
    found: list[Found] = []
    taken: set[int] = set()
    while left:
        free = without(rows, taken)
        open_ = [heading for heading in headings if heading.line not in taken]
        best, finder = max(((each(free, open_), each) for each in left), key=lambda p: _size(p[0]))
        if not best:
            break
        found += best
        taken |= {number for each in best for number in each.taken}
        left.remove(finder)
    return sorted(found, key=lambda each: each.line)


def _size(found: Sequence[Found]) -> int:
    return sum(len(each.taken) for each in found)
