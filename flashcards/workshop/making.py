"""Decks made of files: their notes put together, proved, and divided where they are too many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from flashcards.convert import deck
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.deck import Cover
from flashcards.errors import BadRequest
from flashcards.face import slug
from flashcards.vocabulary import Vocabulary
from flashcards.workshop.proving import prove
from flashcards.workshop.reading import read
from flashcards.workshop.shelf import Shelf

NAMELESS = "cards"
"""The id of a deck whose file's name has no letters and digits."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: decks of these files, at ``out`` or nowhere yet, and what they say on top."""

    files: tuple[Path, ...]
    out: Path | None = None
    title: str = ""
    areas: str = ""
    roles: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, and what became of it."""

    path: Path
    terms: int
    drafts: int
    left_out: tuple[LeftOut, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Made:
    """The decks by their names, their pictures by their paths, and the files they come from."""

    decks: Mapping[str, str]
    pictures: Mapping[str, bytes]
    sources: tuple[Source, ...]

    @property
    def terms(self) -> int:
        """The notes that can be studied."""
        return sum(source.terms for source in self.sources)

    @property
    def drafts(self) -> int:
        """The notes that lack an answer."""
        return sum(source.drafts for source in self.sources)


def make(order: Order, vocabulary: Vocabulary) -> Made:
    """Make the decks; nothing is written.

    Raises ``BadRequest`` for a file that cannot be read, and for an unknown area or role.
    """
    shelf = Shelf(f"{order.out.stem}-media" if order.out else "")
    names = _names(order.files)
    found = [read(path, name, shelf, order.out) for path, name in names.items()]
    notes = deck.with_keys(deck.in_sections(_together(found)))
    name = order.out.name if order.out else "deck.md"
    decks: dict[str, str] = {}
    kept: list[Converted] = []
    lost: list[LeftOut] = []
    for number, volume in enumerate(deck.volumes(notes), start=1):
        title = _volume_name(name, number)
        cover = _cover(order, found, title, number, tuple(names.values()))
        page, more = prove(title, cover, volume, vocabulary)
        if page.notes:
            decks[title] = page.text
        kept += page.notes
        lost += more
    pairs = zip(names.items(), found, strict=True)
    sources = (_source(*file, conversion, kept, lost) for file, conversion in pairs)
    pictures = shelf.used_in("".join(decks.values()))
    return Made(decks, pictures, tuple(sources))


def _names(files: Sequence[Path]) -> dict[Path, str]:
    """What notes call the files that they are from: by name, of equal ones with the folder."""
    names = [path.name for path in files]
    longer = [f"{path.absolute().parent.name}/{path.name}" for path in files]
    for number, path in enumerate(files):
        if names.count(path.name) > 1 and longer.count(longer[number]) > 1:
            raise BadRequest(f"Two of the files are {longer[number]}; convert them one by one.")
    pairs = zip(files, names, longer, strict=True)
    return {path: name if names.count(name) == 1 else more for path, name, more in pairs}


def _together(found: Sequence[Conversion]) -> list[Converted]:
    """The notes of all files; of several, those of no section have their file's title as one."""
    if len(found) == 1:
        return list(found[0].notes)
    return [
        note if note.section else replace(note, section=each.title or PurePath(note.path).stem)
        for each in found
        for note in each.notes
    ]


def _cover(
    order: Order, found: Sequence[Conversion], name: str, number: int, sources: tuple[str, ...]
) -> Cover:
    own = found[0].title if len(found) == 1 else ""
    stem = (order.out or order.files[0]).stem
    title = order.title or own or (order.files[0].stem if len(found) == 1 else stem)
    return Cover(
        title if number == 1 else f"{title} ({number})",
        sources,
        order.areas,
        order.roles,
        "" if slug(PurePath(name).stem) else f"{NAMELESS}-{number}",
    )


def _volume_name(name: str, number: int) -> str:
    path = PurePath(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"


def _source(
    path: Path,
    name: str,
    found: Conversion,
    kept: Sequence[Converted],
    lost: Sequence[LeftOut],
) -> Source:
    """What became of a file."""
    own = [note for note in kept if note.path == name]
    refused = [each for each in lost if each.path == name]
    named = [each._replace(path=str(path)) for each in (*found.left_out, *refused)]
    named.sort(key=lambda each: each.line)
    drafts = sum(note.is_draft for note in own)
    nothing = f"no deck can hold {refused[0].reason}" if found.notes and refused else found.nothing
    return Source(path, len(own) - drafts, drafts, tuple(named), nothing)
