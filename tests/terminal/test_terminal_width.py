"""Layout counts columns of the terminal, not characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.terminal.clean import clean
from flashcards.terminal.style import Look
from flashcards.terminal.width import cut, pad, shortened, spread, width, wrap

LOOK = Look(colour=True)

WIDTHS = {
    "letters": ("abc", 3),
    "a combining accent takes none": ("e\u0301", 1),
    "ideographs take two": ("日本", 4),
    "full-width letters take two": ("ＡＢ", 4),
    "half-width kana take one": ("ｱ", 1),
    "styles take none": (LOOK.bold("abc"), 3),
    "maths": ("∑ᵢ x̂ᵢ²", 6),
}
WRAPS = {
    "at spaces": ("one two three", ["one two", "three"]),
    "an exact fit": ("one four", ["one four"]),
    "at newlines": ("one\ntwo", ["one", "two"]),
    "a word that is too long": ("a tremendous b", ["a", "tremendo", "us b"]),
    "between ideographs": ("ab 日本語です", ["ab 日本", "語です"]),
    "a closing mark stays with its letter": ("日本語文。です", ["日本語", "文。です"]),
    "a no-break space holds": ("aaa 17\u00a0% b", ["aaa 17\u00a0%", "b"]),
    "inner spaces stay": ("a   b", ["a   b"]),
    "nothing": ("", [""]),
}


@pytest.mark.parametrize(("text", "columns"), WIDTHS.values(), ids=WIDTHS)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(("text", "lines"), WRAPS.values(), ids=WRAPS)
def test_wrap_to_eight_columns(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == lines


def test_prefixes_count() -> None:
    assert wrap("one two three", 8, first="- ", rest="  ") == ["- one", "  two", "  three"]


def test_each_line_ends_the_styles_it_began() -> None:
    """A pager shows any line alone; a style must not reach the margin or the next line."""
    text = "a " + LOOK.bold("one " + LOOK.red("two three") + " x")
    assert wrap(text, 8) == [
        "a \x1b[1mone\x1b[22m",
        "\x1b[1m\x1b[31mtwo\x1b[39m\x1b[22m",
        "\x1b[1m\x1b[31mthree\x1b[39m x\x1b[22m",
    ]


def test_a_long_word_keeps_its_style() -> None:
    assert wrap(LOOK.bold("tremendous"), 8) == ["\x1b[1mtremendo\x1b[22m", "\x1b[1mus\x1b[22m"]


def test_a_style_alone_takes_no_space_and_leaves_none_behind() -> None:
    assert wrap("a " + LOOK.bold(" "), 8) == ["a\x1b[1m\x1b[22m"]


def test_a_space_within_a_style_does_not_begin_a_line() -> None:
    assert wrap(LOOK.bold(" one"), 8) == ["\x1b[1mone\x1b[22m"]


def test_pad() -> None:
    assert pad("日", 4) == "日  "
    assert pad("long", 2) == "long"


def test_spread() -> None:
    assert spread("left", "right", 12) == ["left   right"]
    assert spread("left", "right", 10) == ["left", "right"]
    assert spread("left", "", 10) == ["left"]


@given(st.text(st.characters()), st.integers(2, 30))
def test_no_line_is_wider_and_no_letter_is_lost(text: str, columns: int) -> None:
    text = clean(text)
    lines = wrap(LOOK.bold(text), columns)
    assert all(width(line) <= columns for line in lines)
    assert not any(line.endswith(" ") for line in lines)
    shown = LOOK.bold("".join(lines)).replace("\x1b[1m", "").replace("\x1b[22m", "")
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text("ab日\u0301"), st.integers(2, 9))
def test_cutting_loses_nothing(text: str, columns: int) -> None:
    rows = list(cut(text, columns))
    assert "".join(rows) == text
    assert all(width(row) <= columns for row in rows)


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("Recall", 6, "Recall"),
        ("Precision", 8, "Preci..."),
        ("Top k of all", 8, "Top k..."),
        ("文字文字文字", 8, "文字..."),
        ("", 5, ""),
    ],
)
def test_a_text_that_is_too_long_ends_in_dots(text: str, columns: int, shown: str) -> None:
    assert shortened(text, columns) == shown
