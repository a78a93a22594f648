"""A file as it is written: blocks with their lines, and links that nobody has followed yet."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashcards.text import Block, Items, Line, Paragraph

_HOLE = re.compile(r'"\\u0000([0-9]+)(#?)"')


class WrittenLink(NamedTuple):
    """A link or a picture as it stands in a file; ``by_name`` when it is a ``[[term]]``."""

    line: int
    target: str
    by_name: bool = False
    is_image: bool = False


def hole(number: int) -> str:
    """What stands for the target of a file's link until it is followed; no text holds a NUL."""
    return f"\0{number}"


def name_hole(number: int) -> str:
    """What stands for the name of a picture, which is made of its bytes, until it is looked at."""
    return f"\0{number}#"


class Followed(NamedTuple):
    """Where a link leads: a key, a web address or the path of a picture; empty after a fault.

    ``name`` is the one made of a picture's bytes; empty where nobody looked at them.
    """

    target: str
    name: str = ""


def written_at(target: str, links: Sequence[WrittenLink]) -> WrittenLink:
    """The link of a file whose hole a target is."""
    return links[int(target[1:])]


def holes(stored: str) -> list[int]:
    """The numbers of the links in a text that is stored as JSON."""
    return [int(number) for number, is_name in _HOLE.findall(stored) if not is_name]


def filled(stored: str, leading: Mapping[int, Followed]) -> str:
    """The stored text with what its links lead to, by their numbers."""

    def found(match: re.Match[str]) -> str:
        target, name = leading[int(match[1])]
        return json.dumps(name if match[2] else target, ensure_ascii=False)

    return _HOLE.sub(found, stored)


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
