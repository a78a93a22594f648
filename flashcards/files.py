"""Files of the user's choice: written all at once or not at all, read line by line."""

import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from flashcards.errors import BadRequest


def replace_file(path: Path, data: bytes) -> None:
    """Write a file that is whole on the disk before it takes the place of the old one.

    A link stays a link, and what it leads to is replaced. What is no regular file, such as a
    pipe, is an ``OSError``, like all that goes wrong.
    """
    path = _followed(path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def head_of(path: Path, size: int) -> bytes:
    """The first bytes of a file, by which its format is known.

    Raises ``BadRequest`` where there is no regular file that can be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise BadRequest(f"{path} is a folder or a device, not a file.")
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error


def lines_of(path: Path, longest: int) -> Iterator[bytes]:
    """The lines of a file; of one that is longer (in bytes), a piece that is longer too."""
    try:
        with path.open("rb") as file:
            while line := file.readline(longest + 1):
                yield line
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error


def _followed(path: Path) -> Path:
    try:
        path = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # before Python 3.13, a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    return path
