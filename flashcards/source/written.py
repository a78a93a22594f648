"""A file as it is written: blocks with their lines, and links that nobody has followed yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flashcards.text import Block, Image, Items, Line, Link, Paragraph
from flashcards.tree import Node


class WrittenLink(Link):
    """A link whose target still stands as in the file; ``by_name`` when it is a ``[[term]]``."""

    line: int
    by_name: bool = False


class WrittenImage(Image):
    """A picture whose path is still relative to the folder of its file."""

    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One top block of a file and its first line.

    ``item_lines`` are the first lines of a list's items; ``braces`` is what a heading that
    divides the file has in the braces at its end.
    """

    block: Block
    line: int
    item_lines: tuple[int, ...] = ()
    braces: str | None = None

    def items(self) -> "Iterator[tuple[int, Line | None]]":
        """The items of a list, each with its line; None for one that is not one paragraph."""
        texts = self.block.items if isinstance(self.block, Items) else ()
        for number, text in zip(self.item_lines, texts, strict=True):
            match text:
                case (Paragraph(line),):
                    yield number, line
                case _:
                    yield number, None


def map_written(node: Any, change: Callable[[WrittenLink | WrittenImage], Any]) -> Any:
    """The same tree of nodes and tuples, with every written link and image changed."""
    if isinstance(node, WrittenLink | WrittenImage):
        return change(node)
    if isinstance(node, tuple):
        items = tuple(map_written(item, change) for item in node)
        return items if any(a is not b for a, b in zip(items, node, strict=True)) else node
    if not isinstance(node, Node):
        return node
    changed = {}
    for name in node.fields:
        value = getattr(node, name)
        if (mapped := map_written(value, change)) is not value:
            changed[name] = mapped
    return node.replaced(**changed) if changed else node
