"""From the bytes of the preferences file to preferences, and to faults with their lines."""

import tomllib
from pathlib import Path

from flashcards.config.keys import KEYS, Fault, is_elsewhere, parse
from flashcards.config.reading import Held
from flashcards.errors import Problem, Severity

MAX_FILE = 64_000
"""A preferences file is small; what is larger is something else."""


def parse_file(path: Path, data: bytes) -> Held:
    """The preferences of a file, and its problems: faults, and advice for unknown keys."""
    return _sound(data) or _examined(path, data)


def _sound(data: bytes) -> Held | None:
    """The preferences of a file without a fault."""
    if len(data) > MAX_FILE:
        return None
    try:
        root = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    preferences, faults = parse(root)
    return None if faults else Held(preferences, named=frozenset(root))


def _examined(path: Path, data: bytes) -> Held:
    """The preferences of a file with a fault, which is told with its line."""
    # Only here: a sound file needs no lines and no suggestions.
    from flashcards.source.guard import decode  # noqa: PLC0415 - see above
    from flashcards.source.report import Report  # noqa: PLC0415 - see above
    from flashcards.source.tables import read_tables  # noqa: PLC0415 - see above

    report = Report(str(path))
    text = decode(report, data)
    tables = None if text is None else read_tables(report, text)
    if tables is None:
        return Held(problems=report.problems, named=None)
    preferences, faults = parse(tables.root)
    problems = (
        Problem(
            str(path),
            tables.line(fault.name),
            "preferences",
            fault.message + (report.hint(fault.name, KEYS) if _wants_hint(fault) else ""),
            Severity.ADVICE if fault.is_unknown else Severity.FAULT,
        )
        for fault in faults
    )
    by_line = tuple(sorted(problems, key=lambda problem: problem.line))
    return Held(preferences, by_line, frozenset(tables.root))


def _wants_hint(fault: Fault) -> bool:
    return fault.is_unknown and not is_elsewhere(fault.name)
