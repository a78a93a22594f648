"""The entry of this package: the files of a root in, its decks and their notes out."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from flashcards.card import Note
from flashcards.source.deck import Draft, read_draft
from flashcards.source.files import VOCABULARY, SourceFile
from flashcards.source.guard import decode
from flashcards.source.keys import check_unique
from flashcards.source.links import Links
from flashcards.source.report import Problems, Report
from flashcards.source.roles import read_vocabulary
from flashcards.vocabulary import EMPTY, Vocabulary, merge

_UNKNOWN = ("unknown-area", "unknown-role")


@dataclass(frozen=True, slots=True)
class Deck:
    """One source file; ``id`` begins the keys of its notes, ``path`` is relative to its root."""

    id: str
    title: str
    path: str
    digest: bytes
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The decks of one root, and the vocabulary they were read with.

    ``drafts`` are the same decks as they were written, for advice.
    """

    decks: tuple[Deck, ...]
    vocabulary: Vocabulary
    drafts: tuple[Draft, ...] = ()


def read_library(
    files: Iterable[SourceFile],
    inherited: Vocabulary,
    overlaid: Vocabulary = EMPTY,
    elsewhere: Container[str] = (),
) -> tuple[Library, Problems]:
    """Read all files of one root, whose roles.toml adds to ``inherited``.

    ``overlaid`` is what the roots above add to that, or replace; ``elsewhere`` are the keys of
    other roots that a link may name.
    """
    files = tuple(files)
    own, faults = read_roles(files, inherited)
    vocabulary = merge((inherited, own, overlaid))
    decks = [file for file in files if file.path != VOCABULARY]
    drafts = [draft_of(file, vocabulary) for file in decks]
    finished = _finish(drafts, [file.digest for file in decks], elsewhere)
    library = Library(finished, vocabulary, tuple(drafts))
    found = {draft.path: draft.report.problems for draft in drafts} | {VOCABULARY: faults}
    problems = (problem for file in files for problem in found[file.path])
    # A name is not unknown when the file that should tell it could not be read for another fault.
    unsure = any(fault.code not in _UNKNOWN for fault in faults)
    return library, tuple(p for p in problems if p in faults or not (unsure and p.code in _UNKNOWN))


def keys_of(library: Library) -> set[str]:
    """The keys that other roots may link to."""
    return {note.key for deck in library.decks for note in deck.notes}


def read_roles(files: Iterable[SourceFile], inherited: Vocabulary) -> tuple[Vocabulary, Problems]:
    """What the roles.toml of one root says itself; its roles may use the areas of ``inherited``."""
    file = next((file for file in files if file.path == VOCABULARY), None)
    if file is None:
        return EMPTY, ()
    report = Report(file.label)
    text = decode(report, file.data)
    if text is None:
        return EMPTY, report.problems
    return read_vocabulary(file.label, text, inherited)


def draft_of(file: SourceFile, vocabulary: Vocabulary) -> Draft:
    """One file before its links are followed."""
    report = Report(file.label)
    text = decode(report, file.data)
    return (
        Draft(report, file.path)
        if text is None
        else read_draft(report, file.path, text, vocabulary)
    )


def _finish(
    drafts: Sequence[Draft], digests: Sequence[bytes], elsewhere: Container[str]
) -> tuple[Deck, ...]:
    """Do what takes all decks of a root: compare their keys, and follow their links."""
    check_unique((draft.report, draft.notes) for draft in drafts)
    links = Links(drafts, elsewhere)
    return tuple(
        Deck(draft.id, draft.title, draft.path, digest_, links.follow(draft))
        for draft, digest_ in zip(drafts, digests, strict=True)
    )
