"""Where a user's files go: the folders that each system sets aside for programs."""

import os
import sys
from pathlib import Path

from flashcards.errors import BadRequest

NAME = "flashcards"


def data_folder() -> Path:
    """The folder of the collection, its backups, and the user's own notes.

    ``$XDG_DATA_HOME`` or ``~/.local/share``; on macOS ``~/Library/Application Support``, on
    Windows ``%LOCALAPPDATA%``. Raises ``BadRequest`` for a user without a home folder.
    """
    return _folder("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """The folder of the preferences: ``$XDG_CONFIG_HOME`` or ``~/.config``, else as the data.

    Raises ``BadRequest`` for a user without a home folder.
    """
    return _folder("XDG_CONFIG_HOME", ".config")


def _folder(variable: str, usual: str) -> Path:
    # Not platformdirs: it would be a tenth of the time to the first card.
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117 - as the XDG rule says it: a relative path is ignored
        return Path(named) / NAME
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / NAME
    try:
        home = Path.home()
    except RuntimeError as error:
        raise BadRequest(
            f"You have no home folder: set HOME, or {variable}, to a folder for your files."
        ) from error
    where = {"darwin": "Library/Application Support", "win32": "AppData/Local"}
    return home / where.get(sys.platform, usual) / NAME
