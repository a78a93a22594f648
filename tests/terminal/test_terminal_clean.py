"""Card text may hold anything; what reaches the terminal is harmless and visible."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.terminal.clean import clean

SHOWN = {
    "CSI colour": ("\x1b[31mred", r"\x1b[31mred"),
    "clear the screen": ("\x1b[2J\x1b[H", r"\x1b[2J\x1b[H"),
    "alternate screen": ("\x1b[?1049h", r"\x1b[?1049h"),
    "OSC 8 link": ("\x1b]8;;http://x\x1b\\click", r"\x1b]8;;http://x\x1b\click"),
    "OSC 52 clipboard": ("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07"),
    "DCS": ("\x1bP$q\x1b\\", r"\x1bP$q\x1b" + "\\"),
    "CSI in one byte": ("\x9b31m", r"\x9b31m"),
    "bidi override": ("\u202egnp.exe", r"\u202egnp.exe"),
    "bidi isolate": ("a\u2066b\u2069", r"a\u2066b\u2069"),
    "bell": ("\x07", r"\x07"),
    "backspace": ("yes\x08\x08\x08no", r"yes\x08\x08\x08no"),
    "carriage return": ("shown\rhidden", r"shown\rhidden"),
    "delete": ("a\x7f", r"a\x7f"),
    "NUL": ("a\0b", r"a\x00b"),
    "zero-width joiner": ("pass\u200dword", r"pass\u200dword"),
    "zero-width space": ("pass\u200bword", r"pass\u200bword"),
    "byte order mark": ("\ufeffa", r"\ufeffa"),
    "tag letters": ("a\U000e0041", r"a\U000e0041"),
    "line separator": ("a\u2028b", r"a\u2028b"),
    "lone surrogate": ("a\ud800", r"a\ud800"),
    "blank letter": ("a\u3164b", r"a\u3164b"),
}
KEPT = {
    "newline": ("a\nb", "a\nb"),
    "tab, to the next stop": ("a\tb\n\tc", "a   b\n    c"),
    "accents, composed or not": ("é e\u0301", "é e\u0301"),
    "Persian non-joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "any script, signs, a no-break space": ("日本語 ∑ 17\u00a0%", "日本語 ∑ 17\u00a0%"),
    "what looks like an escape": (r"\x1b", r"\x1b"),
}


@pytest.mark.parametrize(("source", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_control_is_shown(source: str, shown: str) -> None:
    assert clean(source) == shown


@pytest.mark.parametrize(("source", "kept"), KEPT.values(), ids=KEPT)
def test_ordinary_text_stays(source: str, kept: str) -> None:
    assert clean(source) == kept


@given(st.text(st.characters()))
def test_nothing_that_acts_or_hides_is_left(text: str) -> None:
    acting = {
        char for char in clean(text) if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }
    assert acting <= {"\n", "\u200c"}
