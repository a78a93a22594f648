"""A text of several blocks as one line, for a heading or the cell of a table."""

from collections.abc import Iterable, Iterator

from flashcards.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Heading,
    Items,
    Line,
    Maths,
    MathsBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    Words,
)

JOINT = " / "


def flat(text: Text) -> Line:
    """The lines of a text one after the other, with a mark between them."""
    return _joined(line for block in text for line in _lines(block))


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph(line) | Heading(_, line):
            yield tuple(Words(JOINT) if isinstance(node, Break) else node for node in line)
        case CodeBlock(code):
            yield (Code(" ".join(code.split())),)
        case MathsBlock(source):
            yield (Maths(source),)
        case Items(items):
            for item in items:
                yield from (line for inner in item for line in _lines(inner))
        case Quote(inner):
            for part in inner:
                yield from _lines(part)
        case Table(_, header, rows):
            yield from (_joined(row) for row in (header, *rows))
        case Rule():
            pass


def _joined(lines: Iterable[Line]) -> Line:
    nodes = [node for line in lines if line for node in (Words(JOINT), *line)]
    return tuple(nodes[1:])
