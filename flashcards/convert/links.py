"""The links and pictures in written Markdown: looked at one by one, and some of them replaced."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote

_CODE = (
    r"(?P<fence>^[ \t]*(?P<mark>`{3,}|~{3,}).*?^[ \t]*(?P=mark)[`~]*[ \t]*$)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
)
_LINK = re.compile(
    _CODE + r"|(?<!\\)\[\[(?P<name>[^\[\]\n]+)\]\](?!\()"
    r"|(?<!\\)(?P<sign>!?)\[(?P<words>(?:[^\[\]\\]|\\.|!?\[(?:[^\[\]\\]|\\.)*\](?:\([^()\n]*\))?)*)\]"
    r"\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<target>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*\)",
    re.DOTALL | re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Written(NamedTuple):
    """A link or a picture as it is written; ``by_name`` when it is a ``[[term]]``."""

    words: str
    target: str
    is_picture: bool = False
    by_name: bool = False


def relinked(text: str, change: Callable[[Written], str | None]) -> str:
    """The text with what ``change`` gives in the place of a link; None leaves it as it is."""

    def changed(found: re.Match[str]) -> str:
        if found["name"]:
            page, _, shown = found["name"].partition("|")
            given = change(Written(shown or page, found["name"], by_name=True))
        elif found["words"] is not None:
            target = _ESCAPED.sub(r"\1", found["angled"] or found["target"] or "")
            words = found["words"]
            if not found["sign"]:
                words = relinked(words, change)
            given = change(Written(words, target, is_picture=bool(found["sign"])))
            if given is None and words != found["words"]:
                given = found[0].replace(found["words"], words, 1)
        else:
            given = None
        return found[0] if given is None else given

    return _LINK.sub(changed, text)


def address(path: str) -> str:
    """A path as the target of a link or picture."""
    return quote(path, safe="/")


def local_path(target: str) -> str:
    """The path that a picture is found at, beside its file; empty for one in the web."""
    is_local = target and not re.match(r"[a-z][a-z0-9+.-]*:|//|#", target, re.IGNORECASE)
    return unquote(target.partition("?")[0].partition("#")[0]) if is_local else ""
