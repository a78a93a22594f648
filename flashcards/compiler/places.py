"""Where decks are on this machine: the shipped ones, the roots, and which files changed."""

from pathlib import Path

import flashcards
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, decks, roots
from flashcards.errors import BadRequest
from flashcards.source.files import VOCABULARY, belongs, folder_of
from flashcards.source.stamps import stamps


def shipped_decks() -> Path:
    """The folder of the decks that come with the program."""
    package = Path(flashcards.__file__).parent
    # An editable install does not copy the decks into the package: they are beside it.
    inside = package / "decks"
    return inside if inside.is_dir() else package.parent / "decks"


def place_of(root: str) -> Path:
    """The folder or file that a root of the collection stands for."""
    return shipped_decks() if root == SHIPPED else Path(root)


def home_of(root: str) -> Path:
    """The folder that the paths of a root begin at."""
    return folder_of(place_of(root))


def file_of(root: str, path: str) -> Path:
    """A file by its root and its path in it; a root may be a file itself."""
    place = place_of(root)
    return place if place.name == path and not place.is_dir() else place / path


def is_read_with(path: Path, root: Path) -> bool:
    """Whether a file or folder is read with a root, and not left out as a README would be."""
    return belongs(root, path / "deck.md" if path.is_dir() else path)


def root_of(path: Path) -> str:
    """The root that a user names. Raises ``BadRequest`` for a link to itself, and ~ of nobody."""
    try:
        return str(path.expanduser().resolve())
    except RuntimeError as error:
        raise BadRequest(f"There is no file or folder {path}.") from error


def is_there(path: Path) -> bool:
    """Whether a path leads to anything; one that no disk could hold leads nowhere."""
    try:
        return path.exists()
    except OSError:
        return False


def changed_files(collection: Collection, root: str) -> list[str]:
    """The files of a root that were edited, added or taken away since they were compiled.

    Only sizes and times are compared; nothing is read.
    """
    known = {deck.path: deck.stamp for deck in decks(collection) if deck.root == root}
    known[VOCABULARY] = next((r.stamp for r in roots(collection) if r.path == root), "")
    known = {path: stamp for path, stamp in known.items() if stamp}
    found = stamps(place_of(root), known)
    if not found:
        return []
    return sorted(
        path for path in known.keys() | found.keys() if known.get(path) != found.get(path)
    )


def changed_user_files(collection: Collection) -> list[str]:
    """The changed files of all roots but the shipped one."""
    own = (root.path for root in roots(collection) if root.path != SHIPPED)
    return [path for root in own for path in changed_files(collection, root)]
