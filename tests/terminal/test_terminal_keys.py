"""No key is lost, and the terminal comes back whatever happens: each on a real terminal."""

import os
import pty
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pexpect
import pytest

from flashcards.terminal.keys import Key, Keyboard, Stopped, available

SESSION = f"{sys.executable} {Path(__file__).with_name('session.py')}"


# Bytes to keys, on a terminal opened here ----------------------------------------------


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: the person's, and the program's."""
    person, program = pty.openpty()
    yield person, program
    os.close(program)
    try:
        os.close(person)
    except OSError:  # the test has hung up
        return


NAMES = {
    b"a": "a",
    b"?": "?",
    b" ": "space",
    b"\r": "enter",
    b"\n": "enter",
    b"\t": "tab",
    b"\x7f": "backspace",
    b"\x08": "backspace",
    b"\x01": "ctrl-a",
    b"\x04": "eof",
    b"\x1b": "escape",
    "é".encode(): "é",
    "日".encode(): "日",
    "🙂".encode(): "🙂",
    b"\x1b[A": "up",
    b"\x1bOB": "down",
    b"\x1b[C": "right",
    b"\x1b[D": "left",
    b"\x1b[H": "home",
    b"\x1bOF": "end",
    b"\x1b[3~": "unknown",
    b"\x1b[15~": "unknown",
    b"\x1b[1;5A": "unknown",
    b"\x1b[[A": "unknown",
    b"\x1b[": "unknown",
    b"\x1b[200~1234 q\r\x1b[201~": "paste",
    b"\x1b[I": "unknown",  # the window got the focus
    b"\x1b[M !!": "unknown",  # the mouse, in the oldest form: space and two exclamation marks
    b"\x1b[<0;12;3M": "unknown",
    b"\x1b[<0;12;3m": "unknown",
    b"\x1b[32;12;3M": "unknown",
    b"\x1b[?1;2c": "unknown",
    b"\x1b[24;80R": "unknown",
    b"\x1b]11;rgb:1111/2222/3333\x07": "unknown",
    b"\x1b]11;rgb:1111/2222/3333\x1b\\": "unknown",
    b"\x1bP1$r3 q\x1b\\": "unknown",
    b"\x1bOM": "unknown",
    b"\x1bO5P": "unknown",
    b"\x9bA": "up",
    b"\x9b1;2q": "unknown",
    b"\xe9": "unknown",
    b"\xff": "unknown",
}


@pytest.mark.parametrize(("typed", "name"), NAMES.items())
def test_one_key_has_one_name(ends: tuple[int, int], typed: bytes, name: str) -> None:
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], typed)
        assert keyboard.read(1) == name
        assert keyboard.read(0) is None


def test_keys_in_one_breath_stay_apart(ends: tuple[int, int]) -> None:
    typed = b"3\x1b[A\x1bq\xe9x\xc3\xa9\x1b\x1b[B "
    names = ["3", "up", "escape", "q", "unknown", "x", "é", "escape", "down", "space"]
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], typed)
        assert [keyboard.read(1) for _ in names] == names
        assert keyboard.read(0) is None


def test_a_sequence_that_breaks_off_takes_no_other_key_with_it(ends: tuple[int, int]) -> None:
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], b"\x1b[1;\x1b[A\x1b[5\r3")
        assert [keyboard.read(1) for _ in range(4)] == ["unknown", "up", "unknown", "enter"]
        assert keyboard.read(1) == "3"


def test_a_paste_may_come_in_pieces(ends: tuple[int, int]) -> None:
    """A slow line pauses in the middle; what follows is no key of the person."""
    pieces = iter([b"3 1 q" * 100, b"\r\x1b[20", b"1~"])

    def type_next(_signal: int, _frame: object) -> None:
        os.write(ends[0], next(pieces))

    before = signal.signal(signal.SIGALRM, type_next)
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], b"\x1b[200~12")
        signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
        try:
            assert keyboard.read() == "paste"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        assert keyboard.read(0) is None


def test_what_is_not_read_stays_for_the_next_program(ends: tuple[int, int]) -> None:
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], b"qls\n")
        assert keyboard.read(1) == "q"
    assert os.read(ends[1], 10) == b"ls\n"


def test_a_key_knows_whether_it_was_typed_ahead(ends: tuple[int, int]) -> None:
    def type_late(_signal: int, _frame: object) -> None:
        os.write(ends[0], b"b")

    before = signal.signal(signal.SIGALRM, type_late)
    with Keyboard(ends[1]) as keyboard:
        os.write(ends[0], b"a")
        first = keyboard.read()
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        second = keyboard.read()
    signal.signal(signal.SIGALRM, before)
    assert (first, second) == ("a", "b")
    assert [key and key.typed_ahead for key in (first, second)] == [True, False]


def test_a_key_is_a_string_that_remembers() -> None:
    assert Key("q") == "q"
    assert Key("q", typed_ahead=True).typed_ahead
    assert not Key("q").typed_ahead


def test_no_key_within_the_time_is_none(ends: tuple[int, int]) -> None:
    with Keyboard(ends[1]) as keyboard:
        begin = monotonic()
        assert keyboard.read(0.02) is None
    assert 0.01 < monotonic() - begin < 2


def test_a_hang_up_is_one_eof_and_never_a_loop(ends: tuple[int, int]) -> None:
    with Keyboard(ends[1]) as keyboard:
        os.close(ends[0])
        assert keyboard.read() == "eof"
        with pytest.raises(Stopped) as stop:
            keyboard.read()
    assert stop.value.code == 128 + signal.SIGHUP


def test_lending_the_terminal(ends: tuple[int, int]) -> None:
    """An editor gets the terminal as it was; its Ctrl-C and Ctrl-\\ do not reach us."""
    with Keyboard(ends[1]) as keyboard:
        assert not is_line_mode(ends[1])
        with keyboard.suspended():
            assert is_line_mode(ends[1])
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGQUIT)
        assert not is_line_mode(ends[1])
    assert is_line_mode(ends[1])


def test_a_signal_that_our_parent_ignores_stays_ignored(ends: tuple[int, int]) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with Keyboard(ends[1]):
        os.kill(os.getpid(), signal.SIGHUP)
    assert signal.signal(signal.SIGHUP, before) is signal.SIG_IGN


HANDLED = (
    *(signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT),
    *(signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH),
)


def test_handlers_are_given_back(ends: tuple[int, int]) -> None:
    before = [signal.getsignal(number) for number in HANDLED]
    with Keyboard(ends[1]):
        pass
    assert [signal.getsignal(number) for number in HANDLED] == before


def test_available(ends: tuple[int, int], tmp_path: Path) -> None:
    assert available(ends[1])
    with (tmp_path / "file").open("w") as file:
        assert not available(file.fileno())


# A whole session, in a process and a terminal of its own -------------------------------

Spawn = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    """Start a command in a new terminal; every one is ended with the test."""
    children: list[pexpect.spawn[str]] = []

    def start(command: str) -> "pexpect.spawn[str]":
        child = pexpect.spawn(command, encoding="utf-8", timeout=5, env={**os.environ, "PS1": "$ "})
        child.delaybeforesend = None
        child.ptyproc.delayafterclose = 0.02  # type: ignore[attr-defined] # not in the stubs
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def is_line_mode(fd: int) -> bool:
    """Whether the terminal echoes and waits for Enter."""
    local = termios.tcgetattr(fd)[3]
    return bool(local & termios.ICANON and local & termios.ECHO)


def status(child: "pexpect.spawn[str]") -> int | None:
    """How the session ended: its exit code, or minus the signal that killed it."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus if child.signalstatus is None else -child.signalstatus


