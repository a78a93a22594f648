"""The codes of problems: faults stop a compile, advice can be ignored."""

from collections.abc import Mapping
from typing import NamedTuple

from flashcards.source.report import Report

FAULTS = frozenset(
    {
        *("unreadable", "not-utf8", "too-big", "nul", "merge-conflict", "too-deep"),
        *("too-many-columns", "front-matter", "unknown-key", "bad-id", "misplaced-title"),
        *("underlined-heading", "empty-heading", "needs-key", "duplicate-key", "bad-key"),
        *("malformed-attribute", "unknown-attribute", "misplaced-attribute"),
        *(
            "duplicate-attribute",
            "unknown-area",
            "unknown-role",
            "unknown-code",
            "bad-guid",
            "bad-minutes",
        ),
        *("no-answer", "sequence-list", "sequence-length", "sequence-item", "no-prompt", "no-step"),
        *("stray-list", "unknown-part", "duplicate-part", "step-order", "no-points"),
        *("step-content", "point-content", "hint-content", "empty-part", "dangling-link"),
        *("ambiguous-link", "bad-link", "bad-image", "missing-image", "image-outside"),
        *("unreadable-image", "image-size", "image-kind", "wide-row", "bad-toml", "unknown-table"),
        *("unknown-field", "wrong-type", "bad-name", "no-name", "role-and-family"),
    }
)

ADVICE: Mapping[str, str] = {
    "no-cards": "the deck has no term and no scenario",
    "no-source": "no source is given, told at the first note of a file that lacks one",
    "near-duplicate": "another note asks the same, or has the same answer of five words or more",
    "no-question-mark": "a heading that is a question does not end in `?`",
    "empty-answer": "nothing in the answer can be seen",
    "long-answer": "an answer has more than 75 words",
    "numbered-answer": "an answer holds a numbered list, and the term is no `.sequence`",
    "reverse-question": "a question is asked in `.reverse`",
    "reverse-given-away": "the answer of a `.reverse` names the term",
    "long-prompt": "a prompt has more than 12 lines of 76 columns",
    "no-must": "a scenario of two or more points has no must",
    "mostly-musts": "more than half of the points are musts, and at least three",
    "half-bold": "more than half of a point is bold, and it is no must",
    "long-point": "a point has more than 15 words",
    "duplicate-point": "a point stands twice in a scenario",
    "missing-figure": "a text speaks of a figure or a table that is not there",
    "no-caption": "a picture has no caption, by which alone it is known at the terminal and by ear",
    "dead-markup": "HTML or another mark that means nothing here, and is shown as it stands",
}
"""Each code with what it is about, for the documents."""


class Finding(NamedTuple):
    """One piece of advice on a file: the line it is about, its code, and what to do."""

    line: int
    code: str
    message: str


def refusal(report: Report, code: str) -> str:
    """Why a code cannot be ignored; empty for one of advice."""
    if code in ADVICE:
        return ""
    if code in FAULTS:
        return f"'{code}' is a fault; only advice can be ignored"
    return f"unknown advice '{code}'{report.hint(code, ADVICE)}"
