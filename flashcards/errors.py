"""Everything that can go wrong: problems in the user's text, and errors of a request."""

from enum import StrEnum
from typing import ClassVar, NamedTuple

from flashcards.counting import count


class Severity(StrEnum):
    """A fault stops a compile; advice does not."""

    FAULT = "fault"
    ADVICE = "advice"


class Problem(NamedTuple):
    """One thing wrong in the user's text, at a place an editor can jump to.

    ``line`` counts from 1; ``code`` is stable and short, by which advice is ignored.
    """

    path: str
    line: int
    code: str
    message: str
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FlashcardsError(Exception):
    """A request that cannot be met: one sentence for the user, and the exit code of its kind."""

    exit_code: ClassVar[int] = 1


class BadRequest(FlashcardsError):
    """The request names something that is not there, or asks for the impossible."""


class BadText(FlashcardsError):
    """The study text has faults; nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        faults = [p for p in problems if p.severity is Severity.FAULT]
        files = len({p.path for p in faults})
        super().__init__(
            f"{count(len(faults), 'problem')} in {count(files, 'file')}. Nothing was changed."
        )
        self.problems = problems


class NoCollection(FlashcardsError):
    """There is no collection where one is needed."""

    exit_code = 10


class Busy(FlashcardsError):
    """Another program holds the collection longer than we are willing to wait."""

    exit_code = 11


class Damaged(FlashcardsError):
    """The file is not a collection, or not a whole one."""

    exit_code = 12


class NewerVersion(FlashcardsError):
    """The collection was written by a newer version of the program."""

    exit_code = 13


class CannotWrite(FlashcardsError):
    """The disk is full, or the file or its folder cannot be written."""

    exit_code = 14


class NeedsTerminal(FlashcardsError):
    """The command talks to a person, and there is no terminal."""

    exit_code = 15


class Unreachable(FlashcardsError):
    """A server cannot be reached."""

    exit_code = 16
