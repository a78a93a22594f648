"""The text of a note as a file for an editor, and what was written there taken in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from flashcards.app import App
from flashcards.collection.cards import StoredNote
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED
from flashcards.compiler.mine import (
    Shipped,
    add,
    copied,
    draft_file,
    line_of,
    place_of_mine,
    shipped,
)
from flashcards.compiler.places import file_of, is_there
from flashcards.errors import BadRequest, BadText, CannotWrite, FlashcardsError
from flashcards.source.guard import decode
from flashcards.source.report import Report
from flashcards.terminal.words import place


@dataclass(frozen=True, slots=True)
class OwnText:
    """A note in a file of one's own: it is edited where it stands, from ``line`` on."""

    path: Path
    line: int
    before: bytes

    @property
    def home(self) -> Path:
        """The file that is compiled."""
        return self.path

    def take(self) -> bool:
        """Whether the file says anything else now."""
        return _written(self.path) != self.before

    def tidy(self) -> None:
        """Nothing lies about."""


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A shipped note: a draft of its copy is edited at ``path``, and then put into ``home``."""

    collection: Collection
    note: Shipped
    home: Path
    path: Path
    before: str
    line: int = 1

    def take(self) -> bool:
        """Put what was written into its home, and whether it is anything new.

        Raises ``FlashcardsError`` where that cannot be; the draft is kept then, and named.
        """
        if not self._is_new():
            return False
        try:
            add(self.collection, self.home, self.note, _text(self.path))
        except (FlashcardsError, OSError) as error:
            raise _with_draft(error, self.path) from error
        self.path.unlink(missing_ok=True)
        return True

    def tidy(self) -> None:
        """Remove a draft that holds nothing new."""
        if not self._is_new():
            self.path.unlink(missing_ok=True)

    def _is_new(self) -> bool:
        written = _written(self.path)
        return bool(written.strip()) and written.rstrip() != self.before.encode().rstrip()


Editable: TypeAlias = OwnText | CopiedText


@contextmanager
def editable(app: App, collection: Collection, note: StoredNote) -> Iterator[Editable]:
    """The text of a note as long as it is edited; a shipped one is copied into ``mine.md``.

    Raises ``BadRequest`` where its file is away.
    """
    text = _opened(app, collection, note)
    try:
        yield text
    finally:
        text.tidy()


def in_words(error: OSError) -> str:
    """An error of the disk, with the file it is about."""
    file = f"{place(Path(error.filename))}: " if isinstance(error.filename, str) else ""
    return f"{file}{error.strerror or error}"


def _opened(app: App, collection: Collection, note: StoredNote) -> Editable:
    is_shipped = note.root == SHIPPED
    path = place_of_mine(app) if is_shipped else _file_of(note)
    line = line_of(path, note.key)
    if line is None and is_shipped:
        original = shipped(collection, note)
        text = copied(collection, path, original)
        return CopiedText(collection, original, path, draft_file(path, note.key, text), text)
    return OwnText(path, line or note.line, path.read_bytes())


def _file_of(note: StoredNote) -> Path:
    """The file that a note stands in. Raises ``BadRequest`` where it is away."""
    path = file_of(note.root, note.path)
    if not is_there(path):
        raise BadRequest(f"{place(path)}, the file of {note.key}, is not there.")
    return path


def _text(path: Path) -> str:
    """What a draft says. Raises ``BadText`` where it is no UTF-8."""
    report = Report(place(path))
    text = decode(report, _written(path))
    if text is None:
        raise BadText(report.problems)
    return text


def _written(path: Path) -> bytes:
    """The bytes of a file; none where the editor took it away."""
    return path.read_bytes() if is_there(path) else b""


def _with_draft(error: FlashcardsError | OSError, draft: Path) -> FlashcardsError:
    """The same error, with the place where the text is kept."""
    kept = f"Your text is kept in {place(draft)}."
    match error:
        case OSError():
            return CannotWrite(f"The text cannot be written ({in_words(error)}). {kept}")
        case BadText(problems=problems):
            return BadRequest(f"{problems[0]}. {kept}")
        case _:
            return type(error)(f"{error} {kept}")
