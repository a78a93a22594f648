"""Lines out to a person: what is written stays, only the line of keys is replaced."""

import errno
import os
import re
from contextlib import suppress
from typing import TextIO

from flashcards.errors import CannotWrite
from flashcards.terminal.streams import READER_GONE
from flashcards.terminal.style import Look
from flashcards.terminal.width import spread, width, wrap

_GONE = {errno.EPIPE, errno.EIO}
_SINGLE_SPACE = re.compile("(?<! ) (?! )")
_ERASE_LINE = "\r\x1b[K"
_ERASE_LINE_ABOVE = "\x1b[A\x1b[K"


class Screen:
    """Writes to ``stream`` as ``look`` allows; a terminal that is gone raises ``SystemExit``.

    ``look`` may be exchanged after a resize.
    """

    def __init__(self, stream: TextIO, look: Look) -> None:
        self.look = look
        self._stream = stream
        self._hint_rows = 0
        self._is_prompting = False
        self._hints_said: set[str] = set()

    def line(self, text: str = "") -> None:
        """Write one line as it stands, or a blank one."""
        self.lines([text])

    def say(self, *sentences: str) -> None:
        """Write sentences with the margin of the page, wrapped."""
        margin = "" if self.look.plain else "  "
        for sentence in sentences:
            self.lines(wrap(sentence, self.look.edge, margin, margin) if sentence else [""])

    def lines(self, lines: list[str]) -> None:
        """Write lines as they stand, over the hint."""
        self._write(self._hint_erased() + "".join(f"{line}\n" for line in lines))

    def header(self, left: str, right: str = "") -> None:
        """Write a title, and facts at the other end of its line."""
        if self.look.plain:
            self.lines([f"{left}. {right}." if right else f"{left}."])
        else:
            room = self.look.edge - 2
            self.lines([f"  {text}" for text in spread(self.look.bold(left), right, room)])

    def hint(self, text: str) -> None:
        """Show the keys, one or several lines, until the next output replaces them.

        Where a line cannot be replaced it stays; in a plain look the same hint is said once.
        """
        rows = [row for line in text.split("\n") for row in self._fitted(line)]
        if self.look.live:
            self._write(self._hint_erased() + "\n".join(rows))
            self._hint_rows = len(rows)
        elif not (self.look.plain and text in self._hints_said):
            self._hints_said.add(text)
            self.lines(rows)

    def prompt(self, text: str) -> None:
        """Write the beginning of a line that the person ends; ``entered`` says that it is."""
        self._write(self._hint_erased() + text)
        self._is_prompting = True

    def entered(self) -> None:
        """Know that the person has ended the line of the prompt."""
        self._is_prompting = False

    def clear_hint(self) -> None:
        """Take the hint away, before the terminal is lent."""
        self._write(self._hint_erased())

    def leave(self) -> None:
        """Leave an empty line to whoever writes next, even if the terminal is gone."""
        with suppress(SystemExit, CannotWrite):
            self.clear_hint()

    def forget_hint(self) -> None:
        """Leave the hint where it is: something else has written below it."""
        self._hint_rows = 0

    def _fitted(self, text: str) -> list[str]:
        margin = "" if self.look.plain else "  "
        if width(margin + text) <= self.look.edge:
            return [margin + text]
        items = _SINGLE_SPACE.sub("\u00a0", text)  # a key stays with its word
        rows = wrap(items, self.look.edge, first=margin, rest=margin)
        return [row.replace("\u00a0", " ") for row in rows]

    def _hint_erased(self) -> str:
        if self._is_prompting:  # somebody went away in the middle of the line
            self._is_prompting = False
            return "\n"
        rows, self._hint_rows = self._hint_rows, 0
        return _ERASE_LINE + _ERASE_LINE_ABOVE * (rows - 1) if rows else ""

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        safe = text.encode(encoding, "backslashreplace").decode(encoding)
        try:
            self._stream.write(safe)
            self._stream.flush()
        except OSError as error:
            _silence(self._stream)
            if error.errno in _GONE:
                raise SystemExit(READER_GONE) from None
            raise CannotWrite(f"The output cannot be written: {error.strerror}.") from error


def _silence(stream: TextIO) -> None:
    """Send what is left in the buffer nowhere, so that closing the stream cannot fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
