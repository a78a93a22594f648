"""What a package of Anki holds: its note types, notes, cards and answers, as Anki packed them."""

from typing import NamedTuple


class Template(NamedTuple):
    """One kind of card: its front and its back, in HTML with ``{{fields}}``."""

    name: str
    front: str
    back: str


class NoteType(NamedTuple):
    """A note type; a cloze type makes a card for each number among its deletions."""

    id: int
    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class PackedNote(NamedTuple):
    """A note: its fields are HTML, as many as its type has, and ``id`` is when it was made (ms)."""

    id: int
    guid: str
    type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


class PackedCard(NamedTuple):
    """A card: ``ord`` is its template, or the number of its deletion less one."""

    id: int
    note: int
    ord: int
    deck: int
    suspended: bool


class PackedAnswer(NamedTuple):
    """A row of Anki's log: ``id`` is its instant (UTC ms), ``ease`` 1 to 4, or 0 for no answer.

    ``interval`` and ``last`` are in days when > 0 and in seconds when < 0; ``type`` is Anki's
    number: learn, review, relearn, filtered, manual, rescheduled.
    """

    id: int
    card: int
    ease: int
    interval: int
    last: int
    factor: int
    duration_ms: int
    type: int
