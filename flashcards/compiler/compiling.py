"""From roots to a compiled collection: read, match with what is known, write in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flashcards.change import Change, Found, Verdict
from flashcards.collection import decks as shelf
from flashcards.collection.connection import Collection
from flashcards.collection.notes import known_notes, store
from flashcards.collection.reading import references_known
from flashcards.compiler.places import place_of
from flashcards.errors import BadText, Problem, Severity
from flashcards.kinds import Kind
from flashcards.source import identity
from flashcards.source.files import VOCABULARY, SourceFile, find
from flashcards.source.library import Library, keys_of, read_library, read_roles
from flashcards.source.stamps import stamps
from flashcards.study.order import Entry, positions
from flashcards.vocabulary import EMPTY, Vocabulary, merge


@dataclass(frozen=True, slots=True)
class Reading:
    """One root as it is on the disk now; ``vocabulary`` is what it names itself."""

    path: str
    files: tuple[SourceFile, ...]
    library: Library
    vocabulary: Vocabulary
    stamps: dict[str, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found out, written or not."""

    readings: tuple[Reading, ...]
    changes: tuple[Change, ...]
    shadowed: tuple[str, ...]
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_change(self) -> bool:
        """Whether there is anything to write."""
        return any(change.verdict is not Verdict.UNCHANGED for change in self.changes)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a root lends to the others while it is away: its vocabulary and its keys."""

    vocabulary: Vocabulary = EMPTY
    keys: frozenset[str] = frozenset()


def read(
    roots: Iterable[str], kept: Mapping[str, Kept], cwd: Path, only: str | None = None
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Read the roots, the one that wins first; the areas and roles of all of them are one.

    The links of a root may lead to the roots below it. One that is away, such as a disk that is
    not mounted, lends what it had: ``kept``. So do all but the ``only`` root, where there is one.
    """
    problems: list[Problem] = []
    vocabulary = Vocabulary()
    found: dict[str, tuple[tuple[SourceFile, ...], dict[str, str], Vocabulary]] = {}
    for root in reversed(tuple(roots)):
        place = place_of(root)
        # First: what is edited while we read must count as changed.
        seen = stamps(place) if only in (None, root) else {}
        files, unreadable = find(place, cwd) if seen else ((), ())
        own = read_roles(files, vocabulary)[0] if seen else kept.get(root, Kept()).vocabulary
        vocabulary = merge((vocabulary, own))
        found[root] = files, seen, own
        problems += unreadable
    readings: list[Reading] = []
    faulty: list[Problem] = []
    below: set[str] = set()
    for root, (files, seen, own) in found.items():
        library, faults = read_library(files, vocabulary, vocabulary, below)
        readings.append(Reading(root, files, library, own, seen))
        below |= keys_of(library) if seen else kept.get(root, Kept()).keys
        faulty[:0] = faults
    return tuple(reversed(readings)), (*problems, *faulty)


def compare(
    collection: Collection, readings: Sequence[Reading], problems: tuple[Problem, ...]
) -> Compiled:
    """Find out what became of every note. Raises ``BadText`` for any fault."""
    if any(problem.severity is Severity.FAULT for problem in problems):
        raise BadText(problems)
    away = tuple(reading.path for reading in readings if not reading.library.decks)
    known = tuple(known_notes(collection))
    held = {each.key: each.root for each in known if not each.retired and each.root in away}
    found, shadowed = _shadow(readings, held)
    taken = {each.note.key for each in found}
    # What a root that is away holds is neither gone nor to be matched, unless a root above has it.
    here = (k for k in known if k.retired or k.root not in away or k.key in taken)
    return Compiled(tuple(readings), identity.match(found, here), shadowed, away, problems)


def write(collection: Collection, compiled: Compiled, now: int) -> None:
    """Write a compile, all of it or nothing; the caller holds the transaction."""
    with references_known(collection):
        _write_decks(collection, compiled)
        store(collection, compiled.changes, _positions(compiled), now)


def _shadow(
    readings: Sequence[Reading], held: Mapping[str, str]
) -> tuple[list[Found], tuple[str, ...]]:
    """The notes of all roots; where two hold one key, the first root's text wins.

    ``held`` are the keys of roots that are away, each with its root: they win in their turn.
    """
    winners: dict[str, Found | None] = {}
    shadowed: list[str] = []
    for reading in readings:
        for note in (note for deck in reading.library.decks for note in deck.notes):
            if note.key in winners:
                shadowed.append(note.key)
            else:
                winners[note.key] = Found(reading.path, note)
        for key in (key for key, root in held.items() if root == reading.path):
            winners.setdefault(key, None)
    return [found for found in winners.values() if found], tuple(shadowed)


def _write_decks(collection: Collection, compiled: Compiled) -> None:
    away = [deck for deck in shelf.decks(collection) if deck.root in compiled.skipped]
    rows: list[shelf.DeckRow] = []
    for reading in compiled.readings:
        digests = {file.path: file.digest for file in reading.files}
        shelf.set_vocabulary(collection, reading.path, reading.vocabulary.as_json())
        if reading.stamps:
            shelf.set_vocabulary_file(
                collection,
                reading.path,
                digests.get(VOCABULARY),
                reading.stamps.get(VOCABULARY, ""),
            )
        rows += [
            shelf.DeckRow(
                *(reading.path, deck.path, deck.id, deck.title, 0),
                digests[deck.path],
                reading.stamps.get(deck.path, ""),
            )
            for deck in reading.library.decks
        ]
    ordered = [row._replace(place=place) for place, row in enumerate((*rows, *away))]
    shelf.set_decks(collection, ordered)


def _positions(compiled: Compiled) -> dict[str, int]:
    return positions(_entry(c.found) for c in compiled.changes if c.found)


def _entry(found: Found) -> Entry:
    note = found.note
    return Entry(
        key=note.key,
        deck=f"{found.root}/{note.path}",
        area=note.areas[0] if note.areas else "",
        scenario=note.kind is Kind.SCENARIO,
        linked=note.linked,
    )
