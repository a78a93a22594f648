"""What is read around the decks that are checked: the roots that a compile of them would read."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flashcards.app import App
from flashcards.collection.connection import (
    VERSION,
    Collection,
    imagined_collection,
    look_into,
)
from flashcards.collection.decks import SHIPPED
from flashcards.compiler.lending import Kept, kept
from flashcards.compiler.places import is_read_with, place_of
from flashcards.compiler.roots import with_added
from flashcards.errors import FlashcardsError, NoCollection
from flashcards.opening import opened_or_imagined, place_of_collection

_LEFT_OUT = "The decks of the collection are left out."


def roots_around(
    app: App, paths: Sequence[Path], folder: Path | None = None, *, by_itself: bool
) -> tuple[list[str], Mapping[str, Kept]]:
    """The roots to read, the one that wins first, and what those lend that are away.

    They are the roots of the collection, and the ``folder`` and the paths that lie in none of
    them. What is checked ``by_itself`` is so even where the collection cannot be read.
    """
    wanted = tuple(map(_root, [folder, *paths] if folder else paths))
    with _looked_into(app) if by_itself else opened_or_imagined(app) as collection:
        roots, lent = with_added(collection, wanted), kept(collection)
    places = {place_of(root).resolve() for root in roots}
    alone = (str(path) for path in paths if path not in places and not _is_read(path, places))
    return list(dict.fromkeys((*alone, *roots))), lent


def _looked_into(app: App) -> Collection:
    """The collection as it is, or an empty one: a hook of another version must not migrate it."""
    try:
        collection = look_into(place_of_collection(app))
    except NoCollection:
        return imagined_collection()
    except FlashcardsError as error:
        app.say(f"{error} {_LEFT_OUT}")
        return imagined_collection()
    if collection.value("PRAGMA user_version") == VERSION:
        return collection
    collection.connection.close()
    app.say(f"{collection.path} was written by an older version. {_LEFT_OUT}")
    return imagined_collection()


def _root(path: Path) -> str:
    """The root that a path makes; what lies in the shipped decks is read with them."""
    shipped = place_of(SHIPPED).resolve()
    return SHIPPED if shipped in (path, *path.parents) else str(path)


def _is_read(path: Path, places: Iterable[Path]) -> bool:
    return any(is_read_with(path, place) for place in places)
