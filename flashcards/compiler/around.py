"""What is read around the decks that are checked: the roots that a compile of them would read."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flashcards.app import App
from flashcards.collection.connection import Collection, imagined_collection
from flashcards.collection.decks import SHIPPED
from flashcards.compiler.compiling import Kept
from flashcards.compiler.places import place_of
from flashcards.compiler.roots import kept, with_added
from flashcards.errors import FlashcardsError
from flashcards.opening import opened_or_imagined
from flashcards.source.files import belongs


def roots_around(
    app: App, paths: Sequence[Path], folder: Path | None = None, *, by_itself: bool
) -> tuple[list[str], Mapping[str, Kept]]:
    """The roots to read, the one that wins first, and what those lend that are away.

    They are the roots of the collection, and the ``folder`` and the paths that lie in none of
    them. What is checked ``by_itself`` is so even where the collection cannot be opened.
    """
    wanted = tuple(map(_root, [folder, *paths] if folder else paths))
    with _collection(app, may_lack=by_itself) as collection:
        roots, lent = with_added(collection, wanted), kept(collection)
    alone = (str(path) for path in paths if path.is_file() and not _is_read(path, roots))
    return [*alone, *dict.fromkeys(roots)], lent


def _collection(app: App, *, may_lack: bool) -> Collection:
    try:
        return opened_or_imagined(app)
    except FlashcardsError as error:
        if not may_lack:
            raise
        app.say(f"{error} The decks of the collection are left out.")
        return imagined_collection()


def _root(path: Path) -> str:
    """The root that a path makes; what lies in the shipped decks is read with them."""
    shipped = place_of(SHIPPED).resolve()
    return SHIPPED if shipped in (path, *path.parents) else str(path)


def _is_read(path: Path, roots: Iterable[str]) -> bool:
    """Whether a file is among those of a root, and not, say, a README there."""
    return any(belongs(place_of(root).resolve(), path) for root in roots)
