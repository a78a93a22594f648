"""Every piece of advice on one deck: its line, its sentence, and where there is none."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from flashcards.errors import Problem, Severity
from flashcards.source import lint_scenarios, lint_terms
from flashcards.source.codes import ADVICE, FAULTS
from flashcards.source.library import read_drafts
from flashcards.source.lint import lint
from flashcards.terminal.render import render
from flashcards.terminal.style import Look
from flashcards.text import Text

from .conftest import VOCABULARY, source_file
from .test_source_properties import TEXTS, line_numbers

CASE = "## Scenario: Churn\nWhy do they leave?\n"
ASK = "### Ask\n- **Asks who leaves**\n- Asks when\n- Asks why\n- Asks how many\n"
WORDS = "word " * 15

A_TERM = "a term is a heading of level 3, with its answer below"
NAME_ONE = "'source: ...' in the front matter names one for all"
END_IT = "end a question with a question mark"
NUMBERED = "a numbered list is long for one card"
AS_CODE = "is no mark-up here, and is shown as it stands; take it out, or write it as code"
CAPTIONLESS = "has no caption, and is nothing else at the terminal"

ADVICE_TOLD = {
    # The file
    "a deck without cards": (
        "# Notes\n\n## Filter\n\nA grid of weights.\n",
        [f"1: the deck makes no card; {A_TERM}"],
    ),
    "an empty deck": (
        "",
        [f"1: the deck makes no card; {A_TERM}"],
    ),
    "a note without a source": (
        "### A {source=Book}\nb\n### B\nc\n",
        [f"3: 'B' has no source; {NAME_ONE}"],
    ),
    "notes without a source are told once": (
        "### A\nb\n### B {source=''}\nc\n### C {source=\"\"}\nd\n### D\ne\n### E {.draft}\n",
        [f"1: 'A' has no source, like 1 more of this deck; {NAME_ONE}"],
    ),
    # The heading
    "a question without its mark": (
        "### Why do neighbors share weights\nb\n",
        [f"1: this is asked as 'Define: Why do neighbors share weights'; {END_IT}"],
    ),
    "a question of a sequence": (
        "### Which steps are there {.sequence}\n1. b\n2. c\n",
        [f"1: this is asked as 'Name in order: Which steps are there'; {END_IT}"],
    ),
    # The answer
    "an answer of blank code": (
        "### A\n```\n\n```\n",
        ["1: nothing in the answer of 'A' can be seen; say it in words"],
    ),
    "an answer of a picture without caption": (
        "### A\n![](a.png)\n",
        ["1: nothing in the answer of 'A' can be seen; say it in words"],
    ),
    "an answer of invisible signs": (
        "### A\n&nbsp; &#8203;\n",
        ["1: nothing in the answer of 'A' can be seen; say it in words"],
    ),
    "an answer of 76 words": (
        f"### A\n{WORDS * 5} end\n",
        ["1: an answer of 76 words is too long for one card; make two terms of it"],
    ),
    "words in lists, quotations and tables": (
        f"### A\n- {WORDS}\n- {WORDS}\n\n> {WORDS}\n\n| {WORDS} |\n|---|\n| {WORDS}x |\n",
        ["1: an answer of 76 words is too long for one card; make two terms of it"],
    ),
    "a numbered answer": (
        "### A\nIn order:\n\n1. b\n2. c\n",
        [f"4: {NUMBERED}; with .sequence its items are asked one by one, too; else use bullets"],
    ),
    "a numbered answer of thirteen": (
        "### A\n" + "1. b\n" * 13,
        [f"2: {NUMBERED}; a sequence has at most 12 items, so divide it; else use bullets"],
    ),
    "a year that makes a list": (
        "### A\n1986. It was a bad year.\n",
        [r"2: '1986.' makes a list of one item here; write 1986\. for a number"],
    ),
    "a question in reverse": (
        "### Why? {.reverse}\nb\n",
        ["1: in .reverse one is asked for a term, and this is a question; leave it out"],
    ),
    "an answer that gives its reverse away": (
        "### Filter {.reverse}\nOf many *filters* one.\n",
        ["1: the answer names 'Filter', so the .reverse card gives itself away; reword it"],
    ),
    # Scenarios
    "a prompt of thirteen lines": (
        "## Scenario: A\n" + "b\n\n" * 6 + "b\\\nc\n" + ASK,
        ["1: a prompt of 14 lines leaves no room below it; 12 are enough"],
    ),
    "a prompt of a long table": (
        "## Scenario: A\n| b |\n|---|\n" + "| c |\n" * 11 + ASK,
        ["1: a prompt of 13 lines leaves no room below it; 12 are enough"],
    ),
    "no must": (
        CASE + "### Ask\n- Asks who\n- Asks when\n",
        ["1: no point is a must; make those bold whose lack would fail an interview"],
    ),
    "three musts of three": (
        CASE + "### Ask\n- **a**\n### Plan\n- **b**\n- **c**\n",
        ["1: 3 of 3 points are musts; keep those bold whose lack would fail an interview"],
    ),
    "three musts of five": (
        CASE + "### Ask\n- **a**\n- **b**\n- **c**\n- d\n- e\n",
        ["1: 3 of 5 points are musts; keep those bold whose lack would fail an interview"],
    ),
    "a must whose stop is not bold": (
        CASE + ASK + "- **Asks what it costs**.\n",
        ["8: most of this point is bold, and it is no must; a must is one bold from end to end"],
    ),
    "a must in italics, or in two": (
        CASE + ASK + "- ***Asks***\n- **Asks** **twice**\n",
        [
            "8: most of this point is bold, and it is no must; a must is one bold from end to end",
            "9: most of this point is bold, and it is no must; a must is one bold from end to end",
        ],
    ),
    "a point of sixteen words": (
        CASE + ASK + f"- {WORDS} - end\n",
        ["8: a point of 16 words is long to tick; shorten it, or make two of it"],
    ),
    "a point twice": (
        CASE + ASK + "### Plan\n- Asks, who leaves.\n",
        ["9: this point stands on line 4, too; keep one of them"],
    ),
    # All texts
    "a figure that is not there": (
        "### A\nb\n\n- c\n- See the figure above.\n",
        ["5: 'See the figure': this note has no figure; add it, or say it in words"],
    ),
    "a figure by its number": (
        "### A\nThe loss falls (Fig. 3).\n",
        ["2: 'Fig. 3': this note has no figure; add it, or say it in words"],
    ),
    "a figure in a model answer": (
        CASE + ASK + "### Model answer\nb\n\nAs the diagram below shows, c.\n",
        ["11: 'the diagram below': this note has no figure; add it, or say it in words"],
    ),
    "a table that is not there": (
        "### A\nSee the table below.\n",
        ["2: 'See the table': this note has no table; add it, or say it in words"],
    ),
    "a picture without caption": (
        "### A\nb\n![](c.png)\n",
        [f"3: the picture 'c.png' {CAPTIONLESS}; write one between the brackets"],
    ),
    "HTML": (
        "### A<br>\nH<sub>2</sub>O\n\n- b <!-- a note to myself -->\n\n| c |\n|---|\n| d<br/>e |\n",
        [
            f"1: '<br>' {AS_CODE}",
            f"2: '<sub>' {AS_CODE}",
            f"4: '<!-- a note to myself -->' {AS_CODE}",
            f"6: '<br/>' {AS_CODE}",
        ],
    ),
    "what other Markdown has": (
        "### A\nb[^1] ~~c~~\n\n- [ ] d\n",
        [
            f"2: '[^1]' {AS_CODE}",
            f"4: '[ ]' {AS_CODE}",
        ],
    ),
    "stars that make nothing bold": (
        CASE + ASK + "- **Asks what it costs **\n",
        ["8: a '**' makes nothing bold, and is shown; no space stands inside the stars"],
    ),
}


ABOUT_SOURCES = {"a note without a source", "notes without a source are told once"}


@pytest.mark.parametrize("name", ADVICE_TOLD)
def test_advice(name: str) -> None:
    text, expected = ADVICE_TOLD[name]
    assert told(text, but="" if name in ABOUT_SOURCES else "no-source") == expected


QUIET = {
    "an empty source": "### A {source=''}\nb\n### B {source=\"\"}\nc\n",
    "a draft": "### A {.draft}\n### B {.draft .reverse}\nB, see Figure 1.\n"
    + CASE.replace("Churn", "C {.draft}"),
    "a note with a fault, until it is mended": CASE + "### Ask\n- a\n  - b\n- c\n",
    # Headings that are no questions
    "terms that begin like questions": (
        "### What-if analysis\nb\n### WHO guidelines\nc\n### Where clause\nd\n### Whom\ne\n"
    ),
    "a question": "### Why? Because *of what?*\nb\n",
    # Answers
    "an answer of 75 words": f"### A\n{WORDS * 5} - \n",
    "formulas and code count little": (
        "### A\n"
        + "$a b c d$ " * 50
        + "\n$$\n"
        + "a " * 200
        + "\n$$\n\n```\n"
        + "a b c d e f g h\n" * 4
        + "```\n"
    ),
    "a caption can be seen": "### A\n![b](c.png)\n",
    "bullets, and a number that is none": "### A\n- b\n- c\n\n1986\\. It was a bad year.\n",
    "a reverse that gives nothing away": (
        "### Feature map {.reverse}\nA map of one feature, as a filter gives it.\n"
    ),
    # Scenarios
    "a prompt of twelve lines": "## Scenario: A\n" + "b\n\n" * 5 + "b\\\nc\n" + ASK,
    "half of the points are musts": (CASE + "### Ask\n- **a**\n- **b**\n- **c**\n- d\n- e\n- f\n"),
    "two points, and two musts": CASE + "### Ask\n- **a**\n- **b**\n",
    "one point": CASE + "### Ask\n- Asks who\n",
    "a point with a bold word": CASE + ASK + "- Asks **who** leaves, and *when they did*\n",
    "a point of fifteen words": CASE + ASK + f"- {WORDS} – / -\n",
    # Figures
    "a figure that is there": "### A\nSee the figure below.\n\n![b](c.png)\n",
    "a figure drawn with letters": "### A\nSee Figure 1.\n\n```\n[a] -> [b]\n```\n",
    "a table that is there": "### A\nSee the table.\n\n| b |\n|---|\n| c |\n",
    "figures of speech and of others": (
        "### A\nA six-figure sum. Annotators see the picture. Figure 3 of the paper shows it."
        " (See Figure 33 in their paper, see the diagram from 1986, and Table 12 of it.)"
        " The graph above a threshold; the table below 1 GB. They figure 3 ways out. Table it.\n"
    ),
    "a figure on the web": "### A\nAs [they say](https://e.org/paper), see Figure 1.\n",
    "a graph in words": "### A\nTake the following graph: b-c, c-d.\n",
    # Mark-up
    "code is code": "### A\n`<br>` `**a**` `[^1]`\n\n```\n<b>~~c~~</b> see Figure 1\n```\n",
    "signs that are meant": (
        "### A\n2**10, x ** 2, a < b > c, vector<int>, `<s>`, <unk>, List<a, b>, [1], ~5, a~~b\n"
    ),
    "musts and strong words": CASE + ASK.replace("who leaves", "`who` leaves $x$") + "- a **b**\n",
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_no_advice(text: str) -> None:
    assert told(text) == []


# Switching off -------------------------------------------------------------------------


HOSTILE = ["<img a=", "=", "<", "~~a", "**", "[^", "<!--", "see ", "Figure 1", "1.", "x ", "[ ] "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_no_long_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert isinstance(advice(f"### {text} {{.reverse}}\n{text}\n"), tuple)
    assert isinstance(advice(f"{CASE}### Ask\n- {text}\n- **{text}**\n"), tuple)


def test_every_advice_has_its_test() -> None:
    found = {problem.code for text, _ in ADVICE_TOLD.values() for problem in advice(text)}
    assert found | {"near-duplicate"} == set(ADVICE)
    assert not FAULTS & set(ADVICE)


def test_the_limits_are_documented() -> None:
    assert f"more than {lint_terms.MAX_WORDS} words" in ADVICE["long-answer"]
    assert f"more than {lint_scenarios.MAX_WORDS} words" in ADVICE["long-point"]
    assert f"more than {lint_scenarios.MAX_LINES} lines of 76 columns" in ADVICE["long-prompt"]
    assert Look().edge - 2 == 76


@pytest.mark.parametrize("name", ADVICE_TOLD)
def test_what_is_ignored_is_not_told(name: str) -> None:
    """By the front matter; a section, a note and an empty value replace it."""
    text, _ = ADVICE_TOLD[name]
    codes = sorted({problem.code for problem in advice(text)})
    assert advice(f"---\nignore: [{', '.join(codes)}]\n---\n{text}") == ()


def test_ignore_is_inherited() -> None:
    text = """\
