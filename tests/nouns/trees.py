"""Trees of any shape, for property tests."""

from hypothesis import strategies as st

from flashcards.card import Content, Part, Point, Scenario, Sequence, Term
from flashcards.kinds import STEPS
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

strings = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def several(
    part: st.SearchStrategy[object], least: int = 0
) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(part, min_size=least, max_size=3).map(tuple)


leaves = st.one_of(
    st.builds(Words, strings),
    st.builds(Code, strings),
    st.builds(Maths, strings),
    st.builds(Image, strings, strings),
    st.just(Break()),
)
inlines: st.SearchStrategy[Inline] = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(Emphasis, several(children)),
        st.builds(Strong, several(children)),
        st.builds(Link, several(children), strings),
    ),
    max_leaves=4,
)
lines: st.SearchStrategy[Line] = several(inlines)  # type: ignore[assignment]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.lists(lines, min_size=width, max_size=width).map(tuple)
    alignments = st.lists(
        st.sampled_from(["left", "center", "right", ""]), min_size=width, max_size=width
    )
    return Table(tuple(draw(alignments)), draw(row), tuple(draw(st.lists(row, max_size=2))))  # type: ignore[arg-type]


flat = st.one_of(
    st.builds(Paragraph, lines),
    st.builds(Heading, st.integers(4, 6), lines),
    st.builds(CodeBlock, strings, strings),
    st.builds(MathsBlock, strings),
    tables(),
    st.just(Rule()),
)
blocks: st.SearchStrategy[Block] = st.recursive(
    flat,
    lambda inner: st.one_of(
        st.builds(Items, several(several(inner)), st.one_of(st.none(), st.integers(0, 9))),
        st.builds(Quote, several(inner)),
    ),
    max_leaves=4,
)
texts: st.SearchStrategy[Text] = several(blocks)  # type: ignore[assignment]

points = st.builds(Point, lines, st.booleans())
parts = st.builds(Part, st.sampled_from(STEPS), several(points), texts)
contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(Term, lines, texts, st.booleans()),
    st.builds(Sequence, lines, texts, several(lines)),
    st.builds(
        Scenario, lines, texts, st.integers(1, 60), several(parts), texts, texts, texts, texts
    ),
)
