"""The mirror of an account: a collection of Anki, synchronised and changed; the only door to anki.

It lives in a process of its own, which ``mirror/client.py`` starts.
"""

import fcntl
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import BackendIOError, DBError, NetworkError, SyncError, SyncErrorKind
from anki.utils import int_time

from flashcards.mirror.decks import kept_presets
from flashcards.mirror.limits import begun_today, count_as_new
from flashcards.mirror.protocol import Applied, Fetched, Trouble
from flashcards.mirror.updating import update
from flashcards.remembered import Remembered

_NAME, _LOCK, _PICTURES = "collection.anki2", "lock", "pictures-wait"
PAUSE = 0.05
"""Seconds between two looks at pictures on their way."""
_FSRS = "fsrs"
"""The key of Anki's switch, one for a whole collection."""
_ANSWERS = "SELECT count() FROM revlog WHERE ease > 0"
_NOTES = "SELECT guid, mid, mod FROM notes WHERE guid IN (SELECT value FROM json_each(?))"
_CARDS = """
SELECT notes.guid, cards.ord, cards.queue = -1 FROM cards JOIN notes ON notes.id = cards.nid
WHERE notes.guid IN (SELECT value FROM json_each(?))
"""
_STRANGE = ("HTTP status", "HttpError")
"""What Anki says of an answer that is none of its protocol."""
_NO_ROOM = ("is full", "no space left", "readonly", "read-only", "permission denied")
"""What SQLite and the system say of a disk that cannot be written."""


class Failed(Exception):
    """A request that cannot be met."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class Mirror:
    """A collection of Anki that holds what an account holds; nobody else has it open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = _locked(folder)
        self._pictures_wait = folder / _PICTURES
        self._col: Any = self._opened()
        self._auth: Any = None

    def login(self, server: str | None, user: str, password: str) -> None:
        """Ask the server for a key, which is kept in this process alone."""
        self._auth = self._col.sync_login(user, password, server)

    def fetch(self) -> Fetched:
        """Make the mirror what the server holds; what a broken run has left here goes there."""
        answer = self._synchronise()
        first = self._is_new and answer.required in (answer.NO_CHANGES, answer.FULL_UPLOAD)
        if answer.required == answer.FULL_UPLOAD and not first:
            raise Failed(Trouble.EMPTIED)
        replaced = answer.required in (answer.FULL_SYNC, answer.FULL_DOWNLOAD)
        if replaced:
            self._transfer(upload=False)
        fsrs = bool(self._col.get_config(_FSRS))
        return Fetched(first, replaced, fsrs, answer.server_message)

    def pack(self, path: str) -> None:
        """Write the mirror as a package."""
        self._col.export_collection_package(path, include_media=False, legacy=False)
        self._col.reopen()

    def known(self, guids: Sequence[str]) -> list[list[Any]]:
        """The notes with these guids, their cards, and the ids of all presets."""
        listed = json.dumps(guids)
        presets = [preset["id"] for preset in self._col.decks.all_config()]
        return [self._col.db.all(_NOTES, listed), self._col.db.all(_CARDS, listed), presets]

    def apply(self, package: str | None, told: str, *, first: bool, illustrated: bool) -> Applied:
        """Take notes in from a package, and bring cards that are there up to date.

        A new account gets FSRS switched on; in any other that is for its user to decide.
        """
        if illustrated:
            self._pictures_wait.touch()
        if first:
            self._col.set_config(_FSRS, True)  # noqa: FBT003 - a value, not a switch
        with Path(told).open(encoding="utf-8") as lines:
            cards = [Remembered(*json.loads(line)) for line in lines]
        before, begun, new, changed = self._answers, begun_today(self._col, cards), 0, 0
        if package:
            log = self._import(package, first=first)
            new, changed = len(log.new), len(log.updated)
        updated = update(self._col, cards, int_time())
        count_as_new(self._col, begun)
        return Applied(new, changed, self._answers - before, updated)

    def send(self, *, first: bool) -> bool:
        """Bring the server what is new here; False where something came from there meanwhile."""
        before = self._answers
        answer = self._synchronise()
        if answer.required == answer.FULL_UPLOAD and first:
            self._transfer(upload=True)
        elif answer.required != answer.NO_CHANGES:
            return False
        self._send_pictures()
        return self._answers == before

    def close(self) -> None:
        """Close the collection, and let others have it."""
        self._col.close(downgrade=False)
        self._lock.close()

    def how_far(self) -> tuple[int, int] | None:
        """The bytes of a whole collection that have travelled so far, and all of them."""
        found = self._col.latest_progress()
        if not found.HasField("full_sync"):
            return None
        return found.full_sync.transferred, found.full_sync.total

    @property
    def _is_new(self) -> bool:
        """Whether the mirror was never synchronised."""
        return not self._col.db.scalar("SELECT ls FROM col")

    @property
    def _answers(self) -> int:
        return int(self._col.db.scalar(_ANSWERS))

    def _synchronise(self) -> Any:
        answer = self._col.sync_collection(self._auth, sync_media=False)
        if answer.HasField("new_endpoint"):
            self._auth.endpoint = answer.new_endpoint
        return answer

    def _transfer(self, *, upload: bool) -> None:
        """Replace the whole collection there, or the one here."""
        self._col.close_for_full_sync()
        try:
            self._col.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload)
        finally:
            self._col.reopen(after_full_sync=True)

    def _send_pictures(self) -> None:
        """Bring the server new pictures, where there are any: it gives all that it has in turn."""
        if not self._pictures_wait.exists():
            return
        self._col.sync_media(self._auth)
        while self._col.media_sync_status().active:
            time.sleep(PAUSE)
        self._pictures_wait.unlink()

    def _import(self, package: str, *, first: bool) -> Any:
        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        request = ImportAnkiPackageRequest(package_path=package, options=options)
        with kept_presets(self._col):
            log = self._col.import_anki_package(request).log
        if self._col.schema_changed() and not first:
            raise Failed(Trouble.ONE_WAY)
        return log

    def _opened(self) -> Collection:
        """Open the mirror, anew where it is damaged: the server has all that was in it."""
        path = self._folder / _NAME
        try:
            return Collection(str(path))
        except DBError as error:
            if _says_no_room(error):
                raise
            for file in self._folder.glob("collection.*"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
            return Collection(str(path))


def _locked(folder: Path) -> TextIO:
    """Hold the folder for this process, however it ends."""
    lock = (folder / _LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Failed(Trouble.BUSY) from error
    return lock


def trouble_of(error: Exception) -> Trouble:
    """What kind of trouble an exception of ours or Anki's is."""
    match error:
        case Failed(trouble=trouble):
            return trouble
        case SyncError(kind=SyncErrorKind.AUTH):
            return Trouble.LOGIN
        case SyncError() | NetworkError() if any(said in str(error) for said in _STRANGE):
            return Trouble.STRANGE
        case SyncError():
            return Trouble.SERVER
        case NetworkError():
            return Trouble.NETWORK
        case BackendIOError() | DBError() | OSError() if _says_no_room(error):
            return Trouble.DISK
        case _:
            return Trouble.BROKEN


def _says_no_room(error: Exception) -> bool:
    said = str(error).lower()
    return any(words in said for words in _NO_ROOM)
