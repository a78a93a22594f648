"""Lines of our tree as Markdown: emphasis, code, formulas and links that are read back as such."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from flashcards.convert import escape
from flashcards.text import (
    Break,
    Code,
    Emphasis,
    Image,
    Inline,
    Line,
    Link,
    Maths,
    Strong,
    Words,
    plain,
)

_FORMULA = re.compile(r"(?:[^$\\]|\\.)+")
_STAR_AT_AN_END = re.compile(r"^[*_](?:\s|$)|\s[*_]$")
_WEB = re.compile(r"https?://\S", re.IGNORECASE)
_IN_ADDRESS = "/:?#@!&'*+,;=%~._-"


def line_markdown(line: Line) -> str:
    """A line with its breaks as newlines; the beginnings of lines are not looked at."""
    line = _merged(line)
    return _Writer(_dollars(line) > 1, escape.is_nest(plain(line))).written(line)


def flat_markdown(line: Line) -> str:
    """A line without breaks, as a heading or the cell of a table has it."""
    return re.sub(r"[ \t\n]+", " ", line_markdown(line)).strip()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the nodes of one line; ``dollars`` are escaped where two could make a formula.

    Brackets are ``named`` where there are too many, and escaped ``in_link``.
    """

    dollars: bool
    named: bool
    in_link: bool = False

    def written(self, line: Line, before: str = " ", after: str = " ") -> str:
        """The nodes one after the other, each with regard to its neighbours."""
        parts = [self._node(node) for node in line]
        out = ""
        for number, (node, part) in enumerate(zip(line, parts, strict=True)):
            left = out[-1:] or before
            pairs = zip(line[number + 1 :], parts[number + 1 :], strict=True)
            right = next((_first_signs(*pair) for pair in pairs if pair[1]), after)
            out = _joined(out, self._marked(node, part, left, right))
        return out

    def _marked(self, node: Inline, part: str, before: str, after: str) -> str:
        """A written node with the marks that its neighbours let it have."""
        match node:
            case Emphasis(children) | Strong(children):
                marks = 1 if isinstance(node, Emphasis) else 2
                found = _emphasised(part, marks, before, after)
                return self.written(children, before, after) if found is None else found
            case Maths():  # a digit beside it would make it a price
                return " " * before.isdigit() + part + " " * after[-1].isdigit()
            case _:
                return part

    def _node(self, node: Inline) -> str:
        match node:
            case Words(text):
                return self._words(text)
            case Emphasis(children) | Strong(children):
                return self.written(children)
            case Code(text) if self.in_link and "]" in text:  # it could end the link, even there
                return self._words(text)
            case Code(text):
                return _code(text)
            case Maths(source):
                return f"${source}$"
            case Link(children, target):
                return self._link(children, target)
            case Image(caption, path):
                return f"![{self._in_link(Words(caption))}]({_address(path)})"
            case Break():
                return "\n"

    def _words(self, text: str) -> str:
        return escape.words(text, dollars=self.dollars, brackets=self.in_link, named=self.named)

    def _link(self, children: Line, target: str) -> str:
        shown = self._in_link(*children)
        return f"[{shown}]({_address(target)})" if shown else ""

    def _in_link(self, *nodes: Inline) -> str:
        return replace(self, in_link=True).written(nodes).strip()


def _first_signs(node: Inline, part: str) -> str:
    """Every sign that a written node could begin with, once it is known what marks it has."""
    is_marked = isinstance(node, Emphasis | Strong)
    return f"*{plain((node,))[:1]}" if is_marked else part[0]


def _joined(out: str, part: str) -> str:
    """Two pieces side by side, of which no link is made that neither of them was."""
    if out[-1:] in ("!", "[") and part.startswith("["):
        return f"{out[:-1]}\\{out[-1]}{part}"
    if out.endswith("]") and part.startswith("("):
        return f"{out}\\{part}"
    return f"{out} {part}" if out.endswith("`") and part.startswith("`") else out + part


def _emphasised(inner: str, count: int, before: str, after: str) -> str | None:
    """The words between marks; None where no marks would be read as what they are."""
    core = inner.strip()
    if not core or _STAR_AT_AN_END.search(core):
        return None if core else inner
    start = inner.index(core)
    left, right = inner[:start], inner[start + len(core) :]
    before, after = left[-1:] or before, right[:1] or after
    for sign in "*_":
        if _can_stand(sign, before, core, after):
            return f"{left}{sign * count}{core}{sign * count}{right}"
    return None


def _can_stand(sign: str, before: str, core: str, after: str) -> bool:
    """Whether marks there begin and end an emphasis, by CommonMark's rules or stricter ones."""
    if sign in (before, core[0], core[-1], *after):
        return False
    is_open, is_closed = _is_apart(before), all(map(_is_apart, after))
    if sign == "_" and not (is_open and is_closed):
        return False
    return (is_open or not _is_apart(core[0])) and (is_closed or not _is_apart(core[-1]))


def _is_apart(sign: str) -> bool:
    """White space, punctuation and symbols, as CommonMark knows them: what is no part of a word."""
    kind = unicodedata.category(sign)
    return sign in "\t\n\v\f\r" or kind == "Zs" or kind[0] in "PS"


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    if not text.strip():
        return text
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    padded = "`" in (text[0], text[-1]) or text[0] == " " == text[-1]
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def _address(target: str) -> str:
    return re.sub(r"&(?=#?\w+;)", r"\\&", quote(target, safe=_IN_ADDRESS))


def _merged(line: Line) -> Line:
    """The same line with neighbours of one kind joined, and nothing within its own kind."""
    nodes: list[Inline] = []
    for node in _simpler(line):
        last = nodes[-1] if nodes and type(nodes[-1]) is type(node) else None
        match node:
            case Words(text) | Code(text) if isinstance(last, Words | Code):
                nodes[-1] = type(node)(last.text + text)
            case Strong(children) | Emphasis(children) if isinstance(last, Strong | Emphasis):
                nodes[-1] = type(node)(_merged((*last.children, *_without(type(node), children))))
            case Strong(children) | Emphasis(children):
                nodes.append(type(node)(_merged(_without(type(node), children))))
            case Link(children, target):
                nodes.append(Link(_merged(_without(Link, children)), target))
            case _:
                nodes.append(node)
    return tuple(nodes)


def _simpler(line: Line) -> Iterator[Inline]:
    """The nodes of a line; of a link out of the web only its words, an odd formula as code."""
    for node in line:
        match node:
            case Words() | Code() | Maths() | Strong() | Emphasis() | Link() if not plain((node,)):
                pass
            case Link(children, target) if not _WEB.match(target):
                yield from _simpler(children)
            case Maths(source):
                source = " ".join(source.split())
                yield Maths(source) if _FORMULA.fullmatch(source) else Code(source)
            case _:
                yield node


def _without(kind: type, line: Line) -> Line:
    """The nodes of a line with those of a kind, however deep, replaced by what is in them."""
    found: list[Inline] = []
    for node in line:
        if not isinstance(node, Strong | Emphasis | Link):
            found.append(node)
        elif isinstance(node, kind):
            found += _without(kind, node.children)
        else:
            found.append(node.replaced(children=_without(kind, node.children)))
    return tuple(found)


def _dollars(line: Line) -> int:
    """How many dollars could begin or end a formula."""
    count = 0
    for node in line:
        match node:
            case Words(text) | Image(text) | Code(text):
                count += text.count("$")
            case Maths():
                count += 2
            case Emphasis(children) | Strong(children) | Link(children):
                count += _dollars(children)
            case _:
                pass
    return count
