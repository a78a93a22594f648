"""Terms with their definitions, in every shape, and text that only looks like them."""

from textwrap import dedent

import pytest

from flashcards.convert.deck import Cover, with_keys
from flashcards.vocabulary import EMPTY
from flashcards.workshop.proving import LINK, prove

from .conftest import converted, deck_of, left_out, pairs, read

SHAPES = {
    "bold, a colon behind": "- **{}**: {}",
    "bold, a colon within": "- **{}:** {}",
    "bold, a dash": "* **{}** — {}",
    "underscores": "- __{}__: {}",
    "a colon": "- {}: {}",
    "a hyphen": "- {} - {}",
    "a dash": "+ {} – {}",
    "numbered": "7. {}: {}",
    "a printed bullet": "• {}: {}",
    "paragraphs in bold": "**{}**: {}\n",
    "lines": "{}: {}",
    "lines with dashes": "{} - {}",
    "a definition list": "{}\n: {}\n",
    "a definition list of Pandoc": "{}\n\n:   {}\n",
    "a row of a table": "| {} | {} |",
    "bold alone on a line": "**{}**\n\n{}\n",
    "alone on a line": "{}\n{}\n",
    "alone above a paragraph": "{}\n\n{}\n",
    "under a heading": "### {}\n\n{}\n",
}
TERMS = {
    "Filter": "A small grid of weights.",
    "Feature map": "What one filter gives.",
    "Padding (same)": "Zeros around the input.",
    "K-means": "Groups around k means.",
}


def glossary(shape: str) -> str:
    head = "| Term | Definition |\n|---|---|\n" if shape.startswith("|") else ""
    return f"{head}{''.join(shape.format(*pair) + chr(10) for pair in TERMS.items())}"


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_terms_are_found_in_every_shape(shape: str) -> None:
    assert pairs("notes.md", f"# Glossary\n\n{glossary(shape)}") == TERMS


PLAIN = [shape for shape in SHAPES.values() if not set("*_|#").intersection(shape)]


@pytest.mark.parametrize("shape", PLAIN)
def test_plain_text_has_most_of_the_shapes(shape: str) -> None:
    assert pairs("notes.txt", glossary(shape)) == TERMS


def test_colons_and_dashes_may_stand_side_by_side() -> None:
    lines = [f"• {term}{(':', ' –')[n % 2]} {text}" for n, (term, text) in enumerate(TERMS.items())]
    assert pairs("notes.txt", "\n".join(lines)) == TERMS


def test_headings_below_a_term_of_a_glossary_are_of_its_text() -> None:
    text = """# Glossary

## Drift

The inputs change.

### Kinds

Of covariates, of labels.

## Canary

A small share of the traffic.

## Places

### Lake

Raw data.
"""
    assert pairs("notes.md", text) == {
        "Drift": "The inputs change.\nKinds\nOf covariates, of labels.",
        "Canary": "A small share of the traffic.",
        "Lake": "Raw data.",
    }


NO_TERMS = {
    "two colons in an article": """
        Two things matter: time and money. We had neither.

        The rule is simple: measure first. Then measure again.

        Nobody did.
        """,
    "advice": """
        Before you deploy:

        - Note: the cache is cold
        - Tip: warm it up
        - Warning: not with real traffic
        - Example: see below
        """,
    "the same labels again and again": "".join(
        f"""
        ## Model {number}

        - Idea: number {number} of several ideas
        - Training data: many gigabytes of it
        - Known limits: it is slow and large
        """
        for number in range(5)
    ),
    "links": """
        - [Flink](https://flink.apache.org): streams and batches
        - [Beam](https://beam.apache.org): one model for both
        - [Spark](https://spark.apache.org): batches, mostly
        """,
    "addresses": """
        - Homepage: https://example.org
        - Repository: https://example.org/git
        - Issue tracker: https://example.org/issues
        """,
    "the head of a message": """
        From: somebody
        To: somebody else
        Subject: a few words on it
        Date: yesterday at noon
        """,
    "sentences in a list": """
        - There are two kinds: the fast and the slow one.
        - Use this when: you have no time at all.
        - If you must: ask somebody who knows it.
        """,
    "steps": "1. Install it\n2. Run it - twice\n3. Look at the log\n4. Done\n",
    "short paragraphs": "Yes.\n\nPerhaps not.\n\nWe will see about that.\n\nSoon, I hope.\n",
    "a poem": "Roses are red\nViolets are blue\n\nSugar is sweet\nAnd so are you\n",
    "options": "| Name | Description |\n|---|---|\n| `-v` | more words |\n| `-q` | fewer |\n",
    "code": "```yaml\nname: a thing\nkind: another thing\nplace: somewhere else\n```\n",
    "a time table": "09:00 - Welcome to all of you\n09:30 - The first of the talks\n",
    "chapters": "# A book\n\n## Setting out\n\nThey left.\n\n## Arrival\n\nThey came.\n",
}


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("text", NO_TERMS.values(), ids=NO_TERMS)
def test_what_only_looks_like_terms_is_left_alone(text: str, name: str) -> None:
    found = converted(name, dedent(text))
    assert [note.words for note in found.notes] == []
    assert found.nothing == "it has no terms with definitions"


