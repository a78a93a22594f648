"""How far long work has come: a line on the terminal, which goes when the work is done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flashcards.workers import Told, silent

PATIENCE = 1.0
"""Seconds that nobody minds waiting without a word."""
_PAUSE = 0.1
"""Seconds between two words."""


@contextmanager
def progress(words: str, *, quiet: bool = False) -> Iterator[Told]:
    """Say on standard error how far work has come, where a person sees it and it takes long."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    line = _Line(words)
    try:
        yield line
    finally:
        line.clear()


class _Line:
    """A line that is written over and over."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._next = time.monotonic() + PATIENCE
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._write(f"  {self._words}  {100 * done // max(total, 1)}%")

    def clear(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._shown:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, said: str) -> None:
        sys.stderr.write(f"\r{said:<{self._shown}}")
        sys.stderr.flush()
        self._shown = len(said)
