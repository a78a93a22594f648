"""Compiling all roots of a collection: which ones, in which order, in one transaction."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, add_root, is_known, remove_root, roots
from flashcards.compiler.compiling import Compiled, compare
from flashcards.compiler.places import is_read_with, is_there, place_of
from flashcards.compiler.reading import Place, Readings, read, shelved
from flashcards.compiler.report import Report, announce
from flashcards.compiler.writing import is_news, write
from flashcards.errors import BadRequest
from flashcards.opening import moment
from flashcards.terminal.progress import progress
from flashcards.workers import Told, without_collector


class Asked(NamedTuple):
    """What a compile is asked for, beside the roots that the collection reads already.

    From now on it reads ``added`` and does not read ``removed``. With ``only`` the other roots are
    left as they were compiled last. ``given`` are the ids of the notes that keys belong to; the
    files ``again`` are read in any case.
    """

    added: tuple[str, ...] = ()
    removed: str | None = None
    only: str | None = None
    given: Mapping[str, int] = MappingProxyType({})
    again: tuple[Place, ...] = ()


NO_MORE = Asked()
"""Nothing but the roots that the collection reads already."""


def compile_roots(
    app: App, collection: Collection, asked: Asked = NO_MORE, *, dry_run: bool = False
) -> Report:
    """Compile all roots of a collection, as ``asked``.

    Raises ``BadText`` for any fault in any file; then nothing is changed.
    """
    began = time.perf_counter()
    with without_collector(), progress("Reading decks", quiet=app.quiet or app.look.plain) as told:
        compiled = _compiled(app, collection, asked, told, dry_run=dry_run)
    return Report(compiled, time.perf_counter() - began)


def recompile_shipped(app: App, collection: Collection) -> None:
    """Compile the shipped decks because they are new, and say what that brought.

    Nobody asked for it, so what the user is writing at the moment is left alone.
    """
    announce(app, compile_roots(app, collection, Asked(only=SHIPPED)))


def _compiled(
    app: App, collection: Collection, asked: Asked, told: Told, *, dry_run: bool
) -> Compiled:
    while True:  # once more where another program compiled meanwhile
        wanted = _wanted(collection, asked.added, asked.removed)
        readings = read(collection, wanted, Path.cwd(), asked.only, asked.again, told)
        if dry_run or not is_news(readings):
            return compare(collection, readings, asked.given)
        if compiled := _write(app, collection, readings, asked.given):
            return compiled


def _write(
    app: App, collection: Collection, readings: Readings, given: Mapping[str, int]
) -> Compiled | None:
    """Write a compile; None where the collection holds other files by now than it did."""
    with collection.write():
        if shelved(collection) != readings.before:
            return None
        compiled = compare(collection, readings, given)
        live = {root.path for root in readings.before.roots}
        for root in reversed(readings.roots):
            if root not in live:
                add_root(collection, root)
        for root in live.difference(readings.roots):
            remove_root(collection, root)
        write(collection, compiled, moment(app, collection).ms)
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


def _is_covered(root: str, known: list[str]) -> bool:
    """Whether a place is a root already, or lies in one. Raises ``BadRequest`` for none."""
    if not is_there(place_of(root)):
        raise BadRequest(f"There is no file or folder {root}.")
    return root in known or any(_contains(place, root) for place in known)


def _contains(outer: str, inner: str) -> bool:
    """Whether a root is read with another one; the shipped decks stand for themselves."""
    # Not pathlib at first: of a thousand files, each is compared with all others.
    inside = f"{inner}{os.sep}".startswith(f"{outer.rstrip(os.sep)}{os.sep}")
    return inside and SHIPPED not in (outer, inner) and is_read_with(Path(inner), Path(outer))
