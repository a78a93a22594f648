"""Packages that can be read, but whose cards show far more than is in them."""

from collections.abc import Iterable

from flashcards.packed import NoteType, PackedNote, Template

from . import foreign
from .foreign import DECK, MADE, basic
from .hostile import Maker, read, refused
from .hostile_databases import changed, holding

TOO_MUCH_FOR_DECKS = "holds too much text for decks; export fewer of its decks."
TEXT = "<b>word</b> " * 8_000


def typed(templates: Iterable[Template], number: int = 300, back: str = "a") -> Maker:
    """Who makes a package of notes of one type that has these templates, with a card for each."""
    kind = NoteType(1, "Basic", False, ("Front", "Back"), tuple(templates))
    notes = [basic(n, f"Question {n}", back) for n in range(number)]
    cards = [(note.id, ord_, DECK) for note in notes for ord_ in range(len(kind.templates))]
    return holding(lambda: foreign.database(notes, [kind], cards=cards), new=True)


def gaps(cards: int) -> Maker:
    """Who makes a package of long cloze notes with 500 gaps, and so many cards."""
    text = " ".join(f"{{{{c{n}::gap}}}}" for n in range(1, 501)) + TEXT[:80_000]
    notes = [PackedNote(MADE + n, f"made{n}", 3, (text, ""), ()) for n in range(5)]
    places = [(note.id, ord_, DECK) for note in notes for ord_ in range(cards)]
    return holding(lambda: foreign.database(notes, cards=places), new=True)


CARDS = refused(
    TOO_MUCH_FOR_DECKS,
    {
        "a template of 10 MB": typed([Template("", "{{Front}}" + "<b>x</b> " * 1_000_000, "a")]),
        "a field shown very often": typed([Template("", "{{Front}}", "{{Back}}" * 900)], 30, TEXT),
        "very many templates": typed([Template("", "{{Front}}", "{{Back}}")] * 900, 3, TEXT),
        "very many gaps": gaps(500),
        "very many gaps, and no cards": gaps(0),
    },
    unread_by="import",
) | read(
    {
        "a deck of 3,000,000 levels": changed(
            'UPDATE col SET decks = \'{"42": {"name": "\''
            " || replace(hex(zeroblob(3000000)), '00', '::') || '\"}}'",
        ),
        "scripts that never end": typed([Template("", "{{Front}}" + "<script>" * 50_000, "a")], 3),
        "comments that never end": typed([Template("", "{{Front}}" + "<!--" * 50_000, "a")], 3),
        "a line of very many ids": typed([Template("", "{{Front}}<hr " + "id=" * 50_000, "a")], 3),
        "very many empty names": typed([Template("", "{{Front}}" + "{{}}" * 50_000, "a")], 3),
        "very many filters": typed([Template("", "{{Front}}{{" + ":" * 50_000 + "}}", "a")], 3),
    }
)
