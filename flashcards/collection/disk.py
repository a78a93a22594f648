"""The disk under a collection: where a path leads, and how a whole file gets its name."""

from pathlib import Path

from flashcards.errors import CannotWrite, NoCollection
from flashcards.files import sync_folder


def publish(draft: Path, path: Path) -> None:
    """Give a whole file its name, unless that is taken: then the other file stays."""
    try:
        path.hardlink_to(draft)
    except OSError:
        if not path.exists():  # a file system without hard links
            draft.rename(path)
    sync_folder(path.parent)


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
