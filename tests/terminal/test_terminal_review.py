"""The review at real terminals: poor ones, small ones, and those that are taken away."""

import re
import signal
import sqlite3
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from flashcards.terminal.width import width
from tests.conftest import Folder, Run
from tests.terminal.program import NO_TERMIOS, NOW, code, shown, start

TERMS = "# Many\n" + "".join(f"\n### Term {n}\n\nWhat {n} is.\n" for n in range(20))
CASE = """\
# Cases

### Softmax

$$\\sum_{i=1}^{n} \\frac{a_i}{b}$$

| unit | size |
|------|------|
| node | 12   |

## Scenario: Names in novels {minutes=20}

A publisher wants the names in its novels found.

### Ask

- **Asks which error costs more, and how the marks are going to be used by those who read**
- Asks what time there is

### Hint

> Who reads?
"""
SEQUENCE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ANSWERS = "SELECT rating, duration_ms FROM review WHERE rating IS NOT NULL ORDER BY id"
ERASED = "\r\x1b[K"


@pytest.fixture
def many(run: Run, deck: Folder) -> Path:
    """Twenty new terms for today."""
    return compiled(run, deck(TERMS))


@pytest.fixture
def cases(run: Run, deck: Folder) -> Path:
    """A scenario and a term, on the second study day."""
    path = compiled(run, deck(CASE))
    run.ok("answer", "deck/softmax", "again", now="2026-11-20T09:00")
    return path


def compiled(run: Run, path: Path) -> Path:
    run.ok("compile", path)
    run.ok("decks", "remove", "shipped")
    file = run.collection.parent / ".config" / "flashcards" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("new_per_day = 20\n")
    return run.collection


