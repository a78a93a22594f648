"""Where the mirror of an account lies, and what both sides agreed on at the last sync."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from flashcards.errors import CannotWrite
from flashcards.files import replace_file
from flashcards.mirror.protocol import Place

_AGREED = "suspended.json"


def folder_of(collection: Path, server: str | None, user: str) -> Path:
    """The folder of a mirror, beside the collection: one for each server and user.

    It is made where it is not there, for its owner alone. Raises ``CannotWrite``.
    """
    path = collection.resolve()
    account = "\0".join((path.name, server or "", user))
    folder = (
        path.parent / "sync" / f"{path.stem}-{hashlib.sha256(account.encode()).hexdigest()[:12]}"
    )
    try:
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be made: {error.strerror}.") from error
    return folder


def agreed(folder: Path) -> frozenset[Place]:
    """The cards that were suspended on both sides after the last sync."""
    try:
        held = json.loads((folder / _AGREED).read_bytes())
        return frozenset((str(guid), int(place)) for guid, place in held)
    except (OSError, ValueError, TypeError):
        return frozenset()  # it says only who changed his mind


def agree(folder: Path, suspended: Iterable[Place]) -> None:
    """Remember the cards that are suspended on both sides. Raises ``CannotWrite``."""
    try:
        replace_file(folder / _AGREED, json.dumps(sorted(suspended)).encode())
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written: {error.strerror}.") from error
