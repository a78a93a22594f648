"""Our tree of text as Markdown: our reader finds the same words in it, whatever they are."""

from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flashcards import text
from flashcards.convert.inline import flat_markdown
from flashcards.convert.writing import plain, text_markdown
from flashcards.source.blocks import read_blocks
from flashcards.source.guard import admit
from flashcards.source.report import Report
from flashcards.text import Block, Inline, Line, Text, Words, plain_text

SIGNS = st.sampled_from(
    [
        *("\\", "`", "``", "*", "**", "_", "__", "[", "[[", "]", "]]", "](", "(", ")", "![", "!"),
        *("<", "<a", "<http://a.b", ">", "&", "&amp;", "&#35;", "$", "$$", "#", "##", " #", "-"),
        *("--", "---", "- ", "+ ", "* ", "1.", "1. ", "12) ", "=", "===", "~~~", "|", "|-|"),
        *(":--", ":", "[a]: b", "{", "}", "{#a}", "{.x}", "a", "b c", "é", "1", " ", "\t"),
        *("\u3000", "\u2028", "\x85", "x_y", "http://a.b", "^", "~", "'", '"', "\x0b", "..."),
    ]
)
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n\r")),
    st.lists(SIGNS, max_size=12).map("".join),
)
LINKS = st.sampled_from(["https://a.b/c_d*(e)?f=$1&copy;", "#x", "javascript:x"])
"""To the web, and to nowhere: of these only the words are written."""


def _lines(nodes: st.SearchStrategy[Inline]) -> st.SearchStrategy[Line]:
    return st.lists(nodes, max_size=3).map(tuple)


_LEAVES: st.SearchStrategy[Inline] = st.one_of(
    WORDS.map(Words),
    WORDS.map(text.Code),
    WORDS.map(text.Maths),
    st.just(text.Break()),
    WORDS.map(lambda caption: text.Image(caption, "a b/c(d).png")),
)
_INLINE: st.SearchStrategy[Inline] = st.recursive(
    _LEAVES,
    lambda nodes: st.one_of(
        _lines(nodes).map(text.Emphasis),
        _lines(nodes).map(text.Strong),
        st.builds(text.Link, _lines(nodes), LINKS),
    ),
    max_leaves=8,
)
LINES = _lines(_INLINE)


def _tables(columns: int) -> st.SearchStrategy[Block]:
    row = st.lists(LINES, min_size=columns, max_size=columns).map(tuple)
    rows = st.lists(row, max_size=2).map(tuple)
    return st.builds(text.Table, st.just(("",) * columns), row, rows)


_BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        LINES.map(text.Paragraph),
        st.builds(text.Heading, st.integers(4, 6), LINES),
        st.lists(WORDS, max_size=3).map("\n".join).map(text.CodeBlock),
        WORDS.map(text.MathsBlock),
        st.just(text.Rule()),
        st.integers(1, 3).flatmap(_tables),
    ),
    lambda blocks: st.one_of(
        st.builds(
            text.Items,
            st.lists(st.lists(blocks, max_size=2).map(tuple), max_size=3).map(tuple),
            st.sampled_from([None, 1, 7]),
        ),
        st.lists(blocks, max_size=2).map(tuple).map(text.Quote),
    ),
    max_leaves=5,
)
TEXTS = st.lists(_BLOCKS, max_size=3).map(tuple)


def read(markdown: str) -> Text:
    """What our reader makes of Markdown; it finds nothing wrong."""
    report = Report("deck.md")
    admitted = admit(report, f"# Title\n\n{markdown}\n")
    assert admitted is not None
    found = read_blocks(report, admitted)
    assert report.problems == ()
    assert found is not None
    pieces, _ = found
    return tuple(piece.block for piece in pieces)[1:]


def read_any(markdown: str) -> Text:
    """The same, but for text whose brackets nest too deep over the lines of a table."""
    assume(max(accumulate((sign == "[") - (sign == "]") for sign in markdown), default=0) < 15)
    return read(markdown)


