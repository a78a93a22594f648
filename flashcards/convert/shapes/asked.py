"""Lists of questions: each item asks one, and what else stands in it is the answer."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from flashcards.convert.marks import question
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.dialogue import answer
from flashcards.convert.shapes.found import Found, Item, items

LEAST = 3
SHARE = 0.7
"""So much of a list must be questions."""
_LINK = re.compile(r"[^\w\[]*\[[^\]]*\]\([^)]*\)\W*$")
_AT_ONCE = re.compile(r"(.{8,300}?[?？])[ \t]+(\S.{10,})$")


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The items that ask something, under headings where most of them do."""
    lines = sorted(heading.line for heading in headings)
    sections: dict[int, list[Found | None]] = {}
    for item in items(rows):
        number = item.rows[0].number
        sections.setdefault(bisect_left(lines, number), []).append(_found(item))
    found: list[Found] = []
    for section_items in sections.values():
        asking = [each for each in section_items if each]
        if len(asking) >= LEAST and len(asking) >= SHARE * len(section_items):
            found += asking
    return found


def _found(item: Item) -> Found | None:
    """An item as a question; None where it is none, such as a link to where one is answered."""
    words, place = [item.rows[0].text.strip()], 1
    while place < len(item.rows) and _goes_on(item.rows[place]):
        words.append(item.rows[place].text.strip())
        place += 1
    line = " ".join(words)
    if _LINK.match(line):
        return None
    rest: list[Row] = []
    if not question(line).is_asked and (at_once := _AT_ONCE.match(line)):
        line, rest = at_once[1], [Row(item.rows[0].number, at_once[2])]
    asked = question(line)
    if not asked.is_asked:
        return None
    body = tuple(answer((*rest, *item.rows[place:])))
    taken = frozenset(row.number for row in item.rows if not row.is_blank)
    return Found(asked.words, body, item.rows[0].number, taken)


def _goes_on(row: Row) -> bool:
    """Whether a row is still of the first paragraph of its item."""
    text = row.text.strip()
    return bool(text) and not row.is_code and not re.match(r"[-*+>|#][ \t]|[0-9]+[.)][ \t]", text)
