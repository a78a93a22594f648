"""Talks to the process that runs Anki, and says in a sentence what goes wrong there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from flashcards.errors import BadRequest, Busy, CannotWrite, FlashcardsError, Unreachable
from flashcards.mirror.credentials import ANKIWEB, PASSWORD, USER
from flashcards.mirror.protocol import Applied, Fetched, Known, KnownNote, Trouble
from flashcards.workers import Told, silent

_MODULE = "flashcards.mirror.worker"
_MARKS = str.maketrans("", "", "\u2068\u2069")
"""Invisible signs that Anki puts around what it inserts into a sentence."""
_MISSING = (
    "sync needs the package anki, which is not installed: {python} -m pip install anki,"
    " or, where pipx installed the program, pipx inject flashcards anki."
)

_SENTENCES: Mapping[Trouble, tuple[type[FlashcardsError], str]] = {
    Trouble.BUSY: (Busy, "Another sync with {server} is going on."),
    Trouble.LOGIN: (BadRequest, "{server} does not take this user and password."),
    Trouble.NETWORK: (Unreachable, "{server} cannot be reached. Nothing is lost."),
    Trouble.STRANGE: (BadRequest, "What answers at {server} is no sync server of Anki."),
    Trouble.SERVER: (BadRequest, "{server} does not go on: {said}"),
    Trouble.EMPTIED: (
        BadRequest,
        "{server} is empty now, though it was not at the last sync: sync Anki with it first.",
    ),
    Trouble.ONE_WAY: (
        BadRequest,
        "Anki would have to replace all that {server} holds, so nothing was sent to it.",
    ),
    Trouble.DISK: (
        CannotWrite,
        "The copy of {server} cannot be written: the disk is full or write-protected.",
    ),
    Trouble.BROKEN: (BadRequest, "Anki failed: {said}"),
}


class Client:
    """A mirror in another process: each method asks it for one thing, and waits.

    Whatever goes wrong there is a ``FlashcardsError``. A transfer of a whole collection is told
    to ``told``, by its bytes.
    """

    def __init__(self, process: "subprocess.Popen[str]", server: str | None, log: IO[str]) -> None:
        self._process = process
        self._server = server
        self._log = log
        self.told: Told = silent

    def login(self, user: str, password: str) -> None:
        """Sign in; nothing of it is kept."""
        self._ask("login", server=self._server, user=user, password=password)

    def fetch(self) -> Fetched:
        """Make the mirror what the server holds."""
        return Fetched(*self._ask("fetch"))

    def pack(self, path: Path) -> None:
        """Write the mirror as a package of Anki."""
        self._ask("pack", path=str(path))

    def known(self, guids: Sequence[str]) -> Known:
        """What the mirror holds of the notes with these guids."""
        notes, cards, presets = self._ask("known", guids=list(guids))
        return Known(
            {guid: KnownNote(*about) for guid, *about in notes},
            frozenset((guid, place) for guid, place, _ in cards),
            frozenset((guid, place) for guid, place, suspended in cards if suspended),
            frozenset(presets),
        )

    def apply(self, package: Path | None, told: Path, *, first: bool, illustrated: bool) -> Applied:
        """Put notes from a package into the mirror, and bring its cards up to date.

        The package is ``illustrated`` where it holds pictures.
        """
        given = {"package": str(package) if package else None, "told": str(told)}
        return Applied(*self._ask("apply", **given, first=first, illustrated=illustrated))

    def send(self, *, first: bool) -> bool:
        """Bring the server what is new; False where something came from there meanwhile."""
        return bool(self._ask("send", first=first))

    def hear(self) -> Any:
        """What comes of the request before."""
        assert self._process.stdout
        for line in self._process.stdout:
            said = json.loads(line)
            if "done" in said:
                return said["done"]
            if "failed" in said:
                raise self._error(Trouble(said["failed"]), said["why"])
            if said["progress"]:
                self.told(*said["progress"])
        raise self._ended()

    def _ask(self, what: str, **given: Any) -> Any:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps({"do": what, "with": given}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise self._ended() from error
        return self.hear()

    def _ended(self) -> FlashcardsError:
        code = self._process.wait()
        self._log.seek(0)
        last = (self._log.read().strip().splitlines() or [f"exit code {code}"])[-1]
        return BadRequest(
            f"The process that runs Anki ended ({last}). Nothing is lost; sync goes on next time."
        )

    def _error(self, trouble: Trouble, why: str) -> FlashcardsError:
        kind, sentence = _SENTENCES[trouble]
        said = " ".join(why.translate(_MARKS).split())
        return kind(sentence.format(server=self._server or ANKIWEB, said=said))


@contextmanager
def started(folder: Path, server: str | None) -> Iterator[Client]:
    """Start Anki over the mirror in a folder, for as long as it is needed.

    Raises ``Busy`` where another sync goes on. Anki is installed: see ``require_anki``.
    """
    command = [sys.executable, "-P", "-m", _MODULE, str(folder)]
    environ = {name: value for name, value in os.environ.items() if name not in (USER, PASSWORD)}
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as log,
        # A session of its own: Ctrl-C is for us, and we end it.
        subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environ,
            encoding="utf-8",
            start_new_session=True,
        ) as process,
    ):
        try:
            client = Client(process, server, log)
            client.hear()
            yield client
        except BaseException:
            process.kill()
            raise
        finally:
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.close()


def require_anki() -> None:
    """Find out before a person is asked. Raises ``BadRequest`` where Anki is not installed."""
    try:
        found = find_spec("anki.collection")
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise BadRequest(_MISSING.format(python=sys.executable))
