"""One file read into the draft of a deck, whose links nobody has followed yet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from flashcards.card import Content, Note
from flashcards.face import slug
from flashcards.source.attributes import (
    SCENARIO,
    SECTION,
    TERM,
    TITLE,
    Attributes,
    Place,
    read_attributes,
)
from flashcards.source.blocks import read_blocks
from flashcards.source.frontmatter import split_front_matter
from flashcards.source.guard import admit
from flashcards.source.keys import anki_guid, deck_id, note_key
from flashcards.source.outline import Chapter, Entry, Outline, read_outline
from flashcards.source.report import Report
from flashcards.source.scenarios import ScenarioReader, scenario_name
from flashcards.source.settings import DEFAULT_MINUTES, Settings, read_settings
from flashcards.source.terms import read_term
from flashcards.text import Line, plain
from flashcards.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck before its links are followed; not ``is_whole`` when a fault hid notes of the file.

    ``anchors`` are the names a link may use, and the keys they stand for.
    """

    report: Report
    path: str
    id: str = ""
    title: str = ""
    notes: tuple[Note, ...] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file divided at its headings; line ends are newlines alone, ``fields`` the front matter."""

    text: str
    fields: Attributes
    outline: Outline


def parse(report: Report, text: str) -> Parsed | None:
    """Divide the text of a deck at its headings; None after a fault that hides them."""
    admitted = admit(report, text)
    if admitted is None:
        return None
    fields, body = split_front_matter(report, admitted)
    pieces = None if body is None else read_blocks(report, body)
    return None if pieces is None else Parsed(admitted, fields, read_outline(report, pieces))


def read_draft(report: Report, path: str, text: str, vocabulary: Vocabulary) -> Draft:
    """Read the text of the deck at ``path``; its faults go to ``report``."""
    parsed = parse(report, text)
    if parsed is None:
        return Draft(report, path)
    fields, outline = parsed.fields, parsed.outline
    id_ = deck_id(report, path, fields.get("id"))
    reader = _NoteReader(report, path, id_, vocabulary, read_settings(report, fields, vocabulary))
    found = tuple(reader.read(outline))
    notes = tuple(note for note, _ in found)
    title = _title(report, path, fields, outline)
    return Draft(report, path, id_, title, notes, _anchors(found), is_whole=True)


def _title(report: Report, path: str, fields: Attributes, outline: Outline) -> str:
    words = ""
    if outline.title:
        read_attributes(report, outline.title.line, outline.title.braces, TITLE)
        words = outline.title.words
    given = fields["deck"].value if "deck" in fields else ""
    return given or words or PurePosixPath(path).stem


@dataclass(frozen=True, slots=True)
class _NoteReader:
    """Reads the notes of one deck, each with the heading it stands under."""

    report: Report
    path: str
    deck: str
    vocabulary: Vocabulary
    settings: Settings

    def read(self, outline: Outline) -> Iterator[tuple[Note, Entry]]:
        """The notes that have a key, in the order of the file."""
        for chapter in outline.chapters:
            name = scenario_name(chapter.head) if chapter.head else None
            if chapter.head and name is not None:
                yield from self._scenario(chapter.head, name, chapter.entries)
            else:
                yield from self._terms(chapter)

    def _scenario(
        self, head: Entry, name: Line, entries: Sequence[Entry]
    ) -> Iterator[tuple[Note, Entry]]:
        attributes = self._attributes(head, SCENARIO)
        settings = self._settings(attributes, self.settings)
        minutes = DEFAULT_MINUTES if settings.minutes is None else settings.minutes
        reader = ScenarioReader(self.report, name, is_draft=".draft" in attributes)
        content = reader.read(head, entries, minutes)
        yield from self._note(content, head, attributes, settings)

    def _terms(self, chapter: Chapter) -> Iterator[tuple[Note, Entry]]:
        outer, section = self.settings, ""
        if chapter.head:
            outer = self._settings(self._attributes(chapter.head, SECTION), outer)
            section = chapter.head.words
        for entry in chapter.entries:
            attributes = self._attributes(entry, TERM)
            content = read_term(self.report, entry, attributes)
            settings = self._settings(attributes, outer)
            yield from self._note(content, entry, attributes, settings, section)

    def _note(
        self,
        content: Content,
        entry: Entry,
        attributes: Attributes,
        settings: Settings,
        section: str = "",
    ) -> Iterator[tuple[Note, Entry]]:
        """One note, or none after a fault that leaves it without a key."""
        words, areas = plain(content.name), settings.areas or ()
        key = note_key(self.report, self.deck, words, entry.line, attributes.get("#"))
        if key is None:
            return
        roles = self.vocabulary.holding(areas, settings.roles or ())
        source, is_draft = settings.source or "", ".draft" in attributes
        guid = anki_guid(self.report, attributes.get("anki"))
        where = self.path, entry.line, section
        yield Note(key, content, *where, areas, roles, source, is_draft, guid), entry

    def _attributes(self, entry: Entry, place: Place) -> Attributes:
        return read_attributes(self.report, entry.line, entry.braces, place)

    def _settings(self, attributes: Attributes, outer: Settings) -> Settings:
        return read_settings(self.report, attributes, self.vocabulary).within(outer)


def _anchors(found: Sequence[tuple[Note, Entry]]) -> dict[str, str]:
    """Pinned names come first; then headings, as we and as GitHub turn them into anchors."""
    anchors = {note.key.rpartition("/")[2]: note.key for note, _ in found}
    for note, entry in found:
        for anchor in (slug(note.front), _github_anchor(entry)):
            anchors.setdefault(anchor, note.key)
    return anchors


def _github_anchor(entry: Entry) -> str:
    heading = entry.words if entry.braces is None else f"{entry.words} {{{entry.braces}}}"
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
