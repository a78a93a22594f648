"""Files on the disk: written all at once or not at all, read line by line."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from flashcards.errors import BadRequest


def replace_file(path: Path, data: bytes) -> None:
    """Write bytes as ``write_whole`` writes a file."""

    def fill(draft: Path) -> None:
        draft.write_bytes(data)

    write_whole(path, fill)


def write_whole(path: Path, fill: Callable[[Path], None], *, private: bool = False) -> None:
    """Let ``fill`` write a file that is whole on the disk before it takes the place of an old one.

    ``fill`` is given an empty file beside it. An old file keeps its mode; a new one that is
    ``private`` can be read by its owner alone. A link stays a link, and what it leads to is
    replaced. What is no regular file, such as a pipe, or write-protected, is an ``OSError``, like
    all that goes wrong; then the old file is as it was, and nothing is left behind.
    """
    target = _target(path)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    draft = draft_of(target)
    try:
        make_file(draft, 0o600 if private or mode is not None else 0o666)
        fill(draft)
        if mode not in (None, stat.S_IMODE(draft.stat().st_mode)):
            draft.chmod(mode or 0)
        sync(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, all at once. Raises ``FileExistsError`` where it is."""
    draft = draft_of(path)
    try:
        make_file(draft, 0o666)
        draft.write_bytes(data)
        sync(draft)
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            make_file(path, 0o666)
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    """A name beside a file, for what shall take its place when it is whole."""
    # No process number: in a container the next start may have the same one.
    return path.with_name(f".{path.name}.new-{os.urandom(8).hex()}")


def make_file(path: Path, mode: int) -> None:
    """Make a new empty file. Raises ``OSError`` where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk. Raises ``OSError`` where that fails."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk, where its file system can do that."""
    with suppress(OSError):
        sync(path)


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


def _target(path: Path) -> Path:
    """Where a link leads; refused is what cannot be replaced by a file."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():  # a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if target.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, "it is write-protected", str(path))
    return target
