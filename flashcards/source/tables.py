"""TOML read into tables, with the line each key stands on."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flashcards.source.guard import admit
from flashcards.source.report import Report

MAX_FILE = 64_000
MAX_LINE = 2_000  # a dotted key costs tomllib memory by the square of its length

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY = re.compile(r"""\s*([\w\-."' ]+?)\s*=""")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a file as ``tomllib`` gives them, and the lines of their keys."""

    root: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]

    def line(self, *path: str) -> int:
        """The line of a key, or else of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_tables(report: Report, text: str) -> Tables | None:
    """Read TOML; None after a fault."""
    admitted = admit(report, text)
    if admitted is None or not _is_small(report, admitted):
        return None
    try:
        return Tables(tomllib.loads(admitted), _line_numbers(admitted))
    except RecursionError:
        report.fault(1, "bad-toml", "lists and tables nest too deep")
    except ValueError as error:  # its own error is one
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else admitted.rstrip("\n").count("\n") + 1
        report.fault(line, "bad-toml", f"not valid TOML: {_PLACE.sub('', str(error))}")
    return None


def _is_small(report: Report, text: str) -> bool:
    if len(text) > MAX_FILE:
        report.fault(1, "too-big", "a TOML file holds at most 64 kB")
        return False
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            report.fault(number, "too-big", f"a line of TOML holds at most {MAX_LINE} characters")
            return False
    return True


def _line_numbers(text: str) -> dict[tuple[str, ...], int]:
    table: tuple[str, ...] = ()
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _path(header[1])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_path(key[1])), number)
    return lines


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in dotted.split("."))
