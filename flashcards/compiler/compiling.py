"""From readings to verdicts: what became of every note, and nothing is written yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flashcards.change import Change, Found, Known, Verdict
from flashcards.collection import known as asking
from flashcards.collection.connection import Collection
from flashcards.compiler.reading import Readings
from flashcards.errors import BadText, Problem, Severity
from flashcards.source import identity
from flashcards.source.differences import differences, resembling


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found out, written or not.

    ``resting`` is the number of live notes in files that need not be read: they are unchanged.
    ``drafts`` are those of all files. ``edits`` are what changed about each note that did, by its
    key; ``doubts`` the gone notes with answers that new ones resemble, each with these.
    """

    readings: Readings
    changes: tuple[Change, ...]
    resting: int
    drafts: int
    edits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: tuple[tuple[Known, tuple[Found, ...]], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be said of the text; no fault is among it."""
        return self.readings.problems

    @property
    def is_change(self) -> bool:
        """Whether there is anything to tell."""
        return any(change.verdict is not Verdict.UNCHANGED for change in self.changes)


def compare(
    collection: Collection, readings: Readings, given: Mapping[str, int] | None = None
) -> Compiled:
    """Find out what became of every note.

    ``given`` are the ids of the notes that keys belong to because a person says so. Raises
    ``BadText`` for any fault.
    """
    if any(problem.severity is Severity.FAULT for problem in readings.problems):
        raise BadText(readings.problems)
    live = asking.live(collection)
    if not readings.touched and not readings.decks:
        return Compiled(readings, (), live, asking.drafts(collection))
    found = _found(readings)
    keys = (each.note.key for each in found)
    known = tuple(asking.known_notes(collection, readings.touched, keys))
    asked = _Asked(collection)
    changes = identity.match(found, known, asked, given or {})
    drafts = asking.drafts(collection, (each.id for each in known))
    return Compiled(
        readings,
        changes,
        resting=live - sum(not each.retired for each in known),
        drafts=drafts + sum(each.note.draft for each in found),
        edits=_edits(collection, changes),
        doubts=resembling(changes, known, asked),
    )


def _edits(collection: Collection, changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    edited = [
        (change.found, change.known.id)
        for change in changes
        if change.verdict is Verdict.CHANGED and change.found and change.known
        if change.known.is_readable
    ]
    before = asking.filed(collection, (id_ for _, id_ in edited))
    return {found.note.key: differences(before[id_], found) for found, id_ in edited}


def _found(readings: Readings) -> list[Found]:
    """The notes that were read and win, in the order of their files."""
    winners = readings.winners()
    return [
        Found(place[0], note)
        for place in readings.files
        if place in readings.decks
        for note in readings.decks[place].notes
        if winners[note.key] == place
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What matching asks of the collection, about the few notes in doubt."""

    collection: Collection

    def bodies(self, wanted: frozenset[bytes], but: frozenset[int]) -> set[bytes]:
        """Which bodies live notes have that are not to be matched."""
        return asking.resting_bodies(self.collection, wanted, but)

    def contents(self, notes: frozenset[int]) -> Mapping[int, str]:
        """The texts of notes, as JSON."""
        return asking.contents(self.collection, notes)

    def former_keys(self, notes: frozenset[int]) -> Mapping[str, frozenset[int]]:
        """Which of some notes had each key before."""
        return asking.former_keys(self.collection, notes)
