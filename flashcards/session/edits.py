"""Texts that were edited in Anki, beside those of the decks."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from typing import NamedTuple

from flashcards.anki.fields import field_values, modified_at, note_type
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import COMPUTED, VERSION, is_ours
from flashcards.collection.cards import StoredNote, note_of
from flashcards.collection.connection import Collection
from flashcards.collection.exports import outgoing
from flashcards.collection.filters import Filter
from flashcards.convert.anki.html import HtmlReader
from flashcards.convert.writing import text_markdown
from flashcards.errors import BadRequest
from flashcards.packed import PackedNote
from flashcards.session.packing import pack
from flashcards.session.phone import Told

LARGEST_EDITS = 16_000_000
"""In characters, of all notes that were edited."""


class Edit(NamedTuple):
    """A field of a note that reads otherwise in Anki; both sides are Markdown.

    It ``is_behind`` where the text changed here, too, since Anki was given it.
    """

    note: StoredNote
    field: str
    ours: str
    theirs: str
    is_behind: bool

    def diff(self, place: str) -> Iterator[str]:
        """The lines to carry into the text, which stands at ``place``."""
        ours, theirs = self.ours.splitlines(), self.theirs.splitlines()
        since = ", before it changed here" if self.is_behind else ""
        there = f"{self.note.key}, {self.field}, as edited in Anki{since}"
        return unified_diff(ours, theirs, place, there, lineterm="")


def edits(collection: Collection, told: Told, role_names: Mapping[str, str]) -> tuple[Edit, ...]:
    """The fields that were edited there, in the order of the notes here.

    Raises ``BadRequest`` where they are more than anybody edits.
    """
    edited = {id_: note for id_, note in told.notes.items() if _is_edited(told, note)}
    if not edited:
        return ()
    if sum(len(field) for note in edited.values() for field in note.fields) > LARGEST_EDITS:
        raise BadRequest("What was edited in Anki is longer than any decks; it is not read.")
    with collection.snapshot():
        rows = [row for row in outgoing(collection, Filter()) if row.id in edited]
        notes = pack(collection, rows, role_names, scheduling=False)
        return tuple(
            edit for note in notes for edit in _edits(collection, told, note, edited[note.id])
        )


def _is_edited(told: Told, note: PackedNote) -> bool:
    """Whether a note changed in Anki after it came from here; its tags may be all that did."""
    version = _field(told, note, VERSION)
    return is_ours(note.type) and not (version.isdecimal() and note.modified <= int(version))


def _field(told: Told, note: PackedNote, name: str) -> str:
    fields = told.types[note.type].fields
    return note.fields[fields.index(name)] if name in fields else ""


def _edits(
    collection: Collection, told: Told, note: ExportNote, packed: PackedNote
) -> Iterator[Edit]:
    stored = note_of(collection, note.cards[0].id)
    is_behind = _field(told, packed, VERSION) != str(modified_at(note))
    for field, ours in zip(note_type(note.content).fields, field_values(note), strict=True):
        theirs = _field(told, packed, field.name)
        if field.name not in COMPUTED and theirs != ours:
            yield Edit(stored, field.name, _markdown(ours), _markdown(theirs), is_behind)


def _markdown(html: str) -> str:
    return text_markdown(HtmlReader(lambda name: name).read(html))


def edited_notes(found: Sequence[Edit]) -> tuple[str, ...]:
    """The keys of the notes that were edited."""
    return tuple(dict.fromkeys(edit.note.key for edit in found))
