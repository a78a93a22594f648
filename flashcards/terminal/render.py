"""Card text as lines for the terminal: paragraphs, lists, code, tables, quotes and maths."""

from collections.abc import Iterable
from itertools import chain, repeat

from flashcards.terminal.clean import clean, clean_line
from flashcards.terminal.formula import inline
from flashcards.terminal.style import Look
from flashcards.terminal.table import tabulate
from flashcards.terminal.width import cut, width, wrap
from flashcards.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
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
    Words,
)

_NARROWEST = 12
_STEP = "  "
_RULE = "* * *"


def render(text: Text, look: Look, indent: int = 2) -> list[str]:
    """Lay a text out in lines that end at ``look.edge``; a plain look has no margin.

    Only what cannot be broken is longer: lists and quotes nested deeper than the width holds.
    """
    margin = "" if look.plain else " " * indent
    return [(margin + line).rstrip() for line in _blocks(text, look, look.edge - len(margin))]


def render_line(line: Line, look: Look) -> str:
    """Render a line of inline nodes without wrapping it."""
    return _inlines(line, look).replace("\n", " ")


def _blocks(text: Text, look: Look, columns: int, *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    for block in text:
        if lines and not tight:
            lines.append("")
        lines += _block(block, look, max(columns, _NARROWEST))
    return lines


def _block(block: Block, look: Look, columns: int) -> list[str]:
    match block:
        case Paragraph(line):
            return wrap(_inlines(line, look), columns)
        case Heading(_, line):
            return wrap(look.bold(_inlines(line, look)), columns)
        case CodeBlock(code):
            return _code(clean(code).rstrip("\n").split("\n"), look, columns)
        case MathsBlock(source):
            return _maths(clean(source), look, columns)
        case Items(items, start):
            return _items(items, start, look, columns)
        case Quote(inner):
            return _hanging(_blocks(inner, look, columns - 2), repeat("> "))
        case Table(alignments, header, rows):
            cells = [[_inlines(cell, look) for cell in row] for row in (header, *rows)]
            return tabulate(alignments, cells, look, columns)
        case Rule():
            return [_RULE]


def _inlines(line: Line, look: Look) -> str:
    return "".join(_inline(node, look) for node in line)


def _inline(node: Inline, look: Look) -> str:
    match node:
        case Words(text):
            return clean_line(text)
        case Code(text):
            return f"`{clean_line(text)}`"
        case Maths(source):
            return clean_line(source) if look.ascii else inline(clean_line(source))
        case Emphasis(children):
            return look.underline(_inlines(children, look))
        case Strong(children):
            return look.bold(_inlines(children, look))
        case Link(children):
            return _inlines(children, look)
        case Image(caption):
            return f"[image: {clean_line(caption)}]" if caption else "[image]"
        case Break():
            return "\n"


def _code(rows: Iterable[str], look: Look, columns: int) -> list[str]:
    """Code as it stands; the rest of a line that is too long follows after a sign."""
    lines: list[str] = []
    for row in map(str.rstrip, rows):
        fits = width(row) <= columns - len(_STEP)
        first, *more = [row] if fits else cut(row, columns - 2 * len(_STEP))
        lines += [_STEP + first, *(f"{_STEP}{look.more} {rest}" for rest in more)]
    return lines


def _maths(source: str, look: Look, columns: int) -> list[str]:
    if look.ascii:
        return _code(source.strip().split("\n"), look, columns)
    if look.plain:  # a drawing means nothing to the ear
        return wrap(inline(source), columns, first=_STEP, rest=_STEP)
    # TeXicode takes as long to import as all the rest: only for those who meet a formula.
    from flashcards.terminal.maths import block  # noqa: PLC0415 - see above

    return _code(block(source, columns - 2 * len(_STEP)), look, columns)


def _items(items: tuple[Text, ...], start: int | None, look: Look, columns: int) -> list[str]:
    marks = _marks(len(items), start)
    hang = max(map(len, marks), default=0)
    tight = all(map(_is_short, items))
    lines: list[str] = []
    for mark, item in zip(marks, items, strict=True):
        if lines and not tight:
            lines.append("")
        rows = _blocks(item, look, columns - hang, tight=tight) or [""]
        lines += _hanging(rows, chain([mark], repeat(" " * hang)))
    return lines


def _marks(number: int, start: int | None) -> list[str]:
    """Bullets, or numbers that end at one column."""
    if start is None:
        return ["- "] * number
    numbers = [f"{n}. " for n in range(start, start + number)]
    return [text.rjust(len(numbers[-1])) for text in numbers]


def _is_short(item: Text) -> bool:
    """Whether an item is a paragraph, perhaps with lists under it: these need no blank lines."""
    match item:
        case () | (Paragraph(),):
            return True
        case (Paragraph(), *rest):
            return all(isinstance(block, Items) for block in rest)
    return False


def _hanging(rows: Iterable[str], prefixes: Iterable[str]) -> list[str]:
    return [(prefix + row).rstrip() for row, prefix in zip(rows, prefixes, strict=False)]
