"""Code within a line of Markdown: what stands in backticks means nothing else."""

import re
from collections.abc import Callable

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def outside_code(line: str, change: Callable[[str], str]) -> str:
    """A line with everything changed but the code in it."""
    out, end = "", 0
    for found in _CODE.finditer(line):
        out += change(line[end : found.start()]) + found[0]
        end = found.end()
    return out + change(line[end:])


def masked(line: str) -> str:
    """A line of the same length, whose code is letters alone: to look for signs and marks."""
    return _CODE.sub(lambda code: "x" * len(code[0]), line) if "`" in line else line


def without_marks(line: str) -> str:
    """A line whose code has no backticks around it."""
    return _CODE.sub(lambda code: code[2], line)
