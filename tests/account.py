"""Accounts on a real sync server of Anki, and a phone that is signed in to one."""

import base64
import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flashcards.mirror.credentials import PASSWORD, USER
from tests.conftest import Outcome, Run
from tests.phone import Phone, require_anki

SECRET = "only-for-tests"  # noqa: S105 - as it says
ME = "me"
PATIENCE, A_MINUTE = 20, 60
"""In seconds."""


def now(ago: int = 0) -> str:
    """This moment, or so many seconds ago: Anki has no clock but the machine's."""
    return datetime.fromtimestamp(time.time() - ago, UTC).isoformat()  # noqa: TID251 - see above


def serve(folder: Path, port: int = 0) -> tuple[str, Any]:
    """Start a server that keeps its accounts in a folder; gives its address and its process."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    users = {"SYNC_USER1": f"{ME}:{_hashed(SECRET)}", "PASSWORDS_HASHED": "1"}
    where = {"SYNC_BASE": str(folder), "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env={**os.environ, **users, **where, "RUST_LOG": "error"},
    )
    for _ in range(PATIENCE * 100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}/", process
        time.sleep(0.01)
    process.kill()
    pytest.fail("the sync server does not listen")


def _hashed(password: str) -> str:
    """A password as the server keeps it, in few rounds: it shall start soon."""
    salt, rounds = b"sixteen bytes it", 1000
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    told = (base64.b64encode(part).decode().rstrip("=") for part in (salt, key))
    return f"$pbkdf2-sha256$i={rounds},l=32${'$'.join(told)}"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server."""
    require_anki()
    address, process = serve(tmp_path / "server")
    yield address
    process.terminate()
    process.wait()


class Account(NamedTuple):
    """An account that nobody has used yet."""

    server: str
    run: Run

    def __call__(self, *words: object) -> Outcome:
        """Call ``sync``, where nothing can go wrong."""
        return self.run.ok("sync", "--server", self.server, *words, now=now())

    def here(self, *words: object) -> Outcome:
        """Call another command at this moment."""
        return self.run.ok(*words, now=now())

    def json(self) -> Any:
        """What ``sync`` says to programs."""
        return self("--json").json

    def phone(self, folder: Path) -> "Device":
        """A new phone for this account."""
        folder.mkdir()
        return Device(folder, self.server)


class Device(Phone):
    """A phone that is signed in to an account."""

    def __init__(self, folder: Path, server: str) -> None:
        super().__init__(folder)
        self._auth = self.col.sync_login(ME, SECRET, server)

    def sync(self, *, upload: bool = False) -> str:
        """Synchronise; where one side has to be replaced, this one, or with ``upload`` the server.

        Gives what the server wanted.
        """
        answer = self.col.sync_collection(self._auth, sync_media=False)
        required = answer.ChangesRequired.Name(answer.required)
        if required not in ("NO_CHANGES", "NORMAL_SYNC"):
            self.col.close_for_full_sync()
            self.col.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload)
            self.col.reopen(after_full_sync=True)
        return str(required)

    def sync_pictures(self) -> set[str]:
        """Synchronise pictures and sounds; gives the names of those that are here then."""
        self.col.sync_media(self._auth)
        while self.col.media_sync_status().active:
            time.sleep(0.01)
        return {path.name for path in Path(self.col.media.dir()).iterdir()}


@pytest.fixture
def account(server: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account, and ``run`` with the means to sign in to it."""
    monkeypatch.setenv(USER, ME)
    monkeypatch.setenv(PASSWORD, SECRET)
    run.ok("compile", now=now(A_MINUTE))  # Anki takes only texts that are newer, to the second
    return Account(server, run)


@pytest.fixture
def phone(account: Account, tmp_path: Path) -> Iterator[Device]:
    """The learner's phone, which holds nothing yet."""
    made = account.phone(tmp_path / "phone")
    yield made
    made.col.close()
