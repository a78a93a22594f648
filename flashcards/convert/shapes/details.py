"""Questions that fold open: ``<details><summary>Question</summary> the answer</details>``."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from flashcards.convert.marks import question
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Row, Rows
from flashcards.convert.shapes.dialogue import answer
from flashcards.convert.shapes.found import Found, numbers

LEAST = 2
_TAG = re.compile(r"<(/?)details\b[^<>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"[ \t\n]*<summary\b[^<>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_WRAPPER = re.compile(
    r"\W*(?:show |see |click |view |the |for |to |expand |reveal |here |detailed |full |more )*"
    r"(?:(?:answers?|solutions?|hints?|spoilers?|table of contents|toc)\b"
    r"|(?:details?|more|(?:code|output)(?: example)?)\W*$)",
    re.IGNORECASE,
)


def find(rows: Rows, _headings: Sequence[Heading]) -> list[Found]:
    """What folds open under a question or a term; not what only hides the answer of another."""
    found = list(_found(rows))
    asked = any(question(each.heading).is_asked for each in found)
    return found if len(found) >= LEAST or asked else []


def _found(rows: Rows) -> Iterator[Found]:
    texts = ["" if row.is_code else row.text for row in rows]
    text = "\n".join(texts)
    starts = list(accumulate((len(line) + 1 for line in texts), initial=0))
    for start, inner, end, stop in _folds(text):
        summary = _SUMMARY.match(text, inner, end)
        words = "" if summary is None else question(" ".join(summary[1].split())).words
        if summary is None or not words or _WRAPPER.match(words):
            continue
        first, above, last = (
            bisect_right(starts, place) - 1 for place in (start, summary.end(), end)
        )
        body = list(rows[above : last + 1])
        body[-1] = _cut(body[-1], 0, end - starts[last])
        body[0] = _cut(body[0], summary.end() - starts[above], len(body[0].text))
        taken = numbers([row for row in rows[first : bisect_right(starts, stop)] if row.text])
        yield Found(words, tuple(answer(body)), rows[first].number, taken)


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
