"""A displayed formula is drawn over several lines, or shown as LaTeX where that is not sure."""

import pytest

from flashcards.terminal.maths import block

DRAWN = {
    r"\frac{a+b}{c}": [
        " a+b",
        "╶───╴",
        "  c",
    ],
    r"P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)}": [
        "        P(B∣A)P(A)",
        "P(A∣B)=╶──────────╴",
        "           P(B)",
    ],
    r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}": [
        "⎛a b⎞",
        "⎝c d⎠",
    ],
    r"\operatorname{softmax}(x)_i = \frac{1}{Z}": [
        "             1",
        "softmax(x)ᵢ=╶─╴",
        "             Z",
    ],
    r"\frac{\log x}{2}": [
        " log x",
        "╶─────╴",
        "   2",
    ],
}
ONE_LINE = {
    "y=ax+b": "y = ax + b",
    r"a \neq b": "a ≠ b",
    "a ≤ b": "a ≤ b",
}
KEPT = {
    "an unknown command": r"\overbrace{x}",
    "an accent over a group, which would be drawn over one letter": r"\bar{xy}",
    "no end": r"\frac{",
    "nested deeper than anybody writes": "x^{" * 30 + "y" + "}" * 30,
    "roots in roots": r"\sqrt" * 390 + "x",
    "longer than anybody writes": "x+" * 1_500,
    "taller than a screen": r"a \\ " * 30,
    "nothing": "",
}


@pytest.mark.parametrize(("source", "drawing"), DRAWN.items(), ids=DRAWN)
def test_a_drawing(source: str, drawing: list[str]) -> None:
    assert block(source, 70) == drawing


@pytest.mark.parametrize(("source", "line"), ONE_LINE.items(), ids=ONE_LINE)
def test_what_fits_one_line_is_written_as_in_a_sentence(source: str, line: str) -> None:
    assert block(source, 70) == [line]


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_the_source_where_a_drawing_would_not_be_sure(source: str) -> None:
    assert block(source, 70) == [source.strip()]


def test_the_lines_of_the_source_where_the_drawing_is_too_wide() -> None:
    source = "\\frac{a+b}{c}\n= d\n"
    assert block(source, 5) == ["\\frac{a+b}{c}", "= d"]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for source in (*DRAWN, *KEPT.values()):
        block(source, 70)
    assert capfd.readouterr() == ("", "")
