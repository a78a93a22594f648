"""One note cut out of its file, so that it says the same wherever it is put."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flashcards.change import Sheet
from flashcards.source.attributes import (
    SCENARIO,
    SECTION,
    TERM,
    Attributes,
    read_attributes,
    split_braces,
)
from flashcards.source.deck import Parsed
from flashcards.source.outline import ENTRY, Chapter, Entry
from flashcards.source.report import Report
from flashcards.source.settings import Settings, read_settings
from flashcards.source.written import Followed, WrittenLink, holes
from flashcards.vocabulary import Vocabulary

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_LINK = re.compile(
    r"(?P<code>`+)(?s:.*?)(?<!`)(?P=code)(?!`)"
    r"|(?<!\\)\[\[(?P<name>[^\[\]\n]+)\]\](?!\()"
    r"|(?P<open>\]\([ \t\n]*<?)(?P<target>[^\s()<>]+)"
)
_MARKS = re.compile(r"([\\`*_\[\]$<>&!])")

Leading: TypeAlias = Mapping[tuple[str, bool], str]
"""Where each link or image leads from any root, by its target as written and whether by name."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A note as its author wrote it; ``heading`` is without its braces.

    ``settings`` are its own and the inherited ones; ``section`` is the heading it stands under.
    """

    level: int
    heading: str
    body: str
    section: str
    own: Attributes
    settings: Settings

    def text(self, key: str, outer: Settings, leading: Leading) -> str:
        """The note under its full key, for a place whose text around says ``outer``."""
        flags = [name for name in self.own if name.startswith(".")]
        minutes = [f"minutes={self.own['minutes'].value}"] if "minutes" in self.own else []
        guid = [f'anki="{self.own["anki"].value}"'] if "anki" in self.own else []
        braces = " ".join([f"#{key}", *flags, *minutes, *guid, *_unlike(self.settings, outer)])
        heading = f"{'#' * self.level} {relinked(self.heading, leading)} {{{braces}}}"
        return f"{heading}\n{relinked(self.body, leading)}".rstrip() + "\n"


def cut(parsed: Parsed, line: int, vocabulary: Vocabulary) -> Excerpt:
    """The note whose heading stands on a line of a file without faults."""
    lines = parsed.text.split("\n")
    chapter, entry = _at(parsed, line)
    report, section = Report(""), ""
    outer = read_settings(report, parsed.fields, vocabulary)
    heading, braces = _heading(lines[line - 1])
    own = read_attributes(report, line, braces, TERM if entry.level == ENTRY else SCENARIO)
    if chapter.head and entry.level == ENTRY:
        section, braces = _heading(lines[chapter.head.line - 1])
        around = read_attributes(report, line, braces, SECTION)
        outer = read_settings(report, around, vocabulary).within(outer)
    body = "\n".join(lines[line : _end(parsed, entry) - 1])
    settings = read_settings(report, own, vocabulary).within(outer)
    return Excerpt(entry.level, heading, body, section, own, settings)


def insert(parsed: Parsed, written: str, level: int, section: str) -> str:
    """The text of a file with a note at the end of its section, which is made where it lacks."""
    lines = parsed.text.rstrip().split("\n")
    last = len(lines) + 1
    if level == ENTRY:
        heads = [chapter.head for chapter in parsed.outline.chapters if chapter.head]
        same = [h.line for h in heads if _heading(lines[h.line - 1]) == (section, None)]
        if section and not same:
            written = f"## {section}\n\n{written}"
        else:  # up to the heading after the section, or where there is none, before all sections
            last = next((h.line for h in heads if not same or h.line > same[-1]), last)
    above, below = "\n".join(lines[: last - 1]).rstrip(), "\n".join(lines[last - 1 :])
    return "\n\n".join(part for part in (above, written.rstrip(), below) if part) + "\n"


def relinked(text: str, leading: Leading) -> str:
    """A text whose links lead where ``leading`` says; what is written as code stays as it is."""

    def changed(match: re.Match[str]) -> str:
        if there := leading.get((match["name"], True)):
            name = _MARKS.sub(r"\\\1", match["name"])
            return f"[{name}]({there})"
        there = leading.get((match["target"], False))
        return f"{match['open']}{there}" if there else match[0]

    return _LINK.sub(changed, text)


def leading(
    note: Sheet, links: Sequence[WrittenLink], follow: Callable[[int], Followed]
) -> Leading:
    """Where the links of a note lead, of a file that has these ``links``."""
    found: dict[tuple[str, bool], str] = {}
    for number in holes(note.content):
        link, there = links[number], follow(number).target
        if "://" not in there:
            found[link.target, link.by_name] = there if link.is_image else f"#{there}"
    return found


def _at(parsed: Parsed, line: int) -> tuple[Chapter, Entry]:
    """The note on a line, and the chapter it stands in or is."""
    for chapter in parsed.outline.chapters:
        for entry in (*([chapter.head] if chapter.head else []), *chapter.entries):
            if entry.line == line:
                return chapter, entry
    raise LookupError(line)


def _end(parsed: Parsed, entry: Entry) -> int:
    """The line of the heading that ends a note; behind the last line where none does."""
    chapters = parsed.outline.chapters
    heads = [chapter.head for chapter in chapters if chapter.head]
    below = [e for c in chapters for e in c.entries] if entry.level == ENTRY else []
    lines = [each.line for each in (*heads, *below) if each.line > entry.line]
    return min(lines, default=len(parsed.text.split("\n")) + 1)


def _heading(line: str) -> tuple[str, str | None]:
    """The words of a heading as they are written, and what stands in its braces."""
    found = _HEADING.fullmatch(line)
    return split_braces(found[1]) if found else (line, None)


def _unlike(settings: Settings, outer: Settings) -> Iterator[str]:
    """The settings of a note that the text around would not give it."""
    pairs = (
        ("area", " ".join(settings.areas or ()), " ".join(outer.areas or ())),
        ("roles", " ".join(settings.roles or ()), " ".join(outer.roles or ())),
        ("source", settings.source or "", outer.source or ""),
        ("ignore", " ".join(settings.ignore or ()), " ".join(outer.ignore or ())),
    )
    return (f'{name}="{mine}"' for name, mine, around in pairs if mine != around)
