"""One question, one answer: by typed lines and by single keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import cast

import pytest

from flashcards.terminal import desk as desks
from flashcards.terminal import stopwatch
from flashcards.terminal.desk import DOUBLE_TAP, KeyDesk, LineDesk
from flashcards.terminal.keys import Key, Keyboard
from flashcards.terminal.screen import Screen
from flashcards.terminal.stopwatch import LONGEST, Stopwatch
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


def test_what_follows_a_line_that_nobody_ended_begins_on_its_own() -> None:
    typed = Typed("")
    typed.answer()
    typed.desk.screen.line("All saved.")
    assert typed.output.getvalue() == "Enter to show> \nAll saved.\n"


class Clock:
    """The clock of a stopwatch, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        patch.setattr(stopwatch, "monotonic", lambda: self.now)


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


def test_a_space_bar_held_down_answers_nothing_until_it_is_let_go(
    output: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated = [(DOUBLE_TAP / 2, SPACE)] * 40
    desk = key_desk(output, monkeypatch, *repeated, (1, SPACE))
    assert desk.ask(KEYS, "hint", "prompt", guarded=True) == "space"
    assert cast("Pressed", desk.keyboard).now == pytest.approx(40 * DOUBLE_TAP / 2 + 1)


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


def test_what_a_pause_takes_is_not_time_at_the_desk(
    output: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    desk = KeyDesk(Screen(output, Look(live=True)))
    clock.now += 20
    desk.pause()
    clock.now += 3600
    desk.repaint()
    clock.now += 5
    assert desk.spent() == 25_000


def test_a_pause_leaves_no_keys_behind(output: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = key_desk(output, monkeypatch)
    desk.screen.look = Look(live=True)
    desk.screen.hint("q quit")
    desk.pause()
    assert output.getvalue() == "  q quit\r\x1b[K"


def test_whoever_touches_nothing_for_half_an_hour_has_gone_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)
    watch = Stopwatch()
    clock.now += LONGEST
    assert watch.read() == 1000 * LONGEST
    clock.now += 10 * LONGEST
    assert watch.read() == 2000 * LONGEST
    clock.now += 1.5
    watch.skip()
    assert watch.read() == 2000 * LONGEST
