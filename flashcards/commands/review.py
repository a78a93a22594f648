"""``review``: answer today's cards, one after the other, each answer saved before the next card."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.commands.options import choose, filter_options, limit_option, minutes_option
from flashcards.compiler.fresh import ready
from flashcards.errors import NeedsTerminal
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.loop import Loop
from flashcards.session.sitting import Sitting
from flashcards.terminal.desk import Desk, KeyDesk, LineDesk
from flashcards.terminal.keys import Keyboard, available
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import detect


@click.command(short_help="Answer today's cards.")
@filter_options
@limit_option
@minutes_option
@pass_app
def command(app: App, /, limit: int | None, minutes: float | None, **filters: Any) -> None:
    """Answer today's cards. Every answer is on the disk before the next card appears.

    Stop whenever you like: the next review goes on where this one stopped.

    \b
    Examples:
      flashcards review --minutes 10
      flashcards review --role mle --kind scenario
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NeedsTerminal(
            "review talks to a person at a terminal; for scripts there are next and answer."
        )
    app = app._replace(clock=app.ticking)
    with ready(app) as collection:
        chosen = choose(collection, **filters)
        with _desk(app) as desk:
            sitting = Sitting(app, collection, Dealer(collection), Keeper(collection), desk)
            Loop(sitting, chosen, limit, minutes).run()


@contextmanager
def _desk(app: App) -> Iterator[Desk]:
    """Single keys where the terminal gives them, typed lines elsewhere."""
    screen = Screen(sys.stdout, app.look)
    if not (app.look.live and available(sys.stdin.fileno())):
        yield LineDesk(screen, sys.stdin)
        return

    def resized() -> None:
        screen.look = detect(sys.stdout, os.environ, no_color=not app.look.colour)

    desk = KeyDesk(screen)
    with Keyboard(sys.stdin.fileno(), on_resume=desk.repaint, on_resize=resized) as keyboard:
        desk.keyboard = keyboard
        yield desk
