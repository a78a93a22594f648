"""What the shapes of text find in a file: a term or question, and the rows that answer it."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows

ITEM = re.compile(r"([ \t]*)([-*+•◦▪‣·]|[0-9]{1,4}[.)])([ \t]+)(?=\S)")
"""The beginning of an item of a list, also as a printed page has it."""


class Found(NamedTuple):
    """One note in the making: ``heading`` and ``body`` are as the file has them.

    ``taken`` are the numbers of its rows. ``level`` is that of its heading, where it stands under
    one, and ``source`` where that links to as its source. With a ``reason`` it cannot be a note.
    """

    heading: str
    body: tuple[Row, ...]
    line: int
    taken: frozenset[int]
    level: int = 7
    source: str = ""
    reason: str = ""


Finder: TypeAlias = Callable[[Rows, Sequence[Heading]], list[Found]]
"""Finds the notes of one shape in the rows that are left; none where the file has no such shape."""


class Item(NamedTuple):
    """An item of a list: its indentation, the rows of it, and the first without its mark."""

    indent: int
    rows: tuple[Row, ...]
    is_numbered: bool

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its rows."""
        return frozenset(row.number for row in self.rows)


def items(rows: Rows) -> list[Item]:
    """The items of the lists that stand in no other list, each with all that belongs to it."""
    found: list[Item] = []
    number = 0
    while number < len(rows):
        mark = None if rows[number].is_code else ITEM.match(rows[number].text)
        if mark is None:
            number += 1
            continue
        indent = rows[number].indent
        end = _end_of_item(rows, number, indent)
        first = rows[number]._replace(text=rows[number].text[mark.end() :])
        own = (first, *rows[number + 1 : end])
        found.append(Item(indent, own, mark[2][0].isdigit()))
        number = end
    return found


def _end_of_item(rows: Rows, start: int, indent: int) -> int:
    """Where what belongs to an item ends: it is further in, or goes on without a blank line."""
    end, is_lazy = start + 1, True
    for number in range(start + 1, len(rows)):
        row = rows[number]
        if row.is_blank and not row.is_code:
            is_lazy = False
            continue
        is_inside = row.indent > indent or row.is_code
        begins = row.text.lstrip().startswith(("#", ">", "|", "<", "---")) or ITEM.match(row.text)
        if not is_inside and (begins or not is_lazy):
            break
        end = number + 1
    return end


def numbers(rows: Rows) -> frozenset[int]:
    """The numbers of rows."""
    return frozenset(row.number for row in rows)
