r"""The braces at the end of a heading.

    ### Feature map {#fmap .reverse area=modeling source="Guide, page 3"}

``#key``, ``.class``, ``name=value`` and ``name="quoted value"``, with spaces between them.
A heading that really ends in a brace writes it as ``\}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flashcards.source.report import Report

_BRACES = re.compile(r'(?<!\\)\{((?:[^{}"\\]|"[^"]*")*)\}$')
_UNCLOSED = re.compile(r"(?<!\\)\{(?:[#.]\w|[\w-]+=)[^{}]*(?<!\\)\}?$")
_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
_ATTRIBUTE = re.compile(r'(?P<name>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"=]+))')


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute or of a line of the front matter, and the line it stands on."""

    value: str
    line: int


Attributes: TypeAlias = Mapping[str, Attribute]
"""Attributes by name, as written: ``#``, ``area``, ``.reverse``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of heading, and the attributes it takes."""

    name: str
    takes: frozenset[str] = frozenset()


_INHERITED = frozenset({"roles", "area", "source", "ignore"})
TITLE = Place("the title")
SECTION = Place("a section", _INHERITED)
TERM = Place("a term", _INHERITED | {"#", "anki", ".reverse", ".sequence", ".draft"})
SCENARIO = Place("a scenario", _INHERITED | {"#", "anki", "minutes", ".draft"})
PART = Place("a part of a scenario")
_ALL = TERM.takes | SCENARIO.takes


def split_braces(heading: str) -> tuple[str, str | None]:
    """A heading's words, and what stands in the braces at its end; None without braces.

    Braces that are begun like attributes and never closed come whole, for a fault to quote.
    """
    if found := _BRACES.search(heading):
        return heading[: found.start()].rstrip(), found[1]
    if found := _UNCLOSED.search(heading):
        return heading[: found.start()].rstrip(), found[0]
    return heading, None


def read_attributes(report: Report, line: int, braces: str | None, place: Place) -> Attributes:
    """The attributes in the braces of a heading of this kind."""
    found: dict[str, Attribute] = {}
    if braces is None:
        return found
    words = _WORD.findall(braces)
    if not words or braces.startswith("{"):
        _malformed(report, line, braces or "{}")
        return found
    for word in words:
        if pair := _pair(word):
            _add(report, found, pair[0], Attribute(pair[1], line), place)
        else:
            _malformed(report, line, word)
    return found


def _pair(word: str) -> tuple[str, str] | None:
    if match := _ATTRIBUTE.fullmatch(word):
        return match["name"], match["bare"] or match["quoted"] or ""
    if '"' in word or "=" in word or len(word) == 1:
        return None
    if word.startswith("#"):
        return "#", word[1:]
    return (word, "") if word.startswith(".") else None


def _add(
    report: Report, found: dict[str, Attribute], name: str, attribute: Attribute, place: Place
) -> None:
    shown = "#" + attribute.value if name == "#" else name
    if name in found:
        report.fault(attribute.line, "duplicate-attribute", f"attribute '{shown}' stands twice")
    elif name in place.takes:
        found[name] = attribute
    elif name in _ALL:
        message = f"attribute '{shown}' does not belong on {place.name}"
        report.fault(attribute.line, "misplaced-attribute", message)
    else:
        message = f"unknown attribute '{shown}'{report.hint(name, sorted(place.takes))}"
        report.fault(attribute.line, "unknown-attribute", message)


def _malformed(report: Report, line: int, word: str) -> None:
    message = f"malformed attribute '{word}' (a brace that belongs to the heading is written \\}})"
    report.fault(line, "malformed-attribute", message)
