"""Compiling all roots of a collection: which ones, in which order, in one transaction."""

import os
import time
from pathlib import Path

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, add_root, is_known, remove_root, roots
from flashcards.collection.filters import Filter
from flashcards.collection.notes import live_keys
from flashcards.collection.shelves import count
from flashcards.compiler import compiling
from flashcards.compiler.compiling import Compiled, Kept
from flashcards.compiler.places import is_there, place_of
from flashcards.compiler.report import Report, announce
from flashcards.compiler.vocabularies import vocabulary_of
from flashcards.errors import BadRequest, Problem
from flashcards.opening import moment


def compile_roots(
    app: App,
    collection: Collection,
    added: tuple[str, ...] = (),
    removed: str | None = None,
    *,
    only: str | None = None,
    dry_run: bool = False,
) -> Report:
    """Compile all roots of a collection, from now on with ``added`` and without ``removed``.

    With ``only`` the other roots are left as they were compiled last.

    Raises ``BadText`` for any fault in any file; then nothing is changed.
    """
    began = time.perf_counter()
    compiled = None
    while compiled is None:  # once more where another program changed the roots meanwhile
        wanted = _wanted(collection, added, removed)
        readings, problems = compiling.read(wanted, kept(collection), Path.cwd(), only)
        if dry_run:
            compiled = compiling.compare(collection, readings, problems)
        else:
            compiled = _write(app, collection, readings, problems, (added, removed))
    held = count(collection, Filter())
    decks = sum(len(reading.library.decks) for reading in readings)
    seconds = time.perf_counter() - began
    return Report(compiled, decks, held.terms + held.scenarios, held.cards, seconds)


def recompile_shipped(app: App, collection: Collection) -> None:
    """Compile the shipped decks because they are new, and say what that brought.

    Nobody asked for it, so what the user is writing at the moment is left alone.
    """
    announce(app, compile_roots(app, collection, only=SHIPPED))


def _write(
    app: App,
    collection: Collection,
    readings: tuple[compiling.Reading, ...],
    problems: tuple[Problem, ...],
    asked: tuple[tuple[str, ...], str | None],
) -> Compiled | None:
    """Write a compile; None when other roots are to be read by now."""
    with collection.write():
        if _wanted(collection, *asked) != [reading.path for reading in readings]:
            return None
        compiled = compiling.compare(collection, readings, problems)
        live = {root.path for root in roots(collection)}
        for reading in reversed(readings):
            if reading.path not in live:
                add_root(collection, reading.path)
        for root in live - {reading.path for reading in readings}:
            remove_root(collection, root)
        compiling.write(collection, compiled, moment(app, collection).ms)
    return compiled


def _wanted(collection: Collection, added: tuple[str, ...], removed: str | None) -> list[str]:
    return [root for root in with_added(collection, added) if root != removed]


def with_added(collection: Collection, added: tuple[str, ...]) -> list[str]:
    """The roots to read, the one that wins first: the newest; the shipped decks come last.

    A root that lies in a new one is read as a part of it from now on.
    """
    found = [root.path for root in roots(collection)]
    for root in added:
        if not _is_covered(root, found):
            found = [root, *(known for known in found if not _contains(root, known))]
    if not is_known(collection, SHIPPED):
        found.append(SHIPPED)
    return sorted(found, key=lambda root: root == SHIPPED)


def kept(collection: Collection) -> dict[str, Kept]:
    """What the roots of a collection lend to one another while they are away."""
    keys = live_keys(collection)
    return {
        root.path: Kept(vocabulary_of(root), frozenset(keys.get(root.path, ())))
        for root in roots(collection)
    }


def _is_covered(root: str, known: list[str]) -> bool:
    """Whether a place is a root already, or lies in one. Raises ``BadRequest`` for none."""
    if not is_there(place_of(root)):
        raise BadRequest(f"There is no file or folder {root}.")
    return root in known or any(_contains(place, root) for place in known)


def _contains(outer: str, inner: str) -> bool:
    """Whether a root lies in another one; the shipped decks stand for themselves."""
    # Not pathlib: of a thousand files, each is compared with all others.
    inside = f"{inner}{os.sep}".startswith(f"{outer.rstrip(os.sep)}{os.sep}")
    return inside and SHIPPED not in (outer, inner)
