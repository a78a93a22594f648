"""Reading files beside others that need not be read, and finding out which of these must be too."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flashcards.change import Deck
from flashcards.collection.decks import Bindings
from flashcards.compiler.looking import Look, roles_changed
from flashcards.compiler.places import place_of
from flashcards.compiler.reading import Place, Readings, winners
from flashcards.errors import Problem
from flashcards.source.files import SourceFile
from flashcards.source.library import leads_elsewhere, read_library, unread
from flashcards.source.links import Links
from flashcards.source.pictures import Pictures
from flashcards.workers import Told


def read_files(
    start: Readings, held: Mapping[Place, Bindings], same: set[Place], told: Told
) -> Readings:
    """Read all files but the ``same``: what they hold is known from the last compile."""
    known = start.vocabulary
    found: dict[Place, Deck] = {}
    problems = [problem for look in start.looks for problem in look.problems]
    faults: list[Problem] = []
    below: set[str] = set()
    for look in reversed(start.looks):
        rest = {place: held[place].anchors for place in same if place[0] == look.root}
        others = [unread(path, anchors) for (_, path), anchors in rest.items()]
        pictures = Pictures(place_of(look.root))
        library, faulty = read_library(
            _files(look, same), known, known, below, others, told, pictures
        )
        faults[:0] = faulty
        found |= {(look.root, deck.path): deck for deck in library.decks}
        for anchors in (*(deck.anchors for deck in library.decks), *rest.values()):
            below.update(anchors.values())
    keys = {place: frozenset(_anchors(place, found, held).values()) for place in start.files}
    return replace(start, decks=found, keys=keys, problems=(*problems, *faults))


def to_be_read(readings: Readings, held: Mapping[Place, Bindings], same: set[Place]) -> set[Place]:
    """Which of the ``same`` files must be read, too, whether they are in reach or not.

    All of them where there is a fault: it is told in the order, and with the words, of a compile
    that reads everything.
    """
    if readings.problems:
        return same
    if _says_the_same(readings, held):
        return set()
    if _clashes(readings):
        return same
    before = winners(readings.before.files, {p: b.anchors.values() for p, b in held.items()})
    won = {place for key, place in readings.winners().items() if before.get(key) != place}
    return (won & same) | set(_led_elsewhere(readings, held, same))


def _files(look: Look, same: set[Place]) -> Iterator[SourceFile]:
    """The files of a root that are to be read, by path; its roles.toml where it may be at fault."""
    files = [file for path, file in look.files.items() if (look.root, path) not in same]
    if look.roles and (roles_changed(look) or len(files) == len(look.files)):
        files.append(look.roles)
    return iter(sorted(files))


def _anchors(
    place: Place, found: Mapping[Place, Deck], held: Mapping[Place, Bindings]
) -> Mapping[str, str]:
    return found[place].anchors if place in found else held[place].anchors


def _says_the_same(readings: Readings, held: Mapping[Place, Bindings]) -> bool:
    """Whether all names lead to the same notes as at the last compile."""
    before = [root.path for root in readings.before.roots]
    return (
        readings.files.keys() == readings.before.files.keys()
        and readings.roots == before
        and all(deck.anchors == held[place].anchors for place, deck in readings.decks.items())
    )


def _clashes(readings: Readings) -> bool:
    """Whether a key of a file that was read stands in another one of the same root, too."""
    for root in readings.roots:
        keys = [key for place, those in readings.keys.items() if place[0] == root for key in those]
        if len(keys) > len(set(keys)):
            return True
    return False


def _led_elsewhere(
    readings: Readings, held: Mapping[Place, Bindings], same: set[Place]
) -> Iterator[Place]:
    """The files that have a link which leads to another note by now, or nowhere."""
    below: set[str] = set()
    for root in reversed(readings.roots):
        drafts = {
            place: unread(place[1], _anchors(place, readings.decks, held))
            for place in readings.files
            if place[0] == root
        }
        links = Links(drafts.values(), below)
        for place in drafts.keys() & same:
            if leads_elsewhere(drafts[place], held[place].links, links):
                yield place
        below.update(*(draft.anchors.values() for draft in drafts.values()))
