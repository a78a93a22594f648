"""The entry of this package: the files of a root in, its decks and their notes out."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from flashcards.change import Deck
from flashcards.source.deck import Draft, read_draft
from flashcards.source.files import VOCABULARY, SourceFile
from flashcards.source.guard import decode
from flashcards.source.keys import check_unique
from flashcards.source.links import Links, is_outside
from flashcards.source.pictures import Pictures
from flashcards.source.report import Problems, Report
from flashcards.source.roles import read_vocabulary
from flashcards.source.sheets import Sheaf, linked, sheaf
from flashcards.source.written import Followed, WrittenLink
from flashcards.vocabulary import EMPTY, Vocabulary, merge
from flashcards.workers import Told, mapped, silent, without_collector

MUCH = 500_000
"""Bytes of text that are worth more than one process."""
_UNKNOWN = ("unknown-area", "unknown-role")


@dataclass(frozen=True, slots=True)
class Library:
    """The decks of one root, and the vocabulary they were read with."""

    decks: tuple[Deck, ...]
    vocabulary: Vocabulary


def read_library(
    files: Iterable[SourceFile],
    inherited: Vocabulary,
    overlaid: Vocabulary = EMPTY,
    elsewhere: Container[str] = (),
    others: Iterable[Sheaf] = (),
    told: Told = silent,
    pictures: Pictures | None = None,
) -> tuple[Library, Problems]:
    """Read files of one root, whose roles.toml adds to ``inherited``.

    ``overlaid`` is what the roots above add to that, or replace; ``elsewhere`` are the keys of
    other roots that a link may name; ``others`` the other files of this root (see ``unread``).
    ``told`` hears how far it has come. Without ``pictures``, those in the text are taken for
    granted.
    """

    def read(decks: Sequence[SourceFile], vocabulary: Vocabulary) -> Sequence[Sheaf]:
        return _sheaves(decks, vocabulary, told)

    return _read(files, (inherited, overlaid), read, _Around(elsewhere, others, pictures))


def read_drafts(
    files: Iterable[SourceFile],
    inherited: Vocabulary,
    overlaid: Vocabulary = EMPTY,
    elsewhere: Container[str] = (),
    pictures: Pictures | None = None,
) -> tuple[Library, tuple[Draft, ...], Problems]:
    """As ``read_library``, with the decks as they are written: advice needs them."""
    drafts: list[Draft] = []

    def read(decks: Sequence[SourceFile], vocabulary: Vocabulary) -> Sequence[Sheaf]:
        drafts.extend(draft_of(file, vocabulary) for file in decks)
        return [sheaf(draft) for draft in drafts]

    around = _Around(elsewhere, (), pictures)
    library, problems = _read(files, (inherited, overlaid), read, around)
    return library, tuple(drafts), problems


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


def unread(path: str, anchors: Mapping[str, str]) -> Sheaf:
    """A file that says what it said when it was read last: only the names in it are known."""
    return Sheaf(Report(path), path, "", "", (), (), anchors, is_whole=True)


def leads_elsewhere(deck: Sheaf, links: Iterable[tuple[str, bool, str]], known: Links) -> bool:
    """Whether any of the links that an unread file had leads to another key by now, or nowhere."""
    written = ((WrittenLink(1, target, by_name), key) for target, by_name, key in links)
    return any(known.target(deck, link) != key for link, key in written)


class _Around(NamedTuple):
    """What links may lead to beside the files that are read."""

    elsewhere: Container[str]
    others: Iterable[Sheaf]
    pictures: Pictures | None


def _read(
    files: Iterable[SourceFile],
    vocabularies: tuple[Vocabulary, Vocabulary],
    read: Callable[[Sequence[SourceFile], Vocabulary], Sequence[Sheaf]],
    around: _Around,
) -> tuple[Library, Problems]:
    files, (inherited, overlaid) = tuple(files), vocabularies
    own, faults = read_roles(files, inherited)
    vocabulary = merge((inherited, own, overlaid))
    sheaves = read([file for file in files if file.path != VOCABULARY], vocabulary)
    library = Library(_finish(sheaves, around), vocabulary)
    found = {deck.path: deck.report.problems for deck in sheaves} | {VOCABULARY: faults}
    problems = (problem for file in files for problem in found[file.path])
    # A name is not unknown when the file that should tell it could not be read for another fault.
    unsure = any(fault.code not in _UNKNOWN for fault in faults)
    return library, tuple(p for p in problems if p in faults or not (unsure and p.code in _UNKNOWN))


def _sheaves(files: Sequence[SourceFile], vocabulary: Vocabulary, told: Told) -> Sequence[Sheaf]:
    """Files before their links are followed; many of them are read by all processors."""
    read = partial(_sheaf_of, vocabulary=vocabulary)
    with without_collector():
        is_much = sum(len(file.data) for file in files) > MUCH
        return mapped(read, files, told) if is_much else [read(file) for file in files]


def _sheaf_of(file: SourceFile, vocabulary: Vocabulary) -> Sheaf:
    return sheaf(draft_of(file, vocabulary))


def _finish(sheaves: Sequence[Sheaf], around: _Around) -> tuple[Deck, ...]:
    """Do what takes all decks of a root: compare their keys, and follow their links."""
    check_unique((deck.report, deck.notes) for deck in sheaves)
    links = Links((*sheaves, *around.others), around.elsewhere, around.pictures)
    return tuple(_deck(deck, links, around.pictures) for deck in sheaves)


def _deck(sheaf: Sheaf, links: Links, pictures: Pictures | None) -> Deck:
    leading: dict[int, Followed] = {}

    def follow(number: int) -> Followed:
        leading[number] = links.followed(sheaf, sheaf.links[number])
        return leading[number]

    notes = tuple(linked(note, follow) for note in sheaf.notes)
    dependent = dict.fromkeys(
        (link.target, link.by_name, there.target)
        for number, there in leading.items()
        if not is_outside(link := sheaf.links[number])
    )
    shown = (there.target for there in leading.values() if there.name)
    stamps = {path: pictures.look(path).stamp for path in shown} if pictures else {}
    where = (sheaf.id, sheaf.title, sheaf.path)
    return Deck(*where, notes, sheaf.anchors, tuple(dependent), stamps)
