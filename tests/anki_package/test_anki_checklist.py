"""What a scenario shows: its steps, its points, the replies, and how it is graded."""

import re

import pytest

from flashcards.anki.checklist import case_html, step_html, steps_html
from flashcards.card import Part, Scenario
from flashcards.kinds import STEPS, Step
from tests.anki_package.samples import line, note, points, scenario, words
from tests.phone import Phone


def grading(html: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", html))


GRADINGS = [
    (14, "fewer than 9", "9 to 11", "12 or more"),
    (5, "fewer than 3", "3", "4 or more"),
    (4, "fewer than 3", "3", "all 4"),
    (3, "fewer than 2", "2", "all 3"),
    (2, "none", "1", "all 2"),
    (1, "none", None, "the point said"),
]


@pytest.mark.parametrize(("count", "again", "hard", "good"), GRADINGS)
def test_the_thresholds_are_counted_out(
    count: int, again: str, hard: str | None, good: str
) -> None:
    shown = grading(step_html(Part(Step.PLAN, points(0, count))))
    assert (shown["Again"], shown.get("Hard"), shown["Good"]) == (again, hard, good)


def test_a_missed_must_is_named_where_there_is_a_must() -> None:
    shown = grading(case_html(scenario(musts=2, others=3, hint=words("Think of names."))))
    assert shown == {
        "Again": "fewer than 4, or a must missed",
        "Hard": "4",
        "Good": "5 or more",
        "Easy": "all 6, in 20 minutes, without the hint",
    }


def test_easy_speaks_of_a_hint_and_a_time_only_where_there_is_one() -> None:
    assert grading(case_html(scenario()))["Easy"] == "all 3, in 20 minutes"
    assert grading(step_html(Part(Step.ASK, points(1, 1))))["Easy"] == "all 2, fluently"


def test_a_step_without_points_has_no_grading() -> None:
    assert not grading(step_html(Part(Step.ASK, ())))


def test_must_is_a_word_and_every_point_a_box() -> None:
    html = step_html(Part(Step.ASK, points(1, 2)))
    assert html.count('<strong class="must">must</strong>') == 1
    assert html.count('<input type="checkbox"') == 3
    assert '<p class="score musts">3 points</p>' in html


def test_only_the_steps_of_the_scenario_are_listed() -> None:
    assert re.findall(r"<strong>(\w+)\.", steps_html(scenario())) == ["Ask", "Recap"]


def test_every_step_has_its_instruction() -> None:
    whole = Scenario(line("x"), words("x"), 5, tuple(Part(step, ()) for step in STEPS))
    assert steps_html(whole).count("<li>") == 5


def test_the_back_of_a_case_in_anki(phone: Phone) -> None:
    content = scenario(hint=words("a"), reaction=words("b"), follow_ups=words("c"))
    phone.take([note(1, content)])
    [case] = phone.cards()
    assert "20 min" in case.question()
    assert "Say it aloud, step by step" in case.question()
    assert "2,000 labelled" not in case.question()
    headings = re.findall(r"<h([1-4])>(.+?)</h", case.answer())
    assert headings == [
        ("1", "Place names"),
        ("2", "Say it aloud, step by step"),
        ("2", "What did you say?"),
        ("3", "Ask"),
        ("4", "The interviewer answers"),
        ("3", "Recap"),
        ("2", "Hint"),
        ("2", "A good reaction to the hint"),
        ("2", "Follow-ups"),
    ]
