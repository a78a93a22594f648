"""A compile written into the collection: its roots, its files, its notes and their order."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from flashcards.change import Found, Known
from flashcards.collection import decks as shelf
from flashcards.collection import known as asking
from flashcards.collection.connection import Collection
from flashcards.collection.known import Waiting
from flashcards.collection.notes import move, store
from flashcards.collection.reading import Unreadable, references_known
from flashcards.collection.rows import deck_ids
from flashcards.compiler.compiling import Compiled
from flashcards.compiler.looking import Look
from flashcards.compiler.reading import Readings
from flashcards.kinds import Kind
from flashcards.source.files import VOCABULARY
from flashcards.source.stamps import with_pictures
from flashcards.study.order import Entry, positions


def is_news(readings: Readings) -> bool:
    """Whether there is anything to write: another text, another file, or another time of change."""
    return (
        bool(readings.decks)
        or [root.path for root in readings.before.roots] != readings.roots
        or deck_rows(readings) != [*readings.before.files.values()]
        or any(look.seen and _roles_now(look) != _roles_then(look) for look in readings.looks)
    )


def _roles_now(look: Look) -> tuple[bytes | None, str]:
    """The digest of a roles.toml, and its stamp."""
    return look.roles.digest if look.roles else None, look.stamps.get(VOCABULARY, "")


def _roles_then(look: Look) -> tuple[bytes | None, str] | None:
    return (look.stored.digest, look.stored.stamp) if look.stored else None


def write(collection: Collection, compiled: Compiled, now: int) -> None:
    """Write a compile, all of it or nothing; the caller holds the transaction."""
    with references_known(collection):
        _write_roots(collection, compiled.readings)
        if compiled.changes:
            _write_notes(collection, compiled, now)


def deck_rows(readings: Readings) -> list[shelf.DeckRow]:
    """All files, as the collection is to hold them."""
    stamps = {look.root: look.stamps for look in readings.looks}
    before = readings.before.files
    rows = []
    for place, ((root, path), digest) in enumerate(readings.files.items()):
        held, deck = before.get((root, path)), readings.decks.get((root, path))
        name, title = (
            (deck.id, deck.title) if deck else (held.name, held.title) if held else ("", "")
        )
        stamp = stamps[root].get(path, held.stamp if held else "")
        stamp = with_pictures(stamp, deck.pictures) if deck else stamp
        kept = b"" if (root, path) in readings.stale else digest  # no file has an empty one
        rows.append(shelf.DeckRow(root, path, name, title, place, kept, stamp))
    return rows


def _write_roots(collection: Collection, readings: Readings) -> None:
    for look in readings.looks:
        shelf.set_vocabulary(collection, look.root, readings.own[look.root].as_json())
        if look.seen:
            shelf.set_vocabulary_file(collection, look.root, *_roles_now(look))
    read = {
        place: shelf.Bindings(deck.anchors, deck.links) for place, deck in readings.decks.items()
    }
    shelf.set_decks(collection, deck_rows(readings), read)


def _write_notes(collection: Collection, compiled: Compiled, now: int) -> None:
    """Write the changes; the notes of other files move at most in the line of new cards."""
    if _keeps_the_line(compiled):
        places = {
            c.found.note.key: c.known.position for c in compiled.changes if c.found and c.known
        }
        store(collection, compiled.changes, places, now)
        return
    touched = {change.known.id for change in compiled.changes if change.known}
    others = [note for note in asking.waiting(collection) if note.id not in touched]
    found = [change.found for change in compiled.changes if change.found]
    places = positions(_in_order(compiled.readings, found, others, deck_ids(collection)))
    store(collection, compiled.changes, places, now)
    moved = {n.id: places[n.key] for n in others if places[n.key] != n.position}
    move(collection, moved)


def _keeps_the_line(compiled: Compiled) -> bool:
    """Whether all cards come in the order in which they came, as after most edits."""
    readings = compiled.readings
    if list(readings.files) != list(readings.before.files):
        return False
    pairs = [(c.found, c.known) for c in compiled.changes if c.found and c.known]
    if len(pairs) < len(compiled.changes) or not all(_stays(*pair) for pair in pairs):
        return False
    return all(
        was.line < was_next.line
        for (one, was), (other, was_next) in pairwise(pairs)
        if (one.root, one.path) == (other.root, other.path)
    )


def _stays(found: Found, known: Known) -> bool:
    """Whether nothing that the order depends on is new about a note, but for its line."""
    return (
        (found.note.key, found.root, found.path) == (known.key, known.root, known.path)
        and found.note.area == known.area
        and not known.retired
        # A scenario waits for the terms that its text links to.
        and (found.note.kind is Kind.TERM or found.prints.digest == known.prints.digest)
    )


def _in_order(
    readings: Readings,
    found: Iterable[Found],
    others: Iterable[Waiting],
    decks: Mapping[tuple[str, str], int],
) -> list[Entry]:
    """All live notes, in the order of their files. Raises ``Unreadable`` for one without a file."""
    number = {decks[place]: at for at, place in enumerate(readings.files)}
    entries: list[tuple[int, int, Entry]] = []
    for waiting in others:
        _, key, deck, line, area, scenario, _, linked = waiting
        if deck not in number:
            raise Unreadable("deck", deck)
        entries.append((number[deck], line, Entry(key, deck, area, scenario, linked)))
    for root, note in found:
        deck, is_scenario = decks[root, note.path], note.kind is Kind.SCENARIO
        entry = Entry(note.key, deck, note.area, is_scenario, note.linked)
        entries.append((number[deck], note.line, entry))
    return [entry for *_, entry in sorted(entries, key=lambda each: each[:2])]
