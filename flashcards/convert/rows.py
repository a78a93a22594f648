"""The lines of a file as rows: numbered, and those that stand in a block of code marked."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

_FENCE = re.compile(r"[ \t]*(?:(?:[-*+>]|[0-9]+[.)])[ \t]*)?(`{3,}|~{3,})([^`]*)$")
_COMMENT = re.compile(
    r"^[ \t]*(?P<mark>`{3,}|~{3,}).*?^[ \t]*(?P=mark)[`~]*[ \t]*$|`[^`\n]+`|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)


class Row(NamedTuple):
    """One line of a file; ``number`` counts from 1, ``is_code`` is true from fence to fence."""

    number: int
    text: str
    is_code: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the line."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How many columns stand before the first word."""
        text = self.text.expandtabs(4)
        return len(text) - len(text.lstrip(" "))


Rows = Sequence[Row]


def rows_of(text: str) -> list[Row]:
    """The rows of a Markdown file; comments are left out of it."""
    text = _without_comments(text)
    rows: list[Row] = []
    fence, begun = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _FENCE.match(line)
        if fence:
            is_end = found and found[1].startswith(fence) and not found[2].strip()
            rows.append(Row(number, line, is_code=True))
            fence = "" if is_end else fence
        elif found:
            fence, begun = found[1], len(rows)
            rows.append(Row(number, line, is_code=True))
        else:
            rows.append(Row(number, line))
    if fence:  # it never ends: these are only signs
        rows[begun:] = [row._replace(is_code=False) for row in rows[begun:]]
    return rows


def plain_rows(text: str) -> list[Row]:
    """The rows of a file that is no Markdown: nothing in it is code."""
    return [Row(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def without(rows: Rows, numbers: Collection[int]) -> list[Row]:
    """The rows, blank where somebody else has taken them."""
    return [Row(row.number, "") if row.number in numbers else row for row in rows]


def paragraphs(rows: Iterable[Row]) -> list[list[Row]]:
    """Runs of rows without a blank one between them."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if not row.is_blank or row.is_code:
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def trimmed(rows: Rows) -> list[Row]:
    """The rows without the blank ones at both ends."""
    kept = [i for i, row in enumerate(rows) if not row.is_blank]
    return list(rows[kept[0] : kept[-1] + 1]) if kept else []


def dedented(rows: Rows) -> list[Row]:
    """The rows without the indentation that all of them have."""
    indents = [row.indent for row in rows if not row.is_blank]
    least = min(indents, default=0)
    return [row._replace(text=_cut(row.text, least)) for row in rows] if least else list(rows)


def dedented_below(rows: Rows) -> list[Row]:
    """The rows dedented; those below the first by themselves where only it is not indented."""
    if rows and not rows[0].indent:
        return [rows[0], *dedented(rows[1:])]
    return dedented(rows)


def _cut(text: str, columns: int) -> str:
    text = text.expandtabs(4) if "\t" in text[:columns] else text
    return text[columns:]


def _without_comments(text: str) -> str:
    """Comments give way to as many ends of lines; what stands in code is none."""

    def kept(found: re.Match[str]) -> str:
        is_comment = found[0].startswith("<!--")
        return "\n" * found[0].count("\n") if is_comment else found[0]

    end = text.rfind("-->") + 3
    return _COMMENT.sub(kept, text[:end]) + text[end:] if end > len("-->") else text
