"""Where a workload runs: a program with small decks of its own, and a collection to begin with."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import flashcards
from tests.conftest import Outcome, Run

from .terminal import Ended, at_a_pipe, at_terminal

MONDAY = "2026-11-23T20:00"
TUESDAY = "2026-11-24T20:00"


class Stage:
    """The program, its decks, and ``before``: the collection that every trial starts from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = folder / "before" / "collection.db"
        (folder / "program" / "decks").mkdir(parents=True)
        # The package lies beside the decks that it ships, as in a checkout.
        package = Path(flashcards.__file__).parent
        (folder / "program" / "flashcards").symlink_to(package, target_is_directory=True)
        self._trials = count()

    def deck(self, text: str) -> None:
        """Write the shipped deck."""
        path = self.folder / "program" / "decks" / "craft.md"
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def prepare(self, *words: str, now: str = MONDAY) -> None:
        """Call the program on the collection that trials start from."""
        done = self.ask(self.before, *words, now=now)
        assert done.code == 0, done.stderr

    def ask(self, collection: Path, *words: str, now: str) -> Outcome:
        """Call the program in our own process, which is quicker; it has the same decks."""
        with pytest.MonkeyPatch.context() as patch:
            decks = self.folder / "program" / "decks"
            patch.setattr("tests.conftest.places.shipped_decks", lambda: decks)
            return Run(collection, patch, now)(*words)

    def trial(self) -> "Trial":
        """A folder with a copy of the collection, or without one where there is none yet."""
        trial = Trial(self, self.folder / f"trial-{next(self._trials)}")
        if self.before.exists():
            trial.folder.mkdir()
            shutil.copy(self.before, trial.collection)
        return trial


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a workload on a collection of its own."""

    stage: Stage
    folder: Path

    @property
    def collection(self) -> Path:
        """The file."""
        return self.folder / "collection.db"

    def run(
        self, words: Sequence[str], keys: str = "", *, now: str, under: Sequence[str] = ()
    ) -> Ended:
        """Call the program, at a terminal where there are ``keys``; ``under`` is a tracer."""
        program = [sys.executable, "-m", "flashcards", "--collection", str(self.collection)]
        command = [*under, *program, "--now", now, *words]
        root = self.stage.folder / "program"
        env = os.environ | {
            "PYTHONPATH": str(root),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
        }
        if keys:
            return at_terminal(command, keys, env, root)
        return at_a_pipe(command, env, root)

    @property
    def others(self) -> set[str]:
        """What lies in the folder beside the collection."""
        return {path.name for path in self.folder.iterdir()} - {self.collection.name}

    def clear(self) -> None:
        """Make room on the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask a collection without our program."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def dump(path: Path) -> tuple[str, ...]:
    """All that a collection says, with the marks of its header; empty where there is no file."""
    if not path.exists():
        return ()
    with closing(sqlite3.connect(path)) as connection:
        marks = [
            f"{name} {connection.execute(f'PRAGMA {name}').fetchone()[0]}"
            for name in ("application_id", "user_version")
        ]
        # When a migration was applied is no part of what is said.
        lines = [line for line in connection.iterdump() if "_sqlite_migrations" not in line]
    return (*marks, *lines)
