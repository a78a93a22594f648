"""A scenario asked by a scripted learner: keys, clock, pauses, and what is kept of it."""

import json
from collections.abc import Callable, Iterator
from collections.abc import Collection as Container
from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from flashcards.app import App
from flashcards.collection.cases import OpenCase, open_case
from flashcards.collection.connection import Collection
from flashcards.collection.naming import find_card
from flashcards.session.answering import Keeper
from flashcards.session.ask_scenario import ask_scenario
from flashcards.session.dealing import Dealer
from flashcards.session.sitting import Act, Result, Sitting
from flashcards.terminal.desk import Desk, LineDesk
from flashcards.terminal.style import Look
from tests.conftest import Folder, Run
from tests.session.learner import EVENING, Scripted

CASE = """
    ## Scenario: Churn {#churn minutes=1}

    A telephone company loses customers. What do you do?

    ### Ask

    - **Asks what counts as lost**
    - Asks how long the history is

    ### Recap

    - Names the risk

    ### Hint

    > Who decides?

    ### Model answer

    Start from a list of those who left.
    """

ALL_SAID = "space y y space y"


class Paused(Scripted):
    """A scripted learner; ``fg`` comes back from Ctrl-Z, ``^C`` interrupts."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.hints: list[str] = []
        self._keys = self._signals(self._keys)

    def _signals(self, keys: Iterator[str]) -> Iterator[str]:
        for key in keys:
            if key == "^C":
                raise KeyboardInterrupt
            if key == "fg":
                self._repaint()
            else:
                yield key

    def ask(self, keys: Container[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        self.hints.append(hint)
        return super().ask(keys, hint, prompt, guarded=guarded)

    def on_return(self, repaint: Callable[[], None]) -> None:
        self._repaint = repaint

    @property
    def seen(self) -> list[str]:
        """The lines that were shown, without blank ones and lines of keys."""
        lines = [line.strip() for line in self.output.getvalue().splitlines()]
        return [line for line in lines if line and not line.startswith("[")]


class Learner:
    """Asks the scenario of this page, each time with other keys."""

    def __init__(self, run: Run, collection: Collection) -> None:
        self._run = run
        self.collection = collection
        self.desk = Paused("")

    def presses(self, keys: str) -> Result:
        desk = self.desk = Paused(keys)
        return self._answers(desk, lambda: desk.now)

    def types(self, *lines: str) -> Result:
        typed = StringIO("".join(f"{line}\n" for line in lines))
        return self._answers(LineDesk(self.desk.screen, typed), lambda: EVENING)

    def _answers(self, desk: Desk, clock: Callable[[], datetime]) -> Result:
        app = App(str(self._run.collection), clock, clock, Look())
        keeper = Keeper(self.collection)
        sitting = Sitting(app, self.collection, Dealer(self.collection), keeper, desk)
        return ask_scenario(sitting, keeper.offer(self.card, sitting.now()))

    @property
    def card(self) -> int:
        return find_card(self.collection, "churn").id

    def sees(self, words: str) -> bool:
        return any(words in line for line in self.desk.seen)

    def open(self) -> OpenCase:
        case = open_case(self.collection, self.card)
        assert case is not None
        return case

    def attempt(self) -> Any:
        row = self.collection.row("SELECT * FROM attempt ORDER BY review DESC")
        assert row is not None
        return row


@pytest.fixture
def learner(run: Run, deck: Folder, collection: Collection) -> Learner:
    deck(CASE)
    run.ok("compile", "decks")
    return Learner(run, collection)


def test_every_step_is_charged_with_its_own_time(learner: Learner) -> None:
    result = learner.presses("+20 space +5 y +5 y +10 space +4 y +600 3")
    assert result.act is Act.ANSWERED
    assert json.loads(learner.attempt()["seconds"]) == {"ask": 30, "recap": 14}
    assert learner.collection.value("SELECT duration_ms FROM review") == 44_000


def test_easy_that_is_offered_is_not_refused_when_it_is_pressed_later(learner: Learner) -> None:
    result = learner.presses(f"+55 {ALL_SAID} +10 4")
    assert learner.sees("0:55 of 1:00")
    assert "Easy" in learner.desk.hints[-1]
    assert result.act is Act.ANSWERED


def test_an_answer_that_goes_on_says_when_it_was_begun(learner: Learner) -> None:
    """Unless that was today."""
    learner.presses("space y q")
    learner.presses("q")
    assert learner.sees("Going on where you stopped.")
    learner.collection.run("UPDATE open_case SET started = started - 2 * 86400000")
    learner.presses("n q")
    assert learner.sees("Going on where you stopped; you began on Thu 19 Nov.")
    learner.presses("q")
    assert learner.sees("you began on Thu 19 Nov.")


def test_a_tick_taken_back_at_the_result_starts_the_clock_again(learner: Learner) -> None:
    learner.presses(f"+55 {ALL_SAID} +600 t +6 y 4 q")
    assert learner.sees("1:01 of 1:00")
    assert learner.sees("Easy is for everything said, in time and without the hint.")


@pytest.mark.parametrize(("seconds", "offered"), [(60, True), (61, False)])
def test_easy_is_for_an_answer_in_time(learner: Learner, seconds: int, offered: bool) -> None:
    learner.presses(f"+{seconds} {ALL_SAID} q")
    assert ("Easy" in learner.desk.hints[-1]) is offered


@pytest.mark.parametrize("keys", ["h space y y space y", "space y n space y", "space y y space n"])
def test_easy_is_neither_offered_nor_taken_after_a_hint_or_a_miss(
    learner: Learner, keys: str
) -> None:
    result = learner.presses(f"{keys} 4 q")
    assert "Easy" not in learner.desk.hints[-1]
    assert learner.sees("Easy is for everything said, in time and without the hint.")
    assert result.act is Act.QUIT


def test_a_hint_is_shown_and_kept_with_the_answer(learner: Learner) -> None:
    learner.presses("h q")
    assert learner.sees("Who decides?")
    learner.presses(f"{ALL_SAID} 3")
    assert learner.attempt()["hint"] == 1


@pytest.mark.parametrize(
    ("key", "act"),
    [("q", Act.QUIT), ("b", Act.BURIED), ("s", Act.SUSPENDED), ("u", Act.UNDO)],
)
def test_leaving_while_speaking_keeps_the_time(learner: Learner, key: str, act: Act) -> None:
    assert learner.presses(f"+40 {key}").act is act
    assert dict(learner.open().seconds) == {"ask": 40}


def test_stopping_at_a_point_keeps_the_ticks_and_the_time(learner: Learner) -> None:
    learner.presses("+10 space y +30 q")
    assert learner.sees("Kept: it goes on here next time.")
    assert dict(learner.open().seconds) == {"ask": 40}
    learner.presses("y space y q")
    assert learner.sees("Going on where you stopped.")
    assert learner.sees("0:40 of 1:00")


def test_interrupting_while_speaking_keeps_the_time(learner: Learner) -> None:
    with pytest.raises(KeyboardInterrupt):
        learner.presses("+40 ^C")
    assert dict(learner.open().seconds) == {"ask": 40}


@pytest.mark.parametrize("keys", ["+7 z3600 fg +5 space q", "space +7 z3600 fg +5 q"])
def test_a_stop_of_the_process_shows_the_step_again_and_does_not_count(
    learner: Learner, keys: str
) -> None:
    learner.presses(keys)
    assert sum(line.startswith("Ask · 1 of 2") for line in learner.desk.seen) == 2
    assert dict(learner.open().seconds) == {"ask": 12}


def test_a_closed_lid_does_not_count(learner: Learner) -> None:
    """Nothing tells of it, and nothing is shown again."""
    learner.presses("+7 z3600 +5 space q")
    assert sum(line.startswith("Ask · 1 of 2") for line in learner.desk.seen) == 1
    assert dict(learner.open().seconds) == {"ask": 12}


def test_after_a_stop_at_the_result_the_result_is_shown_again(learner: Learner) -> None:
    learner.presses(f"+50 {ALL_SAID} z3600 fg 4")
    assert sum("3 of 3 points" in line for line in learner.desk.seen) == 2
    assert json.loads(learner.attempt()["seconds"]) == {"ask": 50, "recap": 0}


def test_what_was_written_is_kept_with_the_answer(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sh -c 'echo Who left? >> $0'")
    learner.presses("w q")
    assert learner.sees("Kept with this answer.")
    monkeypatch.setenv("EDITOR", "sed -i s/left/stayed/")
    learner.presses(f"w {ALL_SAID} 3")
    assert learner.attempt()["answer"] == "Who stayed?\n"


@pytest.mark.parametrize(
    ("editor", "told"), [("false", "The editor gave no text: false ended"), ("true", "")]
)
def test_an_editor_that_writes_nothing_changes_nothing(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, editor: str, told: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    learner.presses("w q")
    assert learner.sees("The editor gave no text") is bool(told)
    assert learner.sees(told or "Churn")
    assert learner.open().answer is None


@pytest.mark.parametrize("keys", ["p q", "space p q", "space y y p q"])
def test_p_shows_the_prompt_again(learner: Learner, keys: str) -> None:
    learner.presses(keys)
    prompts = [line for line in learner.desk.seen if line.startswith("A telephone company")]
    assert len(prompts) == 2


def test_a_point_missed_twice_is_worth_a_word(learner: Learner) -> None:
    learner.presses("space y n space y space")
    assert not learner.sees("Remember")
    learner.presses("space y n space y q")
    assert learner.sees("Remember    Asks how long the history is: missed 2 of 2 times")


def test_backspace_goes_back_over_the_steps(learner: Learner) -> None:
    learner.presses("space y y space backspace n q")
    case = learner.open()
    assert list(case.ticks.values()) == [True, False]
    learner.presses("space backspace backspace q")
    assert learner.open().ticks == {}


def test_a_typed_line_takes_a_tick_back(learner: Learner) -> None:
    learner.types("", "y", "<", "n", "q")
    assert list(learner.open().ticks.values()) == [False]


def test_t_changes_the_last_tick(learner: Learner) -> None:
    learner.presses(f"{ALL_SAID} t n q")
    assert learner.sees("3 of 3 points")
    assert learner.sees("2 of 3 points")
    assert list(learner.open().ticks.values()) == [True, True, False]


def test_s_suspends_and_b_buries(learner: Learner) -> None:
    assert learner.presses("b").act is Act.BURIED
    assert learner.sees("Not again today.")
    card = learner.collection.row("SELECT * FROM card WHERE id = ?", learner.card)
    assert card is not None
    assert (card["buried_day"] is not None, card["suspended"]) == (True, 0)
    assert learner.presses("s").act is Act.SUSPENDED
    assert learner.sees("Suspended;")
    card = learner.collection.row("SELECT * FROM card WHERE id = ?", learner.card)
    assert card is not None
    assert card["suspended"] == 1
