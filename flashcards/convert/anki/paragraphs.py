"""Loose inline nodes as paragraphs: divided where two breaks meet, with single spaces."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.text import Block, Break, Image, Inline, Line, Paragraph, Words, plain

SPACE = re.compile(r"[ \t\n\r\f\xa0]+")


def paragraphs(nodes: Iterable[Inline]) -> Iterator[Block]:
    """The paragraphs, whose lines keep the single breaks between them."""
    lines: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, Break):
            lines.append([])
        else:
            lines[-1].append(node)
    paragraph: list[Inline] = []
    for line in (*map(_tidy, lines), ()):
        if line:
            paragraph += [Break(), *line] if paragraph else line
        elif paragraph:
            yield Paragraph(tuple(paragraph))
            paragraph = []


def _tidy(line: Sequence[Inline]) -> Line:
    """A line with single spaces, and none at its ends; empty where it shows nothing."""
    nodes: list[Inline] = []
    for node in line:
        last = nodes[-1] if nodes else None
        if isinstance(node, Words) and isinstance(last, Words):
            nodes[-1] = Words(SPACE.sub(" ", last.text + node.text))
        else:
            nodes.append(node)
    if nodes and isinstance(first := nodes[0], Words):
        nodes[0] = Words(first.text.lstrip())
    if nodes and isinstance(last := nodes[-1], Words):
        nodes[-1] = Words(last.text.rstrip())
    shows = plain(tuple(nodes)).strip() or any(isinstance(node, Image) for node in nodes)
    return tuple(nodes) if shows else ()
