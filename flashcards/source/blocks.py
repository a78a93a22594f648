"""The tree of a file: tokens become blocks with their lines, and links as they are written."""

from collections.abc import Iterator

from flashcards import text
from flashcards.source.markdown import Token, count_cells, first_line, is_plain, tokenize
from flashcards.source.report import Report
from flashcards.source.written import Piece, WrittenLink, hole, name_hole
from flashcards.text import Alignment, Block, Inline, Line, Text

_ALIGNMENTS: dict[object, Alignment] = {
    "text-align:left": "left",
    "text-align:center": "center",
    "text-align:right": "right",
}


def read_blocks(
    report: Report, source: str
) -> tuple[tuple[Piece, ...], tuple[WrittenLink, ...]] | None:
    """The top blocks of a file in Markdown, and its links; None after a fault that hides them.

    A link in the blocks holds, instead of its target, the ``hole`` of its number.
    """
    tokens = tokenize(report, source)
    if tokens is None:
        return None
    reader = _BlockReader(report, source)
    pieces = tuple(reader.pieces(iter(tokens)))
    return pieces, tuple(reader.links)


class _BlockReader:
    """Turns a stream of tokens into blocks; each method takes what belongs to its block."""

    def __init__(self, report: Report, source: str) -> None:
        self._report = report
        self._lines = source.split("\n")
        self.links: list[WrittenLink] = []

    def pieces(self, tokens: Iterator[Token], until: str = "") -> Iterator[Piece]:
        """The blocks up to the token that closes them."""
        for token in tokens:
            if token.type == until:
                return
            yield self._piece(token, tokens)

    def _piece(self, token: Token, tokens: Iterator[Token]) -> Piece:
        line = first_line(token)
        match token.type:
            case "heading_open":
                return Piece(self._heading(token, tokens), line, braces=token.meta.get("braces"))
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, tokens)
            case _:
                return Piece(self._block(token, tokens), line)

    def _block(self, token: Token, tokens: Iterator[Token]) -> Block:
        match token.type:
            case "paragraph_open":
                return text.Paragraph(self._line_before("paragraph_close", tokens))
            case "blockquote_open":
                return text.Quote(self._text("blockquote_close", tokens))
            case "table_open":
                return self._table(tokens)
            case "fence" | "code_block":
                language, *_ = token.info.split() or [""]
                return text.CodeBlock(token.content.removesuffix("\n"), language)
            case "math_block":
                return text.MathsBlock(token.content.strip())
            case _:
                return text.Rule()

    def _text(self, until: str, tokens: Iterator[Token]) -> Text:
        return tuple(piece.block for piece in self.pieces(tokens, until))

    def _heading(self, token: Token, tokens: Iterator[Token]) -> text.Heading:
        level, line = int(token.tag[1:]), first_line(token)
        if token.markup == "-" and token.level == 0:
            message = (
                "a line of dashes makes the text above it a heading; leave a line blank between"
            )
            self._report.fault(line, "underlined-heading", message)
        # In a list or a quotation no heading divides the file: it belongs to the answer.
        level = level if token.level == 0 else max(level, 4)
        return text.Heading(level, self._line_before("heading_close", tokens))

    def _list(self, token: Token, tokens: Iterator[Token]) -> Piece:
        items: list[Text] = []
        lines: list[int] = []
        for item in tokens:
            if item.type.endswith("_list_close"):
                break
            lines.append(first_line(item))
            items.append(self._text("list_item_close", tokens))
        numbered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1)) if numbered else None
        return Piece(text.Items(tuple(items), start), first_line(token), tuple(lines))

    def _table(self, tokens: Iterator[Token]) -> text.Table:
        alignments: list[Alignment] = []
        rows: list[list[Line]] = []
        for token in tokens:
            match token.type:
                case "tr_open":
                    self._check_row(token, len(alignments))
                    rows.append([])
                case "th_open":
                    alignments.append(_ALIGNMENTS.get(token.attrs.get("style"), ""))
                case "inline":
                    rows[-1].append(_LineReader(token, self.links).read())
                case "table_close":
                    break
        header, *body = (tuple(row) for row in rows)
        return text.Table(tuple(alignments), header, tuple(body))

    def _check_row(self, row: Token, columns: int) -> None:
        """The parser drops the cells for which a table has no column."""
        line = first_line(row)
        cells = count_cells(self._lines[line - 1])
        if columns and cells > columns:
            message = rf"the row has {cells} cells, the table {columns} columns (write | as \|)"
            self._report.fault(line, "wide-row", message)

    def _line_before(self, until: str, tokens: Iterator[Token]) -> Line:
        line: Line = ()
        for token in tokens:
            if token.type == until:
                break
            line = _LineReader(token, self.links).read()
        return line


class _LineReader:
    """Turns the inline tokens of one block into a line, and counts the lines of the file."""

    def __init__(self, block: Token, links: list[WrittenLink]) -> None:
        self._block = block
        self._tokens = iter(block.children or ())
        self._number = first_line(block)
        self._links = links

    def read(self) -> Line:
        """The line."""
        if not is_plain(self._block.content):
            return self._until("")
        words = " ".join(line.lstrip(" \t") for line in self._block.content.split("\n"))
        return (text.Words(words),) if words else ()

    def _until(self, end: str) -> Line:
        """The nodes up to the token that closes them; words run together, and none are left out."""
        nodes: list[Inline] = []
        words: list[str] = []
        for token in self._tokens:
            if token.type == end:
                break
            if token.type in _WORDS:
                self._number += token.type == "softbreak"
                words.append(token.content or " " * (token.type == "softbreak"))
                continue
            _flush(words, nodes)
            nodes.append(self._container(token) or self._leaf(token))
        _flush(words, nodes)
        return tuple(nodes)

    def _container(self, token: Token) -> "Inline | None":
        number = self._number
        match token.type:
            case "em_open":
                return text.Emphasis(self._until("em_close"))
            case "strong_open":
                return text.Strong(self._until("strong_close"))
            case "link_open":
                written = WrittenLink(number, str(token.attrs["href"]))
                return text.Link(self._until("link_close"), self._hole(written))
            case _:
                return None

    def _leaf(self, token: Token) -> Inline:
        match token.type:
            case "hardbreak":
                self._number += 1
                return text.Break()
            case "code_inline":
                return text.Code(token.content)
            case "math_inline":
                self._number += token.content.count("\n")
                return text.Maths(" ".join(token.content.split()))
            case "named_link":
                written = WrittenLink(self._number, token.content, by_name=True)
                return text.Link((text.Words(token.content),), self._hole(written))
            case "image":
                written = WrittenLink(self._number, str(token.attrs["src"]), is_image=True)
                place = self._hole(written)
                return text.Image(_caption(token), place, name_hole(len(self._links) - 1))
            case _:
                return text.Words(token.content)

    def _hole(self, written: WrittenLink) -> str:
        self._links.append(written)
        return hole(len(self._links) - 1)


_WORDS = frozenset({"text", "text_special", "softbreak"})
"""Tokens that are nothing but words."""


def _flush(words: list[str], nodes: list[Inline]) -> None:
    if together := "".join(words):
        nodes.append(text.Words(together))
    words.clear()


def _caption(image: Token) -> str:
    words = (" " if token.type == "softbreak" else token.content for token in image.children or ())
    return "".join(words)
