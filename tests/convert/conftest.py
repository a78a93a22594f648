"""Files to convert, and what our own reader says to the decks that come of them."""

from pathlib import Path

from flashcards.card import Note, Sequence, Term
from flashcards.convert import formats
from flashcards.convert.converted import Conversion
from flashcards.convert.deck import Cover, in_sections, with_keys
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import read_library
from flashcards.text import plain_text
from flashcards.vocabulary import EMPTY
from flashcards.workshop.proving import prove

SAMPLES = Path(__file__).parent / "samples"


def converted(name: str, text: str) -> Conversion:
    """A file of this name and text, converted."""
    return formats.convert(name, formats.text_of(name, text.encode()))


def deck_of(found: Conversion, name: str = "deck.md") -> str:
    """The deck that comes of a conversion, as it would be written."""
    notes = with_keys(in_sections(found.notes))
    page, _ = prove(name, Cover(found.title or "Cards", ("notes",)), notes, EMPTY)
    return page.text


def read(text: str, name: str = "deck.md") -> tuple[Note, ...]:
    """The notes of a deck; it has no problem."""
    data = text.encode()
    library, problems = read_library((SourceFile(name, name, data, digest(data)),), EMPTY)
    assert problems == ()
    return tuple(sheet.note() for sheet in library.decks[0].notes)


def pairs(name: str, text: str) -> dict[str, str]:
    """The headings and answers of a converted file, in plain words, as our reader sees them."""
    return {note.front: answer(note) for note in read(deck_of(converted(name, text)))}


def answer(note: Note) -> str:
    assert isinstance(note.content, Term | Sequence)
    return plain_text(note.content.answer)


def left_out(name: str, text: str) -> list[tuple[int, str]]:
    """What is left out of a file: the line and the reason."""
    return [(each.line, each.reason) for each in converted(name, text).left_out]
