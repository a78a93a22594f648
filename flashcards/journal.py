"""The log as it travels between collections: rows that name their card by guid and face."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from flashcards.kinds import Origin, Rating, ReviewType, State, Step

Identity: TypeAlias = tuple[object, ...]
"""What tells a row from all others, wherever it is held: its instant, its card, what it says."""


class Mark(NamedTuple):
    """One point of a checklist as it was judged; a point is known by its step and its text."""

    step: Step
    text: str
    must: bool
    hit: bool


class Attempt(NamedTuple):
    """A graded scenario: seconds for each step, and what was ticked."""

    seconds: Mapping[str, int]
    hint: bool
    answer: str | None
    marks: tuple[Mark, ...]


class Entry(NamedTuple):
    """One row of a journal.

    ``number`` is the row's own within its journal, and ``cause`` the number of another one. ``id``
    is the instant (UTC ms) it was given where it was written, ``undone`` the one it was taken
    back. ``follows`` counts the rows of its card that were known there and then.
    """

    number: int
    guid: str
    key: str
    face: str
    id: int
    type: ReviewType
    rating: Rating | None
    study_day: int
    state: State
    interval: int
    duration_ms: int
    origin: Origin
    follows: int | None = None
    cause: int | None = None
    undone: int | None = None
    attempt: Attempt | None = None


class Journal(NamedTuple):
    """All that one collection tells of what its learner did."""

    rollover_hour: int
    entries: tuple[Entry, ...]


def by_guid(entry: Entry) -> tuple[str, str]:
    """A card as every collection knows it."""
    return entry.guid, entry.face


def identities(
    entries: Iterable[Entry], card_of: Callable[[Entry], object] = by_guid
) -> dict[int, Identity]:
    """The identity of each entry, by its number; sorted by it, a journal has one order only.

    Two machines may number answers of one instant alike, so what was said belongs to it.
    """
    known = {entry.number: entry for entry in entries}

    def identity(entry: Entry) -> Identity:
        cause = known.get(entry.cause) if entry.cause is not None else None
        # What lined a row up stands for itself: one step back is all there is.
        return (*_said(entry, card_of), *(_said(cause, card_of) if cause else ()))

    return {number: identity(entry) for number, entry in known.items()}


def _said(entry: Entry, card_of: Callable[[Entry], object]) -> Identity:
    said = (entry.type.value, int(entry.rating or 0), entry.study_day, entry.state.value)
    follows = -1 if entry.follows is None else entry.follows
    more = (entry.interval, entry.duration_ms, entry.origin.value, follows)
    return entry.id, card_of(entry), *said, *more
