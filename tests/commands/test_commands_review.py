"""The review loop at a real terminal: keys in, cards out, every answer on the disk."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pictures import png

from .learner import MONDAY, TUESDAY, Learner

TERMS = """\
---
deck: Craft
area: interview
---
# Craft

## Words

### Feature map

One channel of a layer's **output**: what one [filter](#filter) gives. ![A map](map.png)

### Filter

Weights slid over the layer's input.

### Recall

The share of the positives that were found.

### Precision

The share of what was found that is positive.
"""

CASE = """\
## Scenario: Place names {minutes=20}

Mark every place name in 40,000 novels.

### Ask

- **Asks which error costs more**
- Asks how much labelled text exists

> Two thousand labelled sentences, all from news.

### Recap

- Names the tools

### Hint

> How were the embeddings made?

### Model answer

Start from a tagger trained on news.
"""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection that holds only the small deck of this page."""
    folder = tmp_path_factory.mktemp("compiled")
    (folder / "craft.md").write_text(f"{TERMS}\n{CASE}")
    (folder / "map.png").write_bytes(png())
    path = folder / "collection.db"
    program = [sys.executable, "-m", "flashcards", "--collection", str(path), "--now", MONDAY]
    for words in (["compile", str(folder / "craft.md")], ["decks", "remove", "shipped"]):
        subprocess.run([*program, *words], check=True, capture_output=True)
    return path


@pytest.fixture
def learner(tmp_path: Path, compiled: Path) -> Learner:
    shutil.copy(compiled, tmp_path / "collection.db")
    return Learner(tmp_path, tmp_path / "collection.db")


def test_a_term_is_asked_shown_and_rated(learner: Learner, compiled: Path) -> None:
    learner.start("review")
    learner.sees("Say the answer aloud", "Craft › Words", "new · 1 of 4", "Define: Feature map")
    learner.press(" ")
    learner.sees("One channel of a layer's output", "See filter (o)", "1 Again 10 min")
    learner.press("o")
    learner.sees(str(compiled.parent / "map.png"), "Filter", "Weights slid over", "Knew it")
    learner.press("3")
    learner.sees("Good: back on Wed 25 Nov", "2 of 4", "Define: Filter")
    learner.press("q")
    learner.sees("Mon 23 Nov", "1 card", "New         1 term", "All saved.")
    assert learner.ends() == 0
    assert [(row["rating"], row["type"], row["interval"]) for row in learner.rows("review")] == [
        (3, "learn", 2)
    ]


def test_an_answer_is_on_the_disk_before_the_next_card_is_shown(learner: Learner) -> None:
    learner.start("review")
    for number in range(1, 4):
        learner.sees(f"new · {number} of 4", "Space show")
        learner.press(" 3")
        learner.sees("Good: back on")
        assert len(learner.rows("review")) == number
    learner.terminal.kill(signal.SIGKILL)
    assert learner.ends() == -signal.SIGKILL
    assert learner.asks("doctor") == {"ok": True, "findings": []}


def test_a_second_start_goes_on_where_the_first_stopped(learner: Learner) -> None:
    learner.start("review").sees("new · 1 of 4")
    learner.press(" 3 3q")
    assert learner.ends() == 0
    assert learner.asks("due")["new"] == 2
    learner.start("review").sees("new · 3 of 4", "Define: Recall")


def test_keys_typed_ahead_are_not_lost(learner: Learner) -> None:
    learner.start("review")
    learner.press(" 3 4 3 4")
    learner.sees("Good", "Easy", "Good", "Easy", "4 cards")
    assert learner.ends() == 0
    assert [row["rating"] for row in learner.rows("review")] == [3, 4, 3, 4]


def test_the_second_tap_of_a_double_tap_is_not_a_rating(learner: Learner) -> None:
    learner.start("review").sees("Space show")
    learner.press(" ")
    learner.sees("Space Good")
    learner.press(" ")
    learner.press("q")
    assert learner.ends() == 0
    assert learner.rows("review") == []


def test_a_failed_card_comes_again_after_three_others(learner: Learner) -> None:
    learner.start("review").sees("Define: Feature map")
    learner.press(" 1 3 3 3")
    learner.sees("Again: back in 10 min", "1 card is due again in 10 min")
    learner.press(" ")
    learner.sees("learning", "Define: Feature map")


