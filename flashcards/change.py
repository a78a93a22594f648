"""The nouns of a compile: notes in the text, notes in the collection, and what became of each."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.card import Note


class Verdict(StrEnum):
    """What a compile makes of one note."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    NEW = "new"
    RETIRED = "retired"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints by which a note is known again.

    ``form`` is term, sequence or scenario; ``digest`` covers all that a learner can see;
    ``body`` covers the normalised answer alone, which has ``words`` words.
    """

    form: str
    digest: bytes
    body: bytes
    words: int


@dataclass(frozen=True, slots=True)
class Found:
    """A note as the text of one root has it now."""

    root: str
    note: Note
    prints: Prints


@dataclass(frozen=True, slots=True)
class Known:
    """A note as the collection remembers it; ``reviews`` are the answers at stake."""

    id: int
    key: str
    front: str
    root: str
    path: str
    line: int
    prints: Prints
    retired: bool
    reviews: int


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict: ``found`` is None for a retired note, ``known`` is None for a new one."""

    verdict: Verdict
    found: Found | None
    known: Known | None
