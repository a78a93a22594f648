"""A learner at a real terminal: starts the program, reads the screen, presses keys."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect

MONDAY = "2026-11-23T20:00"
TUESDAY = "2026-11-24T20:00"


class Learner:
    """One person with one collection and one terminal of 80 columns."""

    def __init__(self, home: Path, collection: Path) -> None:
        self.collection = collection
        self._environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "FLASHCARDS_PROGRAM": "flashcards",
        }
        self.terminal: Any = None

    def start(self, *words: str, now: str = MONDAY, term: str = "xterm") -> "Learner":
        """Start the program at a terminal."""
        arguments = ["-m", "flashcards", "--collection", str(self.collection), "--now", now, *words]
        self.terminal = pexpect.spawn(
            sys.executable,
            arguments,
            env=self._environment | {"TERM": term},
            encoding="utf-8",
            dimensions=(40, 80),
            timeout=10,
        )
        self.terminal.delaybeforesend = None
        self.terminal.ptyproc.delayafterclose = 0.02
        return self

    def sees(self, *texts: str) -> None:
        """Wait until the texts have appeared, one after the other."""
        for text in texts:
            self.terminal.expect_exact(text)

    def press(self, keys: str) -> None:
        """Press keys."""
        self.terminal.send(keys)

    def ends(self) -> int:
        """Wait for the end of the program; its exit code."""
        self.terminal.expect(pexpect.EOF)
        self.terminal.close()
        status = self.terminal.exitstatus
        return int(status) if status is not None else -int(self.terminal.signalstatus)

    def asks(self, *words: str, now: str = MONDAY) -> Any:
        """Ask for data: the same collection, through a pipe."""
        program = [sys.executable, "-m", "flashcards", "--collection", str(self.collection)]
        done = subprocess.run(
            [*program, "--now", now, *words, "--json"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return json.loads(done.stdout)

    def rows(self, table: str) -> list[sqlite3.Row]:
        """The rows of a table, in the order in which they were written."""
        connection = sqlite3.connect(self.collection)
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
        finally:
            connection.close()
