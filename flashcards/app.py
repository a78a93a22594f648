"""What every command is given: which collection, what time it is, how to talk."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import click

from flashcards.preferences import Preferences
from flashcards.terminal.clean import clean
from flashcards.terminal.style import Look


class Moment(NamedTuple):
    """One reading of the clock: the instant (UTC ms) and the study day it falls on."""

    ms: int
    day: int
    local: datetime


class App(NamedTuple):
    """The surroundings of a command; ``collection`` is its path where the user names one.

    ``clock`` gives the local time with its zone; under --now it stands still for a command that
    is over at once, and ``ticking`` starts there and runs. ``yes`` answers every question.
    """

    collection: str | None
    clock: Callable[[], datetime]
    ticking: Callable[[], datetime]
    look: Look
    quiet: bool = False
    yes: bool = False
    preferences: Preferences = Preferences()

    def say(self, line: str = "") -> None:
        """Talk to the person: on standard error, silent when quiet."""
        if not self.quiet:
            click.echo(clean(line), err=True)

    @property
    def program(self) -> str:
        """The program as the user started it, for the commands we suggest."""
        return started_as()


def started_as() -> str:
    """The program as the user started it."""
    name = os.path.basename(sys.argv[0])  # noqa: PTH119 - pathlib would slow down --help
    started = "flashcards" if name == "__main__.py" else name  # python -m flashcards
    return clean(os.environ.get("FLASHCARDS_PROGRAM") or started)


pass_app = click.make_pass_decorator(App)
