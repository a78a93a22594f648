"""Journals in files: what was done here, written down, and what was done elsewhere, read."""

from pathlib import Path

from flashcards.app import started_as
from flashcards.collection.connection import Collection
from flashcards.collection.telling import tell, told_by
from flashcards.errors import BadRequest, CannotWrite
from flashcards.exchange.fields import LONGEST_LINE
from flashcards.exchange.judging import require_sense
from flashcards.exchange.reading import read_lines
from flashcards.exchange.writing import write_lines
from flashcards.files import head_of, lines_of, replace_file
from flashcards.journal import Journal

_SQLITE, _ZIP = b"SQLite format 3\0", b"PK\x03\x04"
_PACKAGES = (".apkg", ".colpkg")
_TEXTS = (".md", ".markdown", ".rst", ".txt", ".csv", ".tsv", ".pdf")


def write_journal(collection: Collection, path: Path) -> Journal:
    """Write the log of a collection as lines of JSON; an old file is replaced whole, or stays.

    Raises ``CannotWrite``.
    """
    with collection.snapshot():
        journal = tell(collection)
    try:
        replace_file(path, "".join(write_lines(journal)).encode())
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    return journal


def is_package(path: Path) -> bool:
    """Whether a file is a package of Anki, or is called like one. Raises ``BadRequest``."""
    return head_of(path, len(_ZIP)) == _ZIP or path.suffix.lower() in _PACKAGES


def read_journal(path: Path) -> Journal:
    """The journal in a file, whatever it is called: lines of JSON, or another collection.

    Raises ``BadRequest`` with the place for a line or row that makes no sense, ``Damaged`` or
    ``NewerVersion`` for a collection that cannot be read. The file is left as it is.
    """
    head = head_of(path, len(_SQLITE))
    if head == _SQLITE:
        journal = told_by(path)
        require_sense(str(path), journal)
        return journal
    if path.suffix.lower() in _TEXTS:
        raise BadRequest(
            f"{path} is text, not a log; to make a deck of it:"
            f" {started_as()} convert {path} -o {path.stem}-deck.md"
        )
    return read_lines(str(path), lines_of(path, LONGEST_LINE))
