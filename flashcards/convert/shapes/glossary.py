"""Headings under one that calls itself a glossary: each is a term, its text the definition."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    """The headings below such a heading that have a text of their own; of one level, mostly."""
    known = [*headings, Heading(rows[-1].number + 1, 0, "")]
    for place, heading in enumerate(headings):
        if _GLOSSARY.search(heading.text):
            ends = (i for i in range(place + 1, len(known)) if known[i].level <= heading.level)
            found = list(_terms(rows, known[place + 1 : next(ends) + 1]))
            names = {each.heading.casefold() for each in found}
            if len(found) >= LEAST and len(names) == len(found):
                return found
    return []


def _terms(rows: Rows, headings: Sequence[Heading]) -> Iterator[Found]:
    """The headings that are terms, but for the last, where the glossary ends.

    What is below a heading of the usual level belongs to its text.
    """
    told = {h for h, after in pairwise(headings) if _is_told(between(rows, h, after))}
    levels = Counter(heading.level for heading in told)
    usual = min(levels, key=lambda level: (-levels[level], level), default=0)
    place = 0
    while place < len(headings) - 1:
        heading, after = headings[place], place + 1
        if heading.level == usual and heading in told:
            while headings[after].level > usual:
                after += 1
        is_leaf = headings[after].level <= heading.level
        found = _found(rows, heading, headings[after]) if is_leaf else None
        place = after if found else place + 1
        if found:
            yield found


def _is_told(body: Rows) -> bool:
    return any(not row.is_blank for row in body)


def _found(rows: Rows, heading: Heading, after: Heading) -> Found | None:
    """A heading as a term; None where it is none, or nothing is said of it."""
    body = between(rows, heading, after)
    asked = question(heading.text)
    words = without_ornament(heading.text)
    is_told = _is_told(body) and len(plain_words(words)) > 1
    if not is_told or asked.is_asked or not is_term(Split(words, "", is_bold=True)):
        return None
    own = range(heading.line, heading.line + heading.height)
    taken = numbers([row for row in body if not row.is_blank]) | frozenset(own)
    return Found(words, tuple(body), heading.line, taken, heading.level)
