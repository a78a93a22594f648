"""HTML as a small tree of elements, whatever was left open or closed twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 30
"""Elements in one another; what lies deeper is taken for part of the last one."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source", "col", "embed", "x-formula"})
_ENDS = {
    "li": frozenset({"li"}),
    "p": frozenset({"p"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
}
"""The elements that a tag ends where they are still open."""
_HOLDS = frozenset({"ul", "ol", "table", "dl", "div"})
"""Elements out of which no tag ends anything."""


_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_NO_TAG = re.compile(r"<(?!/?[a-z][^<>]*>)", re.IGNORECASE)
"""A sign that begins no tag: the parser would look for the end of it, and far."""


@dataclass(slots=True)
class Element:
    """A tag with its attributes, and what stands between it and its end."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """The elements within, from the first to the last."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """The text within, as it stands; a break is the end of a line."""
        return "".join(_text(child) for child in self.children)


def parse(html: str) -> Element:
    """The tree of a piece of HTML."""
    parser = _Parser()
    parser.feed(_NO_TAG.sub("&lt;", _COMMENT.sub("", html)))
    parser.close()
    return parser.root


def _text(child: "Element | str") -> str:
    if isinstance(child, str):
        return child
    if child.tag == "br":
        return "\n"
    end = "\n" if child.tag in {"div", "p", "li"} else ""
    return child.text() + end


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_what(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        places = [i for i, each in enumerate(self._open) if each.tag == tag and i]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _end_what(self, tag: str) -> None:
        ended = _ENDS.get(tag, frozenset())
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in ended:
                del self._open[place:]
                return
            if self._open[place].tag in _HOLDS:
                return