def test_a_card_failed_just_now_does_not_come_at_once(learner: Learner) -> None:
    learner.start("review").sees("Define: Feature map")
    learner.press(" 3 3 3 1")
    learner.sees("1 card is due again in 10 min. Give it 60 seconds")
    learner.press(" ")
    learner.sees("1 card is due again")
    learner.press("q")
    assert learner.ends() == 0


def test_undo_brings_the_card_back_also_after_a_restart(learner: Learner) -> None:
    learner.start("review").sees("Define: Feature map")
    learner.press(" 4")
    learner.sees("Easy", "Define: Filter")
    learner.press("u")
    learner.sees("Undone: Feature map, Easy", "Define: Feature map")
    learner.press(" 3q")
    assert learner.ends() == 0
    learner.start("review").sees("Define: Filter")
    learner.press("u")
    learner.sees("Undone: Feature map, Good", "Define: Feature map")
    learner.press("q")
    assert learner.ends() == 0
    assert learner.asks("due")["new"] == 4


def test_a_buried_card_is_not_asked_again_today(learner: Learner) -> None:
    learner.start("review").sees("Define: Feature map")
    learner.press("b")
    learner.sees("Not again today.", "Define: Filter")
    learner.press("q")
    assert learner.ends() == 0
    assert learner.asks("due")["new"] == 3
    assert learner.asks("due", now=TUESDAY)["new"] == 4


def test_no_scenario_on_the_first_study_day(learner: Learner) -> None:
    learner.start("review")
    learner.press(" 3 3 3 3")
    learner.sees("4 cards")
    assert learner.ends() == 0


def test_limit_stops_after_so_many_cards(learner: Learner) -> None:
    learner.start("review", "--limit", "2")
    learner.press(" 3 3")
    learner.sees("2 cards")
    assert learner.ends() == 0


def test_failed_terms_come_before_a_case(learner: Learner) -> None:
    learner.start("review", now=MONDAY)
    learner.press(" 4 4q")
    assert learner.ends() == 0
    learner.start("review", now=TUESDAY).sees("new · 1 of 3", "Define: Recall")
    learner.press(" 1")
    learner.sees("Define: Precision")
    learner.press(" 3")
    learner.sees("A scenario is next")
    learner.press("q")
    assert learner.ends() == 0
    learner.start("review", now="2026-11-24T20:02").sees("1 card is due again")


@pytest.fixture
def second_day(learner: Learner) -> Learner:
    """A learner who has answered the terms the day before."""
    learner.start("review", now=MONDAY)
    learner.press(" 4 4 4 4")
    assert learner.ends() == 0
    return learner


def start_case(learner: Learner, now: str = TUESDAY) -> None:
    learner.start("review", now=now)
    learner.sees("A scenario is next, about 20 min.")
    learner.press(" ")
    learner.sees("Scenario › Craft", "20 min", "Place names", "Mark every place name")


