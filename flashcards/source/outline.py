"""The outline of a file: its title, and its chapters with the entries under their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashcards.source.report import Report
from flashcards.source.written import Piece
from flashcards.text import Heading, Line, Rule, Text, plain

TITLE, CHAPTER, ENTRY = 1, 2, 3
"""The levels of heading that divide a file; deeper ones belong to an answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that divides the file, and the pieces up to the next one."""

    level: int
    name: Line
    braces: str | None
    line: int
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """The heading in plain words."""
        return plain(self.name)

    @property
    def body(self) -> Text:
        """The blocks under the heading."""
        return tuple(piece.block for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of level 2 with the entries under it; those before the first have no head."""

    head: Entry | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole file; what stands before its first heading makes no card."""

    title: Entry | None
    chapters: tuple[Chapter, ...]


def read_outline(report: Report, pieces: Sequence[Piece]) -> Outline:
    """Divide a file at its headings."""
    entries = tuple(_entries(pieces))
    title = None
    for entry in entries:
        if entry.level == TITLE and entry.line == pieces[0].line:
            title = entry
        elif entry.level == TITLE:
            message = "a deck has one title, before anything else"
            report.fault(entry.line, "misplaced-title", message)
    return Outline(title, tuple(_chapters(entries)))


def _entries(pieces: Sequence[Piece]) -> Iterator[Entry]:
    starts = [i for i, piece in enumerate(pieces) if _divides(piece)]
    for start, end in pairwise((*starts, len(pieces))):
        piece = pieces[start]
        if isinstance(heading := piece.block, Heading):
            below = _without_rules(pieces[start + 1 : end])
            yield Entry(heading.level, heading.line, piece.braces, piece.line, below)


def _divides(piece: Piece) -> bool:
    return isinstance(piece.block, Heading) and piece.block.level <= ENTRY


def _without_rules(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A rule above or below a text sets it off from others; it is no part of the text."""
    kept = [i for i, piece in enumerate(pieces) if not isinstance(piece.block, Rule)]
    return tuple(pieces[kept[0] : kept[-1] + 1]) if kept else ()


def _chapters(entries: Sequence[Entry]) -> Iterator[Chapter]:
    head, below = None, list[Entry]()
    for entry in entries:
        if entry.level == ENTRY:
            below.append(entry)
        else:
            yield Chapter(head, tuple(below))
            head, below = (entry if entry.level == CHAPTER else None), []
    yield Chapter(head, tuple(below))
