"""The nouns of a compile: notes in the text, notes in the collection, and what became of each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from flashcards.card import Note, decode_content
from flashcards.kinds import Kind, Step


class Verdict(StrEnum):
    """What a compile makes of one note."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    NEW = "new"
    RETIRED = "retired"
    RESTORED = "restored"


class Prints(NamedTuple):
    """The fingerprints by which a note is known again.

    ``form`` is term, sequence or scenario; ``digest`` covers all that a learner can see;
    ``body`` covers the normalised answer alone, which has ``words`` words.
    """

    form: str
    digest: bytes
    body: bytes
    words: int


class FiledPoint(NamedTuple):
    """A point of a checklist, in plain words."""

    step: Step
    text: str
    must: bool


class Sheet(NamedTuple):
    """A note as it is filed: its tree as JSON, beside all that a compile asks of it.

    A tree takes ten times the room, and a compile holds the notes of all files at once.
    ``minutes`` is 0 for a term; ``faces`` are its cards, ``linked`` the targets of its links;
    ``anki`` is the guid that it asks for while it is new.
    """

    key: str
    path: str
    line: int
    section: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    source: str
    draft: bool
    front: str
    minutes: int
    faces: tuple[str, ...]
    points: tuple[FiledPoint, ...]
    content: str
    linked: frozenset[str]
    prints: Prints
    anki: str = ""

    @property
    def area(self) -> str:
        """The first area; empty for none."""
        return self.areas[0] if self.areas else ""

    @property
    def kind(self) -> Kind:
        """Term or scenario."""
        return Kind.SCENARIO if self.prints.form == "scenario" else Kind.TERM

    def note(self) -> Note:
        """The note itself."""
        content = decode_content(self.content)
        where = (self.path, self.line, self.section)
        who = (self.areas, self.roles)
        return Note(self.key, content, *where, *who, self.source, self.draft, self.anki)


class Deck(NamedTuple):
    """One source file; ``id`` begins the keys of its notes, ``path`` is relative to its root.

    ``anchors`` are the names that a link may use, and the keys they stand for: every key is among
    them. ``links`` are those of its links that depend on other notes: as written, whether by name,
    and the key they lead to. ``pictures`` are the files that it shows, by their paths in the root,
    each with a stamp that changes when the file does.
    """

    id: str
    title: str
    path: str
    notes: tuple[Sheet, ...]
    anchors: Mapping[str, str]
    links: tuple[tuple[str, bool, str], ...]
    pictures: Mapping[str, str]


class Found(NamedTuple):
    """A note as the text of one root has it now."""

    root: str
    note: Sheet

    @property
    def prints(self) -> Prints:
        """Its fingerprints."""
        return self.note.prints

    @property
    def front(self) -> str:
        """Its heading in plain words."""
        return self.note.front

    @property
    def path(self) -> str:
        """Its file."""
        return self.note.path

    @property
    def line(self) -> int:
        """The line of its heading."""
        return self.note.line


class Known(NamedTuple):
    """A note as the collection remembers it; ``reviews`` are the answers at stake.

    ``position`` is its place in the line of new cards, ``area`` its first one; ``retired_at`` in
    UTC ms.
    """

    id: int
    key: str
    front: str
    root: str
    path: str
    line: int
    prints: Prints
    retired: bool
    reviews: int
    position: int = 0
    area: str = ""
    guid: str = ""
    retired_at: int = 0

    @property
    def is_readable(self) -> bool:
        """Whether its text can be read: the doctor takes the digest from one that cannot."""
        return bool(self.prints.digest)


class Filed(NamedTuple):
    """What a learner has seen of a note until now."""

    content: str
    section: str
    source: str
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    draft: bool


class Change(NamedTuple):
    """One verdict: ``found`` is None for a retired note, ``known`` is None for a new one."""

    verdict: Verdict
    found: Found | None
    known: Known | None