def test_a_scenario_is_ticked_point_by_point_and_judged(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.sees("Ask · 1 of 2", "0:00 of 20:00", "Say the questions")
    learner.press(" ")
    learner.sees("must  Asks which error costs more", "said?")
    learner.press("y")
    learner.sees("said", "Asks how much labelled text exists")
    learner.press("n")
    learner.sees("missed", "The interviewer answers", "Two thousand", "Recap · 2 of 2")
    learner.press(" y")
    learner.sees("first try", "2 of 3 points · 66%", "Rating      Hard: 2 of 3")
    learner.sees("Tomorrow    Ask again", "the whole not before", "Space Hard")
    learner.press("m")
    learner.sees("Start from a tagger", "Space Hard")
    learner.press(" ")
    learner.sees("Hard: back on")
    assert learner.ends() == 0
    assert [(tick["must"], tick["hit"]) for tick in learner.rows("tick")] == [
        (1, 1),
        (0, 0),
        (0, 1),
    ]
    assert learner.rows("open_case") == []


def test_a_missed_step_comes_back_tomorrow_on_its_own(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.press(" nn y")
    learner.sees("Again: a must was missed")
    learner.press(" ")
    learner.sees("Again: back on")
    assert learner.ends() == 0
    learner.start("review", now="2026-11-25T20:00").sees("Scenario › Craft", "3 min", "Ask")
    learner.press("q")
    assert learner.ends() == 0
    assert learner.asks("next", now="2026-11-25T20:00")["card"] == "craft/place-names#ask"


def test_a_case_goes_on_where_it_was_left_even_after_a_kill(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.press(" y")
    learner.sees("Asks how much labelled text exists", "said?")
    learner.terminal.kill(signal.SIGKILL)
    learner.ends()
    start_case(learner)
    learner.sees("Going on where you stopped.", "Asks how much labelled text exists")
    learner.press("y")
    learner.sees("The interviewer answers", "Recap · 2 of 2")
    learner.press(" ")
    learner.sees("Names the tools")


def test_backspace_takes_ticks_back_and_t_reopens_the_result(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.press(" y")
    learner.sees("Asks how much labelled text exists")
    learner.press("\x7f")
    learner.sees("Asks which error costs more")
    learner.press("yy y")
    learner.sees("3 of 3 points · 100%")
    learner.press("t")
    learner.sees("Names the tools")
    learner.press("n")
    learner.sees("2 of 3 points")


def test_easy_is_refused_after_a_hint(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.press("h")
    learner.sees("How were the embeddings made?")
    learner.press(" yy y")
    learner.sees("3 of 3 points")
    learner.press("4")
    learner.sees("Easy is for everything said, in time and without the hint.", "Space Good")
    learner.press("3")
    learner.sees("Good: back on")


def test_a_scenario_can_be_put_off(second_day: Learner) -> None:
    second_day.start("review", now=TUESDAY).sees("A scenario is next")
    second_day.press("b")
    second_day.sees("Not again today.")
    assert second_day.ends() == 0
    assert second_day.asks("due", now=TUESDAY)["due"] == 0


def test_undoing_a_case_takes_its_step_cards_back(second_day: Learner) -> None:
    learner = second_day
    start_case(learner)
    learner.press(" nn y ")
    learner.sees("Again: back on")
    assert learner.ends() == 0
    assert learner.asks("undo", now=TUESDAY)["key"] == "craft/place-names"
    faces = [card["face"] for card in learner.asks("show", "place-names")["cards"]]
    assert faces == ["case"]
    assert learner.asks("doctor")["ok"]


def test_plain_is_the_same_loop_by_typed_lines(learner: Learner) -> None:
    learner.start("--plain", "review")
    learner.sees("Craft > Words. new - 1 of 4.", "Define: Feature map", "Enter to show>")
    learner.press("\n")
    learner.sees("One channel of a layer's output", "1 again 10 min, 2 hard 15 min", ">")
    learner.press("good\n")
    learner.sees("Type one of:")
    learner.press("3\n")
    learner.sees("Good. Back on Wed 25 Nov")
    learner.press("q\n")
    learner.sees("Mon 23 Nov. 1 card - 1 min.", "New. 1 term.", "\nAll saved.")
    assert learner.ends() == 0
    assert len(learner.rows("review")) == 1


def test_a_dumb_terminal_gets_typed_lines_too(learner: Learner) -> None:
    learner.start("review", term="dumb").sees("Enter to show>")
    learner.press("q\n")
    assert learner.ends() == 0


def test_interrupting_ends_with_130_and_keeps_everything(learner: Learner) -> None:
    learner.start("review").sees("Space show")
    learner.press(" 3")
    learner.sees("Good: back on", "Space show")
    learner.press("\x03")
    assert learner.ends() == 130
    assert len(learner.rows("review")) == 1


def test_ending_the_process_gives_the_terminal_back(learner: Learner) -> None:
    learner.start("review").sees("Space show")
    assert not learner.terminal.getecho()
    learner.terminal.kill(signal.SIGTERM)
    assert learner.ends() == 128 + signal.SIGTERM


def test_without_a_terminal_review_names_the_commands_for_scripts(learner: Learner) -> None:
    words = ["-m", "flashcards", "--collection", str(learner.collection), "review"]
    done = subprocess.run(
        [sys.executable, *words],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 15
    assert re.search(r"next and answer", done.stderr)
