"""A file in reStructuredText as notes: its glossaries and definition lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise
from typing import NamedTuple

from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.inline import flat_markdown
from flashcards.convert.outline import Heading, Outline
from flashcards.convert.rows import Row, Rows, plain_rows, trimmed, without
from flashcards.convert.rst.blocks import DIRECTIVE, EXPLICIT, ITEM, OPTION, below, blocks
from flashcards.convert.rst.inline import References, line
from flashcards.convert.writing import text_markdown
from flashcards.text import plain

LONGEST_TERM = 120
TEXT, DIRECTIVE_LEFT = "text that defines no term", "the directive '{}'"
_GLOSSARY = re.compile(r"\.\.[ \t]+glossary::")
_TARGET = re.compile(r"\.\.[ \t]+_([^:]+):[ \t]+(https?://\S+)$")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_CLASSIFIER = re.compile(r"(?<![ \t])[ \t]+:[ \t]+.*$")
_NO_LOSS = frozenset(
    ["toctree", "contents", "index", "meta", "highlight", "default-role", "module"]
)


class _Entry(NamedTuple):
    """Terms that share a definition, and the rows of it."""

    terms: tuple[Row, ...]
    body: Rows
    taken: frozenset[int]


def convert(path: str, text: str) -> Conversion:
    """The notes of a file."""
    rows = plain_rows(text.expandtabs(8))
    headings = tuple(_headings(rows))
    first = headings[0].text if headings else ""
    title = first if sum(h.level == 1 for h in headings) == 1 else ""
    held = Outline(headings, title)
    known = {
        " ".join(found[1].strip("`").casefold().split()): found[2]
        for row in rows
        if (found := _TARGET.match(row.text.strip()))
    }
    entries = list(_glossaries(rows))
    taken = {number for entry in entries for number in entry.taken}
    own = {row for h in headings for row in range(h.line - 1, h.line + h.height)}
    entries += _definitions(without(rows, taken | own))
    entries.sort(key=lambda entry: entry.terms[0].number)
    taken |= {number for entry in entries for number in entry.taken} | own
    notes = (_note(path, entry, held, known) for entry in entries)
    lost = tuple(_left_out(path, without(rows, taken)))
    return Conversion(title, tuple(note for note in notes if note.words), lost)


def _note(path: str, entry: _Entry, held: Outline, known: References) -> Converted:
    terms = dict.fromkeys(_CLASSIFIER.sub("", term.text.strip()) for term in entry.terms)
    heading = line(", ".join(terms), known)
    number = entry.terms[0].number
    answer = text_markdown(blocks(entry.body, known))
    words = plain(heading).strip()
    return Converted(flat_markdown(heading), words, answer, path, number, held.section(number))


def _glossaries(rows: Rows) -> Iterator[_Entry]:
    """The entries of the glossaries that a file marks as such."""
    for place, row in enumerate(rows):
        if _GLOSSARY.match(row.text.strip()):
            yield from _entries(rows[place : below(rows, place)])


def _entries(rows: Rows) -> Iterator[_Entry]:
    inner = list(dropwhile(lambda row: OPTION.match(row.text.strip()), rows[1:]))
    base = min((row.indent for row in inner if not row.is_blank), default=0)
    starts = [i for i, row in enumerate(inner) if not row.is_blank and row.indent == base]
    terms: list[Row] = []
    for start, after in pairwise((*starts, len(inner))):
        body = trimmed(inner[start + 1 : after])
        if not EXPLICIT.match(inner[start].text.strip()):
            terms.append(inner[start])
        if body and terms:
            taken = frozenset(row.number for row in (rows[0], *rows[1:2], *terms, *body))
            yield _Entry(tuple(terms), body, taken)
        if body:
            terms = []


def _definitions(rows: Rows) -> Iterator[_Entry]:
    """Terms at the beginning of a line, each with an indented definition right below."""
    place = 0
    while place < len(rows):
        if _is_term(rows, place):
            end = below(rows, place)
            body = rows[place + 1 : end]
            taken = frozenset(r.number for r in rows[place:end] if not r.is_blank)
            yield _Entry((rows[place],), body, taken)
            place = end
        else:
            place += 1 if not EXPLICIT.match(rows[place].text) else below(rows, place) - place


def _is_term(rows: Rows, place: int) -> bool:
    row, after = rows[place], rows[place + 1 : place + 2]
    text = row.text.rstrip()
    stands_apart = place == 0 or rows[place - 1].is_blank or rows[place - 1].indent > 0
    is_mark = any(mark.match(text) for mark in (EXPLICIT, ITEM, OPTION, _ADORNMENT))
    fits = 0 < len(text) <= LONGEST_TERM and not text.endswith(("::", ".", ","))
    is_defined = bool(after) and not after[0].is_blank and after[0].indent > 0
    return stands_apart and not row.indent and fits and not is_mark and is_defined


def _headings(rows: Rows) -> Iterator[Heading]:
    """The titles, which are underlined; the first kind of line is the highest."""
    kinds: list[tuple[str, bool]] = []
    for place in range(len(rows) - 1):
        title, under = rows[place].text.rstrip(), _ADORNMENT.match(rows[place + 1].text)
        if not title.strip() or not under or _ADORNMENT.match(title):
            continue
        above = rows[place - 1].text if place else ""
        is_over = above.rstrip() == rows[place + 1].text.rstrip()
        if len(under[0].rstrip()) < len(title.strip()) or not (is_over or not above.strip()):
            continue
        kind = under[1], is_over
        if kind not in kinds:
            kinds.append(kind)
        yield Heading(rows[place].number, kinds.index(kind) + 1, title.strip(), height=2)


def _left_out(path: str, rows: Rows) -> Iterator[LeftOut]:
    place = 0
    while place < len(rows):
        text = rows[place].text.strip()
        if not text:
            place += 1
            continue
        end = below(rows, place) if EXPLICIT.match(text) else _end_of_block(rows, place)
        found = DIRECTIVE.match(text)
        if found and found[1].lower() not in _NO_LOSS:
            yield LeftOut(path, rows[place].number, DIRECTIVE_LEFT.format(found[1]))
        elif not EXPLICIT.match(text) and not OPTION.match(text):
            yield LeftOut(path, rows[place].number, TEXT)
        place = max(end, place + 1)


def _end_of_block(rows: Sequence[Row], place: int) -> int:
    ends = (p for p in range(place, len(rows)) if rows[p].is_blank)
    return next(ends, len(rows))