---
ignore: numbered-answer
---
### A
1. b
2. c
### B {ignore=no-source}
1. b
2. c
## Section {ignore="numbered-answer, no-source"}
### C
1. b
2. c
### D {ignore=""}
1. b
2. c
"""
    found = [(problem.line, problem.code) for problem in advice(text)]
    assert found == [(4, "no-source"), (8, "numbered-answer"), (15, "numbered-answer")]


# What always holds ---------------------------------------------------------------------


@given(TEXTS)
def test_any_text_is_advised_on(text: str) -> None:
    """No text raises; advice stands on a line of the file, in their order, and is no fault."""
    problems = advice(text)
    assert all(problem.line in line_numbers(text) for problem in problems)
    assert list(problems) == sorted(problems, key=lambda problem: problem.line)
    assert all(problem.severity is Severity.ADVICE for problem in problems)
    assert {problem.code for problem in problems} <= set(ADVICE)


def told(text: str, but: str = "no-source") -> list[str]:
    """The advice on a deck, but for one code."""
    return [f"{each.line}: {each.message}" for each in advice(text) if each.code != but]


def advice(text: str) -> Sequence[Problem]:
    file = source_file("deck.md", text.encode(errors="surrogatepass"))
    return lint(read_drafts([file], VOCABULARY)[1], (), height)


def height(text: Text) -> int:
    return len(render(text, Look(width=80)))
