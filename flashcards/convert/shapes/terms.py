"""Whether words can be a term, and others its definition: what a glossary is told by."""

import re
from typing import NamedTuple

from flashcards.convert.marks import plain_words
from flashcards.convert.verbatim import masked

LONGEST_TERM, MOST_WORDS, LONGEST_BOLD = 70, 8, 120

_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t]*(:|[-–—](?=\s)|)[ \t]*")
_COLON = re.compile(r"([^:]{1,120}):(?:[ \t]+(?=\S)|[ \t]*$)")
_DASH = re.compile(r"(.{0,119}?\S)[ \t]+[-–—]+[ \t]+(?=\S)")
_NO_TERM = re.compile(r"[.!?;](?:[ \t]|$)|https?:|^[ \t]*!?\[[^\]]*\]\(|[|<>{}]|\S@\S")
_ADDRESS = re.compile(
    r"\W*(?:(?:https?://|www\.)\S+|!?\[\[?[^\[\]]*\]?\]\([^()]*(?:\([^()]*\)[^()]*)?\))\W*$"
)
_LABEL = re.compile(
    r"(?:note|notes|example|examples|e\.g|tip|tips|warning|caution|important|hint|remark|todo"
    r"|see|see also|sources?|references?|refs?|links?|urls?|pros?|cons?|advantages?|disadvantages?"
    r"|inputs?|outputs?|usage|use cases?|when to use|time complexity|space complexity|complexity"
    r"|formula|intuition|summary|key (?:points?|takeaways?|ideas?)|takeaways?|tl;?dr|authors?|date"
    r"|updated|created|last (?:updated|modified)|version|licen[cs]e|e-?mail|phone|tags?|title|name"
    r"|status|requirements?|installation|answers?|solutions?|questions?|definition|meaning|goals?"
    r"|results?|conclusion|background|subject|from|to|cc|abstract|keywords|contents?"
    r"|(?:example|figure|fig|table|step|chapter|section|part|page|note|option|case|week|day|lesson"
    r"|module|unit|lecture|appendix|question|answer|q|a|problem|exercise)\.?[ \t]*[0-9ivx.]+)$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"(?:there|this|these|those|it|we|you|i|if|when|for|in|to|as|and|but|or|so|because|with|what"
    r"|how|why|where|that|they|let|our|my|your|on|at|by|from|of|is|are|can|do|does|here|note|use"
    r"|make|some|several|all|both|then|also|finally|first|second|third|however)[ \t']",
    re.IGNORECASE,
)


class Split(NamedTuple):
    """A line taken apart: a term, what follows its sign, and whether the term was in bold."""

    term: str
    rest: str
    is_bold: bool = False


def in_bold(line: str) -> Split | None:
    """A line that begins with a term in bold and a sign."""
    found = _BOLD.match(masked(line))
    if found is None:
        return None
    inner = line[slice(*found.span(2))].strip()
    term = inner.removesuffix(":").rstrip()
    is_split = term != inner or found[3]
    return Split(term, line[found.end() :], is_bold=True) if is_split else None


def by_colon(line: str) -> Split | None:
    """A line with a colon after its term."""
    return _split(line, _COLON)


def by_dash(line: str) -> Split | None:
    """A line with a dash between spaces after its term."""
    return _split(line, _DASH)


def _split(line: str, sign: re.Pattern[str]) -> Split | None:
    """A line taken apart at a sign, which does not stand in code."""
    found = sign.match(masked(line))
    return Split(line[: found.end(1)].strip(), line[found.end() :]) if found else None


def by_either(line: str) -> Split | None:
    """A line with a colon or a dash after its term: whichever comes first."""
    splits = [split for split in (by_colon(line), by_dash(line)) if split]
    return min(splits, key=lambda split: len(split.term), default=None)


def is_term(split: Split) -> bool:
    """Whether the words before the sign may name a thing, and are no label or address."""
    words = plain_words(split.term)
    longest = LONGEST_BOLD if split.is_bold else LONGEST_TERM
    fits = 0 < len(words) <= longest and (split.is_bold or len(words.split()) <= MOST_WORDS)
    is_word = any(sign.isalpha() for sign in words) and not _LABEL.fullmatch(words.strip())
    return (
        fits
        and is_word
        and not _NO_TERM.search(masked(split.term))
        and not _ADDRESS.match(split.rest)
    )


def is_surely_term(split: Split) -> bool:
    """The same, for words that could not as well begin a sentence."""
    return is_term(split) and (split.is_bold or not _PROSE.match(plain_words(split.term) + " "))


def is_address(text: str) -> bool:
    """Whether a text is nothing but a link."""
    return bool(_ADDRESS.match(text.strip()))
