"""Renders text as clean, semantic HTML for a card."""

import re

from flashcards.anki.escape import verbatim, words
from flashcards.anki.maths import display_maths, inline_maths
from flashcards.anki.media import medium_name
from flashcards.text import (
    Alignment,
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

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def text_html(text: Text) -> str:
    """A text as block elements."""
    return "\n".join([_block(block) for block in text])


def line_html(line: Line) -> str:
    """A line as inline elements."""
    return "".join([_inline(node) for node in line])


def _inline(node: Inline) -> str:
    match node:
        case Words(text):
            return words(text)
        case Emphasis(children):
            return f"<em>{line_html(children)}</em>"
        case Strong(children):
            return f"<strong>{line_html(children)}</strong>"
        case Code(text):
            return f"<code>{verbatim(text)}</code>"
        case Maths(source):
            return inline_maths(source)
        case Link(children, target):
            return _link(children, target)
        case Image(caption, _, name):
            return _image(caption, name)
        case Break():
            return "<br>"


def _link(children: Line, target: str) -> str:
    """A link to the web as a link; any other is only emphasised, as a card has nowhere to go."""
    if not _WEB.fullmatch(target):
        return f"<em>{line_html(children)}</em>"
    return f'<a href="{verbatim(target)}">{line_html(children)}</a>'


def _image(caption: str, name: str) -> str:
    """A picture; only its caption where nobody has looked at its bytes."""
    if not name:
        return words(f"[{caption}]")
    return f'<img src="{medium_name(name)}" alt="{verbatim(caption)}">'


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return f"<p>{line_html(line)}</p>"
        case Heading(level, line):
            return f"<h{level}>{line_html(line)}</h{level}>"
        case CodeBlock(code):
            return f"<pre><code>{verbatim(code)}</code></pre>"
        case MathsBlock(source):
            return f'<div class="formula">{display_maths(source)}</div>'
        case Items(items, start):
            return _items(items, start)
        case Quote(text):
            return f"<blockquote>{text_html(text)}</blockquote>"
        case Table(alignments, header, rows):
            return _table(alignments, header, rows)
        case Rule():
            return "<hr>"


def _items(items: tuple[Text, ...], start: int | None) -> str:
    body = "".join([f"<li>{flow_html(item)}</li>" for item in items])
    if start is None:
        return f"<ul>{body}</ul>"
    return f"<ol>{body}</ol>" if start == 1 else f'<ol start="{start}">{body}</ol>'


def flow_html(text: Text) -> str:
    """A text without a paragraph's margins where it is only one paragraph."""
    match text:
        case (Paragraph(line),):
            return line_html(line)
        case _:
            return text_html(text)


def _table(
    alignments: tuple[Alignment, ...], header: tuple[Line, ...], rows: tuple[tuple[Line, ...], ...]
) -> str:
    head = _row("th", alignments, header)
    body = "".join(_row("td", alignments, row) for row in rows)
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return f'<div class="table">{table}</div>'


def _row(tag: str, alignments: tuple[Alignment, ...], cells: tuple[Line, ...]) -> str:
    pairs = zip(alignments, cells, strict=True)
    return "<tr>" + "".join(_cell(tag, align, cell) for align, cell in pairs) + "</tr>"


def _cell(tag: str, alignment: Alignment, line: Line) -> str:
    style = f' style="text-align: {alignment}"' if alignment else ""
    return f"<{tag}{style}>{line_html(line)}</{tag}>"
