"""What holds for every text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from flashcards.card import decode_content
from flashcards.source.roles import read_vocabulary
from flashcards.text import plain_text
from flashcards.tree import encode

from .conftest import answer, read

PIECES = st.sampled_from(
    [
        *("# ", "## ", "### ", "#### ", "## Scenario: ", "### Ask\n", "### Recap\n", "### Hint\n"),
        *("---\n", "===\n", "deck: ", "area: ", "roles: [", "- ", "1. ", "> ", "  ", "\n", "\n\n"),
        *("{#a}", "{.sequence}", "{.draft}", "{minutes=5}", '{source="', "{", "}", "\\", "**", "_"),
        *(
            "[[a]]",
            "[a](#a)",
            "![a](",
            ")",
            "](",
            "$",
            "$$",
            "`",
            "```\n",
            "|",
            "|-|-|\n",
            "<",
            "&",
        ),
        *(
            "<<<<<<< a\n",
            ">>>>>>> a\n",
            "\0",
            "\r",
            "\x85",
            "\u2028",
            "\ufeff",
            "a",
            "B c",
            "+",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
WORDS = st.lists(st.text("abcdez", min_size=1), min_size=1, max_size=5).map(" ".join)


def line_numbers(text: str) -> range:
    return range(1, len(re.split("\r\n|\r|\n", text)) + 1)


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    """No text raises, and every problem stands on a line of the file."""
    deck, problems = read("deck.md", text)
    lines = line_numbers(text)
    assert all(problem.line in lines for problem in problems)
    assert all(note.line in lines for note in deck.notes)
    assert list(problems) == sorted(problems, key=lambda problem: problem.line)


@given(TEXTS)
def test_content_survives_storage(text: str) -> None:
    deck, problems = read("deck.md", text)
    if not problems:
        for note in deck.notes:
            assert decode_content(encode(note.content)) == note.content


@given(TEXTS)
def test_any_toml_is_read(text: str) -> None:
    _, problems = read_vocabulary("roles.toml", text)
    assert all(problem.line in line_numbers(text) for problem in problems)


@given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=5))
def test_plain_terms_round_trip(terms: dict[str, str]) -> None:
    text = "".join(f"### {name}\n{answer}\n" for name, answer in terms.items())
    deck, problems = read("deck.md", text)
    assert problems == ()
    assert terms == {note.front: plain_text(answer(note)) for note in deck.notes}
