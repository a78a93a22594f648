"""Text: what is left of it without mark-up, and the links in it."""

import pytest
from hypothesis import given

from flashcards.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
    Inline,
    Items,
    Link,
    Maths,
    MathsBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    Words,
    lines,
    links,
    plain,
    plain_text,
)

from .trees import texts

FILTER = Link((Words("filter"),), "modeling/filter")
MAP = Link((Code("map"),), "modeling/map")
PAPER = Link((Words("paper"),), "https://example.org/p")


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (Words("a  b"), "a  b"),
        (Emphasis((Words("a"), Strong((Words("b"),)))), "ab"),
        (Code("x = 1"), "x = 1"),
        (Maths(r"\frac{1}{2}"), r"\frac{1}{2}"),
        (FILTER, "filter"),
        (Image("A curve", "img/curve.png"), "A curve"),
        (Break(), " "),
    ],
)
def test_the_plain_words_of_a_line(node: Inline, words: str) -> None:
    assert plain((node,)) == words
    assert plain((Words("<"), node, Words(">"))) == f"<{words}>"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Paragraph((Words("a"), FILTER)), "afilter"),
        (Heading(4, (Words("Why"),)), "Why"),
        (CodeBlock("a\n  b", "python"), "a\n  b"),
        (MathsBlock("x^2"), "x^2"),
        (Items(((Paragraph((Words("a"),)),), (Paragraph((Words("b"),)),)), 1), "a\nb"),
        (Quote((Paragraph((Words("said"),)),)), "said"),
        (
            Table(("", ""), ((Words("a"),), (Words("b"),)), (((Words("1"),), (Words("2"),)),)),
            "a b\n1 2",
        ),
        (Rule(), ""),
    ],
)
def test_the_plain_words_of_a_block(block: Block, words: str) -> None:
    assert plain_text((block,)) == words
    assert plain_text((block, Paragraph((Words("end"),)))) == f"{words}\nend"


def test_links_in_reading_order() -> None:
    cell = (Emphasis((MAP,)),)
    text: Text = (
        Paragraph((Strong((Words("See "), FILTER)),)),
        Items(((Quote((Paragraph((PAPER,)),)),),)),
        Table(("",), (cell,), (((FILTER,),),)),
        CodeBlock("[no](link)"),
        Heading(4, (MAP,)),
    )
    assert list(links(text)) == [FILTER, PAPER, MAP, FILTER, MAP]


@pytest.mark.parametrize(("link", "is_web"), [(FILTER, False), (PAPER, True)])
def test_a_link_leads_to_a_note_or_to_the_web(link: Link, is_web: bool) -> None:
    assert link.is_web is is_web


@given(texts)
def test_no_link_and_no_word_is_lost(text: Text) -> None:
    """Every line of a text is among its plain words."""
    words = plain_text(text)
    assert all(plain(line) in words for line in lines(text))
    assert str(text).count("Link(children") == len(list(links(text))) + _within_links(text)


def _within_links(text: Text) -> int:
    """Links inside links, which the source never gives, are not followed."""
    return sum(str(link.children).count("Link(children") for link in links(text))
