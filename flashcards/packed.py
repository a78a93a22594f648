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
    """A note: its fields are HTML, as many as its type has, and ``id`` is when it was made (ms).

    It was ``modified`` last at this instant (Unix seconds).
    """

    id: int
    guid: str
    type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int = 0


class PackedCard(NamedTuple):
    """A card: ``ord`` is its template, or the number of its deletion less one.

    ``flag`` is the number of its colour, 0 for none. ``due`` is the day on which a card in review
    is due, as Anki counts days; None for any other card.
    """

    id: int
    note: int
    ord: int
    deck: int
    suspended: bool
    flag: int = 0
    due: int | None = None


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
