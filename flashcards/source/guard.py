"""What must hold before a file is parsed: its encoding, its size, and no open merge conflict."""

import re
from collections.abc import Iterator

from flashcards.source.report import Report

MAX_FILE = 1_000_000
MAX_PARAGRAPH = 64_000
MAX_COLUMNS = 200
MAX_NESTING = 20

_DELIMITER_ROW = re.compile(r"[\s>|:-]+")


def decode(report: Report, data: bytes) -> str | None:
    """The text of a file in UTF-8; None after a fault."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        report.fault(line, "not-utf8", "the file is not UTF-8 from here on")
        return None


def admit(report: Report, text: str) -> str | None:
    """The text with newlines alone as line ends, fit for a parser; None after a fault."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_FILE:
        report.fault(1, "too-big", "a file holds at most 1 MB")
    elif "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.fault(line, "nul", "the file holds a NUL character")
    else:
        _check_conflicts(report, text)
    if not report.problems:
        _check_paragraphs(report, text)
    return None if report.problems else text


def _check_conflicts(report: Report, text: str) -> None:
    """Report each merge conflict once: at its beginning, or at an end that lacks one."""
    is_open = False
    for number, line in enumerate(text.split("\n"), start=1):
        begins, ends = line.startswith("<<<<<<< "), line.startswith(">>>>>>> ")
        if begins or (ends and not is_open):
            report.fault(number, "merge-conflict", "merge conflict marker")
        is_open = begins or (is_open and not ends)


def _check_paragraphs(report: Report, text: str) -> None:
    for number, paragraph in _paragraphs(text):
        if len(paragraph) > MAX_PARAGRAPH:
            report.fault(number, "too-big", "a paragraph holds at most 64 kB")
        elif _bracket_depth(paragraph) > MAX_NESTING:
            report.fault(number, "too-deep", f"brackets nest at most {MAX_NESTING} deep")
        elif (row := _wide_row(paragraph)) is not None:
            message = f"a table has at most {MAX_COLUMNS} columns"
            report.fault(number + row, "too-many-columns", message)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines between blank lines and headings, each with its first line's number."""
    run: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if run and (not line.strip() or line.startswith("#")):
            yield number - len(run), "\n".join(run)
            run = []
        if line.strip():
            run.append(line)


def _bracket_depth(paragraph: str) -> int:
    if paragraph.count("[") <= MAX_NESTING:
        return 0
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]]", paragraph):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _wide_row(paragraph: str) -> int | None:
    """Which line of a paragraph, if any, is the one under the header of too wide a table."""
    if paragraph.count("|") < MAX_COLUMNS:
        return None
    for number, row in enumerate(paragraph.split("\n")):
        if row.strip(" \t>|").count("|") >= MAX_COLUMNS and _DELIMITER_ROW.fullmatch(row):
            return number
    return None
