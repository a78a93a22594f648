"""The only door to TeXicode, which draws a displayed formula over several lines."""

import re

from texicode.pipeline import render_tex

from flashcards.terminal.formula import LONGEST, one_line
from flashcards.terminal.width import width

_TALLEST, _DEEPEST = 24, 20
_FAILED = "TeXicode: "  # it returns its error messages as a drawing
_UNKNOWN = "?"

# TeXicode puts the accent of a group over its first letter only.
_LONG_ACCENT = re.compile(
    r"\\(?:acute|bar|breve|check|d?dot|grave|hat|tilde|vec)\s*\{(?!\s*(?:\w|\\[A-Za-z]+)\s*\})"
)
_OPERATOR = re.compile(r"\\operatorname\*?")
_NAME_AND_LETTER = re.compile(r"(\\(?:log|ln|exp|sin|cos|tan|max|min|lim|det))\s+(?=[A-Za-z\\])")


def block(source: str, columns: int) -> list[str]:
    """Draw a displayed formula in at most ``columns``.

    The lines of the source come back where the drawing would be wrong, too wide or too tall.
    """
    lines = _drawn(source)
    if len(lines) <= 1:  # nothing to draw: our own line has spaces where they help
        lines = [line] if (line := one_line(source)) else lines
    if lines and max(map(width, lines)) <= columns:
        return lines
    return source.strip().split("\n")


def _drawn(source: str) -> list[str]:
    """The drawing, or nothing where TeXicode would fail, or fail to say so."""
    depth = max(_depth(source), source.count(r"\sqrt"))  # a root needs no brace to hold a root
    if len(source) > LONGEST or depth > _DEEPEST or _LONG_ACCENT.search(source):
        return []
    known = _NAME_AND_LETTER.sub(r"\1\\, ", _OPERATOR.sub(r"\\mathrm", source.strip()))
    try:
        drawing = render_tex(
            known, debug=False, color=False, context="raw", options={"fonts": "normal"}
        )
    except Exception:  # noqa: BLE001 - it raises whatever it stumbles over, RecursionError too
        return []
    lines = [line.rstrip() for line in drawing.split("\n")]
    is_sound = drawing.count(_UNKNOWN) <= source.count(_UNKNOWN) and _FAILED not in drawing
    return _flush_left(lines) if is_sound and drawing.strip() and len(lines) <= _TALLEST else []


def _flush_left(lines: list[str]) -> list[str]:
    margin = min(len(line) - len(line.lstrip()) for line in lines if line)
    return [line[margin:] for line in lines]


def _depth(source: str) -> int:
    depth = deepest = 0
    for char in source:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
