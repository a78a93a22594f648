"""The body of a definition in reStructuredText as a text of ours."""

import re
from collections.abc import Iterator

from flashcards.convert.rows import Rows, dedented, trimmed
from flashcards.convert.rst.inline import References, line
from flashcards.text import (
    Block,
    Break,
    CodeBlock,
    Image,
    Items,
    Line,
    MathsBlock,
    Paragraph,
    Quote,
    Strong,
    Text,
    Words,
)

DIRECTIVE = re.compile(r"\.\.[ \t]+([\w:.-]+)::(?:[ \t]+(.*))?$")
EXPLICIT = re.compile(r"\.\.(?:[ \t]|$)")
"""A directive, a target, a footnote or a comment."""
OPTION = re.compile(r":([\w -]+):(?:[ \t]+(.*))?$")
ITEM = re.compile(r"(?:[-*+•]|\(?(?:[0-9]{1,4}|#)[.)])(?:[ \t]+|$)")
_TABLE = re.compile(r"\+[-=+]+\+$|={2,}(?:[ \t]+={2,})+$")
_CODE = frozenset(["code-block", "code", "sourcecode", "highlight", "parsed-literal", "prompt"])
_SILENT = frozenset(["index", "only", "raw", "todo", "toctree", "contents", "tags", "highlight"])
_CALLS = {
    **{name: name.capitalize() for name in ("note", "tip", "hint", "important", "warning")},
    **{name: name.capitalize() for name in ("attention", "caution", "danger", "error")},
    "seealso": "See also",
}
"""Directives that are shown under a heading of theirs."""
_DEEPEST = 8


def blocks(rows: Rows, known: References, depth: int = 0) -> Text:
    """The blocks of some rows."""
    return tuple(_Reader(trimmed(dedented(rows)), known, depth).blocks())


def below(rows: Rows, place: int) -> int:
    """Where all that is further in than a row ends."""
    end = place + 1
    for number in range(place + 1, len(rows)):
        if not rows[number].is_blank:
            if rows[number].indent <= rows[place].indent:
                break
            end = number + 1
    return end


class _Reader:
    """Goes through the rows of one level; what is further in is read by another reader."""

    def __init__(self, rows: Rows, known: References, depth: int) -> None:
        self._rows = rows
        self._known = known
        self._depth = depth
        self._place = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks one after the other."""
        while self._place < len(self._rows):
            row = self._rows[self._place]
            text = row.text.strip()
            if not text:
                self._place += 1
            elif EXPLICIT.match(text):
                yield from self._explicit(text)
            elif row.indent:
                yield from self._quote()
            elif ITEM.match(text):
                yield self._list(is_numbered=text[0].isdigit() or text[0] in "(#")
            else:
                yield from self._paragraph(text)

    def _take(self, end: int) -> Rows:
        """The rows from here up to a place, which is then the next."""
        taken = self._rows[self._place : end]
        self._place = max(end, self._place + 1)
        return taken

    def _inner(self, rows: Rows) -> Text:
        return blocks(rows, self._known, self._depth + 1) if self._depth < _DEEPEST else ()

    def _words(self, text: str) -> Line:
        return line(text, self._known)

    def _explicit(self, text: str) -> Iterator[Block]:
        rows = self._take(below(self._rows, self._place))
        if found := DIRECTIVE.match(text):
            yield from self._directive(found[1].lower(), found[2] or "", rows[1:])

    def _directive(self, name: str, argument: str, rows: Rows) -> Iterator[Block]:
        options, body = _options(rows)
        if name in _CODE:
            yield CodeBlock(_as_is(body), argument)
        elif name == "math":
            yield MathsBlock("\n".join(part for part in (argument, _as_is(body)) if part))
        elif name in {"image", "figure"}:
            yield Paragraph((Image(options.get("alt") or "picture", argument.strip()),))
            yield from self._inner(body)
        elif name not in _SILENT:
            if name in _CALLS:
                yield Paragraph((Strong((Words(_CALLS[name]),)),))
            if argument:
                yield Paragraph(self._words(argument))
            yield from self._inner(body)

    def _quote(self) -> Iterator[Block]:
        ends = (
            place
            for place in range(self._place, len(self._rows))
            if not self._rows[place].is_blank and not self._rows[place].indent
        )
        inner = self._inner(self._take(next(ends, len(self._rows))))
        if inner:
            yield Quote(inner)

    def _list(self, *, is_numbered: bool) -> Block:
        texts: list[Text] = []
        while self._place < len(self._rows):
            row = self._rows[self._place]
            mark = ITEM.match(row.text)
            if mark is None and not row.is_blank:
                break
            if mark is None:
                self._place += 1
                continue
            first, *rest = self._take(below(self._rows, self._place))
            indented = first._replace(text=" " * mark.end() + first.text[mark.end() :])
            texts.append(self._inner([indented, *rest]))
        return Items(tuple(texts), 1 if is_numbered else None)

    def _paragraph(self, text: str) -> Iterator[Block]:
        is_table = bool(_TABLE.match(text))
        end = self._place + 1
        while end < len(self._rows) and not self._rows[end].is_blank:
            if self._rows[end].indent and not is_table:
                break
            end += 1
        is_term = end == self._place + 1 and end < len(self._rows) and self._rows[end].indent
        if is_term and not text.endswith("::"):
            rows = self._take(below(self._rows, self._place))
            yield Paragraph((Strong(self._words(text)),))
            yield from self._inner(rows[1:])
            return
        rows = self._take(end)
        if is_table or text.startswith(">>>"):
            yield CodeBlock(_as_is(rows), "python" if text.startswith(">>>") else "")
        elif text.startswith("| "):
            nodes = [n for r in rows for n in (*self._words(r.text[1:].strip()), Break())]
            yield Paragraph(tuple(nodes[:-1]))
        else:
            yield from self._text(" ".join(row.text.strip() for row in rows))

    def _text(self, text: str) -> Iterator[Block]:
        """A paragraph; after two colons the block below it is taken as it stands."""
        if not text.endswith("::"):
            yield Paragraph(self._words(text))
            return
        shown = text[:-1].removesuffix(" :").rstrip()
        if shown not in ("", ":"):
            yield Paragraph(self._words(shown))
        end = self._place
        while end < len(self._rows) and (self._rows[end].indent or self._rows[end].is_blank):
            end += 1
        if code := _as_is(self._rows[self._place : end]):
            self._place = end
            yield CodeBlock(code)


def _options(rows: Rows) -> tuple[dict[str, str], Rows]:
    """The options at the top of a directive, and its body."""
    options: dict[str, str] = {}
    place = 0
    while place < len(rows) and (found := OPTION.match(rows[place].text.strip())):
        options[found[1].lower()] = found[2] or ""
        place += 1
    return options, rows[place:]


def _as_is(rows: Rows) -> str:
    return "\n".join(row.text.rstrip() for row in trimmed(dedented(rows)))
