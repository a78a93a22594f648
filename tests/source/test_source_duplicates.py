"""Near duplicates: what is one, what only looks like one, and which of the two is told."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.source.deck import Draft
from flashcards.source.duplicates import LEAST_WORDS
from flashcards.source.library import read_drafts
from flashcards.source.lint import lint

from .conftest import VOCABULARY, source_file

SAME = [
    ("Feature map", "Feature maps"),
    ("The learning rate", "Learning rate"),
    ("A class", "Classes"),
    ("Query", "Queries"),
    ("Batch normalization", "batch-normalization"),
    ("Data set", "Dataset"),
    ("Simpson's paradox", "Simpson’s *Paradox*"),
    ("Why is it slow?", "Why is it slow ?"),
    ("Recall: what does it ignore?", "Recall – what does it ignore?"),
    ("What is a feature map?", "Feature map"),
    ("What are the feature maps?", "Feature map"),
    ("The `fit` method", "`fit` method"),
    ("Café", "Cafe\u0301"),
    ("R²", "R2"),
]

DIFFERENT = [
    ("Precision", "Recall"),
    ("Filter", "Feature map"),
    ("Top-k", "Top-p"),
    ("Precision", "Precision at k"),
    ("Data drift", "Concept drift"),
    ("C", "C++"),
    ("C#", "C"),
    ("F1", "F2"),
    ("$F_1$", "$F_2$"),
    ("$f$", "$f'$"),
    ("`a.b`", "`ab`"),
    ("P(A|B)", "P(AB)"),
    ("What does a correlation of 1 mean?", "What does a correlation of -1 mean?"),
    ("What does 1.5 mean?", "What does 15 mean?"),
    ("Plan A", "Plan"),
    ("Statistic", "Statistics"),
    ("Los", "Loss"),
    ("क", "कि"),
    ("What is recall for?", "Recall"),
    ("Which three roles meet the DL case?", "Which four roles meet the ML case?"),
    ("Which step follows *Plan*?", "Which step follows *Ask*?"),
]

NAMES = st.lists(st.text("bdéz", min_size=4), min_size=1, max_size=3)
"""The words of a heading, none of them an article or a plural."""

ANSWER = "One channel of the output."
KEEP_ONE = "keep one of them, or tell them apart"


@pytest.mark.parametrize(("one", "other"), SAME)
def test_headings_that_ask_the_same(one: str, other: str) -> None:
    assert told(a=f"### {one} {{#k}}\nb\n", c=f"### {other} {{#l}}\nd\n") != []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_headings_that_do_not(one: str, other: str) -> None:
    assert told(a=f"### {one} {{#k}}\nb\n", c=f"### {other} {{#l}}\nd\n") == []


def test_both_places_are_named() -> None:
    assert told(cnn="Text.\n\n### Feature map\na\n", vision="### Feature maps\nb\n") == [
        f"vision.md:1: 'Feature maps' asks the same as 'Feature map' (cnn.md:3); {KEEP_ONE}"
    ]


def test_an_answer_of_five_words() -> None:
    assert len(ANSWER.split()) == LEAST_WORDS
    assert told(cnn=f"### Map\n{ANSWER}\n### Channel\n\none **channel** - of the\noutput\n") == [
        f"cnn.md:3: 'Channel' has the same answer as 'Map' (cnn.md:1); {KEEP_ONE}"
    ]
    assert told(a="### Which is first?\nIt is recall.\n### Which then?\nIt is recall.\n") == []


def test_code_and_formulas_are_no_words() -> None:
    """One sign more makes another answer."""
    assert told(a="### A\n`if a != b: c = d`\n### B\n`if a = b: c = d`\n") == []
    assert told(a="### A\nThe slope of it is $f'(x)$\n### B\nThe slope of it is $f(x)$\n") == []
    assert told(a="### A\n```\nif a: b += c\n```\n### B\n```\nif a: b -= c\n```\n") == []
    assert told(a="### A\n```\nif a : b += c\n```\n### B\n```\nif a :  b += c\n```\n") != []


def test_a_scenario_and_its_copy() -> None:
    case = "Why do so many users leave?\n### Ask\n- **Asks who**\n"
    assert told(a=f"## Scenario: Churn\n{case}", b=f"## Scenario: Leavers\n{case}") != []
    other = case.replace("who", "when")
    assert told(a=f"## Scenario: Churn\n{case}", b=f"## Scenario: Leavers\n{other}") == []


def test_a_term_is_no_scenario() -> None:
    assert told(a="### Churn\nb\n", b="## Scenario: Churn\nWhy?\n### Ask\n- a\n") == []


def test_the_later_of_three_are_told_of_the_first() -> None:
    found = told(a="### A\nb\n", c="### A\nd\n", e="### The a\nf\n")
    assert [line.partition(":")[0] for line in found] == ["c.md", "e.md"]
    assert all("(a.md:1)" in line for line in found)


def test_either_may_ignore_it() -> None:
    one, other = "### A\nb\n", "### A\nd\n"
    ignored = "### A {ignore=near-duplicate}\nb\n"
    assert told(a=ignored, c=other) == told(a=one, c=ignored) == []
    assert told(a=one, c=ignored, e=other) != []


def test_drafts_and_faulty_notes_are_no_duplicates() -> None:
    assert told(a="### A\nb\n", c="### A {.draft}\n", e="### A {area=nowhere}\nf\n") == []


def test_what_is_only_compared_with_is_not_told() -> None:
    """The note of the chosen deck is told, whichever comes first."""
    mine, shipped = drafts({"mine": "### A\nb\n"}), drafts({"shipped": "### A\nb\n### The a\nb\n"})
    (found,) = (each for each in lint(mine, shipped, len) if each.code != "no-source")
    assert found.path == "mine.md"
    assert "(shipped.md:1)" in found.message


def test_the_same_key_is_a_copy_on_purpose() -> None:
    """In another root, where the text of one wins over that of the other."""
    mine, shipped = drafts({"mine": "### A {#deck/a}\nb\n"}), drafts({"deck": "### A\nb\n"})
    assert {each.code for each in lint(mine, shipped, len)} == {"no-source"}


@given(NAMES, st.sampled_from(["{}", "The {}", "{}:", "“{}”", "*{}*", "{}s"]))
def test_equal_words_are_found_however_they_are_written(words: list[str], form: str) -> None:
    other = form.format("-".join(words).capitalize())
    assert told(a=f"### {' '.join(words)} {{#k}}\nb\n", c=f"### {other} {{#l}}\nd\n") != []


@given(NAMES, NAMES)
def test_other_words_are_not(words: list[str], others: list[str]) -> None:
    found = told(a=f"### {' '.join(words)} {{#k}}\nb\n", c=f"### {' '.join(others)} {{#l}}\nd\n")
    assert bool(found) == ("".join(words) == "".join(others))


def told(**texts: str) -> list[str]:
    """The advice on decks about near duplicates alone."""
    found = lint(drafts(texts), (), len)
    return [
        f"{each.path}:{each.line}: {each.message}"
        for each in found
        if each.code == "near-duplicate"
    ]


def drafts(texts: Mapping[str, str]) -> tuple[Draft, ...]:
    files = (source_file(f"{name}.md", text.encode()) for name, text in texts.items())
    return read_drafts(files, VOCABULARY)[1]
