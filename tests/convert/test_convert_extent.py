"""How much text the cards of a package show, before it is read."""

import time

import pytest

from flashcards.convert.anki.extent import shown
from flashcards.convert.anki.package import LONGEST_NOTE, Contents
from flashcards.convert.anki.templates import filled, weight
from flashcards.packed import NoteType, PackedCard, PackedNote, Template
from tests.anki_package.foreign import DECK

QUICK = 1.0
"""Seconds of the processor, of which other programs take none."""
TEN = "x" * 10


def card(ord_: int) -> PackedCard:
    return PackedCard(1 + ord_, 1, ord_, DECK, suspended=False)


SHOWN = {
    # The front, the back, whether it is cloze, the cards, and how often the field is shown.
    "a card": ("{{A}}", "", False, 1, 3),
    "two cards": ("{{A}}", "", False, 2, 6),
    "no card": ("{{A}}", "", False, 0, 3),
    "a field twice": ("{{A}}", "{{A}} {{text:A}}", False, 1, 5),
    "another field": ("{{B}}", "{{^A}}{{/A}}", False, 1, 1),
    "a cloze without cards": ("{{cloze:A}}", "", True, 0, 1500),
}


@pytest.mark.parametrize(("front", "back", "cloze", "cards", "times"), SHOWN.values(), ids=SHOWN)
def test_a_longer_field_is_shown_so_often(
    front: str, back: str, cloze: bool, cards: int, times: int
) -> None:
    kind = NoteType(1, "Any", cloze, ("A", "B"), (Template("Card", front, back),))

    def extent(field: str) -> int:
        note = PackedNote(1, "guid", 1, (field, "b"), ())
        return shown(Contents({1: kind}, {}, (note,), tuple(card(n) for n in range(cards))))

    assert extent(2 * TEN) - extent(TEN) == times * len(TEN)
    assert extent("x" * LONGEST_NOTE) == 0


def test_scripts_and_comments_count_for_nothing() -> None:
    assert weight("<script>1</script><!-- 2 -->a<style>3</style>") == weight("a")


@pytest.mark.parametrize("piece", ["<script>", "<style ", "<!--", "<hr id=", "{{", "{{}}", "{{:"])
def test_no_template_takes_long_to_fill(piece: str) -> None:
    started = time.process_time()
    for template in (piece * 20_000, f"<hr {piece * 20_000}", "{{" + piece * 20_000 + "}}"):
        filled(template, {})
    assert time.process_time() - started < QUICK
