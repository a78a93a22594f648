"""What every command is given: where the collection is, what time it is, how to talk."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import platformdirs

from flashcards.collection.connection import (
    Collection,
    create_collection,
    imagined_collection,
    open_collection,
)
from flashcards.collection.settings import setting
from flashcards.errors import NoCollection
from flashcards.study.days import ROLLOVER_HOUR, milliseconds, starts_at, study_day
from flashcards.terminal.style import Look


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the clock: the instant (UTC ms) and the study day it falls on."""

    ms: int
    day: int
    local: datetime


@dataclass(frozen=True, slots=True)
class App:
    """The surroundings of a command.

    ``clock`` gives the local time with its zone; under --now it stands still for a command that
    is over at once, and ``ticking`` starts there and runs.
    """

    path: Path
    clock: Callable[[], datetime]
    ticking: Callable[[], datetime]
    look: Look
    quiet: bool = False

    def open(self) -> Collection:
        """Open the collection. Raises ``NoCollection`` where there is none."""
        return open_collection(self.path)

    def open_or_make(self) -> Collection:
        """Open the collection, made first where there is none."""
        try:
            return self.open()
        except NoCollection:
            return self._make()

    def open_or_imagine(self) -> Collection:
        """Open the collection, or where there is none, an empty one that is never written."""
        try:
            return self.open()
        except NoCollection:
            return imagined_collection()

    def moment(self, collection: Collection) -> Moment:
        """What time it is for this collection, whose days turn over at its own hour."""
        hour = int(setting(collection, "rollover_hour") or ROLLOVER_HOUR)
        local = self.clock()
        return Moment(milliseconds(local), study_day(local, hour), local)

    def say(self, line: str = "") -> None:
        """Talk to the person: on standard error, silent when quiet."""
        if not self.quiet:
            click.echo(line, err=True)

    def _make(self) -> Collection:
        """Make a collection, and write down what shapes all its history to come."""
        local = self.clock()
        offset = local.utcoffset() or timedelta()
        # Anki counts days from the rollover of the day a collection was made.
        start = starts_at(study_day(local)).replace(tzinfo=local.tzinfo)
        settings = {
            "rollover_hour": str(ROLLOVER_HOUR),
            "anki_created": str(int(start.timestamp())),
            "anki_minutes_west": str(-int(offset.total_seconds()) // 60),
        }
        return create_collection(self.path, settings)

    @property
    def program(self) -> str:
        """The program as the user started it, for the commands we suggest."""
        name = Path(sys.argv[0]).name
        started = "flashcards" if name == "__main__.py" else name  # python -m flashcards
        return os.environ.get("FLASHCARDS_PROGRAM") or started


def default_path() -> Path:
    """Where the collection is when nobody says otherwise: the user's data folder."""
    return platformdirs.user_data_path("flashcards", appauthor=False) / "collection.db"


def emit(data: dict[str, Any]) -> None:
    """Print data for a program: one JSON object."""
    click.echo(json.dumps(data, indent=2))


pass_app = click.make_pass_decorator(App)
