"""A new note given the history of one that is gone, because a person says that it is the same."""

from typing import NamedTuple

from flashcards.app import App
from flashcards.collection.cards import StoredNote, find_note
from flashcards.collection.connection import Collection
from flashcards.collection.known import Gone, answers, find_gone
from flashcards.compiler.places import file_of, is_there
from flashcards.compiler.roots import Asked, compile_roots
from flashcards.errors import BadRequest
from flashcards.terminal.words import place


class Pair(NamedTuple):
    """The note that takes over, with the answers it has itself, and the one that is gone."""

    new: StoredNote
    own: int
    old: Gone


def pair(app: App, collection: Collection, new: str, old: str) -> Pair:
    """Compile, and find both notes.

    Raises ``BadRequest`` where either is not to be found, or where they are of two kinds: the
    cards of the one have no place in the other.
    """
    compile_roots(app, collection)
    note, gone = find_note(collection, new), find_gone(collection, old)
    file = file_of(note.root, note.path)
    if not is_there(file):
        raise BadRequest(f"{place(file)}, the file of {note.key}, is not there.")
    form = type(note.content).__name__.lower()
    if form != gone.form:
        raise BadRequest(
            f"{note.key} is a {form}, {gone.key} was a {gone.form}; nothing is changed."
        )
    return Pair(note, answers(collection, note.id), gone)


def adopt(app: App, collection: Collection, pair: Pair) -> None:
    """Let the new text go on with the history of the old one; what it had itself rests."""
    given = {pair.new.key: pair.old.id}
    compile_roots(app, collection, Asked(given=given, again=((pair.new.root, pair.new.path),)))
