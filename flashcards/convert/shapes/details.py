"""Questions that fold open: ``<details><summary>Question</summary> the answer</details>``."""

import re
from collections.abc import Iterator, Sequence

from flashcards.convert.marks import question
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.found import Found

LEAST = 2
_TAG = re.compile(r"<(/?)details\b[^<>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"[ \t\n]*<summary\b[^<>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_WRAPPER = re.compile(
    r"\W*(?:show |see |click |view |the |for |to |expand |reveal |here |detailed |full )*"
    r"(?:answers?|solutions?|details?|more|code|output|hints?|spoilers?|table of contents|toc)\b",
    re.IGNORECASE,
)


def find(rows: Rows, _headings: Sequence[Heading]) -> list[Found]:
    """What folds open under a question or a term; not what only hides the answer of another."""
    found = list(_found(rows))
    asked = any(question(each.heading).is_asked for each in found)
    return found if len(found) >= LEAST or asked else []


def _found(rows: Rows) -> Iterator[Found]:
    text = "\n".join("" if row.is_code else row.text for row in rows)
    for start, inner, end, stop in _folds(text):
        summary = _SUMMARY.match(text, inner, end)
        words = "" if summary is None else question(" ".join(summary[1].split())).words
        if summary is None or not words or _WRAPPER.match(words):
            continue
        first, last = text.count("\n", 0, start), text.count("\n", 0, stop)
        above = text.count("\n", 0, summary.end())
        begun = text.rfind("\n", 0, summary.end()) + 1
        own = [row._replace(text=row.text) for row in rows[above : last + 1]]
        own[-1] = _cut(own[-1], 0, end - text.rfind("\n", 0, stop) - 1)
        own[0] = _cut(own[0], summary.end() - begun, len(own[0].text))
        taken = {row.number for row in rows[first : last + 1] if not row.is_blank}
        yield Found(words, tuple(own), rows[first].number, frozenset(taken))


def _cut(row: Row, start: int, end: int) -> Row:
    return row._replace(text=row.text[start : max(end, start)])


def _folds(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The outermost folds: where the tag begins and ends, and where its end does."""
    depth, start, inner = 0, 0, 0
    for tag in _TAG.finditer(text):
        if not tag[1]:
            if depth == 0:
                start, inner = tag.start(), tag.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, inner, tag.start(), tag.end()
