"""What is written stays in the scrollback; only the line of keys is replaced."""

import errno
import io
import os
import subprocess
import sys

import pytest

from flashcards.errors import CannotWrite
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look

LIVE = Look(live=True)


def screen(look: Look, encoding: str = "utf-8") -> tuple[Screen, io.TextIOWrapper]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
    return Screen(stream, look), stream


def written(stream: io.TextIOWrapper) -> str:
    """All that was flushed so far."""
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)


def test_lines_are_written_as_they_stand() -> None:
    out, stream = screen(LIVE)
    out.line("  one")
    out.line()
    out.lines(["  two", "  three"])
    assert written(stream) == "  one\n\n  two\n  three\n"


def test_a_header_fills_its_line() -> None:
    out, stream = screen(LIVE)
    out.header("Modeling › Convolution", "new · 7 of 41 · 4 of 45 min")
    assert written(stream) == (
        "  Modeling › Convolution                           new · 7 of 41 · 4 of 45 min\n"
    )


def test_a_header_on_a_narrow_terminal_takes_two_lines() -> None:
    out, stream = screen(Look(width=40))
    out.header("Modeling › Convolution", "new · 7 of 41 · 4 of 45 min")
    assert written(stream) == "  Modeling › Convolution\n  new · 7 of 41 · 4 of 45 min\n"


def test_a_plain_header_is_a_sentence() -> None:
    out, stream = screen(Look(plain=True))
    out.header("Card 7 of 41, new", "Modeling, Convolution")
    out.header("Tuesday 17 November")
    assert written(stream) == "Card 7 of 41, new. Modeling, Convolution.\nTuesday 17 November.\n"


def test_the_next_output_replaces_the_hint() -> None:
    out, stream = screen(LIVE)
    out.hint("Space show   q quit")
    out.line("  answer")
    out.line("  more")
    assert written(stream) == "  Space show   q quit\r\x1b[K  answer\n  more\n"


def test_a_hint_of_two_lines_is_replaced_as_a_whole() -> None:
    out, stream = screen(LIVE)
    out.hint("1 Again   3 Good\nq quit")
    out.hint("y said")
    assert written(stream) == "  1 Again   3 Good\n  q quit\r\x1b[K\x1b[A\x1b[K  y said"


def test_a_long_hint_breaks_between_keys() -> None:
    out, stream = screen(Look(width=24, live=True))
    out.hint("Space show   b not today   q quit")
    out.clear_hint()
    assert written(stream) == "  Space show\n  b not today   q quit\r\x1b[K\x1b[A\x1b[K"


def test_a_hint_below_which_something_was_written_is_left_alone() -> None:
    out, stream = screen(LIVE)
    out.hint("q quit")
    out.forget_hint()
    out.line("again")
    assert written(stream) == "  q quitagain\n"


def test_leaving_makes_room_for_whoever_writes_next() -> None:
    out, stream = screen(LIVE)
    out.hint("q quit")
    out.leave()
    assert written(stream) == "  q quit\r\x1b[K"


def test_leaving_ends_the_line_of_a_prompt_that_was_not_answered() -> None:
    out, stream = screen(Look(plain=True))
    out.prompt("Enter to show> ")
    out.entered()
    out.leave()
    assert written(stream) == "Enter to show> "
    out.prompt("1 or 3> ")
    out.leave()
    assert written(stream) == "Enter to show> 1 or 3> \n"


def test_a_terminal_that_is_gone_can_be_left() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - as a shell opens it
        out = Screen(full, LIVE)
        out._hint_rows = 1
        out.leave()


def test_a_plain_hint_is_said_once() -> None:
    out, stream = screen(Look(plain=True))
    for _ in range(3):
        out.hint("Enter to show")
        out.hint("1 again, 3 good")
    assert written(stream) == "Enter to show\n1 again, 3 good\n"


def test_a_hint_that_cannot_be_replaced_stays() -> None:
    out, stream = screen(Look())
    out.hint("q quit")
    out.line("  answer")
    assert written(stream) == "  q quit\n  answer\n"


def test_what_the_encoding_lacks_is_shown_as_an_escape() -> None:
    out, stream = screen(LIVE, "latin-1")
    out.line("é → ∑")
    assert written(stream) == "é \\u2192 \\u2211\n"


def test_a_full_disk_is_an_error_of_its_own() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - as a shell opens it
        out = Screen(full, Look())
        with pytest.raises(CannotWrite, match=os.strerror(errno.ENOSPC)):
            out.line("text")


def test_a_reader_that_has_gone_ends_the_process_quietly() -> None:
    code = (
        "import sys; from flashcards.terminal.screen import Screen;"
        "from flashcards.terminal.style import Look; out = Screen(sys.stdout, Look())\n"
        "while True: out.line('text')"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(5) == 141
    assert process.stderr.read() == b""
    process.stderr.close()
