"""What an export takes along, and what is remembered of it."""

import json

from flashcards.card import Term
from flashcards.collection.exported import record_export
from flashcards.collection.exports import outgoing
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind

from .conftest import NOW, Author

DECK = "### Filter {.reverse}\n\na\n\n### Map {area=deployment}\n\nb\n\n### Rough {.draft}\n\nc\n"
CASE = "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- a\n"


def _fronts(author: Author, chosen: Filter = Filter()) -> list[str]:  # noqa: B008 - frozen
    keys = {row["id"]: row["front"] for row in author.collection.rows("SELECT id, front FROM note")}
    return [keys[note.id] for note in outgoing(author.collection, chosen)]


def _export(author: Author, chosen: Filter = Filter()) -> None:  # noqa: B008 - frozen
    notes = outgoing(author.collection, chosen)
    to = "AI interview::{}"
    record_export(
        author.collection,
        [(note.id, to.format(note.deck)) for note in notes],
        {"roles": chosen.roles},
        author.now,
    )


def test_what_is_chosen_goes_out_and_drafts_stay(author: Author) -> None:
    author.write(DECK + CASE)
    assert _fronts(author) == ["Filter", "Names", "Map"]  # what everybody learns comes first
    assert _fronts(author, Filter(roles=("ds",))) == ["Filter", "Names"]
    assert _fronts(author, Filter(kind=Kind.SCENARIO)) == ["Names"]


def test_a_note_goes_out_whole(author: Author) -> None:
    author.write(f"---\ndeck: Networks\nsource: A guide\n---\n\n## Words\n\n{DECK}")
    note = outgoing(author.collection, Filter())[0]
    assert (note.kind, note.deck, note.section, note.source) == (
        *(Kind.TERM, "Networks", "Words", "A guide"),
    )
    assert isinstance(note.content, Term)
    assert (note.areas, note.roles, note.anki_deck, note.retired) == (
        (),
        ("mle", "ds"),
        None,
        False,
    )
    assert [(card.id - note.id, card.ord, card.face, card.active) for card in note.cards] == [
        (1, 0, "answer", True),
        (2, 1, "reverse", True),
    ]
    assert note.changed_at == author.now


def test_of_the_retired_notes_only_those_that_were_exported(author: Author) -> None:
    """The phone has to be told; it never knew the others."""
    author.write(DECK)
    _export(author, Filter(areas=("deployment",)))
    author.write("### Other\n\nx\n")
    found = {note.retired: note for note in outgoing(author.collection, Filter())}
    assert sorted(_fronts(author)) == ["Map", "Other"]
    assert found[True].changed_at == author.now
    assert _fronts(author, Filter(roles=("ds",))) == ["Other"]


def test_the_anki_deck_is_given_once(author: Author) -> None:
    """Anki cannot move cards on import, so what stands there must stay true."""
    author.write(f"---\ndeck: Networks\n---\n\n{DECK}", "networks.md")
    _export(author)
    author.write(f"---\ndeck: Nets\n---\n\n{DECK}", "networks.md")
    _export(author)
    names = [note.anki_deck for note in outgoing(author.collection, Filter())]
    assert names == ["AI interview::Networks"] * 2
    first = {
        row[0] for row in author.collection.rows("SELECT exported_at FROM note WHERE NOT draft")
    }
    assert first == {NOW + 1000}


def test_an_export_is_remembered(author: Author) -> None:
    author.write(DECK)
    _export(author, Filter(roles=("ds",)))
    row = author.answer("filter")
    _export(author)
    first, second = author.collection.rows("SELECT * FROM export ORDER BY id")
    assert (first["id"], first["last_review"], first["notes"]) == (author.now, None, 1)
    assert json.loads(first["options"]) == {"roles": ["ds"]}
    assert (second["id"], second["last_review"], second["notes"]) == (author.now + 1, row.id, 2)
