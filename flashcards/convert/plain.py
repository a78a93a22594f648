"""A file of plain text, printed or typed, as notes: nothing in it is mark-up."""

from collections.abc import Iterator

from flashcards.convert import leftover
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.inline import flat_markdown
from flashcards.convert.outline import outline
from flashcards.convert.printed import cleaned, sentences, words_of
from flashcards.convert.rows import Row, Rows, dedented_below, paragraphs, without
from flashcards.convert.shapes.found import Found, items
from flashcards.convert.shapes.search import PLAIN, search
from flashcards.convert.writing import text_markdown
from flashcards.text import Block, Items, Paragraph, Words

LONGEST_TITLE = 80


def convert(path: str, text: str) -> Conversion:
    """The notes of a file of plain text."""
    rows = cleaned(text)
    held = outline(rows)
    words = words_of(rows)
    found = search(rows, held.headings, PLAIN)
    notes = [_note(path, each, words, held.section(each.line)) for each in found if not each.reason]
    rest = without(rows, {number for each in found for number in each.taken})
    lost = [
        *(LeftOut(path, each.line, each.reason) for each in found if each.reason),
        *leftover.left_out(path, rest, held.headings),
    ]
    title = held.title
    if notes and not title and (row := _title(rows)) and row.number in {each.line for each in lost}:
        title = row.text.strip()
        lost = [each for each in lost if each.line != row.number]
    return Conversion(title, tuple(notes), tuple(sorted(lost, key=lambda each: each.line)))


def _title(rows: Rows) -> Row | None:
    """The first line of a file, where it stands alone and is no sentence."""
    for block in paragraphs(rows)[:1]:
        words = block[0].text.strip()
        if len(block) == 1 and len(words) <= LONGEST_TITLE and words[-1] not in ".:?!":
            return block[0]
    return None


def _note(path: str, found: Found, words: frozenset[str], section: str) -> Converted:
    heading = " ".join(found.heading.split())
    text = tuple(_blocks(found.body, words))
    written = flat_markdown((Words(heading),))
    return Converted(written, heading, text_markdown(text), path, found.line, section)


def _blocks(rows: Rows, words: frozenset[str]) -> Iterator[Block]:
    """Paragraphs, whose lines are joined, and lists."""
    for paragraph in paragraphs(dedented_below(rows)):
        listed = items(paragraph)
        of_items = {number for item in listed for number in item.numbers}
        above = [row for row in paragraph if row.number not in of_items]
        if above:
            yield Paragraph((Words(sentences(above, words)),))
        if listed:
            texts = tuple(tuple(_blocks(item.rows, words)) for item in listed)
            yield Items(texts, 1 if listed[0].is_numbered else None)
