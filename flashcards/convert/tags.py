"""The HTML that people write into Markdown, as Markdown; other tags stay as they are written."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from flashcards.convert.scripts import lowered, raised

_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(alt|src)=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_DRAWN_FORMULA = re.compile(
    r"https?://(?:render\.githubusercontent\.com/render/math\?math=|latex\.codecogs\.com/\w+\.\w+\?)"
    r"(.+)$"
)
_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_ANSWER = re.compile(
    r"<summary>[^<>]*\b(?:answer|solution|show|click|hint)\b[^<>]*(?:<[^<>]*>[^<>]*)*</summary>",
    re.IGNORECASE,
)
_SPANS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = tuple(
    (re.compile(rf"<({names})\b[^<>]*>([^<>]*)</\1>", re.IGNORECASE), change)
    for names, change in (
        ("sup", raised),
        ("sub", lowered),
        ("b|strong|summary", lambda words: f"**{words.strip()}**" if words.strip() else ""),
        ("i|em", lambda words: f"*{words.strip()}*" if words.strip() else ""),
        ("code|kbd|tt|samp", lambda words: f"`{unescape(words)}`" if words.strip() else ""),
    )
)
_VAIN = re.compile(
    r"</?(?:p|div|span|center|details|summary|font|u|small|big|a|section|article|ins|mark|nobr)"
    r"(?:[ \t][^<>]*)?/?>",
    re.IGNORECASE,
)


def without_tags(line: str) -> str:
    """A line of Markdown, outside code, whose usual tags are Markdown or gone."""
    if "<" not in line:
        return line
    line = _IMAGE.sub(lambda found: _image(found[1]), _ANSWER.sub("", line))
    line = _LINK.sub(r"[\2](\1)", line)
    for pattern, change in _SPANS:
        line = pattern.sub(lambda found, change=change: change(found[2]), line)  # type: ignore[misc]
    return _VAIN.sub("", _breaks(line))


def _breaks(line: str) -> str:
    """In a table a break is a space; elsewhere the line goes on below, as far in as it began."""
    if line.lstrip().startswith("|"):
        return _BREAK.sub(" ", line)
    parts = [part for part in _BREAK.split(line) if part.strip()]
    indent = " " * (len(line) - len(line.lstrip()))
    return f"\\\n{indent}".join(part.rstrip() for part in parts)


def _image(attributes: str) -> str:
    found = {name.lower(): a or b for name, a, b in _ATTRIBUTE.findall(attributes)}
    source = found.get("src", "").replace(" ", "%20")
    if formula := _DRAWN_FORMULA.match(source):
        return f"${unquote(unescape(formula[1]).replace('+', ' ')).strip()}$"
    return f"![{found.get('alt', '') or 'picture'}]({source})" if source else ""