def test_forty_keys_in_one_write_are_forty_keys(spawn: Spawn) -> None:
    child = spawn(SESSION)
    child.expect("held")
    child.send("1234" * 10 + "q")
    for _ in range(10):
        child.expect_exact("<1>\r\n<2>\r\n<3>\r\n<4>\r\n")
    assert status(child) == 0


def test_keys_typed_before_the_session_are_not_lost(spawn: Spawn) -> None:
    child = spawn(f"{SESSION} late")
    child.expect("started")
    child.send("12 q")
    child.expect_exact("<1>\r\n<2>\r\n<space>\r\nleft")
    assert status(child) == 0


ENDINGS: dict[str, tuple[Callable[["pexpect.spawn[str]"], object], int]] = {
    "q": (lambda child: child.send("q"), 0),
    "Ctrl-D": (lambda child: child.send("\x04"), 0),
    "Ctrl-C": (lambda child: child.send("\x03"), 130),
    "Ctrl-\\": (lambda child: child.send("\x1c"), 128 + signal.SIGQUIT),
    "a fault": (lambda child: child.send("x"), 1),
    "SIGTERM": (lambda child: child.kill(signal.SIGTERM), 128 + signal.SIGTERM),
    "SIGHUP": (lambda child: child.kill(signal.SIGHUP), 128 + signal.SIGHUP),
}


