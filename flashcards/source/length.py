"""How long a text is, in words as a reader takes them."""

import unicodedata

from flashcards.text import (
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

FORMULA = 5
"""The words that a displayed formula counts as; one within a line is a word."""
CODE_LINE = 5
"""The most words that a line of code counts as."""


def words_in(text: Text) -> int:
    """The words of a text; formulas and code count as if they were read aloud in a few."""
    count = 0
    for block in text:
        match block:
            case Paragraph(line) | Heading(_, line):
                count += words_in_line(line)
            case Items(items):
                count += sum(map(words_in, items))
            case Quote(inner):
                count += words_in(inner)
            case Table(_, header, rows):
                count += sum(words_in_line(cell) for row in (header, *rows) for cell in row)
            case CodeBlock(code):
                count += sum(min(len(row.split()), CODE_LINE) for row in code.split("\n"))
            case MathsBlock():
                count += FORMULA
            case Rule():
                pass
    return count


def words_in_line(line: Line) -> int:
    """The words of a line; a sign that stands alone, such as a dash, is none."""
    words = "".join(map(_said, line)).split()
    return sum(any(map(str.isalnum, word)) for word in words)


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of a text: neither spaces nor what shows no sign."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in text)


def _said(node: Inline) -> str:
    match node:
        case Maths():
            return "x"
        case Emphasis(children) | Strong(children) | Link(children):
            return "".join(map(_said, children))
        case _:
            return plain((node,))
