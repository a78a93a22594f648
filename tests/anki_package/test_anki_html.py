"""Any text becomes clean HTML, and nothing in it becomes more than text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.anki.html import flow_html, line_html, text_html
from flashcards.anki.note import ExportNote
from flashcards.card import Term
from flashcards.text import (
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
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
from tests.anki_package.samples import line, note, words
from tests.phone import new_phone

LINES = [
    ((Words("a < b & c"),), "a &#60; b &#38; c"),
    ((Words("cafe\u0301"),), "café"),
    ((Words("a\x00b\x1fc\r\nd"),), "ab c\nd"),
    ((Emphasis(line("a")), Strong(line("b"))), "<em>a</em><strong>b</strong>"),
    ((Code("x[0]"),), "<code>x&#91;0&#93;</code>"),
    ((Words("a"), Break(), Words("b")), "a<br>b"),
    ((Maths("a^{2} < b"),), r"\(a^&#123;2&#125; &#60; b\)"),
    ((Maths(r"x \\[2pt] y"),), r"\(x &#92;&#92;&#91;2pt&#93; y\)"),
    ((Link(line("filter"), "ml/filter"),), "<em>filter</em>"),
    ((Link(line("x"), "javascript://%0aalert(1)"),), "<em>x</em>"),
    (
        (Link(line("site"), 'https://example.org/?a="b"&c'),),
        '<a href="https://example.org/?a=&#34;b&#34;&#38;c">site</a>',
    ),
    ((Image("A curve", "roc.png"),), "&#91;A curve&#93;"),
    (
        (Image('A "curve"', "roc.png", "0f.png"),),
        '<img src="fc-0f.png" alt="A &#34;curve&#34;">',
    ),
]


@pytest.mark.parametrize(("given_line", "html"), LINES)
def test_a_line(given_line: Line, html: str) -> None:
    assert line_html(given_line) == html


BLOCKS = [
    (words("a"), "<p>a</p>"),
    ((Heading(4, line("a")),), "<h4>a</h4>"),
    ((CodeBlock("if a:\n    b", "python"),), "<pre><code>if a:\n    b</code></pre>"),
    ((MathsBlock("x"),), r'<div class="formula">\[x\]</div>'),
    ((Items((words("a"), words("b"))),), "<ul><li>a</li><li>b</li></ul>"),
    ((Items((words("a"),), 1),), "<ol><li>a</li></ol>"),
    ((Items((words("a"),), 3),), '<ol start="3"><li>a</li></ol>'),
    (
        (Items(((*words("a"), Items((words("b"),))),)),),
        "<ul><li><p>a</p>\n<ul><li>b</li></ul></li></ul>",
    ),
    ((Quote(words("a")),), "<blockquote><p>a</p></blockquote>"),
    ((Rule(),), "<hr>"),
]


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_a_block(text: Text, html: str) -> None:
    assert text_html(text) == html


def test_a_table_has_a_header_and_keeps_its_alignment() -> None:
    table = Table(("", "right"), (line("a"), line("b")), ((line("1"), line("2")),))
    head = '<thead><tr><th>a</th><th style="text-align: right">b</th></tr></thead>'
    body = '<tbody><tr><td>1</td><td style="text-align: right">2</td></tr></tbody>'
    assert text_html((table,)) == f'<div class="table"><table>{head}{body}</table></div>'


def test_a_single_paragraph_flows_into_what_is_around_it() -> None:
    assert flow_html(words("a")) == "a"
    assert flow_html(words("a") + words("b")) == "<p>a</p>\n<p>b</p>"


REFUSED = [
    r"\href{javascript:alert(1)}{x}",
    r"\frac{1}{\url{x}}",
    r"\require{html}",
    r"\htmlClass{a}{b}",
    r"\cssId{a}{b}",
    r"\class{a}{b}",
    r"\style{a}{b}",
    r"\unicode{x}",
    r"\mmlToken{mi}[onclick=x]{y}",
    r"\def\x{y}",
    r"\gdef\x{y}",
    r"\let\x\href",
    r"\newcommand{\x}{y}",
    r"\renewcommand{\x}{y}",
    r"\newenvironment{a}{b}{c}",
    r"\csname href\endcsname",
    r"\input{x}",
    r"\includegraphics{x}",
    r"x\) \(\alpha",
    r"x\]",
]


@pytest.mark.parametrize("source", REFUSED)
def test_a_formula_that_reaches_out_is_shown_as_its_source(source: str) -> None:
    html = line_html((Maths(source),))
    assert html.startswith("<code>")
    assert not re.search(r"[\\{}]", html)


@pytest.mark.parametrize("source", [r"\hat y = \classy", r"\defeq", r"\left( x \right]", r"\\"])
def test_a_formula_is_not_refused_for_a_likeness(source: str) -> None:
    assert line_html((Maths(source),)).startswith(r"\(")


HOSTILE = [
    # Script, and what runs it
    "<script>alert(1)</script>",
    "</script><script src=//e.org/x.js>",
    '<img src=x onerror="alert(1)">',
    "\"><svg/onload='alert(1)'>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>.card{display:none}</style>",
    "<!-- x",
    "]]><b>x</b>",
    "<anki-mathjax>x</anki-mathjax>",
    # Sound, speech, and pictures of LaTeX
    "[sound:x.mp3]",
    "[anki:tts lang=en_US]x[/anki:tts]",
    "[anki:play:q:0]",
    "[latex]x[/latex]",
    "[$]x[/$]",
    "[$$]x[/$$]",
    "[[type:Front]]",
    # Formulas
    r"\(x\)",
    r"\[x\]",
    r"\(\href{javascript:1}{x}\)",
    r"\begin{align}x\end{align}",
    "$$x$$",
    "a\\\\b",
    # Templates and cloze
    "{{Front}}",
    "{{FrontSide}}",
    "{{c1::x}}",
    "{{#Front}}x",
    "{{^Front}}x{{/Front}}",
    "{{tts en_US:Front}}",
    "{{type:Front}}",
    "{{=<% %>=}}<%Front%>",
    # Entities
    "&lt;b&gt;",
    "&#60;script&#62;",
    "&#x5b;sound:x.mp3&#x5d;",
    "&amp;lt;b&amp;gt;",
    # Signs that turn the direction, or that cannot be seen
    "a\u202eb\u202c",
    "a\u2066\u2067b\u2069",
    "\u200fa\ufeff\u200b",
    "a\x1fb",
    "a\x00b",
    "a\x07\x1b[31mb",
    "a\u0085b\u2028c",
]


class Reader(HTMLParser):
    """The text of a page, its tags, and whether each one that opens is closed in order."""

    VOID = ("br", "hr", "img", "input")
    ATTRIBUTES = ("href", "start", "style", "class", "src", "alt", "id")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.pieces: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert all(name in self.ATTRIBUTES for name, _ in attrs)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


PICTURE = f"{'0f' * 16}.png"
"""The name of a picture, made of its bytes."""


def hostile_note(number: int, hostile: str) -> ExportNote:
    """A note that says something hostile wherever a text can, beside a formula."""
    inline = (Words(hostile), Maths("a+b"), Image(hostile, hostile, PICTURE), Image(hostile, "x"))
    links = (Link(line("there"), hostile), Link(line("web"), f"https://e.org/?{hostile}"))
    answer = (Paragraph((*inline, *links)), CodeBlock(hostile))
    return note(number, Term(line(hostile), answer), section=hostile, source=hostile)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The back of each hostile note as Anki makes it, without the style; none makes a sound."""
    with new_phone(tmp_path_factory.mktemp("phone")) as phone:
        phone.take([hostile_note(number, hostile) for number, hostile in enumerate(HOSTILE)])
        cards = phone.cards()
        assert not any(card.question_av_tags() or card.answer_av_tags() for card in cards)
        backs = (re.sub(r"(?s)<style>.*?</style>", "", card.answer()) for card in cards)
        yield dict(zip(HOSTILE, backs, strict=True))


