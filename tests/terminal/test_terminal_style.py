"""What the terminal can show is read from it, from the environment and from two options."""

import io
import os
import pty
from collections.abc import Iterator
from typing import TextIO

import pytest

from flashcards.terminal.style import Look, detect

UTF8 = {"LANG": "en_US.UTF-8", "TERM": "xterm", "COLUMNS": "100"}


@pytest.fixture
def tty() -> Iterator[TextIO]:
    """A terminal of 80 columns, as a stream."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        yield stream
    os.close(master)


COLOUR = {
    "a terminal": ({}, True),
    "NO_COLOR": ({"NO_COLOR": "1"}, False),
    "NO_COLOR, empty": ({"NO_COLOR": ""}, True),
    "a dumb terminal": ({"TERM": "dumb"}, False),
}
ASCII = {
    "UTF-8": ({"LANG": "en_US.UTF-8"}, False),
    "utf8, as some write it": ({"LANG": "C.utf8"}, False),
    "with a modifier": ({"LANG": "de_DE.UTF-8@euro"}, False),
    "nothing said": ({"LANG": ""}, False),
    "Latin-1": ({"LANG": "de_DE.ISO-8859-1"}, True),
    "no encoding named": ({"LANG": "de_DE"}, True),
    "the C locale": ({"LC_ALL": "C"}, True),
    "LC_ALL before LANG": ({"LC_ALL": "en_US.UTF-8", "LANG": "C"}, False),
    "Japanese: the signs are wide there": ({"LANG": "ja_JP.UTF-8"}, True),
    "Korean": ({"LC_CTYPE": "ko_KR.UTF-8"}, True),
    "Chinese": ({"LANG": "zh_CN.UTF-8"}, True),
}
WIDTH = {
    "wide terminals are not filled": ("200", 80),
    "the width it has": ("64", 64),
    "narrow": ("40", 40),
    "too narrow for anything": ("3", 20),
    "no number: the terminal is asked, and does not know": ("many", 80),
    "zero": ("0", 80),
}


@pytest.mark.parametrize(("environ", "colour"), COLOUR.values(), ids=COLOUR)
def test_colour(tty: TextIO, environ: dict[str, str], colour: bool) -> None:
    assert detect(tty, UTF8 | environ).colour is colour


@pytest.mark.parametrize(("environ", "ascii_only"), ASCII.values(), ids=ASCII)
def test_signs(tty: TextIO, environ: dict[str, str], ascii_only: bool) -> None:
    assert detect(tty, UTF8 | environ).ascii is ascii_only


@pytest.mark.parametrize(("columns", "width"), WIDTH.values(), ids=WIDTH)
def test_width(tty: TextIO, columns: str, width: int) -> None:
    assert detect(tty, UTF8 | {"COLUMNS": columns}).width == width


def test_both_options_switch_colour_off(tty: TextIO) -> None:
    assert not detect(tty, UTF8, no_color=True).colour
    assert not detect(tty, UTF8, plain=True).colour


def test_lines_are_rewritten_on_a_terminal_only(tty: TextIO) -> None:
    assert detect(tty, UTF8).live
    assert not detect(tty, UTF8, plain=True).live
    assert not detect(tty, UTF8 | {"TERM": "dumb"}).live
    assert not detect(tty, UTF8 | {"TERM": ""}).live
    assert not detect(tty, {"LANG": "en_US.UTF-8"}).live
    assert not detect(io.TextIOWrapper(io.BytesIO(), "utf-8"), UTF8).live


def test_a_dumb_terminal_gets_plain_sentences_and_a_pipe_does_not(tty: TextIO) -> None:
    assert detect(tty, UTF8 | {"TERM": "dumb"}).plain
    assert detect(tty, {"LANG": "en_US.UTF-8"}).plain
    assert not detect(tty, UTF8).plain
    assert not detect(io.TextIOWrapper(io.BytesIO(), "utf-8"), {}).plain


def test_a_stream_that_cannot_write_utf8_gets_ascii() -> None:
    assert detect(io.TextIOWrapper(io.BytesIO(), "latin-1"), UTF8).ascii


def test_styles() -> None:
    look = Look(colour=True)
    assert look.bold("x") == "\x1b[1mx\x1b[22m"
    assert look.underline("x") == "\x1b[4mx\x1b[24m"
    assert look.red("x") == "\x1b[31mx\x1b[39m"
    assert look.green("x") == "\x1b[32mx\x1b[39m"
    assert look.yellow("x") == "\x1b[33mx\x1b[39m"


def test_a_style_within_the_same_style_does_not_end_it() -> None:
    look = Look(colour=True)
    nested = look.bold("a" + look.bold("b") + "c")
    assert nested == "\x1b[1ma\x1b[1mb\x1b[22m\x1b[1mc\x1b[22m"


def test_without_colour_text_is_only_text() -> None:
    look = Look()
    assert look.bold(look.red("x")) == "x"


def test_signs_have_ascii_stand_ins() -> None:
    rich, simple = Look(), Look(ascii=True)
    assert (rich.dot, rich.chevron, rich.more) == ("·", "›", "↪")
    assert (simple.dot, simple.chevron, simple.more) == ("-", ">", ">")
    assert Look(plain=True).dot == simple.dot
