"""Notes as the text of a deck: front matter, sections, and each note under its heading."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flashcards.convert import escape
from flashcards.convert.converted import Converted
from flashcards.convert.inline import flat_markdown
from flashcards.face import slug
from flashcards.text import Words

LARGEST_DECK = 950_000
"""In bytes; our reader takes a little more."""

_PLAIN_VALUE = re.compile(r"[^\W\d_][\w .,()/+-]*[\w.)+]|[^\W\d_]")
_SCENARIO = re.compile(r"(scenario)\s*:\s*", re.IGNORECASE)
_LONGEST_SPELLING = 8


@dataclass(frozen=True, slots=True)
class Cover:
    """What a deck says above its notes; empty where it says nothing."""

    title: str
    sources: tuple[str, ...] = ()
    areas: str = ""
    roles: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a deck, with its notes in their order and the line of each one's heading."""

    text: str
    notes: tuple[Converted, ...]
    lines: tuple[int, ...]


def with_keys(notes: Iterable[Converted]) -> list[Converted]:
    """The notes, with a key for each whose heading gives none, or one that is taken."""
    notes = list(notes)
    natural = [slug(note.words) for note in notes]
    taken, used = set(natural), set[str]()
    for number, (note, name) in enumerate(zip(notes, natural, strict=True)):
        if not name or name in used:
            notes[number] = replace(note, key=free_key(note, taken))
            taken.add(notes[number].key)
        used.add(name)
    return notes


def free_key(note: Converted, taken: Collection[str]) -> str:
    """A key for a note that is not taken: its heading's with a number, or its signs spelled out."""
    name = slug(note.words)
    return next(key for key in _names(note, name) if key not in taken and key != name)


def in_sections(notes: Iterable[Converted]) -> list[Converted]:
    """The notes, those of no section first, then section after section as each first appears."""
    sections: dict[str, list[Converted]] = {"": []}
    for note in notes:
        sections.setdefault(note.section, []).append(note)
    return [note for section in sections.values() for note in section]


def volumes(notes: Iterable[Converted], largest: int = LARGEST_DECK) -> list[list[Converted]]:
    """The notes as parts that a deck has room for; a note that is too large is a part alone."""
    parts: list[list[Converted]] = [[]]
    size, section = 0, ""
    for note in notes:
        needed = len(f"{_note(note)}\n\n".encode())
        if note.section != section:
            section = note.section
            needed += len(f"## {_heading(section)}\n\n".encode())
        if parts[-1] and size + needed > largest:
            parts.append([])
            size = 0
        parts[-1].append(note)
        size += needed
    return parts


def write(cover: Cover, notes: Sequence[Converted]) -> Page:
    """The text of a deck with these notes."""
    blocks = [_front_matter(cover), f"# {_heading(cover.title)}"]
    line = 1 + sum(_height(block) for block in blocks)
    lines: list[int] = []
    section = ""
    for note in notes:
        if note.section != section:
            section = note.section
            # A section of this name would be read as a scenario.
            blocks.append("## " + _heading(_SCENARIO.sub(r"\1 ", section)))
            line += _height(blocks[-1])
        lines.append(line)
        blocks.append(_note(note))
        line += _height(blocks[-1])
    return Page("\n\n".join(blocks) + "\n", tuple(notes), tuple(lines))


def _height(block: str) -> int:
    """The lines of a block and the blank one after it."""
    return block.count("\n") + 2


def _front_matter(cover: Cover) -> str:
    lines = {
        "deck": cover.title,
        "id": cover.id,
        "area": cover.areas,
        "roles": cover.roles,
        "source": ", ".join(cover.sources),
    }
    written = (f"{name}: {_value(words)}" for name, words in lines.items() if words)
    return "\n".join(["---", *written, "---"])


def _value(words: str) -> str:
    """A value that YAML reads as these words."""
    words = _one_line(words)
    return words if _PLAIN_VALUE.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def _note(note: Converted) -> str:
    attributes = " ".join(_attributes(note))
    heading = escape.heading(note.heading, has_braces=bool(attributes))
    braces = f" {{{attributes}}}" if attributes else ""
    return f"### {heading}{braces}" + (f"\n\n{note.answer}" if note.answer else "")


def _attributes(note: Converted) -> Iterator[str]:
    if note.key:
        yield f"#{note.key}"
    if note.reverse:
        yield ".reverse"
    if note.is_draft:
        yield ".draft"
    if note.guid:
        yield f'anki="{note.guid}"'
    source = note.source or (f"{note.path}:{note.line}" if note.line else "")
    if source:
        yield 'source="{}"'.format(_one_line(source).replace('"', "'"))


def _heading(words: str) -> str:
    return escape.heading(flat_markdown((Words(_one_line(words)),)), has_braces=False)


def _one_line(words: str) -> str:
    """Words without the ends of lines and whatever else cannot be shown."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _names(note: Converted, name: str) -> Iterator[str]:
    """Keys for a note: from its heading with a number, or else from the signs it is made of."""
    base = re.sub(r"[^\w.-]", "", name)
    if not base:
        signs = "".join(note.words.split())[:_LONGEST_SPELLING]
        base = "u" + "-".join(f"{ord(sign):x}" for sign in signs)
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
