"""What is remembered of a card, as it is told to an Anki that has the card already."""

from typing import Any, NamedTuple


class Remembered(NamedTuple):
    """A card in Anki's columns; its note is known by ``guid``, and its place there is ``ord``.

    ``due`` is a study day (days since 1970-01-01), an instant (Unix seconds), or the place of a
    new card. Each row of the ``log`` is one of Anki's log in which the card's id is replaced by
    the instant (ms) at which the row was written; its first number is the one in a package.
    """

    guid: str
    ord: int
    suspended: bool
    type: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    data: dict[str, Any]
    log: list[list[int]]
