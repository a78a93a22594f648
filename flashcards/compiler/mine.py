"""``mine.md``: shipped notes as the user wants them, in a root that wins over the shipped decks."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flashcards.app import App
from flashcards.collection.cards import StoredNote
from flashcards.collection.connection import Collection
from flashcards.compiler.places import place_of
from flashcards.compiler.vocabularies import vocabulary
from flashcards.errors import BadRequest, BadText
from flashcards.files import replace_file
from flashcards.opening import place_of_collection
from flashcards.source.deck import Parsed, parse, read_draft
from flashcards.source.excerpt import Excerpt, Leading, cut, insert, leading
from flashcards.source.files import SourceFile, digest, find
from flashcards.source.guard import decode
from flashcards.source.library import draft_of, read_library
from flashcards.source.links import Links
from flashcards.source.report import Report
from flashcards.source.settings import read_settings
from flashcards.source.sheets import linked, sheaf
from flashcards.vocabulary import EMPTY, Vocabulary

BEGINNING = "---\ndeck: My notes\n---\n\n# My notes\n"
"""What the file holds before the first note."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A note of the shipped decks, ready to be copied; ``keys`` are those of all shipped notes."""

    key: str
    digest: bytes
    excerpt: Excerpt
    leading: Leading
    keys: frozenset[str]


def place_of_mine(app: App) -> Path:
    """The file of the user's own text: ``decks/mine.md`` beside the collection.

    Beside a collection of another name than the usual one, the folder bears that name, too.
    """
    collection = place_of_collection(app)
    folder = "decks" if collection.name == "collection.db" else f"{collection.stem}-decks"
    return collection.with_name(folder).resolve() / "mine.md"


def line_of(path: Path, key: str) -> int | None:
    """The line on which a file has the note of a key now."""
    text = decode(Report(""), path.read_bytes()) if path.exists() else None
    notes = read_draft(Report(""), path.name, text, EMPTY).notes if text else ()
    return next((note.line for note in notes if note.key == key), None)


def shipped(collection: Collection, note: StoredNote) -> Shipped:
    """A note as its shipped deck has it. Raises ``BadRequest`` where it is not there."""
    known = vocabulary(collection)
    files = {f.path: f for f in find(place_of(note.root), Path.cwd())[0] if f.path.endswith(".md")}
    drafts = {path: sheaf(draft_of(file, known)) for path, file in files.items()}
    links = Links(drafts.values())
    for path, draft in drafts.items():
        for found in draft.notes:
            if found.key == note.key:
                follow = links.of(draft)
                parsed = _parsed(files[path].label, files[path].data)
                return Shipped(
                    key=note.key,
                    digest=linked(found, follow).prints.digest,
                    excerpt=cut(parsed, found.line, known),
                    leading=leading(found, draft.links, follow),
                    keys=frozenset(n.key for other in drafts.values() for n in other.notes),
                )
    raise BadRequest(f"The shipped decks have no note '{note.key}' any more.")


def copied(collection: Collection, mine: Path, note: Shipped) -> str:
    """The text of a shipped note as ``mine`` is to hold it, saying the same as it does there.

    Raises ``BadText`` where the file has faults that hide its notes, and ``BadRequest`` for a note
    that cannot be copied.
    """
    known = vocabulary(collection)
    parsed = _mine(mine)
    outer = read_settings(Report(""), parsed.fields, known)
    text = note.excerpt.text(note.key, outer, note.leading)
    whole = insert(parsed, text, note.excerpt.level, note.excerpt.section)
    if _digest(whole, note, known) != note.digest:
        raise BadRequest(f"{note.key} cannot be copied as it is written; copy it by hand.")
    return text


def add(collection: Collection, mine: Path, note: Shipped, text: str) -> None:
    """Write the text of a note into ``mine``, all at once.

    Raises ``BadRequest`` where it is no note any more, or another window was faster.
    """
    if not text.lstrip().startswith("#" * note.excerpt.level + " "):
        raise BadRequest(f"The text of {note.key} has lost its heading; nothing was changed.")
    with collection.write():  # one program after the other
        if line_of(mine, note.key):
            raise BadRequest(f"{note.key} was edited in another window meanwhile.")
        parsed = _mine(mine)
        whole = insert(parsed, text, note.excerpt.level, note.excerpt.section)
        replace_file(mine, whole.encode())


def draft_file(mine: Path, key: str, text: str) -> Path:
    """The file in which a copy is edited; one that is there already holds somebody's work."""
    path = mine.with_name(f".{key.replace('/', '~')}.md")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError), path.open("xb") as file:
        try:
            file.write(text.encode())
            file.flush()
        except OSError:  # half a text would be taken for work the next time
            path.unlink(missing_ok=True)
            raise
    return path


def _mine(path: Path) -> Parsed:
    data = path.read_bytes() if path.exists() else BEGINNING.encode()
    return _parsed(str(path), data)


def _parsed(label: str, data: bytes) -> Parsed:
    """A file divided at its headings. Raises ``BadText`` for a fault that hides them."""
    report = Report(label)
    text = decode(report, data)
    parsed = None if text is None else parse(report, text)
    if parsed is None:
        raise BadText(report.problems)
    return parsed


def _digest(text: str, note: Shipped, known: Vocabulary) -> bytes | None:
    """What a learner would see of the copy, as a fingerprint; None where it makes no such note."""
    data = text.encode()
    file = SourceFile("mine.md", "mine.md", data, digest(data))
    library, _ = read_library((file,), known, elsewhere=note.keys)
    notes = (each for deck in library.decks for each in deck.notes)
    return next((each.prints.digest for each in notes if each.key == note.key), None)
