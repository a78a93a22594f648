"""For every code of advice a small deck that gets it, so that the documents quote real words."""

from collections.abc import Iterator

from flashcards.errors import Problem
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import read_drafts
from flashcards.source.lint import lint
from flashcards.vocabulary import EMPTY

_CASE = "## Scenario: Churn\n\nHow would you lower it?\n\n### Ask\n\n"
_POINTS = "- **Asks who leaves**\n- Asks when\n- Asks why\n"

TEXTS = {
    "no-cards": "## Spill\n\nTo disk.\n",
    "no-source": "### Spill\n\nTo disk.\n",
    "near-duplicate": "### Spill\n\nTo disk.\n\n### Spills\n\nTwice.\n",
    "no-question-mark": "### Why does it spill\n\nThe memory is full.\n",
    "empty-answer": "### Spill\n\n![](spill.png)\n",
    "long-answer": "### Spill\n\n" + "To disk. " * 40,
    "numbered-answer": "### Stages\n\n1. Map\n2. Reduce\n",
    "reverse-question": "### What spills? {.reverse}\n\nAn executor.\n",
    "reverse-given-away": "### Spill {.reverse}\n\nA spill to disk.\n",
    "long-prompt": "## Scenario: Churn\n\n" + "Why?\n\n" * 8 + "### Ask\n\n" + _POINTS,
    "no-must": _CASE + "- Asks who leaves\n- Asks when\n",
    "mostly-musts": _CASE + "- **Asks who**\n- **Asks when**\n- **Asks why**\n- Asks how many\n",
    "half-bold": _CASE + _POINTS + "- **Asks what a client costs**.\n",
    "long-point": _CASE + _POINTS + "- Asks " + "and asks " * 8 + "\n",
    "duplicate-point": _CASE + _POINTS + "- Asks when.\n",
    "missing-figure": "### Spill\n\nSee Figure 3.\n",
    "no-caption": "### Spill\n\nTo disk: ![](spill.png)\n",
    "dead-markup": "### Spill\n\nTo disk.<br>Slow.\n",
}


def examples() -> Iterator[Problem]:
    """For each code a piece of advice as an author sees it."""
    for code, text in TEXTS.items():
        file = SourceFile("spark.md", "spark.md", text.encode(), digest(text.encode()))
        _, drafts, _ = read_drafts((file,), EMPTY)
        found = lint(drafts, (), lambda text: 2 * len(text) - 1)
        yield next(problem for problem in found if problem.code == code)
