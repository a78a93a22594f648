"""Answers in anybody's Markdown as answers in ours, which hold nothing that we would refuse."""

import re
from collections.abc import Iterator, Mapping

from flashcards.convert.outline import Heading, headings_of, is_rule
from flashcards.convert.rows import Row, Rows, dedented_below, trimmed
from flashcards.convert.shapes.found import ITEM
from flashcards.convert.tags import without_tags
from flashcards.convert.verbatim import outside_code

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_PIPE = re.compile(r"(?<!\\)\|")
_CALLOUT = re.compile(r"^((?:[ \t]*>)+[ \t]*)\[!(\w+)\][ \t]*$")
_NOTE = re.compile(r"(?<![^ \t>])\[(\^[^\[\]]+\]:)")
_TO_TOP = re.compile(
    r"[^\w\[]*\[[^\]]*\b(?:top|table of contents|toc|contents)\b[^\]]*\]"
    r"\(#[^)]*\)\W*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<!\\)(!?)\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![\[(:])")
_DEFINITION = re.compile(
    r" {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
_INLINE_MATHS = re.compile(r"\\\((.+?)\\\)")
_INLINE_DISPLAY = re.compile(r"\\\[(.+?)\\\]")
_GITHUB_MATHS = re.compile(r"\$`([^`$]+)`\$")
_MATHS_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?:math|latex-math)[ \t]*$")
_CLOSING_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*$")
_LEAST = 4
"""Levels of heading above this one divide a deck; in an answer they are lowered."""

References = Mapping[str, str]
"""The addresses that a file gives once for many links, by their labels in small letters."""


def references(rows: Rows) -> tuple[dict[str, str], set[int]]:
    """The addresses that a file defines for its links, and the rows they stand on."""
    found = {
        row.number: m for row in rows if not row.is_code and (m := _DEFINITION.match(row.text))
    }
    return {_label(m[1]): m[2] for m in found.values()}, set(found)


def is_way_up(row: Row) -> bool:
    """Whether a row only leads back to the top of its page."""
    return bool(_TO_TOP.match(row.text))


def adapted(rows: Rows, known: References) -> str:
    """The Markdown of an answer as our reader takes it."""
    rows = dedented_below(_trimmed([row for row in rows if row.is_code or not is_way_up(row)]))
    return "\n".join(_Adapter(_with_dollars(rows), known).lines()).strip("\n")


def _trimmed(rows: Rows) -> Rows:
    """Rows without blank lines and rules at both ends."""
    rows = trimmed(rows)
    while rows and not rows[0].is_code and is_rule(rows[0]):
        rows = trimmed(rows[1:])
    while rows and not rows[-1].is_code and is_rule(rows[-1]):
        rows = trimmed(rows[:-1])
    return rows


def _with_dollars(rows: Rows) -> Rows:
    """The rows with GitHub's fences around formulas as dollars."""
    found, begun = list(rows), -1
    for number, row in enumerate(rows):
        if not row.is_code:
            begun = -1
        elif begun < 0 and _MATHS_FENCE.match(row.text):
            begun = number
        elif begun >= 0 and _CLOSING_FENCE.match(row.text):
            found[begun] = found[number] = row._replace(text="$$")
            begun = -1
    return found


class _Adapter:
    """Goes through the rows of one answer."""

    def __init__(self, rows: Rows, known: References) -> None:
        self._rows = rows
        self._known = known
        self._headings = {heading.line: heading for heading in headings_of(rows)}
        highest = min((heading.level for heading in self._headings.values()), default=_LEAST)
        self._lower = max(0, _LEAST - highest)
        self._columns = 0

    def lines(self) -> Iterator[str]:
        """The lines of the answer; blank ones around what was left out are one."""
        skipped, last = 0, ""
        for number, row in enumerate(self._rows):
            if skipped:
                skipped -= 1
                continue
            heading = self._headings.get(row.number)
            skipped = heading.height - 1 if heading else 0
            for line in [row.text] if row.is_code else self._written(number, row, heading):
                if line or last or row.is_code:
                    yield line
                last = line

    def _written(self, number: int, row: Row, heading: Heading | None) -> Iterator[str]:
        if heading:
            words = outside_code(heading.text.strip(), self._words)
            yield f"{'#' * min(6, heading.level + self._lower)} {words}".rstrip()
        else:
            yield from self._line(number, row)

    def _line(self, number: int, row: Row) -> Iterator[str]:
        text = "" if row.is_blank else row.text
        above = self._rows[number - 1] if number else row
        self._follow_table(number, text)
        if _UNDERLINE.match(text) and number and not above.is_blank:
            yield from ("", text) if is_rule(row) else (f"\\{text.lstrip()}",)
            return
        if number == 1 and ITEM.match(text) and not ITEM.match(above.text):
            yield ""
        yield outside_code(self._whole_row(text), self._words)

    def _words(self, text: str) -> str:
        text = _GITHUB_MATHS.sub(r"$\1$", without_tags(text))
        text = _INLINE_MATHS.sub(lambda m: f"${m[1].strip()}$", text)
        text = _INLINE_DISPLAY.sub(lambda m: f"$${m[1].strip()}$$", text)
        return _REFERENCE.sub(self._link, text) if self._known else text

    def _link(self, found: re.Match[str]) -> str:
        there = self._known.get(_label(found[3] or found[2]))
        return f"{found[1]}[{found[2]}]({there})" if there else found[0]

    def _whole_row(self, text: str) -> str:
        """A row with what takes up the whole of it changed."""
        if text.strip() in ("\\[", "\\]"):
            return text.replace("\\[", "$$").replace("\\]", "$$")
        text = _CALLOUT.sub(lambda m: f"{m[1]}**{m[2].capitalize()}**", text)
        text = _NOTE.sub(r"\\[\1", text)
        return self._narrow(text)

    def _follow_table(self, number: int, text: str) -> None:
        """Remember how many columns the table has that this row is in; 0 outside of one."""
        above = self._rows[number - 1].text if number else ""
        if _PIPE.search(above) and _PIPE.search(text) and _DELIMITERS.match(text.strip()):
            self._columns = _cells(text)
        elif not text.strip():
            self._columns = 0

    def _narrow(self, text: str) -> str:
        """A row of a table with no more cells than the table has columns."""
        if not self._columns or _cells(text) <= self._columns:
            return text
        start = 1 if text.lstrip().startswith("|") else 0
        pipes = [found.start() for found in _PIPE.finditer(text.rstrip().removesuffix("|"))]
        for at in reversed(pipes[start + self._columns - 1 :]):
            text = f"{text[:at]}\\{text[at:]}"
        return text


def _cells(text: str) -> int:
    return len(_PIPE.split(text.strip().removeprefix("|").removesuffix("|")))


def _label(words: str) -> str:
    return " ".join(words.casefold().split())
