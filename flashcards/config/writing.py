"""Changing one line of the preferences file; the only door to tomlkit, which keeps the others."""

import errno
import os
import secrets
import stat
import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from flashcards.config.reading import content
from flashcards.errors import CannotWrite


def change(path: Path, name: str, value: Any) -> None:
    """Set a preference, or with None remove it; comments and order stay as they are.

    The file must be sound TOML, or not there. Raises ``CannotWrite``, and leaves it as it was.
    """
    before = (content(path) or b"").decode("utf-8-sig")
    after = changed(before, name, value)
    if after != before:
        _replace(path, after.encode())


def changed(text: str, name: str, value: Any) -> str:
    """The text of a file with one preference set, or with None removed."""
    document = tomlkit.parse(text)
    wanted = tomllib.loads(text)
    for held in (document, wanted):
        if value is None:
            held.pop(name, None)
        else:
            held[name] = value
    after = tomlkit.dumps(document)
    if tomllib.loads(after) != wanted:  # two readers that differ must not cost a file
        raise CannotWrite(f"{name} cannot be changed in this file; please edit it by hand.")
    return after


def _replace(path: Path, data: bytes) -> None:
    """Put the new file in the place of the old one, or of the one that a link leads to."""
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected")
        _write_whole(target, data)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def _write_whole(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            if target.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
