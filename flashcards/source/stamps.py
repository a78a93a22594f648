"""Whether files changed: told from their sizes and times alone, or from what is in them."""

from hashlib import blake2b
from pathlib import Path

from flashcards.source.files import SourceFile, candidates, name_in
from flashcards.vocabulary import Vocabulary

READER = 1
"""Grows when the same text gives other notes than before: a collection then reads all of it."""


def stamps(root: Path) -> dict[str, str]:
    """Each file of a root with the stamp that changes when the file does."""
    found = {}
    for path in candidates(root):
        try:
            status = path.stat()
        except OSError:
            continue
        found[name_in(root, path)] = f"{status.st_size}.{status.st_mtime_ns}"
    return found


def way_of_reading(vocabulary: Vocabulary) -> bytes:
    """What the notes of all files depend on: this program, and the areas and roles it knows."""
    return blake2b(f"{READER} {vocabulary.as_json()}".encode(), digest_size=16).digest()


def fingerprint(file: SourceFile, way: bytes) -> bytes:
    """What the notes of a file depend on but for its links: its bytes, and the way of reading."""
    return blake2b(file.digest, digest_size=16, salt=way).digest()
