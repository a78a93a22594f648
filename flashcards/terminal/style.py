"""What the terminal can show: its width, its colours, and the signs it can be trusted with."""

import os
from collections.abc import Mapping
from typing import NamedTuple, TextIO

_BOLD, _UNDERLINE, _RED, _GREEN, _YELLOW = (f"\x1b[{code}m" for code in (1, 4, 31, 32, 33))

ENDS = {
    _BOLD: "\x1b[22m",
    _UNDERLINE: "\x1b[24m",
    **dict.fromkeys((_RED, _GREEN, _YELLOW), "\x1b[39m"),
}
"""Every style sequence we write, and the one that ends it."""

_NARROWEST, _NARROW, _WIDEST = 20, 56, 80
_EAST_ASIAN = ("ja", "ko", "zh")  # their terminals give two columns to many of our signs


class Look(NamedTuple):
    """How output looks on one stream.

    ``width`` counts columns; ``plain`` is for ears and for pipes: sentences, no margin, no
    layout in columns; ``live`` says that a line may be erased again.
    """

    width: int = _WIDEST
    colour: bool = False
    ascii: bool = False
    plain: bool = False
    live: bool = False

    @property
    def edge(self) -> int:
        """The column where content ends."""
        return self.width - 2

    @property
    def narrow(self) -> bool:
        """Whether a column of labels would leave too little room beside it."""
        return self.width < _NARROW

    @property
    def dot(self) -> str:
        """The sign between facts of one line."""
        return "-" if self._simple else "·"

    @property
    def chevron(self) -> str:
        """The sign between the parts of a path."""
        return ">" if self._simple else "›"

    @property
    def more(self) -> str:
        """The sign before the rest of a line of code that was too long."""
        return ">" if self._simple else "↪"

    @property
    def _simple(self) -> bool:
        return self.ascii or self.plain

    def bold(self, text: str) -> str:
        """For titles, key letters and commands."""
        return self._styled(_BOLD, text)

    def underline(self, text: str) -> str:
        """For emphasis."""
        return self._styled(_UNDERLINE, text)

    def green(self, text: str) -> str:
        """For what was said or recalled; the words say so too."""
        return self._styled(_GREEN, text)

    def yellow(self, text: str) -> str:
        """For Hard and for what was renamed; the words say so too."""
        return self._styled(_YELLOW, text)

    def red(self, text: str) -> str:
        """For what was missed, Again and faults; the words say so too."""
        return self._styled(_RED, text)

    def _styled(self, begin: str, text: str) -> str:
        if not (self.colour and text):
            return text
        end = ENDS[begin]
        return begin + text.replace(end, end + begin) + end


def detect(
    stream: TextIO, environ: Mapping[str, str], *, plain: bool = False, no_color: bool = False
) -> Look:
    """See what ``stream`` can show, given the environment and the user's two options.

    A terminal that does not say what it is, or that it is dumb, gets plain sentences.
    """
    is_terminal = stream.isatty()
    plain = plain or (is_terminal and environ.get("TERM", "") in ("", "dumb"))
    live = is_terminal and not plain
    return Look(
        width=max(_NARROWEST, min(_columns(stream, environ), _WIDEST)),
        colour=live and not (no_color or environ.get("NO_COLOR")),
        ascii=not _has_signs(stream, environ),
        plain=plain,
        live=live,
    )


def _columns(stream: TextIO, environ: Mapping[str, str]) -> int:
    asked = environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDEST
    except (OSError, ValueError):
        return _WIDEST


def _has_signs(stream: TextIO, environ: Mapping[str, str]) -> bool:
    names = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next(filter(None, names), "utf-8").lower()
    encodings = (locale.partition("@")[0], stream.encoding or "utf-8")
    is_utf8 = all("utf8" in name.lower().replace("-", "") for name in encodings)
    return is_utf8 and not locale.startswith(_EAST_ASIAN)
