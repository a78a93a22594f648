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
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        report.fault(line, "not-utf8", "the file is not UTF-8 from here on")
        return None


def admit(report: Report, text: str) -> str | None:
    """The text with newlines alone as line ends, fit for the parser; None after a fault."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    before = len(report.problems)
    if len(text) > MAX_FILE:
        report.fault(1, "too-big", "a file holds at most 1 MB")
    elif "\0" in text:
        report.fault(_line(text, text.index("\0")), "nul", "the file holds a NUL character")
    else:
        _check_conflicts(report, text)
        _check_paragraphs(report, text)
    return text if len(report.problems) == before else None


def _check_conflicts(report: Report, text: str) -> None:
    is_open = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("<<<<<<< ") or (line.startswith(">>>>>>> ") and not is_open):
            report.fault(number, "merge-conflict", "merge conflict marker")
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            is_open = line.startswith("<")


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
    if paragraph.count("|") < MAX_COLUMNS:
        return None
    rows = enumerate(paragraph.split("\n"))
    return next((i for i, row in rows if row.count("|") >= MAX_COLUMNS and _columns(row)), None)


def _columns(row: str) -> bool:
    """Whether the row under a table's header is too wide."""
    cells = row.strip(" \t>|").count("|") + 1
    return cells > MAX_COLUMNS and _DELIMITER_ROW.fullmatch(row) is not None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