def seen(hostile: str) -> str:
    """What is left of a text when the signs are gone that Anki cannot keep."""
    return re.sub(r"[\x00-\x08\x0b-\x1e\x7f-\x9f]", "", hostile.replace("\x1f", " "))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_words_in_anki_beside_real_maths(
    pages: dict[str, str], hostile: str
) -> None:
    page = pages[hostile]
    assert r"\(a+b\)" in page
    assert page.count("\\") == 2, "no backslash but those of the formula"
    assert not re.search(r"\{\{|\[|<(?!/?(?:p|h1|h2|hr|div|em|a|img|pre|code|footer|span)\b)", page)
    text = "".join(Reader(page).pieces)
    assert text.count(seen(hostile)) == 6, "breadcrumb, question, answer, caption, code, source"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_caption_path_or_address_is_no_more_than_an_attribute(
    pages: dict[str, str], hostile: str
) -> None:
    reader = Reader(pages[hostile])
    assert not reader.open
    given = [(name, value) for name, value in reader.attributes if name in ("src", "alt", "href")]
    picture = [("src", f"fc-{PICTURE}"), ("alt", seen(hostile))]
    is_address = not re.search(r"\s", hostile)
    web = [("href", f"https://e.org/?{seen(hostile)}")] if is_address else []
    assert given == picture + web


def many(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def inline(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    inner = many(children)
    return st.builds(Emphasis, inner) | st.builds(Strong, inner) | st.builds(Link, inner, RAW)


RAW = st.text() | st.sampled_from(HOSTILE) | st.just("https://example.org/[a]?{b}")
PLAIN: st.SearchStrategy[object] = st.builds(Words, RAW)
LEAVES = (
    PLAIN
    | st.builds(Code, RAW)
    | st.builds(Image, RAW, RAW, st.sampled_from(["", "0f.png"]))
    | st.just(Break())
)
ANY_LINE = many(st.recursive(LEAVES, inline, max_leaves=4))


def table(width: int) -> st.SearchStrategy[Table]:
    row = st.tuples(*[ANY_LINE] * width)
    alignments = st.tuples(*[st.sampled_from(["left", "center", "right", ""])] * width)
    return st.builds(Table, alignments, row, many(row))


def nested(blocks: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    texts = many(blocks)
    start = st.none() | st.integers(0, 99)
    return st.builds(Quote, texts) | st.builds(Items, many(texts), start)


FLAT = (
    st.builds(Paragraph, ANY_LINE)
    | st.builds(Heading, st.integers(4, 6), ANY_LINE)
    | st.builds(CodeBlock, RAW, RAW)
    | st.just(Rule())
    | st.integers(1, 3).flatmap(table)
)
ANY_TEXT = many(st.recursive(FLAT, nested, max_leaves=4))


@given(ANY_TEXT)
def test_any_text_is_balanced_and_holds_nothing_that_anki_reads(text: Text) -> None:
    html = text_html(text)
    assert not Reader(html).open
    assert not re.search(r"[\[\]{}\\\x00-\x08\x1f]", html)


@given(RAW)
def test_any_formula_is_typeset_or_shown_and_opens_nothing_else(source: str) -> None:
    html = line_html((Maths(source),))
    assert html.startswith((r"\(", "<code>"))
    assert len(re.findall(r"\\", html)) in (0, 2)
