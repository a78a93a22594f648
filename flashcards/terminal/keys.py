"""Keys in from a person: the terminal is held key by key, and given back whatever happens.

Only this module touches termios and signals.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic
from typing import Any, Self, TypeAlias

from flashcards.terminal.decoding import Decoder

try:
    import select
    import termios
except ImportError:  # Windows: answers are typed as lines there
    _HAS_TERMIOS = False
else:
    _HAS_TERMIOS = True

_Handler: TypeAlias = Callable[[int, Any], Any] | int | None

_LOCAL_MODES, _CONTROL_CHARACTERS = 3, 6  # places in what tcgetattr returns
_RESIZED, _RESUMED = b"w", b"c"  # what signal handlers leave for the next read


class Stopped(SystemExit):
    """Somebody asked the process to end: ``code`` is 128 plus the number of the signal."""


class Key(str):
    """One key: a printable character as itself, any other by its name.

    Names are enter, space, tab, backspace, escape, up, down, left, right, home, end, ctrl-a to
    ctrl-z, paste, eof (Ctrl-D or a hang-up) and unknown. ``typed_ahead`` says that the key was
    there before it was asked for.
    """

    __slots__ = ("typed_ahead",)
    typed_ahead: bool

    def __new__(cls, name: str, *, typed_ahead: bool = False) -> Self:
        """Name a key."""
        key = super().__new__(cls, name)
        key.typed_ahead = typed_ahead
        return key


def available(fd: int = 0) -> bool:
    """Whether keys can be read one by one from ``fd``."""
    return _HAS_TERMIOS and os.isatty(fd)


def _nothing() -> None:
    pass


def _pass_over(_number: int, _frame: object) -> None:
    pass


class Keyboard:
    r"""Holds a terminal for a whole session, so that no key typed ahead is lost.

    Inside ``with``, Ctrl-C is a ``KeyboardInterrupt``; Ctrl-\, SIGTERM and SIGHUP raise
    ``Stopped``; Ctrl-Z gives the terminal to the shell. ``on_stop``, ``on_resume`` and
    ``on_resize`` are called while a key is awaited, never in the middle of other work.
    """

    def __init__(
        self,
        fd: int = 0,
        *,
        on_stop: Callable[[], None] = _nothing,
        on_resume: Callable[[], None] = _nothing,
        on_resize: Callable[[], None] = _nothing,
    ) -> None:
        self._fd = fd
        self._on_stop = on_stop
        self._on_resume = on_resume
        self._on_resize = on_resize
        self._decoder = Decoder(self._soon)
        self._is_hung_up = False
        self._is_waiting = False

    def __enter__(self) -> Self:
        self._given = termios.tcgetattr(self._fd)
        handlers: dict[int, _Handler] = {
            signal.SIGTERM: self._end,
            signal.SIGQUIT: self._end,
            signal.SIGHUP: self._end,
            signal.SIGTSTP: self._suspend,
            signal.SIGCONT: self._resume,
            signal.SIGWINCH: lambda *_: self._wake(_RESIZED),
        }
        with ExitStack() as stack:
            self._wake_read, self._wake_write = os.pipe()
            stack.callback(os.close, self._wake_read)
            stack.callback(os.close, self._wake_write)
            os.set_blocking(self._wake_write, False)
            stack.enter_context(_handling(handlers))
            stack.callback(self._release)
            self._hold()
            self._exits = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._exits.close()

    def read(self, timeout: float | None = None) -> Key | None:
        """Wait for the next key, at most ``timeout`` seconds; None when none came.

        A hang-up is one ``eof``; asking again raises ``Stopped``.
        """
        typed_ahead = bool(self._decoder.kept) or self._wait(0)
        if not (typed_ahead or self._wait(timeout)):
            return None
        first = self._decoder.take_kept() or self._byte()
        name = self._decoder.name(first) if first else self._hang_up()
        return Key(name, typed_ahead=typed_ahead)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Lend the terminal to an editor or a pager, which then answers for Ctrl-C and Ctrl-Z."""
        lent: dict[int, _Handler] = {
            signal.SIGINT: _pass_over,  # SIG_IGN would be inherited by the editor
            signal.SIGQUIT: _pass_over,
            signal.SIGTSTP: signal.SIG_DFL,
            signal.SIGCONT: signal.SIG_DFL,
        }
        self._release()
        try:
            with _handling(lent):
                yield
        finally:
            self._hold()

    # The terminal --------------------------------------------------------------------

    def _hold(self) -> None:
        modes = [*self._given]
        modes[_LOCAL_MODES] &= ~(termios.ECHO | termios.ICANON)
        modes[_CONTROL_CHARACTERS] = [*self._given[_CONTROL_CHARACTERS]]
        modes[_CONTROL_CHARACTERS][termios.VMIN] = 1
        modes[_CONTROL_CHARACTERS][termios.VTIME] = 0
        self._set(modes)

    def _release(self) -> None:
        self._set(self._given)

    def _set(self, modes: list[Any]) -> None:
        if _is_in_background(self._fd):  # the terminal is the shell's, and asking would stop us
            return
        with suppress(termios.error):  # it may be gone
            termios.tcsetattr(self._fd, termios.TCSANOW, modes)  # the other modes drop or wait

    # Signals -------------------------------------------------------------------------

    def _end(self, number: int, _frame: object) -> None:
        self._release()
        raise Stopped(128 + number)

    def _suspend(self, number: int, _frame: object) -> None:
        if self._is_waiting:
            self._on_stop()
        self._release()
        with _handling({number: signal.SIG_DFL}):
            os.kill(os.getpid(), number)  # we stop in this line
        self._resume()

    def _resume(self, *_: object) -> None:
        self._hold()
        self._wake(_RESUMED)

    def _wake(self, event: bytes) -> None:
        with suppress(BlockingIOError):  # the pipe is full of the same news
            os.write(self._wake_write, event)

    def _notice(self) -> None:
        events = os.read(self._wake_read, 4096)
        if _RESIZED in events:
            self._on_resize()
        if _RESUMED in events:
            self._on_resume()

    # Bytes ---------------------------------------------------------------------------

    def _wait(self, timeout: float | None) -> bool:
        """Whether there is something to read within ``timeout`` seconds."""
        end = None if timeout is None else monotonic() + timeout
        while True:
            left = None if end is None else max(0.0, end - monotonic())
            self._is_waiting = True
            try:
                ready, _, _ = select.select([self._fd, self._wake_read], [], [], left)
            finally:
                self._is_waiting = False
            if self._wake_read in ready:
                self._notice()
            if self._fd in ready or not ready:
                return bool(ready)

    def _byte(self) -> bytes:
        """The next byte, one at a time so that the rest stays for whoever reads after us."""
        try:
            return os.read(self._fd, 1)
        except OSError:  # the terminal is gone
            return b""

    def _soon(self, seconds: float) -> bytes:
        return self._byte() if self._wait(seconds) else b""

    def _hang_up(self) -> str:
        if self._is_hung_up:
            raise Stopped(128 + signal.SIGHUP)
        self._is_hung_up = True
        return "eof"


def _is_in_background(fd: int) -> bool:
    try:
        return os.tcgetpgrp(fd) != os.getpgrp()
    except OSError:  # not the terminal that controls us
        return False


@contextmanager
def _handling(handlers: Mapping[int, _Handler]) -> Iterator[None]:
    """Handle signals for a while; those that our parent ignores stay ignored."""
    before = {number: signal.getsignal(number) for number in handlers}
    taken = [number for number in handlers if before[number] is not signal.SIG_IGN]
    for number in taken:
        signal.signal(number, handlers[number])
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])
