"""Changing one line of the preferences file; the only door to tomlkit, which keeps the others."""

import os
import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from flashcards.config.reading import content
from flashcards.errors import CannotWrite
from flashcards.files import replace_file


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
    try:
        folder = Path(os.path.realpath(path)).parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
