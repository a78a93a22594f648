"""What every command is given: which collection, what time it is, how to talk."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import update_wrapper
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

import click

from flashcards.errors import BadRequest
from flashcards.preferences import Preferences
from flashcards.terminal.clean import clean
from flashcards.terminal.style import Look

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


class Moment(NamedTuple):
    """One reading of the clock: the instant (UTC ms) and the study day it falls on."""

    ms: int
    day: int
    local: datetime


class App(NamedTuple):
    """The surroundings of a command; ``collection`` is its path where the user names one.

    ``clock`` gives the local time with its zone; under --now it stands still for a command that
    is over at once, and ``ticking`` starts there and runs. ``yes`` answers every question.
    ``fault`` is what is wrong with the preferences, where the command may not go on without.
    """

    collection: str | None
    clock: Callable[[], datetime]
    ticking: Callable[[], datetime]
    look: Look
    quiet: bool = False
    yes: bool = False
    preferences: Preferences = Preferences()
    fault: str = ""

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


def pass_app(
    command: Callable[Concatenate[App, _Words], _Result],
) -> Callable[_Words, _Result]:
    """Give a command its ``App``. Wrong preferences stop it only here: --help needs none."""

    def given(*args: _Words.args, **more: _Words.kwargs) -> _Result:
        app = click.get_current_context().find_object(App)
        assert app is not None
        if app.fault:
            raise BadRequest(app.fault)
        return command(app, *args, **more)

    return update_wrapper(given, command)
