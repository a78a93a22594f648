"""What the program and the process that runs Anki say to each other: one line of JSON at a time."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Trouble(StrEnum):
    """What can go wrong in the process that runs Anki; the client finds the sentence."""

    BUSY = "busy"
    LOGIN = "login"
    NETWORK = "network"
    STRANGE = "strange"
    SERVER = "server"
    ONE_WAY = "one way"
    EMPTIED = "emptied"
    DISK = "disk"
    BROKEN = "broken"


class Fetched(NamedTuple):
    """What came of a look at the server.

    ``first`` where neither it nor the mirror was ever synchronised, ``replaced`` where the mirror
    became a copy of it. ``fsrs`` says whether the account schedules by FSRS, and ``said`` is a
    word of the server to its users.
    """

    first: bool
    replaced: bool
    fsrs: bool
    said: str


Place: TypeAlias = tuple[str, int]
"""A card as both sides know it: the guid of its note, and its place there."""


class KnownNote(NamedTuple):
    """A note of the mirror: its type, and when it was changed last (Unix seconds)."""

    type: int
    changed: int


class Known(NamedTuple):
    """What the mirror holds of some notes: by their guids, their cards, and the ids of presets."""

    notes: Mapping[str, KnownNote]
    cards: frozenset[Place]
    suspended: frozenset[Place]
    presets: frozenset[int]


class Applied(NamedTuple):
    """What was new to the mirror: notes, texts, answers, and cards brought up to date."""

    new: int = 0
    changed: int = 0
    answers: int = 0
    cards: int = 0

    def plus(self, other: "Applied") -> "Applied":
        """The sum of two."""
        return Applied(*map(sum, zip(self, other, strict=True)))
