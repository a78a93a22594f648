"""Advice on all texts of a note: what a reader is not shown, or sees where it should not be."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.card import Term
from flashcards.source.codes import Finding
from flashcards.source.deck import Manuscript
from flashcards.source.length import is_visible
from flashcards.source.written import WrittenLink, written_at
from flashcards.text import (
    Block,
    CodeBlock,
    Emphasis,
    Image,
    Inline,
    Items,
    Line,
    Link,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    Words,
    lines,
    plain_text,
)

_THING = r"(?:figure|diagram|picture|image|chart|plot|drawing|screenshot)"
_END = r"(?=\s*(?:[.,;:)\]]|$)|\s+(?:shows?|is|are|gives?)\b)"
_ELSEWHERE = r"(?!\s+(?:of|in|from)\b)"
"""What follows when the figure is one of a book, which the reader can find."""
_FIGURE = re.compile(
    rf"\bsee (?:the )?(?:figure|diagram)\b(?:\s?\d+)?+{_ELSEWHERE}"
    rf"|\b(?:the|this|see) (?:{_THING}|graph) (?:above|below){_END}"
    rf"|\bthe (?:following|above|preceding) {_THING}\b{_ELSEWHERE}"
    rf"|\b(?-i:Figure|Fig\.|FIGURE)\s?\d++{_ELSEWHERE}",
    re.IGNORECASE,
)
_TABLE = re.compile(
    rf"\bsee (?:the )?table\b(?:\s?\d+)?+{_ELSEWHERE}"
    rf"|\bthe table (?:above|below){_END}"
    rf"|\b(?-i:Table|TABLE)\s?\d++{_ELSEWHERE}",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"<!--.*?(?:-->|$)"
    r"|</?(?:b|i|u|em|strong|mark|small|del|ins|sub|sup|br|hr|p|div|span|center|font|kbd|code|pre"
    r"|details|summary|table|t[rdh]|ul|ol|li|h[1-6])\s*/?>"
    r"|<(?:a|img|div|span|font|p|table)\s+[a-z-]+=[^<>]*>"
    r"|\[\^[^\]\s]+\]"
    r"|~~[^~\s](?:[^~]*[^~\s])?~~"
    r"|^\[[ xX]\](?= )",
    re.IGNORECASE,
)
_STARS = re.compile(r"(?:(?<!\S)\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?!\S))")
_LONGEST = 30


def lint_texts(manuscript: Manuscript, links: Sequence[WrittenLink]) -> Iterator[Finding]:
    """Advice on the heading of a note, and on everything under it; ``links`` are its file's."""
    places = tuple(_places(manuscript))
    yield from _missing_figures(places, links)
    yield from _dead_markup(places)
    content = manuscript.note.content
    if not isinstance(content, Term) or is_visible(plain_text(content.answer)):
        yield from _captions(places, links)


def _places(manuscript: Manuscript) -> Iterator[tuple[int, Text]]:
    """The texts of a note in their smallest parts, each with its first line."""
    yield manuscript.head.line, (Paragraph(manuscript.head.name),)
    for entry in (manuscript.head, *manuscript.parts):
        for piece in entry.pieces:
            if isinstance(piece.block, Items):
                yield from zip(piece.item_lines, piece.block.items, strict=True)
            else:
                yield piece.line, (piece.block,)


def _missing_figures(
    places: Sequence[tuple[int, Text]], links: Sequence[WrittenLink]
) -> Iterator[Finding]:
    shown = {type(node) for _, text in places for node in (*_blocks(text), *_nodes(text))}
    has_figure = not shown.isdisjoint({Image, CodeBlock})  # some are drawn with letters
    has_table = has_figure or Table in shown
    missing = [("figure", _FIGURE)] * (not has_figure) + [("table", _TABLE)] * (not has_table)
    for number, text in places:
        leads_away = any(
            isinstance(node, Link) and "://" in written_at(node.target, links).target
            for node in _nodes(text)
        )
        words = "" if leads_away else plain_text(text)
        for what, pattern in missing:
            if found := pattern.search(words):
                message = f"'{found[0]}': this note has no {what}; add it, or say it in words"
                yield Finding(number, "missing-figure", message)


def _captions(
    places: Iterable[tuple[int, Text]], links: Sequence[WrittenLink]
) -> Iterator[Finding]:
    for _, text in places:
        for node in _nodes(text):
            if isinstance(node, Image) and not is_visible(node.caption):
                written = written_at(node.path, links)
                message = (
                    f"the picture '{written.target}' has no caption, and is nothing else at the"
                    " terminal; write one between the brackets"
                )
                yield Finding(written.line, "no-caption", message)


def _dead_markup(places: Iterable[tuple[int, Text]]) -> Iterator[Finding]:
    for number, text in places:
        for words in (node.text for node in _nodes(text) if isinstance(node, Words)):
            if found := _MARK.search(words):
                shown = found[0] if len(found[0]) <= _LONGEST else found[0][:_LONGEST] + "..."
                message = (
                    f"'{shown}' is no mark-up here, and is shown as it stands;"
                    " take it out, or write it as code"
                )
                yield Finding(number, "dead-markup", message)
            elif _STARS.search(words):
                message = (
                    "a '**' makes nothing bold, and is shown; no space stands inside the stars"
                )
                yield Finding(number, "dead-markup", message)


def _blocks(text: Text) -> Iterator[Block]:
    for block in text:
        yield block
        match block:
            case Items(items):
                for item in items:
                    yield from _blocks(item)
            case Quote(inner):
                yield from _blocks(inner)


def _nodes(text: Text) -> Iterator[Inline]:
    for line in lines(text):
        yield from _inlines(line)


def _inlines(line: Line) -> Iterator[Inline]:
    for node in line:
        yield node
        match node:
            case Emphasis(children) | Strong(children) | Link(children):
                yield from _inlines(children)
