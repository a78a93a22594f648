"""A terminal for a program under test: keys are typed before it starts, the screen is kept."""

import os
import select
import subprocess
import tempfile
import termios
import tty
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0
"""Seconds without a sign of life after which a program hangs."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended, what stood on its screen, and what it complained of."""

    code: int
    screen: str
    errors: str


def at_terminal(command: Sequence[str], keys: str, env: dict[str, str], cwd: Path) -> Ended:
    """Run a program at a terminal of its own, with all ``keys`` typed ahead."""
    ours, theirs = os.openpty()
    tty.setcbreak(theirs)  # else the line discipline would wait for Enter, and echo
    termios.tcsetwinsize(theirs, (40, 80))
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=errors, env=env, cwd=cwd
        )
        os.close(theirs)
        try:
            screen = _watch(ours, keys.encode())
        except BaseException:
            process.kill()
            raise
        finally:
            code = process.wait()
            os.close(ours)
        errors.seek(0)
        return Ended(code, screen.decode(errors="replace"), errors.read().decode())


def at_a_pipe(command: Sequence[str], env: dict[str, str], cwd: Path) -> Ended:
    """Run a program that needs no person."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=env,
        cwd=cwd,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def _watch(terminal: int, keys: bytes) -> bytes:
    """Type the keys as fast as they are taken; all that is shown until the program has gone."""
    os.set_blocking(terminal, False)
    shown = b""
    while True:
        wanted = [terminal] if keys else []
        readable, writable, _ = select.select([terminal], wanted, [], PATIENCE)
        assert readable or writable, f"the program hangs after {shown[-300:]!r}"
        if writable:
            keys = keys[_type(terminal, keys) :]
        if readable:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # nobody holds the other end any more
                return shown


def _type(terminal: int, keys: bytes) -> int:
    try:
        return os.write(terminal, keys[:256])
    except OSError:  # it is full, or the program has gone
        return 0