def test_a_glossary_within_an_article_is_found_and_the_rest_is_named() -> None:
    text = """
# How we serve

A long story about servers, told in a paragraph of some length.

## Words

- **Canary**: a small share of the traffic goes first.
- **Shadow**: the new model only gets a copy of the traffic.
- **Rollback**: the old version comes back.

## The end

Another paragraph, and a table:

| a | b |
|---|---|
| 1 | 2 |

```
code
```
"""
    assert list(pairs("a.md", text)) == ["Canary", "Shadow", "Rollback"]
    assert left_out("a.md", text) == [
        (4, "text that defines no term"),
        (14, "text that defines no term"),
        (16, "a table"),
        (20, "code"),
    ]


def test_two_shapes_in_one_file_are_both_found() -> None:
    text = """
# Words

Filter
: A grid of weights.

Stride
: The step of a filter.

# Questions

## Q: Why pad?

To keep the size.
"""
    assert list(pairs("a.md", text)) == ["Filter", "Stride", "Why pad?"]


def test_a_definition_goes_on_below() -> None:
    text = """
- **Filter**: a grid
  of weights.

  ```python
  Conv2d(3, 64)
  ```
- **Stride**:
  - the step
  - of a filter
- **Pool**: the largest of some values.
"""
    deck = deck_of(converted("a.md", text))
    assert "a grid\nof weights.\n\n```python\nConv2d(3, 64)\n```\n" in deck
    assert "- the step\n- of a filter\n" in deck


def test_several_terms_share_a_definition_and_one_has_several() -> None:
    text = "Loss\nCost\n: What is lowered.\n\nBatch\n: Some examples.\n: In bakeries: one oven.\n"
    assert pairs("a.md", text) == {
        "Loss, Cost": "What is lowered.",
        "Batch": "Some examples.\nIn bakeries: one oven.",
    }


def test_sections_are_the_headings_without_letters_and_ornament() -> None:
    text = """
# Glossary

## A

- **Adam**: an optimizer.

## 🔢 2. Numbers

- **Float**: a number with a point.
- **Integer**: a number without one.

## Scenario: none

- **Bit**: a digit.
"""
    notes = read(deck_of(converted("a.md", text)))
    assert [(note.front, note.section) for note in notes] == [
        ("Adam", ""),
        ("Float", "Numbers"),
        ("Integer", "Numbers"),
        ("Bit", "Scenario none"),
    ]


# What the reader would refuse ----------------------------------------------------------


ODD = {
    "a heading that ends in a brace": "The set {x}",
    "attributes that are none": "Class {.draft",
    "a sharp": "C #",
    "nothing but signs": "∇",
    "a formula": "$O(n \\log n)$",
    "a link by name": "[[Filter]]",
    "code": "`a_b`",
}


@pytest.mark.parametrize("term", ODD.values(), ids=ODD)
def test_odd_terms_are_terms(term: str) -> None:
    text = f"{term}\n: An odd one.\n\nOther\n: A plain one.\n"
    assert list(pairs("a.md", text).values()) == ["An odd one.", "A plain one."]


def test_what_no_rule_can_mend_is_left_out_with_the_reader_s_words() -> None:
    text = f"""
Deep
: {"> " * 25}too deep

Linked
: See [it](#nowhere), [[Deep]], [a mail](mailto:a@b.c), [this](#linked) and `[[code]]`.

Conflict
: A
<<<<<<< ours
"""
    found = converted("a.md", text)
    page, lost = prove("deck.md", Cover("Cards"), with_keys(found.notes), EMPTY)
    assert [note.words for note in page.notes] == ["Linked"]
    assert page.notes[0].answer == "See it, Deep, a mail, [this](#linked) and `[[code]]`."
    assert [(each.line, each.reason) for each in lost] == [
        (8, "a note: merge conflict marker"),
        (2, "a note: lists, quotations and emphasis nest at most 20 deep"),
        (5, LINK),
    ]
