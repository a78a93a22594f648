"""Headings under one that calls itself a glossary: each is a term, its text the definition."""

import re
from collections.abc import Sequence

from flashcards.convert.marks import plain_words, question, without_ornament
from flashcards.convert.outline import Heading
from flashcards.convert.rows import Rows
from flashcards.convert.shapes.found import Found, numbers
from flashcards.convert.shapes.headings import between
from flashcards.convert.shapes.terms import Split, is_term

LEAST = 3
_GLOSSARY = re.compile(
    r"\b(?:glossary|glossaries|terminology|vocabulary|definitions|dictionary|lexicon|key terms"
    r"|terms and definitions|flash ?cards)\b",
    re.IGNORECASE,
)


def find(rows: Rows, headings: Sequence[Heading]) -> list[Found]:
    """The headings below such a heading that have a text of their own and none below them."""
    found: list[Found] = []
    for place, heading in enumerate(headings):
        if _GLOSSARY.search(heading.text) and not found:
            ends = (i for i, h in enumerate(headings) if i > place and h.level <= heading.level)
            end = next(ends, len(headings))
            terms = [_found(rows, headings, i) for i in range(place + 1, end)]
            told = [each for each in terms if each is not None]
            names = {each.heading.casefold() for each in told}
            found = told if len(told) >= LEAST and len(names) == len(told) else []
    return found


def _found(rows: Rows, headings: Sequence[Heading], place: int) -> Found | None:
    """A heading as a term; None where it is none, or only stands over others."""
    heading, after = headings[place], next(iter(headings[place + 1 :]), None)
    body = between(rows, heading, after)
    asked = question(heading.text)
    words = without_ornament(heading.text)
    is_leaf = after is None or after.level <= heading.level
    is_told = any(not row.is_blank for row in body) and len(plain_words(words)) > 1
    if not is_leaf or not is_told or asked.is_asked or not is_term(Split(words, "", is_bold=True)):
        return None
    own = range(heading.line, heading.line + heading.height)
    taken = numbers([row for row in body if not row.is_blank]) | frozenset(own)
    return Found(words, tuple(body), heading.line, taken, heading.level)
