"""The files of a root: which of them are decks, and their bytes."""

import os
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from flashcards.errors import Problem
from flashcards.source.guard import MAX_FILE
from flashcards.source.report import Problems

DECK_SUFFIX = ".md"
VOCABULARY = "roles.toml"
ABOUT_THE_PROJECT = frozenset(
    {"README", "CHANGELOG", "CONTRIBUTING", "LICENSE", "SECURITY", "AUTHORS", "CODE_OF_CONDUCT"}
)
"""Markdown files that stand beside decks in a repository, and are none."""


class SourceFile(NamedTuple):
    """One file; ``path`` is relative to its root, with ``/``, and messages name it ``label``."""

    path: str
    label: str
    data: bytes
    digest: bytes


class _Unreadable(Exception):
    """Why a file gives no text."""


def find(root: Path, cwd: Path) -> tuple[tuple[SourceFile, ...], Problems]:
    """The decks of a folder and its roles.toml, by path; or the one deck that ``root`` is."""
    root = Path(os.path.normpath(cwd / root))
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in candidates(root):
        label = label_of(path, cwd)
        try:
            data = _read(root, path)
            files.append(SourceFile(name_in(root, path), label, data, digest(data)))
        except _Unreadable as error:
            problems.append(Problem(label, 1, "unreadable", str(error)))
    return tuple(files), tuple(problems)


def digest(data: bytes) -> bytes:
    """The fingerprint of the bytes of a file."""
    return blake2b(data, digest_size=16).digest()


def candidates(root: Path) -> list[Path]:
    """The paths that ``find`` reads, or says why it cannot."""
    found: list[Path] = []
    # A root that is no folder comes as an error, too: it is the one candidate.
    walk = os.walk(root, onerror=lambda error: found.append(Path(error.filename)))
    for folder, folders, files in walk:
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (here / name for name in folders if _leads_outside(root, here / name))
        found += (here / name for name in files if _is_source(root, here / name))
    return sorted(found, key=Path.as_posix)


def belongs(root: Path, path: Path) -> bool:
    """Whether a file is read with a root, or would be if it were there."""
    if path == root:
        return True
    if not path.is_relative_to(root) or not _is_source(root, path):
        return False
    return not any(part.startswith(".") for part in path.relative_to(root).parts)


def name_in(root: Path, path: Path) -> str:
    """A path as its root names it."""
    return path.name if path == root else path.relative_to(root).as_posix()


def folder_of(root: Path) -> Path:
    """The folder that the paths of a root begin at: the root, or the one that its file lies in."""
    return root if root.is_dir() else root.parent


def _is_source(root: Path, path: Path) -> bool:
    if path.suffix != DECK_SUFFIX:
        return path == root / VOCABULARY
    return not path.name.startswith(".") and path.stem.upper() not in ABOUT_THE_PROJECT


def _read(root: Path, path: Path) -> bytes:
    if not name_in(root, path).isprintable():
        raise _Unreadable("the name of the file cannot be shown")
    if path != root and _leads_outside(root, path):
        raise _Unreadable("a symbolic link leads outside the folder of the decks")
    try:
        data = _bytes(path)
    except OSError as error:
        raise _Unreadable(f"cannot be read: {error.strerror}") from error
    if path == root and path.suffix != DECK_SUFFIX:
        raise _Unreadable("neither a folder nor a Markdown file")
    return data


def _bytes(path: Path) -> bytes:
    status = path.stat()
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise _Unreadable("not a regular file")  # to open a pipe would wait for ever
    if status.st_size > MAX_FILE:
        raise _Unreadable("a file holds at most 1 MB")
    return path.read_bytes()


def _leads_outside(root: Path, path: Path) -> bool:
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return True


def label_of(path: Path, cwd: Path) -> str:
    """How messages name a path: seen from the current folder if below it, or with ~, or in full."""
    if path.is_relative_to(cwd):
        shown = path.relative_to(cwd).as_posix()
    else:
        shown = path.as_posix()
        with suppress(RuntimeError, ValueError):  # no home, or not in it
            shown = (Path("~") / path.relative_to(Path.home())).as_posix()
    return shown.encode(errors="backslashreplace").decode()
