"""What is left of a file when its notes are taken out: every block of it, and why it is no note."""

import re
from collections.abc import Iterator, Sequence

from flashcards.convert.answers import is_way_up
from flashcards.convert.converted import LeftOut
from flashcards.convert.outline import Heading, is_rule
from flashcards.convert.rows import Rows, paragraphs, without
from flashcards.convert.shapes.found import ITEM, items
from flashcards.convert.shapes.terms import is_address

TEXT, CODE, LIST, LINK_LIST = (
    "text that defines no term",
    "code",
    "a list that defines no terms",
    "a list of links",
)
TABLE, LINK_TABLE, PICTURE = "a table", "a table of links", "a picture"

_LINK = re.compile(r"\[[^\[\]]+\](?:\([^)]*\)|\[[^\]]*\])|https?://")
_HERE = re.compile(r"\]\(#[^)]*\)")
_PICTURE = re.compile(
    r"(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?|</?[a-z][^<>]*>|\s)+", re.IGNORECASE
)
_TAGS = re.compile(r"(?:</?[a-z][^<>]*>|\s)+", re.IGNORECASE)


def left_out(path: str, rows: Rows, headings: Sequence[Heading]) -> Iterator[LeftOut]:
    """What is left, block after block; headings, rules and a table of contents are no loss."""
    own = {line for h in headings for line in range(h.line, h.line + h.height)}
    own |= {row.number for row in rows if not row.is_code and (is_rule(row) or is_way_up(row))}
    for block in paragraphs(without(rows, own)):
        if reason := _reason(block):
            yield LeftOut(path, block[0].number, reason)


def _reason(block: Rows) -> str:
    """Why a block is no note; empty where nothing is lost with it."""
    text = "\n".join(row.text for row in block)
    if any(row.is_code for row in block):
        return CODE
    if _TAGS.fullmatch(text) and "<img" not in text.lower():
        return ""
    if _PICTURE.fullmatch(text):
        return PICTURE
    if all("|" in row.text for row in block) and len(block) > 1:
        linked = sum(bool(_LINK.search(row.text)) for row in block[2:])
        return LINK_TABLE if 2 * linked >= max(1, len(block) - 2) else TABLE
    return _reason_of_list(block) if ITEM.match(block[0].text) else TEXT


def _reason_of_list(block: Rows) -> str:
    texts = [item.rows[0].text for item in items(block)]
    here = sum(bool(_HERE.search(text)) for text in texts)
    if 2 * here >= len(texts):
        return ""
    linked = sum(is_address(text) or text.lstrip().startswith("[") for text in texts)
    return LINK_LIST if 2 * linked >= len(texts) else LIST
