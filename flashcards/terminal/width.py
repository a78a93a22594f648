"""How many columns text takes, and how it is laid out by columns instead of by characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from flashcards.terminal.style import ENDS

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_CELL = re.compile(r"\x1b\[[0-9;]*m|.", re.DOTALL)
_PIECE = re.compile(" *[^ ]+")
_CLOSING = set("、。，．：；！？）」』】〕〉》ー々")  # these never begin a line


def width(text: str) -> int:
    """The columns ``text`` takes on a terminal; our own style sequences take none."""
    text = _STYLE.sub("", text)
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int) -> str:
    """Fill up with spaces at the right; wider text stays as it is."""
    return text + " " * (columns - width(text))


def spread(left: str, right: str, columns: int) -> list[str]:
    """Put two texts at both ends of one line, or on lines of their own where it is too narrow."""
    gap = columns - width(left) - width(right)
    if gap > 1 or (gap >= 0 and not right):
        return [(left + " " * gap + right) if right else left]
    return [*wrap(left, columns), *(wrap(right, columns) if right else [])]


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """Break text into lines of at most ``columns``, their prefixes ``first`` and ``rest`` included.

    Lines break at spaces, at newlines, between characters of scripts without spaces, and
    within a word that is longer than a line. Each line ends the styles it began.
    """
    room = max(2, columns - max(width(first), width(rest)))
    rows = (row for part in text.split("\n") for row in _filled(part, room))
    return [
        ((rest if number else first) + row).rstrip(" ") for number, row in enumerate(_closed(rows))
    ]


def cut(text: str, columns: int) -> Iterator[str]:
    """Split text after every ``columns``, wherever that is."""
    row, used = "", 0
    for cell in _CELL.findall(text):
        size = width(cell)
        if used and used + size > columns:
            yield row
            row, used = "", 0
        row += cell
        used += size
    yield row


@lru_cache(maxsize=4096)
def shortened(text: str, columns: int) -> str:
    """As much of a plain text as fits, with dots where some of it is missing."""
    if width(text) <= columns:
        return text
    return next(cut(text, columns - len(_DOTS)), "").rstrip() + _DOTS


_DOTS = "..."


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _filled(text: str, columns: int) -> Iterator[str]:
    row, used = "", 0
    for piece in _pieces(text):
        word = piece.lstrip(" ")
        # No space begins a row, and none stands before a style that only begins or ends.
        fitting = piece if used and width(word) else word
        size = width(fitting)
        if used + size <= columns:
            row += fitting
            used += size
        else:
            *full, row = (row, *cut(word, columns)) if used else cut(row + word, columns)
            yield from full
            used = width(row)
    yield row


def _pieces(text: str) -> Iterator[str]:
    """What a line may end after: words with the spaces before them, and letters such as 文."""
    for word in _PIECE.findall(text):
        if word.isascii():
            yield word
            continue
        start = 0
        for place, (left, right) in enumerate(pairwise(word), start=1):
            if (_is_wide(left) or _is_wide(right)) and right not in _CLOSING and left != " ":
                yield word[start:place]
                start = place
        yield word[start:]


def _is_wide(letter: str) -> bool:
    return letter.isalpha() and _columns(letter) == 2  # noqa: PLR2004 - columns


def _closed(rows: Iterable[str]) -> Iterator[str]:
    """Let each row end the styles that are open at its end, and the next begin them again."""
    begun: list[str] = []
    for row in rows:
        whole = "".join(begun) + row
        begun = _left_open(whole)
        yield whole + "".join(ENDS[style] for style in reversed(begun))


def _left_open(row: str) -> list[str]:
    styles: list[str] = []
    for sequence in _STYLE.findall(row):
        if sequence in ENDS:
            styles.append(sequence)
        else:
            styles = [style for style in styles if ENDS[style] != sequence]
    return styles
