"""The documents of the project as data: their fences, links, tables and generated parts."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROJECT = Path(__file__).parents[2]
README = PROJECT / "README.md"
DOCS = PROJECT / "docs"
DOCUMENTS = (
    *(README, PROJECT / "CHANGELOG.md", PROJECT / "CONTRIBUTING.md"),
    *sorted(DOCS.glob("*.md")),
)

_GENERATED = re.compile(
    r"(?P<begin><!-- generated: (?P<name>.+?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)
_FILE = re.compile(r"<!-- file: (\S+) -->\s*\Z")
_TABLE_NAME = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code in a document; ``file`` is what a comment right above it calls it."""

    language: str
    text: str
    file: str
    line: int


def fences(document: Path) -> Iterator[Fence]:
    """The fenced blocks of a document."""
    text = document.read_text(encoding="utf-8")
    lines = text.splitlines()
    for token in MarkdownIt().parse(text):
        if token.type == "fence" and token.map:
            above = "\n".join(lines[: token.map[0]])
            named = _FILE.search(above)
            yield Fence(token.info, token.content, named[1] if named else "", token.map[0] + 1)


def json_examples(document: Path) -> dict[str, Any]:
    """The examples of JSON in a document, by the words that print them."""
    return {
        fence.language.removeprefix("json "): json.loads(fence.text)
        for fence in fences(document)
        if fence.language.startswith("json ")
    }


def shape(value: Any) -> Any:
    """The keys of a value in their order, and the kinds of its leaves."""
    match value:
        case dict():
            return [(key, shape(each)) for key, each in value.items()]
        case [first, *_]:
            return [shape(first)]
        case bool() | str() | None:
            return type(value).__name__
        case int() | float():
            return "number"
        case _:
            return "empty"


def links(document: Path) -> Iterator[str]:
    """Where the links and pictures of a document lead."""
    for token in _inline(document):
        for child in token.children or ():
            target = child.attrs.get("href", child.attrs.get("src"))
            if target is not None:
                yield str(target)


def anchors(document: Path) -> set[str]:
    """The names by which a link may lead to a heading, as GitHub makes them."""
    tokens = MarkdownIt().parse(document.read_text(encoding="utf-8"))
    heads = (tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open")
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {head.replace(" ", "-") for head in plain}


def first_column(document: Path, heading: str) -> list[str]:
    """The names in code at the beginning of the table rows under a heading."""
    return _TABLE_NAME.findall(section(document, heading))


def section(document: Path, heading: str) -> str:
    """What stands under a heading of level 2, up to the next one."""
    text = document.read_text(encoding="utf-8")
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def generated(text: str) -> dict[str, str]:
    """The generated parts of a document by their names, as they stand."""
    return {m["name"]: m[0].split("\n", 1)[1].rsplit("\n", 1)[0] for m in _GENERATED.finditer(text)}


def regenerated(text: str, parts: Mapping[str, str]) -> str:
    """A document with its generated parts made anew."""
    return _GENERATED.sub(lambda m: f"{m['begin']}{parts[m['name']]}\n{m['end']}", text)


def _inline(document: Path) -> Iterator[Token]:
    parser = MarkdownIt().enable("table")
    for token in parser.parse(document.read_text(encoding="utf-8")):
        if token.type == "inline":
            yield token
