"""A Markdown file as notes: its shapes are found, and their answers put into our dialect."""

from collections.abc import Iterable, Iterator

from flashcards.convert import leftover
from flashcards.convert.answers import References, adapted, references
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.marks import heading_markdown, plain_words, without_ornament
from flashcards.convert.outline import Outline, outline
from flashcards.convert.rows import rows_of, without
from flashcards.convert.shapes.found import Found
from flashcards.convert.shapes.search import MARKDOWN, search
from flashcards.convert.shapes.terms import is_address

ONLY_A_LINK = "an answer that is only a link"
DECK = "it is a deck already"


def convert(path: str, text: str) -> Conversion:
    """The notes of a Markdown file."""
    rows = rows_of(text)
    held = outline(rows)
    if held.is_deck:
        return Conversion(held.title, nothing=DECK)
    known, defined = references(rows)
    rows = without(rows, defined.union(range(1, held.cover + 1)))
    found = search(rows, held.headings, MARKDOWN)
    notes = list(_once(_note(path, each, held, known) for each in found if not each.reason))
    rest = without(rows, {number for each in found for number in each.taken})
    lost = [
        *(LeftOut(path, each.line, each.reason) for each in found if each.reason),
        *(LeftOut(path, each.line, ONLY_A_LINK) for each in found if _is_only_a_link(each)),
        *leftover.left_out(path, rest, held.headings),
    ]
    return Conversion(held.title, tuple(notes), tuple(sorted(lost, key=lambda each: each.line)))


def _note(path: str, found: Found, held: Outline, known: References) -> Converted:
    heading = heading_markdown(without_ornament(found.heading))
    body = "" if _is_only_a_link(found) else adapted(found.body, known)
    section = held.section(found.line, found.level)
    words = plain_words(heading)
    return Converted(heading, words, body, path, found.line, section, found.source)


def _is_only_a_link(found: Found) -> bool:
    rows = [row for row in found.body if row.text.strip()]
    return len(rows) == 1 and not rows[0].is_code and is_address(rows[0].text)


def _once(notes: Iterable[Converted]) -> Iterator[Converted]:
    """The notes without drafts of what is answered elsewhere, as in a table of contents."""
    notes = list(notes)
    answered = {note.words.casefold() for note in notes if not note.is_draft}
    drafts: set[str] = set()
    for note in notes:
        name = note.words.casefold()
        if not note.is_draft or name not in answered | drafts:
            yield note
        drafts |= {name} if note.is_draft else set()
