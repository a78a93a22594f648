"""Text that came out of a PDF: what the printer did to it is undone."""

import pytest

from .conftest import left_out, pairs

PAGES = [
    """\
Precision: of what was predicted, how much is true.

Recall: of what is true, how much was
found.""",
    "F1 score: the harmonic mean of both, which is\nlow where one of them is low.",
    "Log loss: the mean negative logarithm of what\nwas predicted.",
]
FOUND = {
    "Precision": "of what was predicted, how much is true.",
    "Recall": "of what is true, how much was found.",
    "F1 score": "the harmonic mean of both, which is low where one of them is low.",
    "Log loss": "the mean negative logarithm of what was predicted.",
}


HEADS = {
    "a title with the number": "The Book of Metrics            {}\n\n",
    "the number with a title": "{} | Chapter 3. Metrics\n\n",
    "two lines": "The Book of Metrics\nChapter 3\n\n",
    "nothing": "",
}
FEET = {
    "a number": "\n\n{}\n",
    "a number with dashes": "\n\n- {} -\n",
    "a page of pages": "\n\nPage {} of 99\n",
    "the publisher": "\n\nSome House, Some City\n",
    "nothing": "\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
def test_heads_and_feet_of_pages_are_known_because_they_repeat(head: str, foot: str) -> None:
    pages = [head.format(n) + page + foot.format(n) for n, page in enumerate(PAGES, start=12)]
    assert pairs("book.txt", "\f".join(pages)) == FOUND


def test_without_page_breaks_lines_that_repeat_with_a_number_are_heads() -> None:
    pages = [f"{page}\n\nThe Book of Metrics {n}\n\n" for n, page in enumerate(PAGES, start=12)]
    assert pairs("book.txt", "".join(pages)) == FOUND


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [
        "Recall: of all, how",
        "much was found.",
        "Bias: an error.",
        "Noise: the rest.",
    ]
    text = "\f".join(f"{page}\n\n{number}\n" for number, page in enumerate(pages))
    assert pairs("book.txt", text) == {
        "Recall": "of all, how much was found.",
        "Bias": "an error.",
        "Noise": "the rest.",
    }


BROKEN = {
    "a word": ("the predic-\ntion", "the prediction"),
    "a word of letters with marks": ("eine Über-\neinstimmung", "eine Übereinstimmung"),
    "a name": ("by Levenberg-\nMarquardt", "by Levenberg- Marquardt"),
    "words that keep their hyphen": ("a state-of-the-\nart model", "a state-of-the-art model"),
    "a word that the text has with a hyphen": (
        "a well-known model, and a well-\nknown one",
        "a well-known model, and a well-known one",
    ),
    "a word that it has without": (
        "a prediction, and a predic-\ntion",
        "a prediction, and a prediction",
    ),
    "a soft hyphen": ("the pre\u00addiction", "the prediction"),
    "ligatures": ("e\ufb03cient \ufb01lters, \ufb02ow", "efficient filters, flow"),
    "a dash": ("one pass -\nor two", "one pass - or two"),
}


@pytest.mark.parametrize(("printed", "words"), BROKEN.values(), ids=BROKEN)
def test_words_are_made_whole(printed: str, words: str) -> None:
    text = f"Bias: {printed}.\n\nNoise: another one of them.\n\nDrift: the last one of them.\n"
    assert pairs("book.txt", text)["Bias"] == f"{words}."


def test_what_stands_in_no_pattern_is_named() -> None:
    text = "A preface of some length, in which nothing is defined.\n\n" + "\n\n".join(PAGES)
    assert left_out("book.txt", text) == [(1, "text that defines no term")]


def test_signs_of_markdown_are_words_here() -> None:
    terms = {"Star": "*b* _c_ `d` $e$ $f$", "Sharp": "# no heading", "Bracket": "a [b](c) d"}
    text = "".join(f"{term}: {words}\n" for term, words in terms.items())
    assert pairs("notes.txt", text) == terms
