"""A line of reStructuredText as a line of ours: roles are words, double backticks code."""

import re
from collections.abc import Mapping

from flashcards.convert.scripts import lowered, raised
from flashcards.text import Code, Emphasis, Inline, Line, Link, Maths, Strong, Words

_INLINE = re.compile(
    r"``(?P<code>.+?)``(?!`)"
    r"|:(?P<role>[\w:+.-]{1,60}):`(?P<of_role>(?:[^`\\]|\\.)+)`"
    r"|`(?P<quoted>(?:[^`\\]|\\.)+)`(?P<is_link>__?)?"
    r"|\*\*(?=\S)(?P<strong>.+?)(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(?P<emphasis>[^*]+?)(?<=\S)\*(?![\w*])"
    r"|(?<![\w|])\|(?=\S)(?P<substituted>[^|]+?)(?<=\S)\|(?:__?)?"
    r"|(?:(?<=\S)[ \t]+|(?<!\S))\[(?P<note>[0-9#*][\w-]*|[*#])\]_"
    r"|(?<!\S)\[(?P<cited>\w[\w.-]*)\]_"
    r"|(?<!\w)(?P<name>\w(?:[\w.+-]*\w)?)__?(?!\w)"
    r"|\\(?P<escaped>.?)"
)
_TARGET = re.compile(r"(.*)<([^<>]*)>$", re.DOTALL)
_CODE_ROLES = frozenset(
    ["code", "samp", "file", "kbd", "command", "program", "option", "envvar", "literal"]
)
_API_ROLES = re.compile(r"(?:\w+:)?(?:func|class|meth|mod|attr|data|exc|obj|const|any)$")
_SCRIPTS = {"sup": raised, "superscript": raised, "sub": lowered, "subscript": lowered}

References = Mapping[str, str]
"""The addresses that a file names for its links, by their names in small letters."""


def line(text: str, known: References) -> Line:
    """The nodes of a piece of text."""
    nodes: list[Inline] = []
    end = 0
    for found in _INLINE.finditer(text):
        nodes += [Words(text[end : found.start()]), *_nodes(found, known)]
        end = found.end()
    nodes.append(Words(text[end:]))
    return tuple(node for node in nodes if node != Words(""))


def _nodes(found: re.Match[str], known: References) -> list[Inline]:
    match found.lastgroup:
        case "code":
            return [Code(found["code"])]
        case "of_role":
            return [_of_role(found["role"].lower(), found["of_role"])]
        case "quoted" | "is_link":
            return [_quoted(_unescaped(found["quoted"]), bool(found["is_link"]), known)]
        case "strong":
            return [Strong((Words(found["strong"]),))]
        case "emphasis":
            return [Emphasis((Words(found["emphasis"]),))]
        case "substituted":
            return [Words(found["substituted"])]
        case "name":
            return [_link(found["name"], found["name"], known)]
        case "cited":
            return [Words(f"[{found['cited']}]")]
        case "escaped":
            return [Words(found["escaped"].strip())]
        case _:
            return []


def _of_role(role: str, text: str) -> Inline:
    """What a role shows: a formula, code, or the words that it is a link of."""
    if role == "math":
        return Maths(text)
    shown = found[1].rstrip() if (found := _TARGET.match(text)) and found[1] else text
    if role in _SCRIPTS:
        return Words(_SCRIPTS[role](shown))
    shown = shown.rpartition(".")[2] if shown.startswith("~") else shown.removeprefix("!")
    is_code = role in _CODE_ROLES or _API_ROLES.match(role)
    return Code(shown) if is_code else Words(_unescaped(shown))


def _quoted(text: str, is_link: bool, known: References) -> Inline:  # noqa: FBT001 - what it is
    if not is_link:
        return Emphasis((Words(text),))
    if found := _TARGET.match(text):
        return Link((Words(found[1].rstrip() or found[2]),), found[2].removesuffix("_"))
    return _link(text, text, known)


def _link(shown: str, name: str, known: References) -> Inline:
    there = known.get(" ".join(name.casefold().split()))
    return Link((Words(shown),), there) if there else Words(shown)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
