"""The HTML of Anki's fields: what is listed gets through as what it is, all else as words."""

import time

import pytest

from flashcards.convert.anki.html import LOST_PICTURE, SCRIPT, SOUND, VIDEO, HtmlReader
from flashcards.convert.writing import text_markdown
from tests.terminal.payloads import PAYLOADS

from .test_convert_writing import read

PICTURES = {"a b.png": "deck-media/1.png", "ü.png": "deck-media/2.png"}
QUICK = 2.0
"""Seconds of the processor within which any field of 100 kB is read."""


def markdown(html: str) -> str:
    """The Markdown of a field; our reader takes it."""
    written = text_markdown(HtmlReader(PICTURES.get).read(html))
    read(written)
    return written


def lost(html: str) -> list[str]:
    reader = HtmlReader(PICTURES.get)
    reader.read(html)
    return reader.lost


FIELDS = {
    "words": ("a &lt; b &amp; c", "a < b & c"),
    "paragraphs": ("<div>a</div><div>b</div><p>c<p>d", "a\n\nb\n\nc\n\nd"),
    "breaks": ("a<br>b<br><br>c<br>", "a\\\nb\n\nc"),
    "an empty line of Anki's editor": ("a<div><br></div><div>b</div>", "a\n\nb"),
    "spaces": ("&nbsp;a \n  b&nbsp;&nbsp;c ", "a b c"),
    "bold and italics": ("<b>a </b><i>b</i><strong>c</strong>", "**a** b**c**"),
    "bold in bold": ("<b>a<span><b>b</b></span></b>", "**ab**"),
    "underlined": ("<u>a</u><s>b</s>", "ab"),
    "code": ("<code>a_b * c</code>", "`a_b * c`"),
    "a block of code": (
        '<pre><code class="language-python">if x &lt; 1:<br>&nbsp; y()</code></pre>',
        "```python\nif x < 1:\n  y()\n```",
    ),
    "a list": ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n\n- b\n\n  - c"),
    "a numbered list": ("<ol start=3><li>a<li>b</ol>c", "3. a\n4. b\n\nc"),
    "a list within the list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n\n  - b"),
    "a table": (
        "<table><tr><th>a<th>b</tr><tr><td>1<br>2</td></tr></table>",
        "| a | b |\n|---|---|\n| 1 / 2 |  |",
    ),
    "a table that is a frame": ("<table><tr><td>a<div>b</div></td></tr></table>", "a\n\nb"),
    "a quotation": ("<blockquote>a</blockquote>", "> a"),
    "a heading": ("<h1>a</h1>b", "#### a\n\nb"),
    "a rule": ("a<hr>b", "a\n\n---\n\nb"),
    "powers": ("x<sup>2</sup> 10<sup>k+1</sup>", "x² 10^(k+1)"),
    "indices": ("H<sub>2</sub>O, x<sub>i</sub>", "H₂O, x_i"),
    "ruby": ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
    "a link": ('<a href="https://e.org/a_b">x</a>', "[x](https://e.org/a_b)"),
    "a link to nowhere": ('<a href="javascript:alert(1)">x</a>', "x"),
    "a picture": ('<img src="a b.png" alt="A map">', "![A map](deck-media/1.png)"),
    "an escaped name": ('<img src="%C3%BC.png">', "![picture](deck-media/2.png)"),
    "a picture in the web": ('<img src="https://e.org/x.png">', "[picture](https://e.org/x.png)"),
    "a comment": ("a<!-- <b> -->b", "ab"),
    "unknown tags": ("<font color=red>a</font><x-y>b</x-y>", "ab"),
    "signs that are no tags": ("1 < 2 <3 <", "1 < 2 <3 <"),
    "signs of Markdown": ("*a* _b_ `c` # d [e](f)", "\\*a\\* \\_b\\_ \\`c\\` # d [e]\\(f)"),
}


@pytest.mark.parametrize(("html", "written"), FIELDS.values(), ids=FIELDS)
def test_a_field_in_markdown(html: str, written: str) -> None:
    assert markdown(html) == written


FORMULAS = {
    "in a line": (r"so \(a &lt; b\).", "so $a < b$."),
    "displayed": (r"so \[a = b\] and", "so\n\n$$\na = b\n$$\n\nand"),
    "on several lines": (r"\[a<br>= b\]", "$$\na\n= b\n$$"),
    "of old": ("[$]a[/$] [$$]b[/$$]", "$a$\n\n$$\nb\n$$"),
    "of LaTeX": ("[latex]$a$[/latex] [latex]$$b$$[/latex]", "$a$\n\n$$\nb\n$$"),
    "of a document": (
        r"[latex]\begin{displaymath}a\end{displaymath}[/latex]",
        "$$\na\n$$",
    ),
    "more than a formula": (r"[latex]\begin{tabular}x[/latex]", r"`\begin{tabular}x`"),
    "as a tag": (
        '<anki-mathjax>a</anki-mathjax><anki-mathjax block="true">b</anki-mathjax>',
        "$a$\n\n$$\nb\n$$",
    ),
    "with tags in it": (r"\(a<b>b</b>&nbsp;c\)", "$ab c$"),
    "beside a digit": (r"5\(x\)6", "5 $x$ 6"),
    "that our formulas cannot hold": (r"\(a \text{ for $5}\)", "`a \\text{ for $5}`"),
    "dollars, which Anki shows as they are": ("$a$ or $b$", "\\$a\\$ or \\$b\\$"),
    "that never ends": (r"\(a", "\\\\(a"),
}


@pytest.mark.parametrize(("html", "written"), FORMULAS.values(), ids=FORMULAS)
def test_formulas_in_every_notation(html: str, written: str) -> None:
    assert markdown(html) == written


LOST = {
    "a sound": ("[sound:a.mp3]a", [SOUND]),
    "speech": ("[anki:tts lang=en]a[/anki:tts][anki:play:q:0]", []),
    "a player": ("<audio src=a.mp3></audio><video></video>", [SOUND, VIDEO]),
    "a script": ("<script>alert(1)</script><style>x</style>", [SCRIPT]),
    "a picture that is not there": ("<img src=none.png><img>", [LOST_PICTURE] * 2),
}


@pytest.mark.parametrize(("html", "what"), LOST.values(), ids=LOST)
def test_what_has_no_place_in_a_deck_is_named(html: str, what: list[str]) -> None:
    assert lost(html) == what
    assert "alert" not in markdown(html)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_controls_are_words(payload: str) -> None:
    markdown(f"a {payload.replace(chr(0), '')} b")


PIECES = [
    *("<b>", "<!--", "<a ", "<div><p>", "</b>", "&", "\\(", "[latex]", "<table><tr><td>", "<ul>"),
    *("[anki:x]", "<", "<a href='", '<a href="x', "<a b=c ", "<pre>", "<script>", "</script", "&#"),
    *("*", "[", "_ ", "`", "\\", "<a@", "- ", "<x-formula n=0>", "<sup>", "{{c1::", "$", "1. "),
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_field_takes_long(piece: str) -> None:
    html = piece * (100_000 // len(piece))
    started = time.process_time()
    text_markdown(HtmlReader(PICTURES.get).read(html))
    assert time.process_time() - started < QUICK
