"""What can go wrong: sentences and exit codes."""

import pytest

from flashcards import errors
from flashcards.errors import (
    BadRequest,
    BadText,
    Busy,
    CannotWrite,
    Damaged,
    FlashcardsError,
    NeedsTerminal,
    NewerVersion,
    NoCollection,
    Problem,
    Severity,
    Unreachable,
)

CODES = {
    BadRequest: 1,
    BadText: 1,
    NoCollection: 10,
    Busy: 11,
    Damaged: 12,
    NewerVersion: 13,
    CannotWrite: 14,
    NeedsTerminal: 15,
    Unreachable: 16,
}


@pytest.mark.parametrize(("error", "code"), CODES.items())
def test_exit_codes(error: type[FlashcardsError], code: int) -> None:
    assert error.exit_code == code


def test_every_error_has_an_exit_code_in_this_table() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = {kind for kind in kinds if issubclass(kind, FlashcardsError)} - {FlashcardsError}
    assert ours == set(CODES)
    assert FlashcardsError.exit_code == 1


def test_an_error_is_its_sentence() -> None:
    sentence = "The collection is in use by another program."
    assert str(Busy(sentence)) == sentence


def problem(path: str, line: int, severity: Severity = Severity.FAULT) -> Problem:
    return Problem(path, line, "no-answer", "term 'Spill' has no answer", severity)


def test_a_problem_names_its_place() -> None:
    assert str(problem("spark.md", 12)) == "spark.md:12: term 'Spill' has no answer"


def test_problems_are_told_file_by_file_and_line_by_line() -> None:
    one, two, three = problem("a.md", 2), problem("a.md", 10), problem("b.md", 1)
    assert sorted([three, two, one]) == [one, two, three]


@pytest.mark.parametrize(
    ("problems", "sentence"),
    [
        ([problem("a.md", 1)], "1 problem in 1 file. Nothing was changed."),
        ([problem("a.md", 1), problem("a.md", 2)], "2 problems in 1 file. Nothing was changed."),
        (
            [problem("a.md", 1), problem("a.md", 2), problem("b.md", 1)],
            "3 problems in 2 files. Nothing was changed.",
        ),
        (
            [problem("a.md", 1), problem("b.md", 2, Severity.ADVICE)],
            "1 problem in 1 file. Nothing was changed.",
        ),
    ],
)
def test_faulty_text_is_counted_without_advice(problems: list[Problem], sentence: str) -> None:
    error = BadText(tuple(problems))
    assert str(error) == sentence
    assert list(error.problems) == problems
