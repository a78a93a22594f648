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
from flashcards.source.written import WrittenLink
from flashcards.text import Line, plain
from flashcards.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A note with the headings it was read from: its own, and for a scenario those of its parts.

    ``settings`` are its own and the inherited ones.
    """

    note: Note
    head: Entry
    parts: tuple[Entry, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck before its links are followed; not ``is_whole`` when a fault hid notes of the file.

    ``anchors`` are the names a link may use, and the keys they stand for: every key is among
    them. The holes in its notes are the numbers of its ``links``. ``ignore`` are the codes of
    advice that the front matter does without.
    """

    report: Report
    path: str
    id: str = ""
    title: str = ""
    manuscripts: tuple[Manuscript, ...] = ()
    links: tuple[WrittenLink, ...] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    ignore: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that have a key, in the order of the file."""
        return tuple(manuscript.note for manuscript in self.manuscripts)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file divided at its headings; line ends are newlines alone, ``fields`` the front matter."""

    text: str
    fields: Attributes
    outline: Outline
    links: tuple[WrittenLink, ...]


def parse(report: Report, text: str) -> Parsed | None:
    """Divide the text of a deck at its headings; None after a fault that hides them."""
    admitted = admit(report, text)
    if admitted is None:
        return None
    fields, body = split_front_matter(report, admitted)
    blocks = None if body is None else read_blocks(report, body)
    if blocks is None:
        return None
    pieces, links = blocks
    return Parsed(admitted, fields, read_outline(report, pieces), links)


def read_draft(report: Report, path: str, text: str, vocabulary: Vocabulary) -> Draft:
    """Read the text of the deck at ``path``; its faults go to ``report``."""
    parsed = parse(report, text)
    if parsed is None:
        return Draft(report, path)
    fields, outline = parsed.fields, parsed.outline
    id_ = deck_id(report, path, fields.get("id"))
    settings = read_settings(report, fields, vocabulary)
    found = tuple(_NoteReader(report, path, id_, vocabulary, settings).read(outline))
    title = _title(report, path, fields, outline)
    return Draft(
        *(report, path, id_, title, found, parsed.links, _anchors(found)),
        is_whole=True,
        ignore=settings.ignore or (),
    )


def _title(report: Report, path: str, fields: Attributes, outline: Outline) -> str:
    words = ""
    if outline.title:
        read_attributes(report, outline.title.line, outline.title.braces, TITLE)
        words = outline.title.words
    given = fields["deck"].value if "deck" in fields else ""
    return given or words or PurePosixPath(path).stem


@dataclass(frozen=True, slots=True)
class _NoteReader:
    """Reads the notes of one deck, each with the headings it stands under."""

    report: Report
    path: str
    deck: str
    vocabulary: Vocabulary
    settings: Settings

    def read(self, outline: Outline) -> Iterator[Manuscript]:
        """The notes that have a key, in the order of the file."""
        for chapter in outline.chapters:
            name = scenario_name(chapter.head) if chapter.head else None
            if chapter.head and name is not None:
                yield from self._scenario(chapter.head, name, chapter.entries)
            else:
                yield from self._terms(chapter)

    def _scenario(
        self, head: Entry, name: Line, entries: tuple[Entry, ...]
    ) -> Iterator[Manuscript]:
        attributes = self._attributes(head, SCENARIO)
        settings = self._settings(attributes, self.settings)
        minutes = DEFAULT_MINUTES if settings.minutes is None else settings.minutes
        reader = ScenarioReader(self.report, name, is_draft=".draft" in attributes)
        content = reader.read(head, entries, minutes)
        yield from self._note(content, head, entries, attributes, settings)

    def _terms(self, chapter: Chapter) -> Iterator[Manuscript]:
        outer, section = self.settings, ""
        if chapter.head:
            outer = self._settings(self._attributes(chapter.head, SECTION), outer)
            section = chapter.head.words
        for entry in chapter.entries:
            attributes = self._attributes(entry, TERM)
            content = read_term(self.report, entry, attributes)
            settings = self._settings(attributes, outer)
            yield from self._note(content, entry, (), attributes, settings, section)

    def _note(
        self,
        content: Content,
        head: Entry,
        parts: tuple[Entry, ...],
        attributes: Attributes,
        settings: Settings,
        section: str = "",
    ) -> Iterator[Manuscript]:
        """One note, or none after a fault that leaves it without a key."""
        words, areas = plain(content.name), settings.areas or ()
        key = note_key(self.report, self.deck, words, head.line, attributes.get("#"))
        if key is None:
            return
        roles = self.vocabulary.holding(areas, settings.roles or ())
        source, is_draft = settings.source or "", ".draft" in attributes
        guid = anki_guid(self.report, attributes.get("anki"))
        where = self.path, head.line, section
        note = Note(key, content, *where, areas, roles, source, is_draft, guid)
        yield Manuscript(note, head, parts, settings)

    def _attributes(self, entry: Entry, place: Place) -> Attributes:
        return read_attributes(self.report, entry.line, entry.braces, place)

    def _settings(self, attributes: Attributes, outer: Settings) -> Settings:
        return read_settings(self.report, attributes, self.vocabulary).within(outer)


def _anchors(found: Sequence[Manuscript]) -> dict[str, str]:
    """Pinned names come first; then headings, as we and as GitHub turn them into anchors."""
    anchors = {each.note.key.rpartition("/")[2]: each.note.key for each in found}
    for each in found:
        for anchor in (slug(each.note.front), _github_anchor(each.head)):
            anchors.setdefault(anchor, each.note.key)
    hidden = {each.note.key for each in found} - set(anchors.values())
    return anchors | {key: key for key in hidden}


def _github_anchor(entry: Entry) -> str:
    heading = entry.words if entry.braces is None else f"{entry.words} {{{entry.braces}}}"
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
