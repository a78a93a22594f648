"""The desk at which a command talks to a person, for as long as it does."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flashcards.app import App
from flashcards.terminal.desk import Desk, KeyDesk, LineDesk
from flashcards.terminal.keys import Keyboard, available
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import detect


def at_terminal() -> bool:
    """Whether a person reads what we write and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def desk_of(app: App) -> Iterator[Desk]:
    """Single keys where the terminal gives them, typed lines elsewhere."""
    screen = Screen(sys.stdout, app.look)
    try:
        if app.look.live and available(sys.stdin.fileno()):
            with _keys(app, screen) as desk:
                yield desk
        else:
            yield LineDesk(screen, sys.stdin)
    finally:
        screen.leave()  # what is said about an error, or by the shell, has a line of its own


@contextmanager
def _keys(app: App, screen: Screen) -> Iterator[Desk]:
    def resized() -> None:
        screen.look = detect(sys.stdout, os.environ, no_color=not app.look.colour)

    desk = KeyDesk(screen)
    events = {"on_stop": desk.pause, "on_resume": desk.repaint, "on_resize": resized}
    with Keyboard(sys.stdin.fileno(), **events) as keyboard:
        desk.keyboard = keyboard
        yield desk
