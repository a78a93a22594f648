"""The roots as they are on the disk now; of their files only those are read that must be.

A file must be read when it or a picture in it changed, when a link in it leads elsewhere by now, or
when a note in it wins that was shadowed before. What others need of a file that is not read is in
its bindings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from flashcards.change import Deck
from flashcards.collection.connection import Collection
from flashcards.collection.decks import Bindings, DeckRow, Root, bindings, decks, roots
from flashcards.compiler.looking import Look, look, roles_changed, vocabularies
from flashcards.source.report import Problems
from flashcards.source.stamps import fingerprint, pictures_in, way_of_reading
from flashcards.vocabulary import Vocabulary, merge
from flashcards.workers import Told, silent

Place: TypeAlias = tuple[str, str]
"""A file: its root, and its path in it."""


class Shelved(NamedTuple):
    """What a collection holds of its roots and their files."""

    roots: tuple[Root, ...]
    decks: tuple[DeckRow, ...]

    @property
    def files(self) -> dict[Place, DeckRow]:
        """The files that there were at the last compile."""
        return {(row.root, row.path): row for row in self.decks if row.digest is not None}

    @property
    def stamps(self) -> dict[str, dict[str, str]]:
        """The stamps of these files, by their roots and their paths."""
        found: dict[str, dict[str, str]] = {}
        for (root, path), row in self.files.items():
            found.setdefault(root, {})[path] = row.stamp
        return found


@dataclass(frozen=True, slots=True)
class Readings:
    """All roots, the one that wins first, beside what the collection held of them ``before``.

    ``files`` are all the files with their fingerprints, in the order in which their cards come;
    ``decks`` are those that were read. ``keys`` are those of each file, where any file was read.
    ``stale`` are files out of reach that should have been read: the next compile reads them.
    """

    before: Shelved
    looks: tuple[Look, ...]
    own: Mapping[str, Vocabulary]
    files: Mapping[Place, bytes]
    decks: Mapping[Place, Deck]
    keys: Mapping[Place, frozenset[str]]
    problems: Problems = ()
    stale: frozenset[Place] = frozenset()

    @property
    def roots(self) -> list[str]:
        """The roots, the one that wins first."""
        return [look.root for look in self.looks]

    @property
    def vocabulary(self) -> Vocabulary:
        """The areas and roles of all roots."""
        return _merged(self.own)

    @property
    def away(self) -> tuple[str, ...]:
        """The roots that hold no deck now; nobody takes their notes away."""
        return tuple(look.root for look in self.looks if not look.seen)

    @property
    def touched(self) -> frozenset[Place]:
        """The files of the last compile that are gone, or had to be read again."""
        return frozenset(p for p in self.before.files if p not in self.files or p in self.decks)

    def winners(self) -> dict[str, Place]:
        """Which file the text of each key comes from: of two, the one of the first root."""
        return winners(self.files, self.keys)


def shelved(collection: Collection) -> Shelved:
    """What a collection holds now."""
    return Shelved(tuple(roots(collection)), tuple(decks(collection)))


def read(
    collection: Collection,
    wanted: Iterable[str],
    cwd: Path,
    only: str | None = None,
    again: Iterable[Place] = (),
    told: Told = silent,
) -> Readings:
    """Read what must be read of the ``wanted`` roots, the one that wins first.

    The areas and roles of all of them are one vocabulary, and the links of a root may lead to the
    roots below it. A root that is away counts as it was compiled last, and so do all but the
    ``only`` root, where there is one. The files ``again`` are read in any case; ``told`` hears how
    far reading has come.
    """
    before = shelved(collection)
    stamps = before.stamps
    looks = tuple(
        look(root, before.roots, stamps.get(root, {}), cwd, asked=only in (None, root))
        for root in wanted
    )
    return read_files_of(collection, before, looks, vocabularies(looks), again, told)


def read_files_of(
    collection: Collection,
    before: Shelved,
    looks: tuple[Look, ...],
    own: Mapping[str, Vocabulary],
    again: Iterable[Place] = (),
    told: Told = silent,
) -> Readings:
    """Read what must be read of roots that were looked at, each with its ``own`` vocabulary."""
    files = _files(looks, before, _merged(own))
    start = Readings(before, looks, own, files, {}, {})
    same = {p for p, row in before.files.items() if files.get(p) == row.digest} - set(again)
    same -= _showing_others(before, looks)
    return start if _is_all(start, same) else _read(start, bindings(collection), same, told)


def _showing_others(before: Shelved, looks: Iterable[Look]) -> set[Place]:
    """The files with a picture that changed since, or is gone."""
    held = before.files
    return {
        place
        for each in looks
        for path, stamp in each.stamps.items()
        if (place := (each.root, path)) in held
        if pictures_in(stamp) != pictures_in(held[place].stamp)
    }


def _is_all(start: Readings, same: set[Place]) -> bool:
    """Whether the files that need not be read are all there are, and all there were."""
    return (
        same == start.files.keys() == start.before.files.keys()
        and start.roots == [root.path for root in start.before.roots]
        and not any(each.problems or roles_changed(each) for each in start.looks)
    )


def _merged(own: Mapping[str, Vocabulary]) -> Vocabulary:
    return merge(reversed(list(own.values())))


def _files(looks: Iterable[Look], before: Shelved, vocabulary: Vocabulary) -> dict[Place, bytes]:
    """All files with their fingerprints; those of a root that is away are as they were."""
    found: dict[Place, bytes] = {}
    way = way_of_reading(vocabulary)
    for each in looks:
        for path, file in each.files.items():
            found[each.root, path] = fingerprint(file, way)
        if not each.seen:
            kept = (row for row in before.decks if row.root == each.root)
            found |= {(row.root, row.path): row.digest for row in kept if row.digest is not None}
    return found


def _read(
    start: Readings, held: Mapping[Place, Bindings], same: set[Place], told: Told
) -> Readings:
    """Read all files that are not the ``same``, and then those that this makes it necessary to."""
    # Only here: the Markdown parser costs more than a compile that has nothing to read.
    from flashcards.compiler.rereading import read_files, to_be_read  # noqa: PLC0415 - see above

    there = {(look.root, path) for look in start.looks for path in look.files}
    while True:
        readings = read_files(start, held, same, told)
        more = to_be_read(readings, held, same)
        if not more & there:
            return replace(readings, stale=frozenset(more))
        same = same - more


def shadowed(collection: Collection, readings: Readings) -> int:
    """How many notes of all files do not win."""
    keys: Mapping[Place, Iterable[str]] = readings.keys
    if not keys:  # nothing was read, so that all are what they were
        held = bindings(collection)
        keys = {place: held[place].anchors.values() for place in readings.files}
    return sum(len(set(those)) for those in keys.values()) - len(winners(readings.files, keys))


def winners(files: Iterable[Place], keys: Mapping[Place, Iterable[str]]) -> dict[str, Place]:
    """Which of some files the text of each key comes from; the files of the first root win."""
    found: dict[str, Place] = {}
    for place in files:
        for key in keys.get(place, ()):
            found.setdefault(key, place)
    return found
