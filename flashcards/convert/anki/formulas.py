"""Formulas in the HTML of Anki: taken out before it is read as HTML, in each of their notations."""

import re
from html import unescape
from typing import NamedTuple

TAG = "x-formula"
"""What stands in a formula's place; its number is the attribute ``n``."""


class Formula(NamedTuple):
    """LaTeX without what stands around it; code where it is more than one formula."""

    source: str
    is_block: bool = False
    is_code: bool = False


def _between(name: str, begin: str, end: str) -> str:
    """What stands between two marks, and not the first of them again: so no search is long."""
    return rf"{begin}(?P<{name}>(?:(?!{begin}).)+?){end}"


_FORMULA = re.compile(
    "|".join(
        _between(name, begin, end)
        for name, begin, end in (
            ("line", r"\\\(", r"\\\)"),
            ("block", r"\\\[", r"\\\]"),
            ("old_line", r"\[\$\]", r"\[/\$\]"),
            ("old_block", r"\[\$\$\]", r"\[/\$\$\]"),
            ("latex", r"\[latex\]", r"\[/latex\]"),
            ("tag", "<anki-mathjax>", "</anki-mathjax>"),
            ("tag_block", '<anki-mathjax block="true">', "</anki-mathjax>"),
        )
    ),
    re.DOTALL | re.IGNORECASE,
)
_LINE_END = re.compile(r"<br[^<>]*>|</(?:div|p)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_DISPLAYED = re.compile(
    r"\$\$(?P<dollars>.+)\$\$|\\\[(?P<brackets>.+)\\\]"
    r"|\\begin\{(?:displaymath|equation\*?)\}(?P<named>.+)\\end\{(?:displaymath|equation\*?)\}",
    re.DOTALL,
)


def take_out(html: str) -> tuple[str, list[Formula]]:
    """HTML with a tag in the place of each formula, and the formulas in their order."""
    found: list[Formula] = []

    def taken(match: re.Match[str]) -> str:
        name = match.lastgroup or ""
        source = _source(match[name])
        is_latex = name == "latex"
        found.append(_of_latex(source) if is_latex else Formula(source, name.endswith("block")))
        return f'<{TAG} n="{len(found) - 1}">'

    return _FORMULA.sub(taken, html), found


def _of_latex(source: str) -> Formula:
    """A piece of a LaTeX document: one formula, or else code."""
    if displayed := _DISPLAYED.fullmatch(source):
        return Formula(displayed[displayed.lastgroup or 0].strip(), is_block=True)
    if source.startswith("$") and source.endswith("$") and source.count("$") == len("$$"):
        return Formula(source[1:-1].strip())
    return Formula(source, is_code=True)


def _source(html: str) -> str:
    words = unescape(_ANY_TAG.sub("", _LINE_END.sub("\n", html))).replace("\xa0", " ")
    return "\n".join(line.strip() for line in words.split("\n") if line.strip())