@pytest.mark.parametrize(("end", "code"), ENDINGS.values(), ids=ENDINGS)
def test_the_terminal_comes_back(
    spawn: Spawn, end: Callable[["pexpect.spawn[str]"], object], code: int
) -> None:
    child = spawn(SESSION)
    child.expect("held")
    assert not is_line_mode(child.fileno())
    end(child)
    assert status(child) == code
    assert is_line_mode(child.fileno())


def test_after_kill_9_the_terminal_still_obeys(spawn: Spawn) -> None:
    """Nobody can restore it then; but Ctrl-C works, and lines end where they should."""
    child = spawn(SESSION)
    child.expect("held")
    child.kill(signal.SIGKILL)
    assert status(child) == -signal.SIGKILL
    _, output, _, local, *_ = termios.tcgetattr(child.fileno())
    assert local & termios.ISIG
    assert output & termios.OPOST


def test_a_closed_window_ends_the_session(spawn: Spawn) -> None:
    child = spawn(SESSION)
    child.expect("held")
    child.close(force=False)
    assert child.exitstatus == 128 + signal.SIGHUP


def test_a_resize_is_told(spawn: Spawn) -> None:
    child = spawn(SESSION)
    child.expect("held")
    child.setwinsize(30, 50)
    child.expect("resized")
    child.send("q")
    assert status(child) == 0


def test_an_editor_reads_lines(spawn: Spawn) -> None:
    child = spawn(SESSION)
    child.expect("held")
    child.send("e")
    child.expect("<e>")
    child.send("some text\n")
    child.expect("edited some text")
    child.send("1q")
    child.expect("<1>")
    assert status(child) == 0


def test_ctrl_z_and_fg(spawn: Spawn) -> None:
    shell = spawn("dash -i")
    shell.sendline(SESSION)
    shell.expect("held")
    for _ in range(2):
        shell.send("\x1a")
        shell.expect("stopping.*Stopped")
        assert is_line_mode(shell.fileno())
        shell.sendline("fg")
        shell.expect("resumed")
        assert not is_line_mode(shell.fileno())
        shell.send("1")
        shell.expect("<1>")
    shell.send("q")
    shell.expect("left")


def test_a_stopped_session_can_be_ended_from_the_shell(spawn: Spawn) -> None:
    shell = spawn("dash -i")
    shell.sendline(SESSION)
    shell.expect("held")
    shell.send("\x1a")
    shell.expect("Stopped")
    shell.sendline("kill %1; kill -CONT %1; sleep 0.2; jobs")
    shell.expect_exact("Done(143)")
    assert is_line_mode(shell.fileno())
