"""A term or a question alone on its line, and a paragraph below it: a whole file of these."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashcards.convert.marks import question
from flashcards.convert.outline import Heading, is_rule
from flashcards.convert.rows import Row, Rows, paragraphs, without
from flashcards.convert.shapes.found import ITEM, Found, numbers

LEAST = 3
SHARE = 0.8
"""So much of a file must be terms and their paragraphs."""
LONGEST_TERM, MOST_WORDS, LONGEST_QUESTION = 60, 6, 200
_NO_TERM = re.compile(r"[.!;,:]$|^(?!`\w)[\W_]|^(?:[IVX]+|[0-9]+)\b|https?:|[|<>{}]")


class _Pair(NamedTuple):
    head: Row
    body: tuple[Row, ...]


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The terms, where the file consists of them; a title above the first is no part of it."""
    own = {line for h in headings for line in range(h.line, h.line + h.height)}
    blocks = [b for b in paragraphs(without(rows, own)) if not all(map(is_rule, b))]
    pairs = list(_pairs(blocks))
    held = sum(len(pair.body) + 1 for pair in pairs)
    total = sum(len(block) for block in blocks)
    names = {pair.head.text.strip().casefold() for pair in pairs}
    if len(pairs) < LEAST or held < SHARE * total or len(names) < len(pairs):
        return []
    return [_found(pair) for pair in pairs]


def _pairs(blocks: Sequence[Rows]) -> Iterator[_Pair]:
    """Each term with its text: the rest of its block, or the blocks up to the next term."""
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if not _is_head(block[0]):
            continue
        if len(block) > 1:
            if _is_text(block[1:]):
                yield _Pair(block[0], tuple(block[1:]))
        elif place < len(blocks) and _is_text(blocks[place]) and not _is_pair(blocks[place]):
            yield _Pair(block[0], tuple(blocks[place]))
            place += 1


def _is_pair(block: Rows) -> bool:
    """Whether a block is a term with its text: what stands alone above it is a title."""
    return len(block) > 1 and _is_head(block[0]) and _is_text(block[1:])


def _is_head(row: Row) -> bool:
    text = row.text.strip()
    if row.is_code or row.indent or ITEM.match(row.text):
        return False
    if question(text).is_asked:
        return len(text) <= LONGEST_QUESTION
    fits = len(text) <= LONGEST_TERM and len(text.split()) <= MOST_WORDS
    return fits and not _NO_TERM.search(text) and any(sign.isalpha() for sign in text)


def _is_text(block: Rows) -> bool:
    """Whether a block says something: sentences, a list, code or a formula; not another term."""
    text = " ".join(row.text.strip() for row in block)
    is_sentence = text.endswith((".", "!", "?", ":", ")")) and len(text.split()) > 2  # noqa: PLR2004
    return is_sentence or block[0].is_code or bool(ITEM.match(block[0].text)) or "$" in text


def _found(pair: _Pair) -> Found:
    asked = question(pair.head.text.strip())
    heading = asked.words if asked.is_asked else pair.head.text.strip()
    taken = numbers([pair.head, *pair.body])
    return Found(heading, pair.body, pair.head.number, taken)
