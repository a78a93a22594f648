"""The collector of faults: a parser records one and reads on."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeAlias

from flashcards.errors import Problem

Problems: TypeAlias = tuple[Problem, ...]

MAX_HINTS = 30


class Report:
    """The faults of one file; ``label`` is how messages name it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._faults: dict[Problem, None] = {}

    def fault(self, line: int, code: str, message: str) -> None:
        """Record a fault; the same one twice counts once."""
        self._faults[Problem(self.label, line, code, message)] = None

    def hint(self, name: str, known: Iterable[str]) -> str:
        """`` (did you mean X?)`` with the known name nearest to ``name``, if any is near."""
        if len(self._faults) > MAX_HINTS:  # nobody reads so far, and each costs a search
            return ""
        near = get_close_matches(name, known, n=1)
        return f" (did you mean {near[0]}?)" if near else ""

    @property
    def problems(self) -> Problems:
        """What was recorded, by line."""
        return tuple(sorted(self._faults, key=lambda problem: problem.line))
