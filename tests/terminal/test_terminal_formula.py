"""A formula within a line keeps its meaning, or its LaTeX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.terminal.formula import LONGEST, inline, one_line
from flashcards.terminal.symbols import ALPHABETS, COMMANDS

WRITTEN = {
    # fractions, and brackets only where a neighbour would change them
    r"\frac{a+b}{c}": "(a + b)/c",
    r"\frac{TP}{TP + FP}": "TP/(TP + FP)",
    r"\frac{1}{2}x": "(1/2)x",
    r"2\frac{1}{2}": "2(1/2)",
    r"1 - \frac{a}{b}": "1 − a/b",
    r"-\frac{a}{b}": "−a/b",
    r"\frac{1}{\frac{a}{b}}": "1/(a/b)",
    r"\frac{\frac{a}{b}}{c}": "(a/b)/c",
    r"\frac{1}{n}(a+b)": "(1/n)(a + b)",
    r"a / \frac{b}{c}": "a/(b/c)",
    r"a \div \frac{b}{c}": "a ÷ (b/c)",
    r"\log \frac{a}{b}": "log (a/b)",
    r"x^{\frac{1}{2}}": "x^(1/2)",
    r"\frac{\partial L}{\partial w}": "∂L/∂w",
    r"\frac{n!}{k!}": "n!/(k!)",
    r"\frac{QK^T}{\sqrt{d_k}}V": "(QKᵀ/√dₖ)V",
    # scripts: Unicode where it has them all, else the mark, and brackets round more than a word
    r"x_i^2": "xᵢ²",
    r"x_{t+1}": "xₜ₊₁",
    r"10^{-3}": "10⁻³",
    r"e^{-x^2}": "e^(−x²)",
    r"e^{x_i}": "e^(xᵢ)",
    r"2^{2^n}": "2^(2ⁿ)",
    r"W_Q x": "W_Q x",
    r"x_b^2": "x²_b",
    r"p_{data}(x)": "p_data(x)",
    r"p_{data}x": "p_data x",
    r"x_{\text{train}}": "x_train",
    r"x_{i,j}": "x_(i,j)",
    r"(a+b)^2": "(a + b)²",
    r"x^\top w": "xᵀw",
    r"\|x\|_2": "‖x‖₂",
    # large signs and names keep a distance
    r"\sum_{i=1}^{n} x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"\lim_{n \to \infty} a_n": "lim_(n→∞) aₙ",
    r"O(n \log n)": "O(n log n)",
    r"y_i \log\hat{y}_i": "yᵢ log ŷᵢ",
    r"\min(a, b)": "min(a, b)",
    r"\operatorname*{argmax}_\theta L": "argmax_θ L",
    r"\int_0^1 f(x)\,dx": "∫₀¹ f(x) dx",
    # a minus that joins, and one that only signs
    r"-x + y - 1": "−x + y − 1",
    r"f(\cdot, -1)": "f(·, −1)",
    # roots, accents, alphabets, words
    r"\sqrt{x}y": "(√x)y",
    r"\sqrt{x^2}": "√(x²)",
    r"\sqrt[3]{x}": "∛x",
    r"\hat\theta": "θ̂",
    r"\hat{p}(1 - \hat{p})": "p̂(1 − p̂)",
    r"\mathcal{L}(\theta)": "ℒ(θ)",
    r"\mathbb{E}_{x \sim p}[f(x)]": "𝔼_(x∼p)[f(x)]",
    r"\mathbf{x}": "𝐱",
    r"\text{if } x > 0": "if x > 0",
    r"k\text{-means}": "k-means",
    r"\mathrm{d}x": "dx",
    r"P(A \mid B)": "P(A | B)",
    r"\left\lfloor \tfrac{n}{2} \right\rfloor": "⌊n/2⌋",
    r"a = b \quad c = d": "a = b   c = d",
    r"1{,}000": "1,000",
    r"50\%": "50%",
    "θ ≤ 1": "θ ≤ 1",
}
UNCHANGED = [
    r"\foo x",  # an unknown command
    r"\begin{pmatrix}a & b\end{pmatrix}",
    r"a & b",
    r"a \\ b",
    r"\binom{n}{k}",
    r"\hat{xy}",  # an accent over a group
    r"{a+b}^2",  # a script on a group without brackets
    r"\frac12",  # one half in LaTeX, not twelve
    r"x^10",  # x¹0 in LaTeX
    r"\left. x \right|",
    r"\not= x",
    r"\text{a $x$}",
    r"\sqrt[n]{x}",
    r"x^{2}^{3}",
    r"x^{}",
    r"x^",
    r"_x",
    r"{",
    r"}",
    r"\frac{a}",
    r"\sqrt",
    r"\text{a",
    "\\",
    r"\mathbb{R",
    r"\mathbb{+}",
    "a # b",
    "\x1b[31m",
]


@pytest.mark.parametrize(("source", "line"), WRITTEN.items(), ids=WRITTEN)
def test_a_formula_on_one_line(source: str, line: str) -> None:
    assert inline(source) == line


@pytest.mark.parametrize("source", UNCHANGED)
def test_what_is_not_certain_stays_latex(source: str) -> None:
    assert inline(source) == source
    assert one_line(source) == ""


def test_every_sign_of_the_table_is_one_word() -> None:
    assert all(len(sign.split()) == 1 for _, sign in COMMANDS.values())


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_alphabets_have_every_letter(alphabet: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    shown = inline(f"\\{alphabet}{{{letters}}}")
    assert len(set(shown)) == len(letters)
    assert not set(shown) & set(letters)


@pytest.mark.parametrize("source", ["x" * (LONGEST + 1), "{" * 1_999, "x^{" * 600 + "}" * 600])
def test_hostile_sources_stay_as_they_are(source: str) -> None:
    assert inline(source) == source


@given(st.text(r"\{}^_ab12+-=()|,. \frac\sqrt\hat\left\text\mathbb&$", max_size=40))
def test_anything_is_answered(source: str) -> None:
    assert isinstance(inline(source), str)
