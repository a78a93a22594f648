"""The sides of cards as we fill them are those that Anki fills, sign for sign."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.anki.note import ExportNote
from flashcards.anki.rendering import Sides, filled, sides
from flashcards.card import Content, Term
from flashcards.change import Sheet
from flashcards.compiler.places import shipped_decks
from flashcards.source.files import find
from flashcards.source.library import read_library
from flashcards.text import Image, Paragraph, Words
from flashcards.vocabulary import EMPTY
from tests.anki_package.samples import line, note, scenario, sequence
from tests.anki_package.test_anki_html import HOSTILE, PICTURE, hostile_note
from tests.phone import Phone
from tests.pictures import png

TEMPLATES = {
    "a field": ("<b>{{A}}</b>", "<b>a</b>"),
    "an empty field": ("-{{E}}-", "--"),
    "a part for a field": ("{{#A}}x{{B}}{{/A}}", "xb"),
    "a part for an empty field": ("-{{#E}}x{{/E}}", "-"),
    "a part without a field": ("-{{^A}}x{{/A}}", "-"),
    "a part without an empty field": ("{{^E}}x{{B}}{{/E}}", "xb"),
    "parts in parts": ("{{#A}}1{{^E}}2{{#B}}3{{/B}}{{/E}}{{#E}}4{{/E}}5{{/A}}", "1235"),
    "parts one after another": ("{{#A}}1{{/A}}{{#E}}2{{/E}}{{#A}}3{{/A}}", "13"),
    "a value that looks like a template": ("{{T}}", "{{A}}"),
    "several lines": ("{{#A}}\n\n{{A}}\n{{/A}}\n", "\n\na\n\n"),
}
VALUES = {"A": "a", "B": "b", "E": "", "T": "{{A}}"}


@pytest.mark.parametrize(("template", "html"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_is_filled(template: str, html: str) -> None:
    assert filled(template, VALUES) == html


def test_anki_fills_these_templates_alike(phone: Phone) -> None:
    models = phone.col.models
    kind = models.new("Any")
    for name in VALUES:
        models.add_field(kind, models.new_field(name))
    for number, (template, _) in enumerate(TEMPLATES.values()):
        made = models.new_template(f"Card {number}")
        # The mark keeps a card from being empty, and Anki from taking space away at its ends.
        made["qfmt"], made["afmt"] = f"{{{{A}}}}|{template}|", f"{{{{FrontSide}}}}{template}|"
        models.add_template(kind, made)
    models.add(kind)
    written = phone.col.new_note(kind)
    written.fields = list(VALUES.values())
    phone.col.add_note(written, 1)
    for card, (template, _) in zip(phone.cards(), TEMPLATES.values(), strict=True):
        front = filled(f"{{{{A}}}}|{template}|", VALUES)
        back = filled(f"{{{{FrontSide}}}}{template}|", VALUES | {"FrontSide": front})
        assert without_style(card.question()) == front
        assert without_style(card.answer()) == back


def test_every_shipped_card_is_filled_as_anki_fills_it(phone: Phone) -> None:
    library, _ = read_library(find(shipped_decks(), Path.cwd())[0], EMPTY)
    sheets = (sheet for deck in library.decks for sheet in deck.notes)
    check(phone, [exported(number, sheet) for number, sheet in enumerate(sheets)])


def test_hostile_words_pictures_and_empty_fields_are_filled_as_anki_fills_them(
    phone: Phone,
) -> None:
    picture = Paragraph((Words("See "), Image("a curve", "roc.png", PICTURE)))
    rest: tuple[Content, ...] = (
        *(Term(line("ROC"), (picture,), reverse=True), sequence("a", "b"), scenario()),
        scenario(hint=(picture,), reaction=(picture,), follow_ups=(picture,)),
    )
    notes = [hostile_note(number, hostile) for number, hostile in enumerate(HOSTILE)]
    check(phone, notes + [note(100 + n, content) for n, content in enumerate(rest)])


def exported(number: int, sheet: Sheet) -> ExportNote:
    """A note with all the cards that its text makes."""
    made = note(number, sheet.note().content, section=sheet.section, source=sheet.source)
    return replace(made, cards=tuple(replace(card, active=True) for card in made.cards))


def check(phone: Phone, notes: list[ExportNote]) -> None:
    """Whether Anki shows the cards of the notes as we fill them."""
    phone.take(notes, {PICTURE: png()})
    theirs = [
        Sides(c.ord, c.template()["name"], without_style(c.question()), without_style(c.answer()))
        for c in phone.cards()
    ]
    assert theirs == [shown for each in notes for shown in sides(each)]


def without_style(html: str) -> str:
    return re.sub(r"(?s)\A<style>.*?</style>", "", html)
