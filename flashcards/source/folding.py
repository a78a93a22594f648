"""Words folded for comparing: case, articles, punctuation and the plural make no difference."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from flashcards.text import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    Items,
    Line,
    Link,
    Maths,
    MathsBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    plain,
)

_ARTICLE = re.compile(r"(?<!\S)(?:[Tt]he|an?|^An?)(?=\s)")
_NUMBER_SIGN = re.compile(r"(?<=\d)[.,:](?=\d)|(?<![\w.])[-\u2212](?=\d)")
_KEPT = set("#%&*@\\")
"""Punctuation that tells words apart, as C# from C."""
_SHORT = 3
_NO_PLURALS = frozenset({"analytics", "diagnostics", "economics", "mathematics", "statistics"})


def folded_text(text: Text) -> tuple[str, ...]:
    """The words of a text as they are compared; code and formulas stay as they stand."""
    return tuple(word for block in text for word in _block(block))


def folded(line: Line) -> tuple[str, ...]:
    """The words of a line as they are compared."""
    return tuple(word for node in line for word in _inline(node))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line) | Heading(_, line):
            yield from folded(line)
        case CodeBlock(source) | MathsBlock(source):
            yield from source.split()
        case Items(items):
            for item in items:
                yield from folded_text(item)
        case Quote(inner):
            yield from folded_text(inner)
        case Table(_, header, rows):
            for row in (header, *rows):
                for cell in row:
                    yield from folded(cell)
        case Rule():
            pass


def _inline(node: Inline) -> Iterator[str]:
    match node:
        case Code(source) | Maths(source):
            yield "".join(source.split())
        case Emphasis(children) | Strong(children) | Link(children):
            yield from folded(children)
        case _:
            yield from _words(plain((node,)))


def _words(text: str) -> Iterator[str]:
    text = _NUMBER_SIGN.sub("\u00a4", _ARTICLE.sub("", text))
    text = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    return map(_singular, text.split())


@lru_cache(maxsize=1 << 14)
def _singular(word: str) -> str:
    """The word without the ending of an English plural."""
    if len(word) <= _SHORT or word in _NO_PLURALS or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word.removesuffix("es")
    return word.removesuffix("s")


class _Table(dict[int, str]):
    """Letters, marks on them, digits and signs stay; an apostrophe joins, the rest separates."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_kept = char in _KEPT or unicodedata.category(char)[0] in "LMNS"
        self[code] = char if is_kept else "" if char in "'\u2019" else " "
        return self[code]


_TABLE = _Table()
