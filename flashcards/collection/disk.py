"""The disk under a collection: where a path leads, whole files, and waiting for the disk."""

import os
from contextlib import suppress
from pathlib import Path

from flashcards.errors import CannotWrite, NoCollection


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk. Raises ``OSError`` where that fails."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(path: Path) -> None:
    """Make a new empty file that only its owner can read. Raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def draft_of(path: Path) -> Path:
    """A name beside a file, for what shall take its place when it is whole."""
    # No process number: in a container the next start may have the same one.
    return path.with_name(f".{path.name}.new-{os.urandom(8).hex()}")


def publish(draft: Path, path: Path) -> None:
    """Give a whole file its name, unless that is taken: then the other file stays."""
    try:
        path.hardlink_to(draft)
    except OSError:
        if not path.exists():  # a file system without hard links
            draft.rename(path)
    with suppress(OSError):  # some file systems do not sync folders
        sync(path.parent)


def size_of(path: Path) -> int:
    """How many bytes a collection has. Raises ``NoCollection`` or ``CannotWrite``."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoCollection(f"There is no collection at {path}.") from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be opened: {error.strerror}.") from error


def followed(path: Path) -> Path:
    """Where a link leads; a new collection is made there, and the link stays a link.

    Raises ``NoCollection`` where it leads to a folder that is not there, as of a disk not mounted.
    """
    if not path.is_symlink():
        return path
    target = path.resolve()
    if not target.parent.is_dir():
        raise NoCollection(f"{path} is a link to {target}, and there is no folder {target.parent}.")
    return target
