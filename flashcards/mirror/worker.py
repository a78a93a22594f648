"""The process that runs Anki, started by ``mirror/client.py``: a mirror that answers requests.

A request is a line on standard input, and its answer a line on standard output. The process ends
when its input does, so it outlives nobody.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, TextIO

from flashcards.mirror.account import Mirror, trouble_of

PAUSE = 0.2
"""Seconds between two words about how far a transfer has come."""


class Service:
    """Answers one request after the other."""

    def __init__(self, mirror: Mirror, out: TextIO) -> None:
        self._mirror = mirror
        self._out = out
        self._known: Mapping[str, Callable[..., Any]] = {
            "login": mirror.login,
            "fetch": mirror.fetch,
            "pack": mirror.pack,
            "known": mirror.known,
            "apply": mirror.apply,
            "send": mirror.send,
        }

    def answer(self, request: Mapping[str, Any]) -> None:
        """Do what a request asks, and say what came of it."""
        try:
            with self._telling():
                done = self._known[request["do"]](**request["with"])
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told
            say_failed(self._out, error)
        else:
            say(self._out, {"done": done})

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Say how far a transfer has come, while it goes on."""
        over = Event()

        def tell() -> None:
            while not over.wait(PAUSE):
                # Between two collections there is nobody to ask.
                with suppress(Exception):
                    say(self._out, {"progress": self._mirror.how_far()})

        teller = Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            over.set()
            teller.join()


def say(out: TextIO, line: object) -> None:
    """Write one line to the parent."""
    out.write(json.dumps(line) + "\n")
    out.flush()


def say_failed(out: TextIO, error: Exception) -> None:
    """Write what went wrong."""
    say(out, {"failed": trouble_of(error), "why": str(error)})


def main(folder: Path) -> None:
    """Answer requests about the mirror in a folder, until the input ends."""
    # What Anki itself may print must not get between the answers.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        mirror = Mirror(folder)
    except Exception as error:  # noqa: BLE001 - as above
        say_failed(out, error)
        return
    say(out, {"done": None})
    service = Service(mirror, out)
    try:
        for line in sys.stdin:
            service.answer(json.loads(line))
    finally:
        mirror.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
