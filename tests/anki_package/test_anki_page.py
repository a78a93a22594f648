"""The page of cards: any browser shows it, by itself."""

import re
from base64 import b64encode
from html.parser import HTMLParser

from flashcards.anki import looks
from flashcards.anki.note import ExportNote
from flashcards.anki.page import Formulas, page_html
from flashcards.card import Term
from flashcards.text import CodeBlock, Image, Maths, MathsBlock, Paragraph, Words
from tests.anki_package.samples import line, note, scenario, sequence, term, words
from tests.anki_package.test_anki_html import HOSTILE, PICTURE, hostile_note
from tests.pictures import png

FORMULAS = Formulas(inline=lambda source: f"({source})", display=lambda source: f"[{source}]")
VOID = ("meta", "input", "br", "hr", "img")


def page(*notes: ExportNote) -> str:
    return page_html("About", notes, {PICTURE: png()}, FORMULAS)


class Reader(HTMLParser):
    """The tags of a page with their attributes, and whether each one that opens is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open[-1:] == ["style"] else data


def test_every_card_has_a_heading_and_both_its_sides() -> None:
    html = page(note(1, term(reverse=True)), note(2, sequence("a", "b")), note(3, scenario()))
    titles = re.findall(r"<h3>(.*?) <small>(.*?)</small></h3>", html)
    assert titles == [
        *(("Filter", "Answer"), ("Filter", "Reverse")),
        *(("Life cycle", "Whole"), ("Life cycle", "After 1"), ("Life cycle", "After 2")),
        ("Place names", "Case"),
    ]
    assert re.findall(r"<figcaption>(\w+)", html) == ["Front", "Back"] * 6
    assert len(re.findall(r'<div class="card card\d+">', html)) == 12


def test_decks_are_listed_and_stand_together() -> None:
    other = note(2, term("B"), anki_deck="AI interview::Terms::Other")
    html = page(
        note(1, term("A")), other, note(3, term("C", "c"), section="S"), note(4, scenario())
    )
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a>, (.*?)</li>', html) == [
        ("deck-1", "Terms: Modeling", "2 cards"),
        ("deck-2", "Terms: Other", "1 card"),
        ("deck-3", "Scenarios: Modeling", "1 card"),
    ]
    assert ["".join(found) for found in re.findall(r'<h2 id="(.*?)">|<h3>(\w+)', html)][:6] == [
        *("deck-1", "A", "C", "deck-2", "B", "deck-3")
    ]


def test_it_is_one_sound_document_without_script_or_anything_from_elsewhere() -> None:
    reader = Reader(page(*(hostile_note(at, hostile) for at, hostile in enumerate(HOSTILE))))
    assert not reader.open
    names = {name for _, attributes in reader.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not {tag for tag, _ in reader.tags} & {"script", "link", "iframe", "object", "base"}
    sources = {attributes["src"] for _, attributes in reader.tags if "src" in attributes}
    assert all(str(source).startswith("data:image/") for source in sources)
    assert "url(" not in looks.read("page.css") + looks.style()
    (policy,) = (
        each["content"]
        for tag, each in reader.tags
        if tag == "meta" and "content" in each and "http-equiv" in each
    )
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_an_id_stands_once_and_the_switch_has_a_label() -> None:
    reader = Reader(page(note(1, term(reverse=True)), note(2, scenario())))
    ids = [str(attributes["id"]) for _, attributes in reader.tags if "id" in attributes]
    assert sorted(ids) == ["deck-1", "deck-2", "night"]
    assert ("label", {"for": "night"}) in reader.tags


def test_pictures_are_in_the_page_with_their_captions() -> None:
    picture = Paragraph((Image('A "curve"', "roc.png", PICTURE), Image("A map", "map.png")))
    html = page(note(1, Term(line("ROC"), (picture,))))
    data = b64encode(png()).decode()
    assert f'<img src="data:image/png;base64,{data}" alt="A &#34;curve&#34;">' in html
    assert "&#91;A map&#93;" in html


def test_formulas_are_written_out_and_code_stays_as_it_is() -> None:
    answer = (Paragraph((Maths(r"\frac{a}{b} < 1"),)), MathsBlock(r"\sum_i"), CodeBlock(r"\(x\)"))
    reader = Reader(page(note(1, Term(line(r"\(y\)"), answer))))
    assert reader.text.count(r"(\frac{a}{b} < 1)") == 1
    assert reader.text.count(r"[\sum_i]") == 1
    assert reader.text.count(r"\(x\)") == 1
    assert r"\(y\)" in reader.text
    assert ("pre", {"class": "maths"}) in reader.tags


def test_the_night_of_anki_is_switched_on_for_all_cards() -> None:
    html = page(note(1, Term(line("A"), words("b"))))
    assert ".card.nightMode,\n.card.night_mode,\n#night:checked ~ main .card {" in html
    assert html.index('id="night"') < html.index("<main>")


def test_words_are_words_in_titles_too() -> None:
    html = page(note(1, Term((Words("<b>&"),), words("c")), anki_deck="AI interview::Terms::<i>"))
    assert "<h3>&#60;b&#62;&#38; <small>" in html
    assert ">Terms: &#60;i&#62;</h2>" in html
