"""Definition lists of Markdown: a term on a line, and below it lines that begin with a colon."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows, dedented
from flashcards.convert.shapes.found import ITEM, Found, numbers

LONGEST_TERM = 120
_DEFINITION = re.compile(r"( {0,3})[:~][ \t]+(?=\S)")
_NO_TERM = re.compile(
    r"[ \t]*(?:[|>:]|#{1,6}(?:[ \t]|$)|~(?:[ \t]|~~)|-{3,}|={3,}|(?:\*[ \t]*){3,}$)|    "
)
_LEAST_INDENT = 2


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The terms with one definition or several."""
    lines = {heading.line for heading in headings}
    found: list[Found] = []
    place, free = 0, 0
    while place < len(rows):
        if not _is_definition(rows[place]):
            place += 1
            continue
        terms = _terms(rows, free, place, lines)
        end = _end(rows, place)
        if terms:
            found.append(_found(terms, rows[place:end]))
        place = free = end
    return found


def _is_definition(row: Row) -> bool:
    return not row.is_code and bool(_DEFINITION.match(row.text))


def _terms(rows: Rows, free: int, place: int, lines: set[int]) -> list[Row]:
    """The terms above a definition: the lines of the paragraph, or only the last one of it."""
    last = place - 1
    if last >= free and rows[last].is_blank:
        last -= 1
    first = last
    while first > free and not rows[first - 1].is_blank and rows[first - 1].number not in lines:
        first -= 1
    if last < free or not _is_term(rows[last]) or rows[last].number in lines:
        return []
    block = rows[first : last + 1]
    stands_apart = first > free or free == 0
    return list(block) if stands_apart and all(map(_is_term, block)) else [rows[last]]


def _is_term(row: Row) -> bool:
    text = row.text.strip()
    is_sentence = text.endswith((".", ";", ",")) and len(text.split()) > 3  # noqa: PLR2004 - etc.
    fits = 0 < len(text) <= LONGEST_TERM and not row.is_code and not is_sentence
    return fits and not _NO_TERM.match(row.text) and not ITEM.match(row.text)


def _end(rows: Rows, start: int) -> int:
    """Where the definitions end: the rest is indented, or goes on without a blank row."""
    end, is_lazy = start + 1, True
    for place in range(start + 1, len(rows)):
        row = rows[place]
        if row.is_blank and not row.is_code:
            is_lazy = False
            continue
        is_inside = row.indent >= _LEAST_INDENT or _is_definition(row) or row.is_code
        if not is_inside and (not is_lazy or _begins_another(rows, place)):
            break
        end, is_lazy = place + 1, True
    return end


def _begins_another(rows: Rows, place: int) -> bool:
    """Whether a row is the term of the definition after it, or no text of a paragraph."""
    after = [row for row in rows[place + 1 : place + 3] if not row.is_blank][:1]
    is_term = any(map(_is_definition, after))
    return is_term or bool(_NO_TERM.match(rows[place].text) or ITEM.match(rows[place].text))


def _found(terms: Sequence[Row], rows: Rows) -> Found:
    heading = ", ".join(dict.fromkeys(term.text.strip() for term in terms))
    starts = [place for place, row in enumerate(rows) if _is_definition(row)]
    parts = [_without_mark(rows[start:end]) for start, end in pairwise((*starts, len(rows)))]
    body = parts[0] if len(parts) == 1 else list(_numbered(parts))
    return Found(heading, tuple(body), terms[0].number, numbers(terms) | numbers(rows))


def _without_mark(rows: Rows) -> list[Row]:
    mark = _DEFINITION.match(rows[0].text)
    assert mark is not None
    return [rows[0]._replace(text=rows[0].text[mark.end() :]), *dedented(rows[1:])]


def _numbered(parts: Sequence[Rows]) -> Iterator[Row]:
    """Several definitions as a numbered list."""
    for number, part in enumerate(parts, start=1):
        mark = f"{number}. "
        for row in part:
            is_first = row is part[0]
            indent = mark if is_first else " " * len(mark)
            yield row._replace(text=f"{indent}{row.text}" if row.text.strip() else "")
