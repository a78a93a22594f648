"""The program as a user starts it: a process of its own, with nobody's home and a fixed clock."""

import os
import pty
import subprocess
import sys
import termios
import tty
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

NOW = "2026-11-21T09:00"
"""When benchmarks happen, in UTC."""
TODAY = 20778
"""The study day of ``NOW``."""

BARE = (sys.executable, "-c", "pass")
_PROGRAM = (sys.executable, "-P", "-m", "flashcards")


class Program(NamedTuple):
    """The program with one collection; ``home`` is an empty folder."""

    home: Path
    collection: Path

    def words(self, *words: str) -> tuple[str, ...]:
        """The command line of a call."""
        return (*_PROGRAM, "--collection", str(self.collection), "--now", NOW, *words)

    def call(self, *words: str) -> str:
        """What a call prints."""
        done = subprocess.run(
            self.words(*words), env=environment(self.home), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"flashcards {' '.join(words)} failed: {done.stderr}")
        return done.stdout

    def seconds(self, *words: str) -> float:
        """How long a call takes, from the start of the process to its end."""
        return seconds(self.words(*words), self.home)

    def seconds_until(self, text: bytes, *words: str) -> float:
        """How long until a text stands on the terminal; then the program is told to quit."""
        return _seconds_until(text, self.words(*words), self.home)


def environment(home: Path) -> dict[str, str]:
    """Nobody's home, and of the surroundings only what a process needs."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "CACHE")}
    own = {"HOME": str(home), "TMPDIR": str(home), "TZ": "UTC", "TERM": "xterm-256color"}
    return kept | folders | own


def seconds(command: Sequence[str], home: Path) -> float:
    """How long a process takes, from its start to its end. One that fails ends the benchmark."""
    began = perf_counter()
    code = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment(home)).wait()
    taken = perf_counter() - began
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return taken


def _seconds_until(text: bytes, command: Sequence[str], home: Path) -> float:
    ours, theirs = pty.openpty()
    tty.setcbreak(theirs)
    termios.tcsetwinsize(theirs, (40, 80))
    began = perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(home)
    )
    os.close(theirs)
    try:
        _read_until(ours, text)
        taken = perf_counter() - began
        os.write(ours, b"q")
        process.wait()
    finally:
        process.kill()
        os.close(ours)
    return taken


def _read_until(terminal: int, text: bytes) -> None:
    shown = b""
    while text not in shown:
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # nobody holds the other end any more
            raise SystemExit(f"{text!r} did not appear: {shown[-500:]!r}") from None
