"""The nouns of pinning: notes that bear another key than their first one, and what became of it."""

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.collection.known import KeyHistory
from flashcards.compiler.report import Report
from flashcards.compiler.screen import file_label


class Pin(NamedTuple):
    """A note that bears another key than its first one."""

    note: KeyHistory
    key: str

    @property
    def place(self) -> str:
        """Where its heading is."""
        return f"{file_label(self.note.root, self.note.path)}:{self.note.line}"


class Pinned(NamedTuple):
    """What pinning came to: ``report`` is of the compile before it.

    ``taken`` are those whose first key another note has by now, or had first.
    """

    written: tuple[Pin, ...]
    taken: tuple[Pin, ...]
    report: Report

    def sentences(self) -> Iterator[str]:
        """As a person reads it."""
        for pin in self.written:
            yield f"  {pin.place}: {pin.note.front} is {pin.key} again"
        for pin in self.taken:
            why = "another note is, or began as that"
            yield f"  {pin.place}: {pin.note.front} cannot be {pin.key} again: {why}."
        if not (self.written or self.taken):
            yield "  Every note bears the key that it began with; no file was changed."

    def as_data(self) -> dict[str, list[str]]:
        """As programs read it: the first keys that were written, and those that could not be."""
        return {
            "pinned": [pin.key for pin in self.written],
            "taken": [pin.key for pin in self.taken],
        }
