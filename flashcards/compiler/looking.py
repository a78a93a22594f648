"""A look at the roots, before any deck is read: which files there are, and their vocabulary."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flashcards.collection.decks import Root
from flashcards.compiler.places import place_of
from flashcards.compiler.vocabularies import vocabulary_of
from flashcards.source.files import VOCABULARY, SourceFile, find
from flashcards.source.report import Problems
from flashcards.source.stamps import stamps
from flashcards.vocabulary import EMPTY, Vocabulary, merge


class Look(NamedTuple):
    """One root: its decks and its ``roles`` by their paths, with their stamps.

    It is not ``seen`` where it has no deck, as on a disk that is not mounted, or where nobody
    asked for it. ``stored`` is what the collection knows of it.
    """

    root: str
    seen: bool
    files: Mapping[str, SourceFile]
    roles: SourceFile | None
    stamps: Mapping[str, str]
    problems: Problems
    stored: Root | None


def look(
    root: str, known: Iterable[Root], before: Mapping[str, str], cwd: Path, *, asked: bool
) -> Look:
    """Look at a root, unless nobody asked; its files had other stamps ``before``, or the same."""
    place = place_of(root)
    # First: what is edited while we read must count as changed.
    seen = stamps(place, before) if asked else {}
    found, problems = find(place, cwd) if seen else ((), ())
    files = {file.path: file for file in found}
    roles = files.pop(VOCABULARY, None)
    stored = next((each for each in known if each.path == root), None)
    return Look(root, bool(files or problems), files, roles, seen, problems, stored)


def vocabularies(looks: Sequence[Look]) -> dict[str, Vocabulary]:
    """What each root names itself, the one that wins first."""
    if all(_is_stored(look) for look in looks):
        return {look.root: _stored(look) for look in looks}
    # Only here: where no file changed, TOML need not be read.
    from flashcards.source.library import read_roles  # noqa: PLC0415 - see above

    found: dict[str, Vocabulary] = {}
    for look in reversed(looks):
        files = [look.roles] if look.roles else []
        own = read_roles(files, merge(found.values()))[0] if look.seen else _stored(look)
        found[look.root] = own
    return dict(reversed(found.items()))


def roles_changed(look: Look) -> bool:
    """Whether the areas and roles of a root have to be read again."""
    return look.seen and not _is_stored(look)


def _is_stored(look: Look) -> bool:
    if not look.seen:
        return True
    return look.stored is not None and look.stored.digest == (
        look.roles.digest if look.roles else None
    )


def _stored(look: Look) -> Vocabulary:
    return vocabulary_of(look.stored) if look.stored else EMPTY
