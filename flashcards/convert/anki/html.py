"""The HTML of a field as our tree of text: only what is listed here gets through, as what it is."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeGuard
from urllib.parse import unquote

from flashcards.convert.anki.dom import Element, parse
from flashcards.convert.anki.formulas import TAG, Formula, take_out
from flashcards.convert.anki.paragraphs import SPACE, paragraphs
from flashcards.convert.flat import flat
from flashcards.convert.scripts import lowered, raised
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
    Link,
    Maths,
    MathsBlock,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    Words,
    plain,
)

Pictures: TypeAlias = Callable[[str], str | None]
"""Where the deck finds a picture, by the name that a field calls it; None where there is none."""

SOUND, VIDEO, SCRIPT, LOST_PICTURE = "a sound", "a video", "a script", "a picture that is not there"

_SOUND = re.compile(
    r"\[sound:[^\[\]]*\]|\[anki:[^\[\]]*\](?:(?:(?!\[anki:).)*?\[/anki:\w+\])?", re.DOTALL
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINERS = frozenset(
    (
        *("p", "div", "section", "article", "center", "main", "header", "footer", "figure"),
        *("dl", "dt", "dd", "fieldset", "form", "details", "summary"),
    )
)
_BLOCKS = _CONTAINERS.union(("ul", "ol", "table", "pre", "blockquote", "hr"), _HEADINGS)
_LOST = {
    **dict.fromkeys(("script", "object", "embed", "iframe", "svg", "canvas"), SCRIPT),
    "audio": SOUND,
    "video": VIDEO,
}
_SILENT = frozenset(
    ["style", "head", "title", "link", "meta", "input", "button", "select", "textarea", "rp"]
)
_CODE = frozenset(["code", "kbd", "tt", "samp"])
_LANGUAGE = re.compile(r"(?:language|lang)-([\w+#.-]+)")
_LEAST_LEVEL = 4


class HtmlReader:
    """Reads fields, and remembers in ``lost`` what of them has no place in a deck."""

    def __init__(self, pictures: Pictures) -> None:
        self.lost: list[str] = []
        self._pictures = pictures
        self._formulas: Sequence[Formula] = ()

    def read(self, html: str) -> Text:
        """The text of a piece of HTML."""
        html, formulas = take_out(_SOUND.sub(self._sound, html))
        self._formulas = formulas
        return tuple(self._blocks(parse(html).children))

    def _sound(self, found: re.Match[str]) -> str:
        if found[0].startswith("[sound"):
            self.lost.append(SOUND)
        return ""

    def _blocks(self, children: Sequence[Element | str]) -> Iterator[Block]:
        line: list[Inline] = []
        for child in children:
            if isinstance(child, Element) and self._is_block(child):
                yield from paragraphs(line)
                line = []
                yield from self._block(child)
            else:
                line += self._inline(child)
        yield from paragraphs(line)

    def _is_block(self, element: Element) -> bool:
        """Whether an element stands on lines of its own, or holds one that does."""
        own = element.tag in _BLOCKS or self._is_displayed(element)
        return own or any(e.tag in _BLOCKS or self._is_displayed(e) for e in element.walk())

    def _is_displayed(self, element: Element) -> bool:
        formula = self._formula(element)
        return formula is not None and formula.is_block

    def _formula(self, element: Element) -> Formula | None:
        number = element.attributes.get("n", "") if element.tag == TAG else ""
        is_ours = number.isdecimal() and int(number) < len(self._formulas)
        return self._formulas[int(number)] if is_ours else None

    def _block(self, element: Element) -> Iterator[Block]:
        match element.tag:
            case "ul" | "ol":
                yield from self._items(element)
            case "table":
                yield from self._table(element)
            case "pre":
                yield from _code_block(element)
            case "blockquote":
                yield Quote(tuple(self._blocks(element.children)))
            case "hr":
                yield Rule()
            case tag if tag in _HEADINGS:
                level = min(6, int(tag[1]) + _LEAST_LEVEL - 1)
                yield Heading(level, flat(tuple(self._blocks(element.children))))
            case tag if tag in _LOST:
                self.lost.append(_LOST[tag])
            case _ if formula := self._formula(element):
                yield MathsBlock(formula.source)
            case _:
                yield from self._blocks(element.children)

    def _items(self, element: Element) -> Iterator[Block]:
        texts: list[Text] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                texts.append(tuple(self._blocks(child.children)))
            elif isinstance(child, Element) and texts:  # a list that stands between the items
                texts[-1] += tuple(self._blocks([child]))
            elif isinstance(child, Element) or child.strip():
                texts.append(tuple(self._blocks([child])))
        start = element.attributes.get("start", "1")
        number = int(start) if re.fullmatch("[0-9]{1,8}", start) else 1
        if held := tuple(text for text in texts if text):
            yield Items(held, number if element.tag == "ol" else None)

    def _table(self, element: Element) -> Iterator[Block]:
        cells = ([c for c in row.children if _is_a(c, "td", "th")] for row in _rows_of(element))
        rows = [row for row in cells if row]
        columns = max(map(len, rows), default=0)
        if columns < 2 or any(e.tag == "table" for e in element.walk()):  # noqa: PLR2004 - a frame
            for cell in (cell for row in rows for cell in row):
                yield from self._blocks(cell.children)
            return
        lines = [[flat(tuple(self._blocks(cell.children))) for cell in row] for row in rows]
        header, *body = (tuple(row + [()] * (columns - len(row))) for row in lines)
        alignments: list[Alignment] = [""] * columns
        yield Table(tuple(alignments), header, tuple(body))

    def _inline(self, child: Element | str) -> list[Inline]:
        if isinstance(child, str):
            return [Words(SPACE.sub(" ", child))]
        if child.tag in _LOST:
            self.lost.append(_LOST[child.tag])
            return []
        if formula := self._formula(child):
            return [(Code if formula.is_code else Maths)(formula.source)]
        if child.tag == "img":
            return self._image(child)
        if child.tag in _SILENT:
            return []
        if child.tag in _CODE:
            return [Code(child.text().strip("\n").replace("\xa0", " "))]
        return _marked(child.tag, [n for each in child.children for n in self._inline(each)], child)

    def _image(self, element: Element) -> list[Inline]:
        source = element.attributes.get("src", "").strip()
        caption = " ".join(element.attributes.get("alt", "").split()) or "picture"
        if source.lower().startswith(("http://", "https://")):
            return [Link((Words(caption),), source)]
        path = self._pictures(source) or self._pictures(unquote(source))
        if path is None:
            self.lost.append(LOST_PICTURE)
            return []
        return [Image(caption, path)]


def _rows_of(element: Element) -> Iterator[Element]:
    """The rows of a table, without those of tables within it."""
    for child in element.children:
        if _is_a(child, "tr"):
            yield child
        elif _is_a(child, "thead", "tbody", "tfoot"):
            yield from _rows_of(child)


def _is_a(child: Element | str, *tags: str) -> TypeGuard[Element]:
    return isinstance(child, Element) and child.tag in tags


def _marked(tag: str, inner: list[Inline], element: Element) -> list[Inline]:
    """What stands in an element, as the element shows it."""
    match tag:
        case "br":
            return [Break()]
        case "b" | "strong":
            return [Strong(tuple(inner))]
        case "i" | "em" | "var" | "cite":
            return [Emphasis(tuple(inner))]
        case "sup":
            return [Words(raised(plain(tuple(inner))))]
        case "sub":
            return [Words(lowered(plain(tuple(inner))))]
        case "rt":
            return [Words("("), *inner, Words(")")]
        case "a":
            return [Link(tuple(inner), element.attributes.get("href", "").strip())]
        case _:
            return inner


def _code_block(element: Element) -> Iterator[Block]:
    code = element.text().replace("\xa0", " ").strip("\n")
    classes = " ".join(
        each.attributes.get("class", "") for each in (element, *element.walk()) if each.attributes
    )
    language = _LANGUAGE.search(classes)
    if code.strip():
        yield CodeBlock(code, language[1] if language else "")
