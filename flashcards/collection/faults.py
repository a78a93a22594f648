"""SQLite's errors about the file of a collection, in plain words and with our exit codes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.errors import BadRequest, Busy, CannotWrite, Damaged, FlashcardsError

SQLITE = (3, 38)
"""The oldest SQLite that knows all that our statements say: ``->>`` came last."""
UNWRITABLE = "{path} or its folder cannot be written; nothing was changed."
KEPT = (
    "The disk that holds {path} reports an error ({error})."
    " What was answered or changed last is kept, but may be lost if the power fails now."
)
_IN_USE = "{path} is in use by another program; try again in a moment."
_MOVED = "The collection was moved or replaced meanwhile; start again."
_MEANINGS: tuple[tuple[str, type[FlashcardsError], str], ...] = (
    ("SQLITE_BUSY", Busy, _IN_USE),
    ("SQLITE_LOCKED", Busy, _IN_USE),
    ("SQLITE_FULL", CannotWrite, "The disk that holds {path} is full; nothing was changed."),
    ("SQLITE_READONLY_DBMOVED", CannotWrite, _MOVED),
    ("SQLITE_READONLY", CannotWrite, UNWRITABLE),
    ("SQLITE_CANTOPEN", CannotWrite, "{path} cannot be opened: look at its folder's permissions."),
    ("SQLITE_IOERR", CannotWrite, "The disk that holds {path} reports an error ({error})."),
    ("SQLITE_NOTADB", Damaged, "{path} is not a collection."),
    ("SQLITE_CORRUPT", Damaged, "{path} is damaged ({error})."),
)
_AFTER_THE_COMMIT = ("SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_UNLOCK")
"""Errors that come when the journal is gone already, and with it every way back."""

_NO_TEXT = "Could not decode to UTF-8"
"""What Python, and not SQLite, says of a text that is none."""

_LONGEST = 80
"""Characters of a text that is no text, which are enough to know it again."""


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into ours; any other is a bug and goes on as it is."""
    try:
        yield
    except sqlite3.Error as error:
        if str(error).startswith(_NO_TEXT):
            raise Damaged(f"{path} is damaged ({error}).") from error
        for prefix, kind, sentence in _MEANINGS:
            if _name(error).startswith(prefix):
                raise kind(sentence.format(path=path, error=error)) from error
        raise
    except UnicodeEncodeError as error:  # bytes of a command line or a file name
        odd = error.object[max(0, error.end - _LONGEST) : error.end]
        raise BadRequest(f"'{odd}' is not text in UTF-8.") from error


def is_kept(error: sqlite3.Error) -> bool:
    """Whether a COMMIT that ended in this error has been carried out nevertheless."""
    return _name(error) in _AFTER_THE_COMMIT


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "") or ""


def require_sqlite() -> None:
    """Stop with a sentence where this Python comes with an older SQLite than we can work with."""
    if sqlite3.sqlite_version_info < SQLITE:
        needed = ".".join(map(str, SQLITE))
        raise FlashcardsError(
            f"flashcards needs SQLite {needed} or newer; this Python has {sqlite3.sqlite_version}."
        )
