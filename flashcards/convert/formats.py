"""Which format a file is in, by what is in it and by its name, and the file read in that format."""

import re
from collections.abc import Callable
from typing import TypeAlias

from flashcards.convert import markdown, plain, tables
from flashcards.convert.anki import export
from flashcards.convert.converted import Conversion
from flashcards.convert.rst import reading as rst
from flashcards.errors import BadRequest

LARGEST_TEXT = 16_000_000
"""In bytes."""
PACKAGE = b"PK\x03\x04"
"""How an Anki package begins, as every zip does."""
PACKAGES = frozenset([".apkg", ".colpkg"])

_REFUSED = {
    b"%PDF": "is a PDF: take its text out first, as pdftotext does",
    b"SQLite format 3": "is a database: let Anki export a package (.apkg)",
    b'{"flashcards"': "is a log of answers: import takes it in",
    b"{\\rtf": "is no plain text: save it as such",
    b"\xd0\xcf\x11\xe0": "is no plain text: save it as such",
}
_MARKDOWN = frozenset([".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"])
_TABLES = frozenset([".csv", ".tsv", ".tab"])
_RST = frozenset([".rst", ".rest"])
_GLOSSARY = re.compile(r"^\.\.[ \t]+glossary::", re.MULTILINE)
_MARKDOWN_SIGN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|\*\*\S|^ {0,3}(?:```|~~~)|\]\(https?:|^:[ \t]+\S|^[ \t]*<details>",
    re.MULTILINE,
)
_HTML = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_SHARE = 0.8
"""So many lines of a file without a name that says so must hold a tab to be a table."""

_Convert: TypeAlias = Callable[[str, str], Conversion]


def text_of(label: str, data: bytes) -> str:
    """The text of a file, with newlines alone as ends of lines.

    Raises ``BadRequest`` with one sentence for what is no text, or not in UTF-8 or UTF-16.
    """
    for head, reason in _REFUSED.items():
        if data.startswith(head):
            raise BadRequest(f"{label} {reason}.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadRequest(
            f"{label}:{line}: the file is not UTF-8 from here on; save it as UTF-8."
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadRequest(f"{label}:{line}: the file holds a NUL character: it is no text.")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def convert(name: str, text: str) -> Conversion:
    """The notes of a file of this name."""
    return _reader(name, text)(name, text)


def _reader(name: str, text: str) -> _Convert:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if export.is_export(text):
        return export.convert
    if suffix in _TABLES:
        return tables.convert
    if suffix in _MARKDOWN:
        return markdown.convert
    if suffix in _RST or _GLOSSARY.search(text):
        return rst.convert
    if _HTML.match(text):
        return _html
    if _is_table(text):
        return tables.convert
    return markdown.convert if _MARKDOWN_SIGN.search(text) else plain.convert


def _is_table(text: str) -> bool:
    """Whether nearly all lines are cells with tabs between them."""
    lines = [line for line in text.split("\n") if line.strip()]
    tabbed = sum("\t" in line.strip() for line in lines)
    return len(lines) > 1 and tabbed >= _SHARE * len(lines)


def _html(_name: str, _text: str) -> Conversion:
    return Conversion("", nothing="it is HTML, which is read in packages of Anki alone")