def words_of(tree: Text) -> str:
    """The words of a text without the space between them."""
    return "".join(plain_text(tree).split())


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_read_back_with_the_same_words(tree: Text) -> None:
    assert words_of(read_any(text_markdown(tree))) == words_of(tree)


@settings(deadline=None)
@given(WORDS)
def test_plain_text_is_read_back_as_it_is(words: str) -> None:
    assert plain_text(read(text_markdown(plain(words)))).split() == words.split()


@settings(deadline=None)
@given(st.lists(st.sampled_from("ab*_` "), max_size=9).map("".join), st.booleans())
def test_emphasis_is_read_back_where_it_can_be_told(words: str, strong: bool) -> None:
    """Next to letters, marks may be no marks; then the words are written without them."""
    kind = text.Strong if strong else text.Emphasis
    tree = (text.Paragraph((Words("a "), kind((Words(words),)), Words(" b"))),)
    (found,) = read(text_markdown(tree))
    assert words_of((found,)) == words_of(tree)
    if words.strip() and all(sign in "ab " for sign in words):
        assert any(isinstance(node, kind) for node in found.line)  # type: ignore[union-attr]


def paragraph(*nodes: Inline) -> Text:
    return (text.Paragraph(tuple(nodes)),)


WRITTEN = {
    "nothing that has no meaning is escaped": (
        paragraph(Words("x_1 < 2 * y [0] {a} costs $5, C:\\temp & so #1!")),
        "x_1 < 2 * y [0] {a} costs $5, C:\\temp & so #1!",
    ),
    "two dollars could be a formula": (paragraph(Words("$5 or $6")), r"\$5 or \$6"),
    "a digit and a formula": (paragraph(Words("5"), text.Maths("x"), Words("6")), "5 $x$ 6"),
    "a formula that is none": (paragraph(text.Maths("a$b")), "`a$b`"),
    "a link out of the web": (paragraph(text.Link((Words("here"),), "ftp://a.b")), "here"),
    "stars within stars": (
        paragraph(text.Strong((text.Emphasis((text.Strong((Words("a"),)),)),))),
        "__*a*__",
    ),
    "a word half in bold": (
        paragraph(text.Strong((Words("M"),)), Words("ean")),
        "**M**ean",
    ),
    "marks that nobody could read": (
        paragraph(Words("a"), text.Strong((Words('"b"'),)), Words("c")),
        'a"b"c',
    ),
    "a line that would be a list": (
        plain("- a\n1. b\n# c\n> d"),
        "\\- a\\\n1\\. b\\\n\\# c\\\n\\> d",
    ),
    "two lists": (
        (text.Items((paragraph(Words("a")),)), text.Items((paragraph(Words("b")),))),
        "- a\n\n* b",
    ),
    "code that holds a fence": ((text.CodeBlock("```\na"),), "````\n```\na\n````"),
    "a table with pipes": (
        (text.Table(("", "right"), ((Words("a|b"),), ()), (((text.Code("c|d"),), ()),)),),
        "| a\\|b |  |\n|---|--:|\n| `c\\|d` |  |",
    ),
}


@pytest.mark.parametrize(("tree", "markdown"), WRITTEN.values(), ids=WRITTEN)
def test_how_it_is_written(tree: Text, markdown: str) -> None:
    assert text_markdown(tree) == markdown
    assert words_of(read(markdown)) == words_of(tree)


def test_lists_are_no_deeper_than_a_reader_follows() -> None:
    tree: Text = paragraph(Words("deep"))
    for _ in range(100):
        tree = (text.Items((tree,)),)
    assert words_of(read(text_markdown(tree))) == "deep"


def test_a_heading_is_one_line() -> None:
    line = (Words("a"), text.Break(), text.Emphasis((text.Break(), Words("b"))))
    assert flat_markdown(line) == "a *b*"
