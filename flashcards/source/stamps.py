"""Whether files changed: told from their sizes and times alone, or from what is in them."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from flashcards.source.files import SourceFile, candidates, folder_of, name_in
from flashcards.vocabulary import Vocabulary

READER = 2
"""Grows when the same text gives other notes than before: a collection then reads all of it."""


def stamps(root: Path, before: Mapping[str, str]) -> dict[str, str]:
    """Each file of a root with the stamp that changes when the file does, or a picture in it.

    Which pictures a file shows is known from its stamp ``before``.
    """
    found = {}
    for path in candidates(root):
        if stamp := stamp_of(path):
            name = name_in(root, path)
            shown = pictures_in(before.get(name, ""))
            found[name] = with_pictures(stamp, {p: stamp_of(folder_of(root) / p) for p in shown})
    return found


def stamp_of(path: Path) -> str:
    """The size and the time of change of a file; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size}.{status.st_mtime_ns}"


def with_pictures(stamp: str, pictures: Mapping[str, str]) -> str:
    """The stamp of a file that shows these pictures, by their paths and with their own stamps."""
    own = stamp.partition("\n")[0]
    return "\n".join([own, *(f"{pictures[path]} {path}" for path in sorted(pictures))])


def pictures_in(stamp: str) -> dict[str, str]:
    """The pictures that a file shows, as its stamp has them."""
    lines = (line.partition(" ") for line in stamp.split("\n")[1:])
    return {path: own for own, _, path in lines}


def way_of_reading(vocabulary: Vocabulary) -> bytes:
    """What the notes of all files depend on: this program, and the areas and roles it knows."""
    return blake2b(f"{READER} {vocabulary.as_json()}".encode(), digest_size=16).digest()


def fingerprint(file: SourceFile, way: bytes) -> bytes:
    """What a file depends on but for its links and pictures: its bytes, and the way of reading."""
    return blake2b(file.digest, digest_size=16, salt=way).digest()
