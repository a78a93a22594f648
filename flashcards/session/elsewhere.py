"""Journals in files: what was done here, written down, and what was done elsewhere, read."""

from pathlib import Path

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
    if head.startswith(_ZIP):
        raise BadRequest(
            f"{path} is a package of Anki: import reads logs and collections; convert makes a deck."
        )
    return read_lines(str(path), lines_of(path, LONGEST_LINE))
