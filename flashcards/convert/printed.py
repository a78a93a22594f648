"""Text off a printed page: ligatures, words broken at line ends, the heads and feet of pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flashcards.convert.rows import Row, Rows, paragraphs

LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\u00ad": "",
}  # fmt: skip
PAGE_BREAK = "\f"
LEAST_PAGES = 3
"""A line stands on so many pages before it is taken for their head or foot."""
DEEPEST = 3
"""So many lines at either end of a page may be its head or foot."""
LONGEST = 100

_TABLE = str.maketrans(LIGATURES)
_NUMBER = re.compile(r"[0-9]+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite)[ \t]*)?(?:[0-9]{1,4}|[ivxlc]{1,6})"
    r"(?:[ \t]*(?:/|of|von)[ \t]*[0-9]{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"([^\W\d_]+)[-‐]$")
_GOES_ON = re.compile(r"[ \t]*([^\W\d_]+)")


def cleaned(text: str) -> list[Row]:
    """The rows of a printed text without the heads and feet of its pages."""
    numbered = enumerate(text.translate(_TABLE).split("\n"), start=1)
    pages = _pages([Row(number, line) for number, line in numbered])
    taken = set(_running(pages))
    kept: list[Row] = []
    for page in pages:
        rows = [row._replace(text=row.text.replace(PAGE_BREAK, "")) for row in page]
        rows = [row._replace(text="") if row.number in taken else row for row in rows]
        kept = _joined(kept, rows)
    return kept


def _joined(above: Rows, below: Rows) -> list[Row]:
    """Two pages; a sentence that goes on over the break is not parted by blank lines."""
    before = next((row for row in reversed(above) if not row.is_blank), None)
    after = next((row for row in below if not row.is_blank), None)
    if before is None or after is None or before.text.rstrip().endswith((".", "!", "?", ":")):
        return [*above, *below]
    if not after.text.lstrip()[:1].islower():
        return [*above, *below]
    return [
        *(row for row in above if row.number <= before.number),
        *(row for row in below if row.number >= after.number),
    ]


def sentences(rows: Rows, words: frozenset[str]) -> str:
    """The lines of a paragraph as one, with broken words made whole.

    A hyphen stays where the text has the word with one elsewhere: ``words`` are all it has.
    """
    whole = ""
    for row in rows:
        line = row.text.strip()
        broken, after = _BROKEN.search(whole), _GOES_ON.match(line)
        if not broken or not after or not after[1][0].islower():
            whole = f"{whole} {line}" if whole else line
        elif _keeps_hyphen(whole, broken[1], after[1], words):
            whole += line
        else:
            whole = whole[:-1] + line
    return whole


def words_of(rows: Rows) -> frozenset[str]:
    """The words of a text, also those with a hyphen, in small letters."""
    found = (re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text.casefold()) for row in rows)
    return frozenset(word for line in found for word in line)


def _keeps_hyphen(whole: str, head: str, tail: str, words: frozenset[str]) -> bool:
    before = whole[: len(whole) - len(head) - 1]
    if before.endswith("-"):  # state-of-the-
        return True
    joined, hyphened = f"{head}{tail}".casefold(), f"{head}-{tail}".casefold()
    return hyphened in words and joined not in words


def _pages(rows: Rows) -> list[Rows]:
    """The rows page by page; a text without page breaks is one page."""
    pages: list[list[Row]] = [[]]
    for row in rows:
        if row.text.startswith(PAGE_BREAK) and pages[-1]:
            pages.append([])
        pages[-1].append(row)
    return list(pages)


def _running(pages: Sequence[Rows]) -> Iterator[int]:
    """The numbers of the rows that stand, but for a number in them, on page after page."""
    if len(pages) < LEAST_PAGES:
        yield from _repeated(pages[0]) if len(pages) == 1 else ()
        return
    edges = [_edges(page) for page in pages]
    counts = Counter(form for edge in edges for form in {_form(row) for row in edge})
    for edge in edges:
        for row in edge:
            if counts[_form(row)] >= LEAST_PAGES or _PAGE_NUMBER.fullmatch(row.text):
                yield row.number


def _edges(page: Rows) -> list[Row]:
    held = [row for row in page if row.text.strip()]
    return [*held[:DEEPEST], *held[DEEPEST:][-DEEPEST:]]


def _repeated(rows: Rows) -> Iterator[int]:
    """Without page breaks: short lines that stand alone and come again and again."""
    alone = [block[0] for block in paragraphs(rows) if len(block) == 1]
    short = [row for row in alone if 0 < len(row.text.strip()) <= LONGEST]
    counts = Counter(_form(row) for row in short if re.search("[0-9]", row.text))
    numbers = {row.number for row in short if _PAGE_NUMBER.fullmatch(row.text)}
    for row in short:
        is_page_number = row.number in numbers and len(numbers) >= LEAST_PAGES
        if is_page_number or counts[_form(row)] >= LEAST_PAGES:
            yield row.number


def _form(row: Row) -> str:
    """A line without its number and with single spaces: alike on all pages."""
    return " ".join(_NUMBER.sub("#", row.text.replace(PAGE_BREAK, "").casefold()).split())
