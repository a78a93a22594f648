"""What holds for every text: it is read soon, and makes a deck without a fault, or none."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import converted, deck_of, read

NAMES = ["a.md", "a.txt", "a.rst", "a.csv"]
PIECES = st.sampled_from(
    [
        *("# ", "## ", "### Q: ", "#### 1) ", "What is it?", "Term", "Term: ", "**Term**: ", "\n"),
        *("\n\n", "\n: ", "- ", "1. ", "  ", "    ", "Q: ", "A: ", "a) ", "**", "__", "*", "`"),
        *("```\n", "~~~\n", "---\n", "===\n", "| a | b |\n", "|---|---|\n", "|", "> ", "<br>"),
        *("<details><summary>", "</summary>", "</details>", "<!--", "-->", "<b>", "</b>", "<img "),
        *("src='a.png'>", "[a](b)", "[[a]]", "![a](b.png)", "[a]: http://b.c\n", "[a]", "$", "$$"),
        *("\\(", "\\)", "{#a}", "{.draft}", "}", "⭐", "👶", "(L2)", "[Easy]", "posi-\ntive", "\f"),
        *(".. glossary::\n\n   ", ".. note:: ", ":term:`a`", "::\n\n", ":a: b\n", "\t", ",", ";"),
        *('"', "term,definition\n", "#separator:tab\n", "{{c1::", "}}", "a definition.", "x", "é"),
        *(
            "<<<<<<< a\n",
            ">>>>>>> b\n",
            "=======\n",
            "\x85",
            "\u2028",
            "\x0b",
            "Glossary\n",
            "12\n",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(deadline=None)
@given(st.sampled_from(NAMES), TEXTS)
def test_any_text_makes_a_deck_without_a_fault_or_none(name: str, text: str) -> None:
    found = converted(name, text)
    lines = range(1, text.count("\n") + 2)
    assert all(note.line in lines for note in found.notes)
    assert all(each.line in (0, *lines) for each in found.left_out)
    assert list(found.left_out) == sorted(found.left_out, key=lambda each: each.line)
    read(deck_of(found))


@settings(deadline=None)
@given(st.sampled_from(NAMES), TEXTS)
def test_the_same_text_makes_the_same_deck(name: str, text: str) -> None:
    assert deck_of(converted(name, text)) == deck_of(converted(name, text))


LONG = [
    *("# ", "## Q: a?\n", "Term\n: a\n\n", "- **a b**: c d e\n", "**Q?**\n\n", "Q: a\n", "A: b\n"),
    *("<details><summary>a?</summary>b</details>\n", "<details>", "<!--", "```\n", "`", "[", "("),
    *(
        "[a](",
        "[a]",
        "[[a]] ",
        "[a]: http://b\n",
        "*",
        "**",
        "_",
        "\\(",
        "\\[",
        "$",
        "<img ",
        "<b>",
    ),
    *("| a ", "|---", "a\n---\n", "> ", "- ", "  - a\n", "1. What?\n", "a-\nb", "\f", "a: b ", ":"),
    *(".. glossary::\n\n   a\n      b\n", "a\n  b\n\n", ":a:`b` ", "``", "`a <", "|a", '"', "a,"),
    *("{{c1::", "⭐", "a\t", "a ", "a. ", "{", " - ", "12\n\n", "www.", "a@b.c ", "<a href='x'>"),
]
QUICK = 2.0
"""Seconds of the processor within which 20 kB of anything are converted."""


@pytest.mark.parametrize(
    "name", [NAMES[0], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[1:])]
)
@pytest.mark.parametrize("piece", LONG)
def test_no_text_takes_long(piece: str, name: str) -> None:
    text = piece * (20_000 // len(piece))
    started = time.process_time()
    converted(name, text)
    assert time.process_time() - started < QUICK


FRAMES = [
    *(
        "- a~: b",
        "- **a~**: b",
        "- **a**~: b",
        "a - b~- c",
        "a\n:~b",
        "**Q1. a~?**",
        "Q: a~?\nA:~x",
    ),
    *("## a~?", "## a? [[src]~](x)", "## a~ {#b}", "a~?~b", "~1~", "a~page 1\n\n", "a~<br>~b"),
    *("| Term~| Definition |\n|---|---|\n| c~| d |", "[a~](b)", "[a]:~b", "- [a]~(b)", "`a~`b`"),
    *("# Glossary\n\n## a~b\n\nc~d", "a~b\n~c\n\nd\n~e\n\nf\n~g", "**a**\n~b~c\n\n**d**\n~e"),
    *(".. glossary::\n\n   a~\n      b~c", ".. glossary::\n\n   a\n      x~[1]_ :b:`c~` `d~<e>`_"),
]


@pytest.mark.parametrize("name", ["a.md", "a.rst"])
@pytest.mark.parametrize("frame", FRAMES)
def test_no_gap_is_too_wide(frame: str, name: str) -> None:
    for sign in " :":
        started = time.process_time()
        converted(name, frame.replace("~", sign * 20_000))
        assert time.process_time() - started < QUICK
