"""Who signs in, as far as the surroundings tell: the environment, and the keyring of the system."""

import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

from flashcards.errors import BadRequest

USER, PASSWORD = "FLASHCARDS_SYNC_USER", "FLASHCARDS_SYNC_PASSWORD"
"""The variables of the environment."""
ANKIWEB = "AnkiWeb"
"""The name of Anki's own server, which has no address here."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def user(environ: Mapping[str, str], preferred: str | None) -> str | None:
    """The user that the environment names, else the preferred one."""
    return environ.get(USER) or preferred


def password(environ: Mapping[str, str], server: str | None, user: str) -> str | None:
    """The password from the environment, else from the keyring; None where neither has one."""
    return environ.get(PASSWORD) or _kept(f"flashcards:{server or ANKIWEB}", user)


def address(server: str | None) -> str | None:
    """The address of a server as Anki wants it; None is Anki's own. Raises ``BadRequest``."""
    if server is None or server.lower() == ANKIWEB.lower():
        return None
    if not _is_address(server):
        raise BadRequest(
            f"'{server}' is no address of a server, such as https://sync.example.org/."
        )
    return server if server.endswith("/") else f"{server}/"


def is_open(server: str | None) -> bool:
    """Whether what is sent to a server can be read on the way."""
    parts = urlsplit(server or "https:")
    return parts.scheme == "http" and parts.hostname not in _LOOPBACK


def _is_address(server: str) -> bool:
    try:
        parts = urlsplit(server)
        _ = parts.port  # read when it is asked for
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _kept(service: str, user: str) -> str | None:
    """What the keyring has; its package is asked in a process of its own, if it is installed."""
    if find_spec("keyring") is None:
        return None
    done = subprocess.run(  # noqa: S603 - a module of Python, and no shell
        [sys.executable, "-P", "-m", "keyring", "get", service, user],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.rstrip("\n") or None if done.returncode == 0 else None
