"""The content of a note, read back from its row."""

import sqlite3

from flashcards.card import Content, Scenario, Sequence, Term, decode_content
from flashcards.collection.reading import reads, require
from flashcards.kinds import Kind


def content_of(row: sqlite3.Row) -> Content:
    """The content in a row of notes. Raises one of ``NONSENSE`` where there is none."""
    content = decode_content(row["content"])
    known = Scenario if Kind(row["kind"]) is Kind.SCENARIO else (Term, Sequence)
    require(isinstance(content, known))
    found: Content = content
    return found


note_content = reads("note")(content_of)
"""The content in a row of notes. Raises ``Unreadable``."""
