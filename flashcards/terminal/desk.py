"""One question to the person, one answer: by single keys, or by typed lines."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol, TextIO

from flashcards.terminal.keys import Keyboard
from flashcards.terminal.screen import Screen
from flashcards.terminal.stopwatch import Stopwatch

DOUBLE_TAP = 0.15
"""Seconds after a reveal in which a second tap of a finger is not taken for a rating."""


class Desk(Protocol):
    """How a person answers."""

    screen: Screen

    def ask(self, keys: Collection[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        """Wait for one of ``keys``. A person who goes away answers ``q``.

        ``hint`` is the line of keys, ``prompt`` the words before a typed answer. A ``guarded``
        question does not take the second tap of an involuntary double tap on the space bar.
        """

    def spent(self) -> int:
        """Milliseconds the person has spent here; a pause of the process takes none."""

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Give the terminal to an editor or a pager for a while."""

    def on_return(self, repaint: Callable[[], None]) -> None:
        """Say how to show again what stands on the screen, after a pause of the process."""


class KeyDesk:
    """Answers by single keys, on a terminal that is held for the session."""

    keyboard: Keyboard
    """Set once the terminal is held: its signals call ``repaint``, so it comes second."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._hint = ""
        self._watch = Stopwatch()
        self._repaint: Callable[[], None] = screen.forget_hint

    def ask(self, keys: Collection[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        """Wait for one of ``keys``, in either case; any other is passed over."""
        del prompt  # the hint says it
        asked = monotonic()
        self._hint = hint
        self.screen.hint(hint)
        while True:
            key = self.keyboard.read()
            if key is None:
                continue
            name = _SYNONYMS.get(key, key.lower())
            tapped = guarded and name == "space" and not key.typed_ahead
            if tapped and monotonic() - asked < DOUBLE_TAP:
                asked = monotonic()  # a key held down repeats: it answers nothing until let go
                continue
            if name in keys:
                self._watch.read()
                self.screen.clear_hint()
                return name

    def spent(self) -> int:
        """Milliseconds at the keys, in the editor too; none while the process is stopped."""
        return self._watch.read()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Give the terminal away; keys typed ahead go with it."""
        self.screen.clear_hint()
        with self.keyboard.suspended():
            yield

    def on_return(self, repaint: Callable[[], None]) -> None:
        """Remember how to show the card again."""
        self._repaint = repaint

    def pause(self) -> None:
        """Make room for the shell, and stop counting: the process is about to be stopped."""
        self._watch.read()
        self.screen.clear_hint()

    def repaint(self) -> None:
        """Show the card and its keys again: the shell has written over them."""
        self._watch.skip()
        self.screen.forget_hint()
        self._repaint()
        self.screen.hint(self._hint)


class LineDesk:
    """Answers by typed lines, for screen readers and terminals without single keys."""

    def __init__(self, screen: Screen, lines: TextIO) -> None:
        self.screen = screen
        self._lines = lines
        self._watch = Stopwatch()

    def ask(self, keys: Collection[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        """Wait for a line that is one of ``keys``; an empty one is the space bar."""
        del hint, guarded  # nothing is redrawn, and Enter is no double tap
        while True:
            self.screen.prompt(f"{prompt}> ")
            line = self._lines.readline()
            if line.endswith("\n"):
                self.screen.entered()
            self._watch.read()
            word = line.strip().lower()
            name = _WORDS.get(word, word) if line else "q"
            if name in keys:
                return name
            self.screen.line(f"Type one of: {', '.join(_spoken(key) for key in keys)}.")

    def spent(self) -> int:
        """Milliseconds at the lines."""
        return self._watch.read()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Nothing is held here."""
        yield

    def on_return(self, repaint: Callable[[], None]) -> None:
        """Nothing is redrawn here."""


_SYNONYMS = {"enter": "space", "eof": "q"}
_WORDS = {"": "space", "<": "backspace"}


def _spoken(key: str) -> str:
    return {"space": "Enter", "backspace": "< to go back"}.get(key, key)
