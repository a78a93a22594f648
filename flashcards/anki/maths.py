"""Which formulas reach MathJax, and how; the others are shown as their source."""

import re

from flashcards.anki.escape import verbatim

_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)

_REFUSED = re.compile(
    r"href|url|require|html.*|class|style|cssId|data|unicode|mmlToken|bbox"  # reach into the page
    r"|[gex]?def|let|global|csname|(re)?new.*|providecommand"  # change what later formulas mean
    r"|input|include.*"  # read other files
    r"|[()\[\]]"  # would end the formula, or open one inside it
)


def inline_maths(source: str) -> str:
    """A formula within a line."""
    return _typeset(source, r"\({}\)")


def display_maths(source: str) -> str:
    """A formula on a line of its own."""
    return _typeset(source, r"\[{}\]")


def _typeset(source: str, delimiters: str) -> str:
    if any(_REFUSED.fullmatch(macro) for macro in _MACRO.findall(source)):
        return f"<code>{verbatim(source)}</code>"
    return delimiters.format(verbatim(source))
