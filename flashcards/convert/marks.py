"""What authors put around a heading or a question, and what it says without that."""

import re
import unicodedata
from typing import NamedTuple

from flashcards.convert.verbatim import masked, outside_code, without_marks

_QUESTION_ENDS = ("?", "？", "؟", "⁇")
_LEVELS = (
    r"easy|medium|hard|beginner|basic|intermediate|advanced|expert|junior|middle|mid|senior|must"
    r"|difficult|level ?[0-9]|easy/medium|medium/hard|optional|bonus|new|important"
)
_LEVEL_AHEAD = re.compile(rf"[\[(](?:{_LEVELS}|l[0-9])[\])][ \t:.–-]*", re.IGNORECASE)
_LEVEL_BEHIND = re.compile(
    rf"(?<![ \t])[ \t]+[\[(](?:{_LEVELS}|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+)[\])]$"
    rf"|(?<=[?？؟])[ \t]*[\[(](?:{_LEVELS}|l[0-9])[\])]$",  # before it, L2 is a norm
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"q(?:uestion)?(?:[ \t]*#?[0-9]+)?(?:[ \t]*[:)][ \t]*|\.[ \t]+|[ \t]+[–—-][ \t]+)"
    r"|q[0-9]+[ \t]+",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"#?\(?[0-9]{1,3}(?:\.[0-9]{1,3})*(?:\.?\)[ \t]*|[.:][ \t]+|\.(?=[^\W\d_])|[ \t]+[-–—][ \t]+)"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})+[ \t]+"
)
_ORDER = re.compile(
    r"(?:explain|describe|define|compare|contrast|discuss|derive|differentiate|distinguish|outline"
    r"|state|prove|mention|list|name|give|tell|write|implement|show|how|what|why|when|which|who)\b",
    re.IGNORECASE,
)
_BRACES = re.compile(r"(?:(?<![ \t])[ \t]+)?\{[#.:][^{}]*\}$")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\[\]]*\])"
)
_SOURCE_NAME = r"(?:src|source|ref|reference|link|answer|paper)[ \t]*[0-9]*"
_SOURCE = re.compile(
    rf"(?:(?<![ \t])[ \t]+)?\(?(?:\[\[{_SOURCE_NAME}\]\((https?://[^()\s]+)\)\]"
    rf"|\[\[?{_SOURCE_NAME}\]?\]\((https?://[^()\s]+)\))\)?[ \t]*$",
    re.IGNORECASE,
)
_WIKI = re.compile(r"\[\[([^\[\]|]*\|)?([^\[\]]*)\]\]")
_SHORTCODE = re.compile(r"^(?::[a-z_0-9+-]+:[ \t]*)+|(?:(?:(?<![ \t])[ \t]+)?:[a-z_0-9+-]+:)+$")
_BOLD = re.compile(r"(?P<code>`[^`]+`)|(\*\*|__)(?=\S)((?:`[^`]+`|(?!\2)[^`])+)(?<=\S)\2")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*]+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Question(NamedTuple):
    """A heading without its marks, still Markdown; ``is_marked`` by ``Q:`` or the like."""

    words: str
    is_asked: bool
    is_marked: bool
    is_numbered: bool
    is_order: bool


def split_source(heading: str) -> tuple[str, str]:
    """A heading without a link to its source at the end, and where that link leads."""
    if found := _SOURCE.search(heading):
        return heading[: found.start()].rstrip(), found[1] or found[2]
    return heading, ""


def question(heading: str) -> Question:
    """What a heading asks, without its number, its level and its emoji."""
    words = without_ornament(heading)
    is_marked = is_numbered = False
    while True:
        before = words
        words = _LEVEL_AHEAD.sub("", words, count=1) if _LEVEL_AHEAD.match(words) else words
        if found := _ASKED.match(words):
            words, is_marked = words[found.end() :], True
        elif found := _NUMBER.match(words):
            words, is_numbered = words[found.end() :], True
        words = without_ornament(_without_level(words))
        if words == before:
            break
    is_asked = words.rstrip('*_"”»)').endswith(_QUESTION_ENDS)
    return Question(words, is_asked, is_marked, is_numbered, bool(_ORDER.match(words)))


def without_ornament(heading: str) -> str:
    """A heading, still Markdown, without emoji at its ends, anchors, attributes and full bold."""
    words = outside_code(_BRACES.sub("", heading.strip()), _without_tags)
    words = _without_emoji(_SHORTCODE.sub("", words.strip()))
    for mark in ("**", "__"):
        inner = words[2:-2]
        if len(words) > len(mark) * 2 and words == f"{mark}{inner}{mark}" and mark not in inner:
            words = inner.strip()
    if (found := _LINK.fullmatch(words)) and found[1]:
        words = found[1].strip()
    return words or heading.strip()


def heading_markdown(heading: str) -> str:
    """A heading as a heading of ours: of links and pictures only the words."""
    words = _WIKI.sub(r"\2", _IMAGE.sub(r"\1", heading))
    return " ".join(_LINK.sub(r"\1", words).split())


def plain_words(markdown: str) -> str:
    """Markdown of one line in about the words that a reader sees."""
    words = _LINK.sub(r"\1", _IMAGE.sub(r"\1", markdown))
    words = _BOLD.sub(lambda found: found["code"] or found[3], words)
    return without_marks(outside_code(words, _plain)).strip()


def end_of_bold(text: str, mark: str) -> int:
    """Where bold ends that began before a text, outside code; -1 where it does not."""
    return masked(text).find(mark) if mark else -1


def without_signs(heading: str) -> str:
    """A heading in plain words, without emoji and number."""
    words = plain_words(without_ornament(heading))
    return _NUMBER.sub("", words, count=1).strip(" :") or words


def _plain(words: str) -> str:
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", words)).replace("$", "")


def _without_tags(words: str) -> str:
    return _IMAGE.sub("", _TAG.sub("", words))


def _without_level(words: str) -> str:
    return _LEVEL_BEHIND.sub("", words) or words


def _without_emoji(words: str) -> str:
    """Emoji at either end; a heading of nothing else keeps them."""
    first, last = 0, len(words)
    while first < last and _is_emoji(words[first]):
        first += 1
    while last > first and _is_emoji(words[last - 1]):
        last -= 1
    return words[first:last].strip() if first < last else words


def _is_emoji(sign: str) -> bool:
    """Also what joins and colours emoji, and the space between them."""
    return (
        sign in " \t\u200d\ufe0f\u20e3"
        or unicodedata.category(sign) == "So"
        or ("\U0001f3fb" <= sign <= "\U0001f3ff")
    )
