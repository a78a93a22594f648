"""The faces of a note: its cards, and what they say."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.card import Content, Part, Point, Scenario, Sequence, Term
from flashcards.face import FIXED_ORDS, SEQUENCE_ORDS, after_face, back, faces, front, slug, step_of
from flashcards.kinds import STEP_FACES, STEPS, Step
from flashcards.text import Line, Paragraph, Strong, Text, Words, plain_text


def line(words: str) -> Line:
    return (Words(words),)


def text(words: str) -> Text:
    return (Paragraph(line(words)),)


TERM = Term(line("Feature map"), text("What one filter gives."))
BOTH_WAYS = Term(line("Feature map"), text("What one filter gives."), reverse=True)
QUESTION = Term(line("Which step follows Plan? "), text("Execute."))
LOOP = Sequence(
    line("Training loop"), text("The list."), (line("Forward"), line("Loss"), line("Backward"))
)
HOW = Sequence(line("How does one step go?"), text("The list."), (line("First"), line("Then")))
CASE = Scenario(
    line("Churn"),
    text("Customers leave."),
    20,
    (Part(Step.ASK, (Point(line("Asks why")),)), Part(Step.RECAP, (Point(line("Sums up")),))),
    model_answer=text("Begin with a baseline."),
)

# Slugs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Feature map", "feature-map"),
        ("  F1-score / (macro)  ", "f1-score-macro"),
        ("C++", "c"),
        ("snake_case", "snake-case"),
        ("GPT-3.5", "gpt-3-5"),
        ("x²", "x²"),
        ("Straße", "strasse"),
        ("ÉCOLE", "école"),
        ("E\u0301cole", "école"),
        ("α\u0345\u0301", "άι"),
        ("İstanbul", "i̇stanbul"),
        ("Ὀδυσσεύς", "ὀδυσσεύσ"),
        ("Дерево решений", "дерево-решений"),
        ("特徴マップ", "特徴マップ"),
        ("과적합 방지", "과적합-방지"),
        ("कि", "कि"),
        ("हिन्दी शब्द", "हिन्दी-शब्द"),
        ("การเรียนรู้ เชิงลึก", "การเรียนรู้-เชิงลึก"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("٣ خطوات", "٣-خطوات"),
        ("Done ✔️ now", "done-now"),
        ("✔️", ""),
        ("👩‍🔬", ""),
        ("\u0301", ""),
        ("... ?!", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(words: str, expected: str) -> None:
    """Folded and composed; a vowel sign belongs to its letter; the rest is ``-``."""
    assert slug(words) == unicodedata.normalize("NFC", expected)


@given(st.text())
def test_a_slug_is_the_slug_of_itself(words: str) -> None:
    assert slug(slug(words)) == slug(words)


@given(st.text())
def test_a_slug_does_not_depend_on_how_a_letter_is_written(words: str) -> None:
    """An editor that decomposes é, or a capital, makes no other note."""
    for form in ("NFC", "NFD"):
        assert slug(unicodedata.normalize(form, words)) == slug(words)


@given(st.text())
def test_a_slug_is_one_word_without_dashes_at_its_ends(words: str) -> None:
    found = slug(words)
    assert not set(found) & set(" /#_.:?")
    assert "--" not in found
    assert found == found.strip("-")


# Cards ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TERM, ["answer"]),
        (BOTH_WAYS, ["answer", "reverse"]),
        (LOOP, ["whole", "after:", "after:forward", "after:loss"]),
        (CASE, ["case", "ask", "recap"]),
    ],
)
def test_the_cards_of_a_note(content: Content, expected: list[str]) -> None:
    assert list(faces(content)) == expected


def test_the_place_of_a_face_is_fixed_for_ever() -> None:
    """Anki's cards have these numbers."""
    assert FIXED_ORDS == {
        "answer": 0,
        "reverse": 1,
        "whole": 0,
        "case": 0,
        "ask": 1,
        "suppose": 2,
        "plan": 3,
        "execute": 4,
        "recap": 5,
    }
    assert list(SEQUENCE_ORDS) == list(range(1, 13))


def test_a_card_of_a_sequence_is_named_for_the_item_before_it() -> None:
    """So that an item put in between makes one new card, and moves no history."""
    items = LOOP.items
    longer = (*items[:1], line("Metrics"), *items[1:])
    before = {after_face(items, n) for n in range(3)}
    after = {after_face(longer, n) for n in range(4)}
    assert after - before == {"after:metrics"}
    assert before < after


@pytest.mark.parametrize(
    ("content", "face", "asked"),
    [
        (TERM, "answer", "Define: Feature map"),
        (BOTH_WAYS, "reverse", "What one filter gives.\nWhich term is this?"),
        (QUESTION, "answer", "Which step follows Plan? "),
        (LOOP, "whole", "Name in order: Training loop"),
        (LOOP, "after:", "Training loop: what comes first?"),
        (LOOP, "after:forward", "Training loop: what comes after Forward?"),
        (LOOP, "after:loss", "Training loop: what comes after Loss?"),
        (HOW, "whole", "How does one step go?"),
        (HOW, "after:", "How does one step go? What comes first?"),
        (HOW, "after:first", "How does one step go? What comes after First?"),
        (CASE, "case", "Customers leave."),
        (CASE, "ask", "Customers leave."),
    ],
)
def test_what_a_card_asks(content: Content, face: str, asked: str) -> None:
    assert plain_text(front(content, face)) == asked


@pytest.mark.parametrize(
    ("content", "face", "answer"),
    [
        (TERM, "answer", "What one filter gives."),
        (BOTH_WAYS, "reverse", "Feature map"),
        (LOOP, "whole", "The list."),
        (LOOP, "after:", "Forward"),
        (LOOP, "after:forward", "Loss"),
        (LOOP, "after:loss", "Backward"),
        (CASE, "case", "Begin with a baseline."),
        (CASE, "ask", "Begin with a baseline."),
    ],
)
def test_what_a_card_answers(content: Content, face: str, answer: str) -> None:
    assert plain_text(back(content, face)) == answer


def test_mark_up_is_kept_on_both_sides() -> None:
    name: Line = (Words("The "), Strong((Words("filter"),)))
    term = Term(name, text("Weights."), reverse=True)
    assert front(term, "answer") == (Paragraph((Words("Define: "), *name)),)
    assert back(term, "reverse") == (Paragraph(name),)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_card_drills_its_step(step: Step) -> None:
    assert step_of(step.value) is step
    assert step.value in STEP_FACES


@pytest.mark.parametrize("face", ["answer", "reverse", "whole", "case", "after:", "after:ask"])
def test_other_cards_drill_no_step(face: str) -> None:
    assert step_of(face) is None
