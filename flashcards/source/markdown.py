"""The door to markdown-it: text in, its tokens out."""

import re
from itertools import pairwise
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken
from mdit_py_plugins.dollarmath import dollarmath_plugin

from flashcards.source.attributes import split_braces
from flashcards.source.guard import MAX_NESTING
from flashcards.source.report import Report

Token: TypeAlias = MarkdownToken
"""A token; a heading of level 1 to 3 that ends in braces has them in ``meta["braces"]``. An inline
token whose content ``is_plain`` has no children."""

_MATHS = re.compile(
    r"\$\$((?:[^$\\]|\\.)+)\$\$|\$(?!\s)((?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)", re.DOTALL
)
_DIVIDING = ("h1", "h2", "h3")
_MARKED_UP = re.compile(r"[\\`*_\[\]!<&$]| \n")
"""What may mean more than it says; a line that ends in two spaces is one, too."""
_NAMED_LINK = re.compile(r"\[\[([^\[\]\n]+)\]\](?!\()")


def tokenize(report: Report, source: str) -> list[Token] | None:
    """The tokens of a file; None after a fault."""
    try:
        tokens = _PARSER.parse(source)
    except RecursionError:
        report.fault(1, "too-deep", "lists, quotations or brackets nest too deep")
        return None
    if deep := _too_deep(tokens):
        message = f"lists, quotations and emphasis nest at most {MAX_NESTING} deep"
        report.fault(first_line(deep), "too-deep", message)
        return None
    return tokens


def first_line(token: Token) -> int:
    """The line of the file that a block starts on, from 1."""
    return token.map[0] + 1 if token.map else 1


def count_cells(row: str) -> int:
    """How many cells a line of a table has, as the parser splits it."""
    cells = row.lstrip(" \t>").rstrip()
    return len(escapedSplit(cells.removeprefix("|").removesuffix("|")))


class _Parser(MarkdownIt):
    """Leaves the targets of links as they are written: they are judged when they are followed."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url


def _make_parser() -> MarkdownIt:
    # Past maxNesting the parser drops text; far above our own limit, so that we see it coming.
    parser = _Parser("commonmark", {"html": False, "maxNesting": 5 * MAX_NESTING})
    parser.enable("table").use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    parser.inline.ruler.at("math_inline", _maths)
    parser.inline.ruler.before("link", "named_link", _named_link)
    parser.core.ruler.after("block", "braces", _take_braces)
    parser.core.ruler.at("inline", _read_inline)
    parser.core.ruler.disable("text_join")  # the reader of the tokens joins them
    return parser


def _maths(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    # The plugin's own rule looks for a digit before the first character, and finds the last.
    match = _MATHS.match(state.src, state.pos)
    if match is None or (state.pos and state.src[state.pos - 1].isdigit()):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = match[1] or match[2]
    state.pos = match.end()
    return True


def _named_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    match = _NAMED_LINK.match(state.src, state.pos)
    if match is None or state.linkLevel:
        return False
    if not silent:
        state.push("named_link", "a", 0).content = match[1]
    state.pos = match.end()
    return True


def _read_inline(state: StateCore) -> None:
    """Read what stands in the blocks; most of it is text without any mark-up, and stays whole."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if not is_plain(token.content):
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def is_plain(content: str) -> bool:
    """Whether a block holds text and line ends alone; such a block has no inline tokens."""
    return not _MARKED_UP.search(content)


def _take_braces(state: StateCore) -> None:
    """Take attributes off their headings before anything in them is read as Markdown."""
    for heading, inline in pairwise(state.tokens):
        if heading.type == "heading_open" and heading.level == 0 and heading.tag in _DIVIDING:
            inline.content, heading.meta["braces"] = split_braces(inline.content)


_PARSER = _make_parser()


def _too_deep(tokens: list[Token]) -> Token | None:
    depth = 0
    for token in tokens:
        if token.type.startswith(("blockquote", "bullet_list", "ordered_list")):
            depth += token.nesting
        children = token.children or ()
        # Fewer than that many cannot nest deeper.
        inner = max(c.level for c in children) if len(children) > MAX_NESTING else 0
        if max(depth, inner) > MAX_NESTING:
            return token
    return None
