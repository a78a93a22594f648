"""Questions and what marks them: numbers, levels and emoji go, the words stay."""

import pytest

from flashcards.convert.marks import question
from flashcards.convert.shapes.dialogue import CHOICES

from .conftest import converted, deck_of, left_out, pairs, read

MARKS = {
    "1) What is overfitting?": "What is overfitting?",
    "12. What is SGD?": "What is SGD?",
    "1.What is SGD?": "What is SGD?",
    "2.1 What is SGD?": "What is SGD?",
    "(3) What is SGD?": "What is SGD?",
    "#7: What is SGD?": "What is SGD?",
    "12 – What is SGD?": "What is SGD?",
    "Q: What is SGD?": "What is SGD?",
    "Q12. What is SGD?": "What is SGD?",
    "Question 3 - What is SGD?": "What is SGD?",
    "⭐ What is SGD?": "What is SGD?",
    "What is SGD? ⭐⭐": "What is SGD?",
    "What is SGD? 👶🏽": "What is SGD?",
    "What is SGD? :star::star:": "What is SGD?",
    "🟢 [Easy] 4. What is SGD?": "What is SGD?",
    "What is SGD? [Hard]": "What is SGD?",
    "What is SGD? (L2)": "What is SGD?",
    "**What is *SGD*?**": "What is *SGD*?",
    "[What is SGD?](#sgd)": "What is SGD?",
    '<a name="sgd"></a>What is SGD?': "What is SGD?",
    "What is SGD? {#sgd .unnumbered}": "What is SGD?",
    # What only looks like a mark
    "What is ridge regression (L2)?": "What is ridge regression (L2)?",
    "Explain ridge regression (L2)": "Explain ridge regression (L2)",
    "Q-learning or SARSA?": "Q-learning or SARSA?",
    "C#": "C#",
    "⭐": "⭐",
    "Why does A/B testing need a hypothesis (H0)?": "Why does A/B testing need a hypothesis (H0)?",
}


@pytest.mark.parametrize(("heading", "words"), MARKS.items(), ids=MARKS)
def test_marks_go_and_words_stay(heading: str, words: str) -> None:
    assert question(heading).words == words


# Headings ------------------------------------------------------------------------------


def test_orders_and_numbers_count_among_questions() -> None:
    text = """
## 1. What is a stack?

Last in, first out.

## 2. What is a heap?

A tree in an array.

## 3. Implement a stack

A list.

## 4. Queues

First in, first out.

## Licence

MIT
"""
    assert list(pairs("a.md", text)) == [
        *("What is a stack?", "What is a heap?", "Implement a stack", "Queues")
    ]
    assert left_out("a.md", text) == [(20, "text that defines no term")]


def test_a_question_over_questions_is_a_section() -> None:
    text = """
## How do trees work?

### What is a leaf?

A node without children.

### What is the root?

The node without a parent.
"""
    (leaf, root) = read(deck_of(converted("a.md", text)))
    assert (leaf.front, leaf.section) == ("What is a leaf?", "How do trees work?")
    assert root.front == "What is the root?"


def test_a_link_to_the_source_becomes_the_source() -> None:
    text = """
#### 1) What is bias? [[src](https://example.org/a)]

An error.

#### 2) What is variance? [[src]](https://example.org/b)

Another one.
"""
    notes = read(deck_of(converted("a.md", text)))
    assert [(note.front, note.source) for note in notes] == [
        ("What is bias?", "https://example.org/a"),
        ("What is variance?", "https://example.org/b"),
    ]


NO_QUESTIONS = {
    "one heading that asks": "# Caching\n\n## Why cache?\n\nSpeed.\n\n## How\n\nA map.\n",
    "two among many": "".join(
        f"## {name}\n\nText of it.\n\n"
        for name in ("Why?", "Design", "API", "How fast?", "Results", "Limits", "Thanks")
    ),
    "chapters with numbers": "## 1. Introduction\n\nText.\n\n## 2. Method\n\nText.\n",
    "orders of a tutorial": "## Define the model\n\nText.\n\n## Write the loop\n\nText.\n",
    "a question in a paragraph": "What is love? Nobody knows.\n\nWhy? Because.\n",
    "one in bold": "**So what?** It matters.\n\nMore text.\n",
}


@pytest.mark.parametrize("text", NO_QUESTIONS.values(), ids=NO_QUESTIONS)
def test_an_article_that_asks_something_is_no_collection_of_questions(text: str) -> None:
    assert converted("a.md", text).notes == ()


# Answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    ["A: ", "**A:** ", "**Answer:** ", "**Answer**: ", "Answer:\n\n", "Ans. ", "A1: ", "> A: ", ""],
)
def test_the_mark_of_an_answer_goes(mark: str) -> None:
    text = f"### Q: What is a mean?\n\n{mark}A sum over a count.\n\n### Q: And a mode?\n\nx\n"
    (back, _) = pairs("a.md", text).values()
    assert back.removeprefix("> ") == "A sum over a count."


def test_a_question_without_an_answer_is_a_draft() -> None:
    text = "### Q: What is a mean?\n\n### Q: And a mode?\n\n[Answer](https://example.org)\n"
    notes = read(deck_of(converted("a.md", text)))
    assert [note.draft for note in notes] == [True, True]
    assert left_out("a.md", text) == [(3, "an answer that is only a link")]


def test_a_question_that_is_answered_elsewhere_makes_no_draft() -> None:
    """As in a table of contents that is a list of the questions."""
    text = """
- What is a mean?
- What is a mode?
- What is a median?

## What is a mean?

A sum over a count.

## What is a mode?

The most frequent value.
"""
    notes = read(deck_of(converted("a.md", text)))
    assert [(note.front, note.draft) for note in notes] == [
        ("What is a median?", True),
        ("What is a mean?", False),
        ("What is a mode?", False),
    ]


def test_choices_make_no_card() -> None:
    text = "Q: Which is a metric?\n(a) L1\n(b) cosine\n(c) dropout\nA: a\n\nQ: Why?\nA: So.\n"
    assert list(pairs("a.txt", text)) == ["Why?"]
    assert left_out("a.txt", text) == [(1, CHOICES)]


def test_letters_in_an_answer_are_no_choices() -> None:
    text = "Q: Which splits are there?\nA: Three:\na) training\nb) validation\nc) test\n"
    assert list(pairs("a.md", text)) == ["Which splits are there?"]
