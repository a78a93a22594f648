"""A page of study text, as the terminal shows it."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.terminal.render import render, render_line
from flashcards.terminal.style import ENDS, Look
from flashcards.terminal.width import width
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
    Line,
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
)


def line(text: str) -> Line:
    return (Words(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(line(text))


def bullets(*texts: str, start: int | None = None) -> Items:
    return Items(tuple((paragraph(text),) for text in texts), start)


def table(*rows: str, align: str = "") -> Table:
    """A table from rows of cells between bars; ``align`` holds one letter a column."""
    sides = {"l": "left", "r": "right", "c": "center"}
    header, *cells = [tuple(line(cell.strip()) for cell in row.split("|")) for row in rows]
    alignments = tuple(sides.get(letter, "") for letter in align.ljust(len(header)))
    return Table(alignments, header, tuple(cells))  # type: ignore[arg-type]


PAGE: dict[str, tuple[Text, str]] = {
    "paragraphs": (
        (paragraph("One channel of the layer's output."), paragraph("Not the filter.")),
        """
          One channel of the layer's output.

          Not the filter.
        """,
    ),
    "what stands within a line": (
        (
            Paragraph(
                (
                    *(Words("A "), Link(line("filter"), "x#filter"), Words(" is ")),
                    *(Code("nn.Conv2d"), Words(", "), Maths(r"x_i^2"), Words(", ")),
                    *(Image("a plot", "plot.png"), Break(), Words("and a new line")),
                )
            ),
        ),
        """
          A filter is `nn.Conv2d`, xᵢ², [image: a plot]
          and a new line
        """,
    ),
    "bullets": (
        (bullets("short", "long enough to go on in the next line of this page"),),
        """
          - short
          - long enough to go on in the next line of this
            page
        """,
    ),
    "numbers end at one column": (
        (bullets("nine", "ten", start=9),),
        """
           9. nine
          10. ten
        """,
    ),
    "a list in a list": (
        (Items(((paragraph("outer"), bullets("inner", "inner too")), (paragraph("next"),))),),
        """
          - outer
            - inner
            - inner too
          - next
        """,
    ),
    "items of several blocks stand apart": (
        (Items(((paragraph("Run"), CodeBlock("make")), (paragraph("Wait"),)), start=1),),
        """
          1. Run

               make

          2. Wait
        """,
    ),
    "code as it stands": (
        (CodeBlock("if x:\n\treturn 1\n\nelse:\n    pass\n", "python"),),
        """
            if x:
                return 1

            else:
                pass
        """,
    ),
    "code that is too long goes on after a sign": (
        (CodeBlock("loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()"),),
        """
            loss = -(y * p.log() + (1 - y) * (1 - p).log
            ↪ ()).mean()
        """,
    ),
    "a quotation": (
        (Quote((paragraph("2,000 labelled sentences, all of them from the news."), Rule())),),
        """
          > 2,000 labelled sentences, all of them from the
          > news.
          >
          > * * *
        """,
    ),
    "a table": (
        (table("Metric|Value|Note", "AUC|0.9|good", "log loss|10.25|poor", align="lrc"),),
        """
          Metric    Value  Note
          --------  -----  ----
          AUC         0.9  good
          log loss  10.25  poor
        """,
    ),
    "a table with cells that need several lines": (
        (table("Metric|What it is", "AUC|chance that a positive outranks a negative", "F1|mean"),),
        """
          Metric  What it is
          ------  ----------------------------------------
          AUC     chance that a positive outranks a
                  negative

          F1      mean
        """,
    ),
    "a table of too many columns": (
        (table("|".join("abcdefghi"), "|".join(["12345678"] * 9)),),
        "\n".join(f"          {name}: 12345678" for name in "abcdefghi"),
    ),
    "displayed maths": (
        (MathsBlock(r"\sigma(z) = \frac{1}{1 + e^{-z}}"),),
        """
                    1
            σ(z)=╶─────╴
                  1+e⁻ᶻ
        """,
    ),
    "maths that cannot be drawn": (
        (MathsBlock(r"\overbrace{x}"),),
        r"""
            \overbrace{x}
        """,
    ),
    "a script without spaces": (
        (paragraph("日本語の文章はここで折り返されます。次の文。日本語"),),
        """
          日本語の文章はここで折り返されます。次の文。日本
          語
        """,
    ),
    "a picture without a caption, and an empty item": (
        (Paragraph((Image("", "x.png"),)), Items(((),))),
        """
          [image]

          -
        """,
    ),
}


@pytest.mark.parametrize(("text", "page"), PAGE.values(), ids=PAGE)
def test_a_page_of_52_columns(text: Text, page: str) -> None:
    assert render(text, Look(width=52)) == _lines_of(page)


def _lines_of(page: str) -> list[str]:
    """The page as written above, without the indentation of this file."""
    return [text[8:] for text in page.strip("\n").rstrip().split("\n")]


def test_styles() -> None:
    text = (Heading(4, line("Loss")), Paragraph((Strong(line("must")), Emphasis(line(" not")))))
    assert render(text, Look(colour=True)) == [
        "  \x1b[1mLoss\x1b[22m",
        "",
        "  \x1b[1mmust\x1b[22m\x1b[4m not\x1b[24m",
    ]


def test_a_plain_page_has_no_margin_no_columns_and_no_drawing() -> None:
    text = (
        paragraph("Text."),
        table("Metric|Value", "AUC|0.9", "F1|0.8"),
        MathsBlock(r"\frac{a+b}{c}"),
    )
    assert render(text, Look(plain=True)) == [
        *("Text.", ""),
        *("Metric: AUC", "Value: 0.9", "", "Metric: F1", "Value: 0.8", ""),
        "  (a + b)/c",
    ]


def test_an_ascii_page_keeps_formulas_as_latex() -> None:
    text = (Paragraph((Maths(r"\theta"),)), MathsBlock(r"\frac{1}{2}"))
    assert render(text, Look(ascii=True)) == [r"  \theta", "", r"    \frac{1}{2}"]


def test_a_line_alone_is_not_wrapped() -> None:
    look = Look(colour=True, width=20)
    parts = (Words("one two three four five "), Strong(line("six")), Break(), Words("seven"))
    assert render_line(parts, look) == "one two three four five \x1b[1msix\x1b[22m seven"


def test_texicode_is_loaded_only_for_a_displayed_formula() -> None:
    code = (
        "import sys; from flashcards.terminal import render;"
        "assert not {'texicode', 'rich', 'asyncio', 'click'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)


# Whatever the text ----------------------------------------------------------------------

HOSTILE = [
    *("\x1b[31m", "\x1b[2J\x1b[H", "\x1b[?1049h", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;aGk=\x07"),
    *("\x1bP$q\x1b\\", "\x9b31m", "\u202eexe", "\u2066x", "\x07", "\x08\x08", "\rno", "\x7f"),
    *("\0", "\u200d", "\U000e0041", "\u2028", "\t", "\n", "\ud800"),
]
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), st.just("word " * 9))
inline: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(
        words.map(Words),
        words.map(Code),
        words.map(Maths),
        words.map(lambda text: Image(text, "x.png")),
        st.just(Break()),
    ),
    lambda inner: st.one_of(
        st.tuples(inner).map(Strong),
        st.tuples(inner, inner).map(Emphasis),
        st.tuples(inner).map(lambda nodes: Link(nodes, "x#y")),
    ),
    max_leaves=4,
)
lines = st.lists(inline, max_size=4).map(tuple)
tables = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        Table,
        st.tuples(*[st.sampled_from(["left", "right", "center", ""])] * n),
        st.tuples(*[lines] * n),
        st.lists(st.tuples(*[lines] * n), max_size=3).map(tuple),
    )
)
blocks: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        lines.map(Paragraph),
        lines.map(lambda text: Heading(4, text)),
        words.map(CodeBlock),
        words.map(MathsBlock),
        tables,
        st.just(Rule()),
    ),
    lambda inner: st.one_of(
        st.builds(
            Items,
            st.lists(st.tuples(inner), max_size=3).map(tuple),
            st.none() | st.integers(0, 99),
        ),
        st.tuples(inner).map(Quote),
    ),
    max_leaves=4,
)
looks = st.builds(
    Look,
    width=st.integers(40, 80),
    colour=st.booleans(),
    ascii=st.booleans(),
    plain=st.booleans(),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(blocks, max_size=3).map(tuple), looks)
def test_no_text_breaks_the_page(text: Text, look: Look) -> None:
    """Lines end in time and without spaces, and no control but our own styles leaves."""
    for shown in render(text, look):
        assert width(shown) <= look.edge
        assert shown == shown.rstrip(" ")
        bare = shown
        for style in {*ENDS, *ENDS.values()} if look.colour else ():
            bare = bare.replace(style, "")
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in bare)
        assert not set(bare) & set("\u202e\u2066\u200d\u2028\ud800\U000e0041")


def test_deep_nesting_is_shown_though_it_leaves_the_page() -> None:
    text: Text = (paragraph("deep"),)
    for _ in range(40):
        text = (Quote(text),)
    assert render(text, Look(width=40)) == ["  " + "> " * 40 + "deep"]
