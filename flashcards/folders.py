"""Where a user's files go: the folders that each system sets aside for programs."""

import os
import sys
from pathlib import Path

NAME = "flashcards"


def data_folder() -> Path:
    """The folder of the collection, its backups, and the user's own notes.

    ``$XDG_DATA_HOME`` or ``~/.local/share``; on macOS ``~/Library/Application Support``, on
    Windows ``%LOCALAPPDATA%``.
    """
    return _folder("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """The folder of the preferences: ``$XDG_CONFIG_HOME`` or ``~/.config``, else as the data."""
    return _folder("XDG_CONFIG_HOME", ".config")


def _folder(variable: str, usual: str) -> Path:
    # Not platformdirs: it would be a tenth of the time to the first card.
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117 - as the XDG rule says it: a relative path is ignored
        return Path(named) / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / NAME
    return Path.home() / usual / NAME
