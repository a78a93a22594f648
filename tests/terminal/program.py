"""The program at a terminal of its own: started, typed at, and read to the last byte."""

import os
import sys
from pathlib import Path
from typing import Any

import pexpect

NOW = "2026-11-21T09:00"
MODULE = ("-m", "flashcards")
NO_TERMIOS = (str(Path(__file__).with_name("no_termios.py")),)
"""As the program is started on a system that has no single keys."""


def start(
    collection: Path,
    *words: str,
    now: str = NOW,
    program: tuple[str, ...] = MODULE,
    size: tuple[int, int] = (40, 80),
    **environ: str,
) -> Any:
    """Start the program; an empty variable is not set at all."""
    home = {"HOME": str(collection.parent), "PATH": os.environ["PATH"], "EDITOR": "true"}
    given = home | {"TERM": "xterm", "LANG": "C.UTF-8"} | environ
    child = pexpect.spawn(
        sys.executable,
        [*program, "--collection", str(collection), "--now", now, *words],
        env={name: value for name, value in given.items() if value},
        encoding="utf-8",
        codec_errors="replace",  # the terminal echoes what it is sent
        dimensions=size,
        timeout=20,
    )
    child.delaybeforesend = None
    return child


def code(child: Any) -> int:
    """Wait for the end; what was written is in ``child.before``."""
    child.expect(pexpect.EOF)
    child.wait()
    return int(child.exitstatus if child.signalstatus is None else -child.signalstatus)


def shown(collection: Path, *words: str, keys: str = "", **more: Any) -> str:
    """All that the program writes while these keys are pressed; nothing must go wrong."""
    child = start(collection, *words, **more)
    child.send(keys)
    assert code(child) == 0, child.before
    return str(child.before)
