"""One question, one answer: by typed lines and by single keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import cast

import pytest

from flashcards.terminal import desk as desks
from flashcards.terminal.desk import DOUBLE_TAP, KeyDesk, LineDesk
from flashcards.terminal.keys import Key, Keyboard
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look

KEYS = ("space", "b", "s", "u", "1", "backspace", "?", "q")


class Typed:
    """A desk where the given lines are typed; what is shown is in ``output``."""

    def __init__(self, lines: str) -> None:
        self.output = StringIO()
        self.desk = LineDesk(Screen(self.output, Look(plain=True)), StringIO(lines))

    def answer(self) -> str:
        return self.desk.ask(KEYS, "hint", "Enter to show")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("", "space"),
        ("   ", "space"),
        ("space", "space"),
        ("<", "backspace"),
        ("backspace", "backspace"),
        ("s", "s"),
        (" S ", "s"),
        ("1", "1"),
        ("?", "?"),
    ],
)
def test_a_typed_word_is_a_key(line: str, key: str) -> None:
    assert Typed(f"{line}\n").answer() == key


@pytest.mark.parametrize("line", ["show", "back", "11", "sb", "quit", "h", "<<", "enter"])
def test_any_other_word_is_asked_for_again(line: str) -> None:
    typed = Typed(f"{line}\nu\n")
    assert typed.answer() == "u"
    assert "Type one of: Enter, b, s, u, 1, < to go back, ?, q." in typed.output.getvalue()


def test_the_end_of_the_lines_is_somebody_who_goes_away() -> None:
    typed = Typed("")
    assert typed.answer() == "q"
    assert typed.output.getvalue() == "Enter to show> "


class Pressed:
    """A keyboard on which the given keys are pressed, each some seconds after the one before."""

    def __init__(self, *keys: tuple[float, Key | None]) -> None:
        self.now = 0.0
        self.lent = 0
        self._keys = iter(keys)

    def read(self) -> Key | None:
        waited, key = next(self._keys)
        self.now += waited
        return key

    @contextmanager
    def suspended(self) -> Iterator[None]:
        self.lent += 1
        yield


@pytest.fixture
def output() -> StringIO:
    return StringIO()


def key_desk(
    output: StringIO, patch: pytest.MonkeyPatch, *keys: tuple[float, Key | None]
) -> KeyDesk:
    pressed = Pressed(*keys)
    patch.setattr(desks, "monotonic", lambda: pressed.now)
    desk = KeyDesk(Screen(output, Look()))
    desk.keyboard = cast("Keyboard", pressed)
    return desk


SPACE, LATER = Key("space"), Key("u")


@pytest.mark.parametrize(
    ("after", "first", "guarded", "answer"),
    [
        (DOUBLE_TAP / 2, SPACE, True, "u"),
        (DOUBLE_TAP / 2, Key("enter"), True, "u"),
        (DOUBLE_TAP * 2, SPACE, True, "space"),
        (DOUBLE_TAP / 2, SPACE, False, "space"),
        (DOUBLE_TAP / 2, Key("1"), True, "1"),
        (0, Key("space", typed_ahead=True), True, "space"),
    ],
)
def test_a_double_tap_is_not_an_answer(
    output: StringIO,
    monkeypatch: pytest.MonkeyPatch,
    after: float,
    first: Key,
    guarded: bool,
    answer: str,
) -> None:
    desk = key_desk(output, monkeypatch, (after, first), (1, LATER))
    assert desk.ask(KEYS, "hint", "prompt", guarded=guarded) == answer


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [("Q", "q"), ("S", "s"), ("q", "q"), ("enter", "space"), ("eof", "q"), ("?", "?")],
)
def test_keys_have_other_names_and_no_case(
    output: StringIO, monkeypatch: pytest.MonkeyPatch, pressed: str, answer: str
) -> None:
    desk = key_desk(output, monkeypatch, (1, Key(pressed)))
    assert desk.ask(KEYS, "hint", "prompt") == answer


def test_keys_that_are_not_wanted_are_passed_over(
    output: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = (1.0, None)
    desk = key_desk(output, monkeypatch, (1, Key("x")), nothing, (1, Key("tab")), (1, Key("b")))
    assert desk.ask(KEYS, "hint", "prompt") == "b"


def test_a_pause_shows_the_card_and_its_keys_again(
    output: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = key_desk(output, monkeypatch, (1, LATER))
    desk.on_return(lambda: desk.screen.line("the card"))
    desk.ask(KEYS, "the keys", "prompt")
    desk.repaint()
    assert output.getvalue().split() == ["the", "keys", "the", "card", "the", "keys"]