def reviews(path: Path) -> list[tuple[int, int]]:
    """Rating and milliseconds of every answer."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(_ANSWERS).fetchall()
    finally:
        connection.close()


def is_line_mode(child: Any) -> bool:
    local = termios.tcgetattr(child.fileno())[3]
    return bool(local & termios.ICANON and local & termios.ECHO)


# Keys ----------------------------------------------------------------------------------


def test_forty_keys_in_one_write_are_twenty_reviews(many: Path) -> None:
    shown(many, "review", keys=" 3" * 20)
    assert [rating for rating, _ in reviews(many)] == [3] * 20


def test_sequences_answer_nothing(many: Path) -> None:
    """Arrows, a paste, the mouse, a report of the terminal, characters of other scripts."""
    strange = "\x1b[A\x1b[200~ 1 2 3\x1b[201~\x1b[M  !\x1b[<0;3;3M\x1b]11;rgb:1/1/1\x07é日🙂\x1b[3~"
    shown(many, "review", keys=f"{strange} {strange}4{strange}q")
    assert [rating for rating, _ in reviews(many)] == [4]


# Endings -------------------------------------------------------------------------------

ENDINGS = {
    "q": ("q", None, 0),
    "Ctrl-D": ("\x04", None, 0),
    "Ctrl-C": ("\x03", None, 130),
    "Ctrl-\\": ("\x1c", None, 128 + signal.SIGQUIT),
    "SIGTERM": ("", signal.SIGTERM, 128 + signal.SIGTERM),
    "SIGHUP": ("", signal.SIGHUP, 128 + signal.SIGHUP),
}


@pytest.mark.parametrize(("key", "number", "ends"), ENDINGS.values(), ids=ENDINGS)
def test_the_terminal_comes_back_and_no_keys_are_left_on_it(
    many: Path, key: str, number: int | None, ends: int
) -> None:
    child = start(many, "review")
    child.expect_exact("quit")
    assert not is_line_mode(child)
    if number is None:
        child.send(key)
    else:
        child.kill(number)
    assert code(child) == ends
    assert child.before.startswith(ERASED)
    assert is_line_mode(child)


def test_an_error_has_a_line_of_its_own(many: Path) -> None:
    child = start(many, "review")
    child.expect_exact("quit")
    many.write_bytes(b"x" * 8192)
    child.send(" 3")
    assert code(child) == 12
    last = SEQUENCE.sub("", child.before).splitlines()[-1]
    assert last.startswith(str(many))
    assert is_line_mode(child)


def test_a_typed_line_that_was_not_ended_is_left(many: Path) -> None:
    child = start(many, "--plain", "review")
    child.expect_exact("Enter to show> ")
    child.sendintr()
    assert code(child) == 130
    assert child.before.endswith("\r\n")


def test_bytes_that_are_no_text_at_a_typed_line(many: Path) -> None:
    child = start(many, "--plain", "review")
    child.expect_exact("Enter to show> ")
    child.ptyproc.write(b"\xff\xfe caf\xe9 \xc3\n")
    child.expect_exact("Type one of: Enter,")
    child.send("q\n")
    assert code(child) == 0


def test_ctrl_z_stops_the_time_and_fg_shows_the_card_again(many: Path) -> None:
    shell = pexpect.spawn("dash", ["-i"], encoding="utf-8", timeout=20, env={"PS1": "$ "})
    shell.delaybeforesend = None
    command = f"{sys.executable} -m flashcards --collection {many} --now {NOW} review"
    shell.sendline(f"TERM=xterm LANG=C.UTF-8 HOME={many.parent} {command}")
    shell.expect_exact("quit")
    shell.send("\x1a")
    shell.expect_exact(ERASED)
    shell.expect_exact("Stopped")
    assert is_line_mode(shell)
    time.sleep(1)
    shell.sendline("fg")
    shell.expect_exact("Define: Term 0")
    shell.expect_exact("quit")
    assert not is_line_mode(shell)
    shell.send(" 4q")
    shell.expect_exact("All saved.")
    shell.close(force=True)
    ((rating, duration),) = reviews(many)
    assert rating == 4
    assert duration < 1000


# Terminals -----------------------------------------------------------------------------

POOR: dict[str, dict[str, Any]] = {
    "--plain": {"words": ("--plain",)},
    "TERM=dumb": {"TERM": "dumb"},
    "no TERM": {"TERM": ""},
    "no termios, as on Windows": {"program": NO_TERMIOS, "NO_COLOR": "1", "TERM": "dumb"},
}
TYPED = "?\n\no\n3\n\nh\np\n\ny\np\nn\n3\nq\n"


@pytest.mark.parametrize("more", POOR.values(), ids=POOR)
def test_a_poor_terminal_gets_the_same_loop_by_lines(cases: Path, more: dict[str, Any]) -> None:
    """Nothing is erased or coloured, and nothing is drawn that a voice could not read."""
    more = dict(more)
    words = more.pop("words", ())
    text = shown(cases, *words, "review", keys=TYPED, **more)
    assert "\x1b" not in text
    assert not any("\u2500" <= char <= "\u259f" for char in text)
    assert "Softmax" in text
    assert "Who reads?" in text
    assert "All saved." in text
    assert len(reviews(cases)) == 3


def test_without_termios_a_good_terminal_is_typed_at_too(cases: Path) -> None:
    text = shown(cases, "review", keys=TYPED, program=NO_TERMIOS)
    assert "All saved." in text
    assert len(reviews(cases)) == 3


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_only_ascii_where_the_locale_has_no_more(cases: Path, locale: str) -> None:
    text = shown(cases, "review", keys=" 3 h yn3q", LANG=locale, LC_ALL=locale)
    assert text.isascii()
    assert "All saved." in text


@pytest.mark.parametrize("columns", [1, 20, 33, 200, 5000])
def test_terminals_of_any_width(cases: Path, columns: int) -> None:
    text = shown(cases, "review", keys=" ?3 ?h pyn3q", size=(5, columns))
    assert "All saved." in " ".join(text.split())
    lines = SEQUENCE.sub("", text).replace("\r\n", "\n").splitlines()
    assert [line for line in lines if width(line) > min(max(columns, 20), 80)] == []


def test_after_a_resize_the_next_lines_fit(many: Path) -> None:
    child = start(many, "review")
    child.expect_exact("quit")
    child.setwinsize(20, 24)
    time.sleep(0.1)
    child.send(" ")
    child.expect_exact("Good")
    child.send("q")
    assert code(child) == 0
    lines = SEQUENCE.sub("", child.before).splitlines()
    assert max(map(width, lines)) <= 24
