"""Our tree of text as Markdown: what our reader reads back says the same."""

import re
from collections.abc import Iterable, Iterator

from flashcards.convert import escape
from flashcards.convert.inline import flat_markdown, line_markdown
from flashcards.text import (
    Alignment,
    Block,
    Break,
    CodeBlock,
    Heading,
    Items,
    Line,
    MathsBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    Words,
)

DEEPEST = 8
"""Lists and quotations in one another; what lies deeper is written at this depth."""

_ALIGNED: dict[Alignment, str] = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}
_FORMULA = re.compile(r"(?:[^$\\]|\\.)+", re.DOTALL)


def text_markdown(text: Text) -> str:
    """A text as blocks with blank lines between them."""
    return _blocks(text, 0)


def plain(text: str) -> Text:
    """Plain text as a tree: a blank line ends a paragraph, any other end of a line is kept."""
    paragraphs: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            paragraphs[-1].append(line.strip(" \t"))
        elif paragraphs[-1]:
            paragraphs.append([])
    return tuple(Paragraph(_with_breaks(lines)) for lines in paragraphs if lines)


def _with_breaks(lines: Iterable[str]) -> Line:
    nodes = [node for line in lines for node in (Words(line), Break())]
    return tuple(nodes[:-1])


def _blocks(text: Text, depth: int) -> str:
    written: list[str] = []
    before: Block | None = None
    for block in text:
        if words := _block(block, depth, before):
            written.append(words)
            before = block
    return "\n\n".join(written)


def _block(block: Block, depth: int, before: "Block | None") -> str:
    match block:
        case Paragraph(line):
            return escape.paragraph(line_markdown(line).split("\n"))
        case Heading(level, line):
            words = escape.heading(flat_markdown(line), has_braces=True)
            return f"{'#' * max(level, 4)} {words}" if words else ""
        case CodeBlock(code, language):
            return _fenced(code, re.sub(r"[^\w+#.-]", "", language))
        case MathsBlock(source):
            return _formula(source.strip())
        case Items(items, start):
            again = isinstance(before, Items) and (before.start is None) == (start is None)
            return _items(items, start, depth, again=again)
        case Quote(inner):
            return _quote(_blocks(inner, depth + 1), depth)
        case Table(alignments, header, rows):
            marks = "|".join(_ALIGNED[alignment] for alignment in alignments)
            return "\n".join([_row(header), f"|{marks}|", *map(_row, rows)])
        case Rule():
            return "___" if depth else "---"  # after the dash of an item, dashes are a longer rule


def _formula(source: str) -> str:
    lines = source.split("\n")
    is_sound = all(line.strip() for line in lines) and _FORMULA.fullmatch(source)
    return f"$$\n{source}\n$$" if is_sound else _fenced(source, "latex")


def _fenced(code: str, language: str) -> str:
    runs = (len(run) + 1 for run in re.findall(r"`{3,}", code))
    fence = "`" * max(runs, default=3)
    return f"{fence}{language}\n{code}\n{fence}" if code.strip() else ""


def _quote(written: str, depth: int) -> str:
    if depth >= DEEPEST or not written:
        return written
    return "\n".join(f"> {line}".rstrip(" ") for line in written.split("\n"))


def _items(items: tuple[Text, ...], start: int | None, depth: int, *, again: bool) -> str:
    """A list; right after another of its kind it has other marks, or the two would be one."""
    written = [words for item in items if (words := _blocks(item, depth + 1))]
    if depth >= DEEPEST:
        return "\n\n".join(written)
    loose = any("\n\n" in words for words in written)
    marked = (
        _hanging(words, mark)
        for words, mark in zip(written, _marks(start, again=again), strict=False)
    )
    return ("\n\n" if loose else "\n").join(marked)


def _marks(start: int | None, *, again: bool) -> Iterator[str]:
    number = start or 0
    while True:
        yield ("*" if again else "-") if start is None else f"{number}{')' if again else '.'}"
        number += 1


def _hanging(words: str, mark: str) -> str:
    first, *more = words.split("\n")
    indent = " " * (len(mark) + 1)
    return "\n".join([f"{mark} {first}", *(f"{indent}{line}".rstrip(" ") for line in more)])


def _row(cells: Iterable[Line]) -> str:
    written = (flat_markdown(cell).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(written)} |"
