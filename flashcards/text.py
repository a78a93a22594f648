"""The small tree that study text is compiled into; the terminal and Anki render from it."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from flashcards.tree import Node


class Words(Node):
    """Plain running text."""

    text: str


class Emphasis(Node):
    """Text in italics."""

    children: tuple["Inline", ...]


class Strong(Node):
    """Text in bold."""

    children: tuple["Inline", ...]


class Code(Node):
    """A few words of code within a line."""

    text: str


class Maths(Node):
    """A formula within a line, as LaTeX source without its dollars."""

    source: str


class Link(Node):
    """A reference: ``target`` is the key of a note, or a web address (the one that holds ``://``)."""

    children: tuple["Inline", ...]
    target: str

    @property
    def is_web(self) -> bool:
        """Whether the target is an address outside the collection."""
        return "://" in self.target


class Image(Node):
    """A picture: its caption, and its path relative to the root of the deck.

    ``name`` is made of its bytes, as they were when the deck was read; empty where it was not.
    """

    caption: str
    path: str
    name: str = ""


class Break(Node):
    """A line break that the author asked for."""


Inline: TypeAlias = "Words | Emphasis | Strong | Code | Maths | Link | Image | Break"
Line: TypeAlias = "tuple[Inline, ...]"


class Paragraph(Node):
    """One paragraph."""

    line: Line


class Heading(Node):
    """A heading inside an answer: level 4 to 6."""

    level: int
    line: Line


class CodeBlock(Node):
    """Lines of code, kept as they stand; ``language`` may be empty."""

    code: str
    language: str = ""


class MathsBlock(Node):
    """A displayed formula, as LaTeX source."""

    source: str


class Items(Node):
    """A list; ``start`` is the first number of a numbered one, None for bullets."""

    items: tuple["Text", ...]
    start: int | None = None


class Quote(Node):
    """A block quotation."""

    text: "Text"


Alignment: TypeAlias = Literal["left", "center", "right", ""]


class Table(Node):
    """A table: one alignment a column, a header row, and rows of as many cells."""

    alignments: tuple[Alignment, ...]
    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


class Rule(Node):
    """A horizontal rule."""


Block: TypeAlias = "Paragraph | Heading | CodeBlock | MathsBlock | Items | Quote | Table | Rule"
Text: TypeAlias = "tuple[Block, ...]"

NODES: tuple[type, ...] = (
    *(Words, Emphasis, Strong, Code, Maths, Link, Image, Break),
    *(Paragraph, Heading, CodeBlock, MathsBlock, Items, Quote, Table, Rule),
)


def plain(line: Line) -> str:
    """The words of a line without any mark-up; formulas as their source."""
    return "".join([_plain_inline(node) for node in line])


def plain_text(text: Text) -> str:
    """The words of a text without any mark-up, a line a block."""
    return "\n".join(_plain_block(block) for block in text)


def links(text: Text) -> Iterable[Link]:
    """Every link of a text, in reading order."""
    for line in lines(text):
        yield from line_links(line)


def line_links(line: Line) -> Iterable[Link]:
    """Every link of a line, in reading order."""
    for node in line:
        match node:
            case Link():
                yield node
            case Emphasis(children) | Strong(children):
                yield from line_links(children)
            case _:
                pass


def images(text: Text) -> Iterable[Image]:
    """Every picture of a text, in reading order."""
    for line in lines(text):
        yield from line_images(line)


def line_images(line: Line) -> Iterable[Image]:
    """Every picture of a line, in reading order."""
    for node in line:
        match node:
            case Image():
                yield node
            case Emphasis(children) | Strong(children) | Link(children):
                yield from line_images(children)
            case _:
                pass


def lines(text: Text) -> Iterable[Line]:
    """Every line of inline nodes in a text, in reading order."""
    for block in text:
        match block:
            case Paragraph(line) | Heading(_, line):
                yield line
            case Items(items):
                for item in items:
                    yield from lines(item)
            case Quote(inner):
                yield from lines(inner)
            case Table(_, header, rows):
                yield from header
                for row in rows:
                    yield from row
            case CodeBlock() | MathsBlock() | Rule():
                pass


def _plain_inline(node: Inline) -> str:
    match node:
        case Words(text) | Code(text) | Maths(text):
            return text
        case Emphasis(children) | Strong(children) | Link(children):
            return plain(children)
        case Image(caption):
            return caption
        case Break():
            return " "


def _plain_block(block: Block) -> str:
    match block:
        case Paragraph(line) | Heading(_, line):
            return plain(line)
        case CodeBlock(code):
            return code
        case MathsBlock(source):
            return source
        case Items(items):
            return "\n".join(plain_text(item) for item in items)
        case Quote(text):
            return plain_text(text)
        case Table(_, header, rows):
            return "\n".join(" ".join(plain(cell) for cell in row) for row in (header, *rows))
        case Rule():
            return ""
