"""Tables of Markdown whose head says that they hold terms and definitions."""

import re
from collections.abc import Iterator, Sequence

from flashcards.convert.columns import Column, columns
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows, paragraphs
from flashcards.convert.shapes.found import Found

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")


def find(rows: Rows, _headings: Sequence[Heading]) -> list[Found]:
    """A note for each row of such tables."""
    return [found for table in paragraphs(rows) for found in _in_table(table)]


def _in_table(rows: Rows) -> Iterator[Found]:
    for place in range(1, len(rows)):
        is_ruled = "|" in rows[place - 1].text and _DELIMITERS.fullmatch(rows[place].text.strip())
        header = [name for name in cells(rows[place - 1].text) if is_ruled]
        known = {} if "name" in map(str.casefold, header) else columns(header)  # of options
        if known:
            above = frozenset({rows[place - 1].number, rows[place].number})
            for row in rows[place + 1 :]:
                yield from _found(row, known[Column.FRONT], known[Column.BACK], above)
                above = frozenset()
            return


def cells(text: str) -> list[str]:
    """The cells of a row, as the row writes them."""
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith(r"\|") else inner
    return [cell.strip() for cell in _PIPE.split(inner)]


def _found(row: Row, front: int, back: int, above: frozenset[int]) -> Iterator[Found]:
    held = cells(row.text)
    if front < len(held) and held[front]:
        answer = held[back].replace(r"\|", "|") if back < len(held) else ""
        body = (row._replace(text=answer),) if answer else ()
        heading = held[front].replace(r"\|", "|")
        yield Found(heading, body, row.number, frozenset({row.number}) | above)
