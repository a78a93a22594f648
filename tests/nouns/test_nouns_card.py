"""Notes, memories and reviews."""

from types import ModuleType

import pytest

from flashcards import card, text, vocabulary
from flashcards.asper import INSTRUCTIONS
from flashcards.card import Content, Note, Part, Point, Scenario, Sequence, Term, is_question, texts
from flashcards.change import Verdict
from flashcards.kinds import STEPS, Kind, Rating, ReviewType, State, Step
from flashcards.memory import AtInstant, Due, OnDay, Review
from flashcards.text import Code, Line, Paragraph, Text, Words, plain_text
from flashcards.tree import Node


def line(words: str) -> Line:
    return (Words(words),)


def body(words: str) -> Text:
    return (Paragraph(line(words)),)


CASE = Scenario(
    line("Churn"),
    body("prompt"),
    20,
    (
        Part(Step.ASK, (Point(line("one"), must=True), Point(line("two"))), body("reply")),
        Part(Step.RECAP, (Point(line("three")),)),
    ),
    *(body("hint"), body("reaction"), body("follow-ups"), body("model answer")),
)
TERM = Term((Words("Which "), Code("loss"), Words("?")), body("answer"))
LOOP = Sequence(line("Loop"), body("list"), (line("a"), line("b")))


@pytest.mark.parametrize("module", [card, text, vocabulary])
def test_nouns_are_nodes(module: ModuleType) -> None:
    nouns = [noun for noun in vars(module).values() if isinstance(noun, type)]
    made = [noun for noun in nouns if noun.__module__ == module.__name__]
    assert made
    assert all(issubclass(noun, Node) for noun in made if noun is not vocabulary.Vocabulary)


def test_ratings_are_those_of_anki() -> None:
    words = {int(rating): rating.word for rating in Rating}
    assert words == {1: "Again", 2: "Hard", 3: "Good", 4: "Easy"}


def test_the_steps_spell_asper() -> None:
    assert "".join(step.value[0] for step in STEPS) == "asper"
    assert tuple(INSTRUCTIONS) == STEPS


@pytest.mark.parametrize(
    ("content", "kind", "front"),
    [
        (TERM, Kind.TERM, "Which loss?"),
        (LOOP, Kind.TERM, "Loop"),
        (CASE, Kind.SCENARIO, "Churn"),
    ],
)
def test_a_note_is_a_term_or_a_scenario(content: Content, kind: Kind, front: str) -> None:
    note = Note("deck/key", content, "deck.md", 3)
    assert (note.kind, note.front) == (kind, front)


@pytest.mark.parametrize(
    ("words", "asked"),
    [("Which loss?", True), ("Which loss? ", True), ("Loss", False), ("Why? Because", False)],
)
def test_a_heading_that_ends_in_a_question_mark_is_a_question(words: str, asked: bool) -> None:
    assert is_question(line(words)) is asked


def test_points_are_ticked_step_by_step() -> None:
    assert [point.line for point in CASE.points] == [line("one"), line("two"), line("three")]


def test_the_texts_of_a_note_in_reading_order() -> None:
    assert texts(TERM) == (body("answer"),)
    assert texts(LOOP) == (body("list"),)
    words = [plain_text(part) for part in texts(CASE) if part]
    assert words == [
        *("prompt", "one\ntwo", "reply", "three"),
        *("hint", "reaction", "follow-ups", "model answer"),
    ]


@pytest.mark.parametrize(
    ("interval", "due"),
    [
        (-600, AtInstant(1_000_600_000)),
        (-1, AtInstant(1_000_001_000)),
        (1, OnDay(101)),
        (30, OnDay(130)),
        (0, OnDay(100)),
    ],
)
def test_seconds_are_due_at_an_instant_and_days_on_a_day(interval: int, due: Due) -> None:
    """Negative intervals are seconds, as in Anki's log."""
    row = Review(1_000_000_000, 1, ReviewType.REVIEW, Rating.GOOD, 100, State.REVIEW, interval)
    assert row.due == due


def test_a_compile_has_seven_verdicts() -> None:
    """They are the keys of ``compile --json``."""
    assert {verdict.value for verdict in Verdict} == {
        *("unchanged", "changed", "moved", "renamed", "new", "retired", "restored")
    }
