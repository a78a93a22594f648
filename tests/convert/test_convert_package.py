"""Notes of Anki as notes of ours: which card becomes which, and by what it is found again."""

import string
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.convert.anki import package
from flashcards.convert.anki.package import NO_FRONT, NO_GAP, OCCLUSION, SENSELESS, TAGS, TOO_LONG
from flashcards.convert.converted import Conversion
from flashcards.packed import NoteType, PackedCard, PackedNote, Template
from tests.anki_package.foreign import BASIC, CLOZE, DECK, MADE, REVERSED, basic

from .conftest import answer, converted, deck_of, read
from .test_convert_writing import WORDS

OPTIONAL = NoteType(4, "Basic (optional reversed card)", False, ("Front", "Back", "Add Reverse"), (
    *BASIC.templates,
    Template("Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{FrontSide}}{{Front}}"),
))  # fmt: skip
TYPED = NoteType(5, "Basic (type in the answer)", False, ("Front", "Back"), (
    Template("Card 1", "{{Front}} {{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}"),
))  # fmt: skip
WORD = NoteType(6, "Word", False, ("Word", "Meaning", "Example", "Sound"), (
    Template(
        "Read",
        "<style>.x{}</style><div>{{Deck}}</div>{{Word}} {{^Example}}(no example){{/Example}}",
        "{{FrontSide}}<hr id='answer'>{{Meaning}}{{#Example}}<br><i>{{Example}}</i>{{/Example}}",
    ),
    Template("Spell", "{{hint:Meaning}}", "{{Word}}"),
    Template("Hear", "{{Sound}}", "{{Word}}"),
))  # fmt: skip
TYPES = (BASIC, REVERSED, CLOZE, OPTIONAL, TYPED, WORD)


def note(number: int, kind: NoteType, *fields: str, tags: Sequence[str] = ()) -> PackedNote:
    filled = (*fields, *[""] * (len(kind.fields) - len(fields)))
    return PackedNote(MADE + number, f"guid{number}", kind.id, filled, tuple(tags))


def conversion(
    notes: Iterable[PackedNote],
    ords: Sequence[int] = (0,),
    decks: dict[int, str] | None = None,
    places: Sequence[int] = (),
    senseless: int = 0,
) -> Conversion:
    """Convert notes, each with cards of these ords, in the decks of these ids."""
    notes = tuple(notes)
    ids = places or [DECK] * len(notes)
    cards = [
        PackedCard(MADE + 10 * i + ord_, each.id, ord_, ids[i], suspended=False)
        for i, each in enumerate(notes)
        for ord_ in ords
    ]
    types = {kind.id: kind for kind in TYPES}
    held = package.Contents(types, decks or {DECK: "Deep learning"}, notes, cards, senseless)
    return package.convert("cards.apkg", held, lambda name: f"m/{name}")


def headings(found: Conversion) -> list[str]:
    """The headings as a deck has them, with their attributes."""
    return [line for line in deck_of(found).split("\n") if line.startswith("### ")]


# Cards ---------------------------------------------------------------------------------


CARDS: dict[str, tuple[PackedNote, tuple[int, ...], list[str]]] = {
    "basic": (note(0, BASIC, "Filter", "A grid."), (0,), ['### Filter {anki="guid0"}']),
    "both ways": (
        note(0, REVERSED, "Filter", "A grid."),
        (0, 1),
        ['### Filter {.reverse anki="guid0"}'],
    ),
    "both ways, but one card is gone": (
        note(0, REVERSED, "Filter", "A grid."),
        (1,),
        ['### A grid. {anki="guid0#2"}'],
    ),
    "optionally both ways": (
        note(0, OPTIONAL, "Filter", "A grid.", "y"),
        (0, 1),
        ['### Filter {.reverse anki="guid0"}'],
    ),
    "typed in": (note(0, TYPED, "Filter", "A grid."), (0,), ['### Filter {anki="guid0"}']),
    "no answer": (note(0, BASIC, "Filter"), (0,), ['### Filter {.draft anki="guid0"}']),
    "cards that ask different things": (
        note(0, WORD, "chien", "dog", "", "[sound:chien.mp3] shian"),
        (0, 1, 2),
        [
            '### chien (no example) {.reverse anki="guid0"}',
            '### shian {anki="guid0#3"}',
        ],
    ),
    "gaps": (
        note(0, CLOZE, "{{c1::A}} and {{c2::B::second}}", "more"),
        (0, 1),
        ['### [...] and B {anki="guid0"}', '### A and [second] {anki="guid0#2"}'],
    ),
    "one gap of two is left": (
        note(0, CLOZE, "{{c1::A}} and {{c2::B}}"),
        (1,),
        ['### A and [...] {anki="guid0#2"}'],
    ),
}


@pytest.mark.parametrize(("made", "ords", "expected"), CARDS.values(), ids=CARDS)
def test_a_note_for_each_card_that_asks_something_else(
    made: PackedNote, ords: tuple[int, ...], expected: list[str]
) -> None:
    assert headings(conversion([made], ords)) == expected


ANSWERS = {
    "what is typed in": (note(0, TYPED, "Filter", "A grid."), "A grid."),
    "a field": (note(0, BASIC, "a", "<b>b</b>"), "b"),
    "what the back adds": (note(0, WORD, "chien", "dog", "un chien"), "dog un chien"),
    "a gap with more on the back": (note(0, CLOZE, "{{c1::A}} b", "more"), "A\nmore"),
    "two gaps at once": (note(0, CLOZE, "{{c1::A}} and {{c1::B}}"), "A; B"),
    "a gap over blocks": (note(0, CLOZE, "x {{c1::<ul><li>A<li>B</ul>}}"), "A\nB"),
    "a gap in a formula": (note(0, CLOZE, r"\({{c1::a}} + b\)"), "a"),
}


@pytest.mark.parametrize(("made", "words"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_is_what_the_back_adds(made: PackedNote, words: str) -> None:
    (found,) = read(deck_of(conversion([made])))
    assert answer(found) == words


def test_a_front_of_several_blocks_is_one_line() -> None:
    front = "What is printed?<pre>x = 1<br>x</pre><ul><li>a</li><li>b</li></ul>"
    assert headings(conversion([basic(0, front, "1")])) == [
        '### What is printed? / `x = 1 x` / a / b {anki="guid0"}'
    ]


LOST = {
    "no front": (note(0, BASIC, "<br>[sound:a.mp3]", "b"), ["a sound", NO_FRONT]),
    "a sound": (note(0, BASIC, "a", "[sound:a.mp3]"), ["a sound"]),
    "too long": (note(0, BASIC, "a" * 100_001, "b"), [TOO_LONG]),
    "no gap": (note(0, CLOZE, "nothing hidden"), [NO_GAP]),
    "an occlusion": (
        note(0, CLOZE, "{{c1::image-occlusion:rect:left=.1:top=.2}}", "<img src=x.png>"),
        [OCCLUSION],
    ),
}


@pytest.mark.parametrize(("made", "reasons"), LOST.values(), ids=LOST)
def test_what_is_left_out_is_named(made: PackedNote, reasons: list[str]) -> None:
    assert [each.reason for each in conversion([made]).left_out] == reasons


def test_rows_without_sense_are_counted() -> None:
    found = conversion([basic(0, "a", "b")], senseless=2)
    assert [each.reason for each in found.left_out] == [SENSELESS] * 2


# Order and sections --------------------------------------------------------------------


def test_notes_come_in_the_order_they_were_made_deck_by_deck() -> None:
    decks = {1: "AI::Deep learning", 2: "AI::Deep learning::CNN", 3: "AI::Data::SQL::Joins"}
    notes = [note(n, BASIC, name, "x") for n, name in enumerate("abcd")]
    found = conversion(notes[::-1], decks=decks, places=[3, 2, 1, 3])
    assert found.title == "AI"
    assert [(each.front, each.section) for each in read(deck_of(found))] == [
        ("a", "Data › SQL › Joins"),
        ("d", "Data › SQL › Joins"),
        ("b", "Deep learning"),
        ("c", "Deep learning › CNN"),
    ]


def test_in_a_single_deck_an_only_tag_is_the_section() -> None:
    notes = [
        note(0, BASIC, "a", "x", tags=["ml::trees"]),
        note(1, BASIC, "b", "x", tags=["leech"]),
        note(2, BASIC, "c", "x", tags=["ml::trees", "marked"]),
    ]
    found = conversion(notes, decks={DECK: "Default"})
    assert found.title == ""
    assert [(each.front, each.section) for each in read(deck_of(found))] == [
        ("b", ""),
        ("a", "ml › trees"),
        ("c", "ml › trees"),
    ]
    assert found.left_out == ()


def test_tags_that_are_many_have_no_place() -> None:
    notes = [note(0, BASIC, "a", "x", tags=["p", "q"]), note(1, BASIC, "b", "x")]
    found = conversion(notes)
    assert [each.reason for each in found.left_out] == [TAGS]
    assert {each.section for each in found.notes} == {""}


# Guids ---------------------------------------------------------------------------------


GUIDS = {
    "as Anki makes them": ("Bq]8$x{`~", "Bq]8$x{`~"),
    "with spaces": ("a b", "a b"),
    "with a quotation mark": ('a"b', ""),
    "with a control": ("a\x1bb", ""),
    "of two hundred": ("g" * 200, "g" * 200),
}


@pytest.mark.parametrize(("guid", "kept"), GUIDS.values(), ids=GUIDS)
def test_the_guid_stays_where_an_attribute_can_hold_it(guid: str, kept: str) -> None:
    made = note(0, BASIC, "a", "b")._replace(guid=guid)
    (found,) = read(deck_of(conversion([made])))
    assert found.anki == kept


def test_a_number_makes_no_guid_too_long() -> None:
    made = note(0, CLOZE, "{{c1::a}} {{c2::b}}")._replace(guid="g" * 199)
    assert [each.anki for each in read(deck_of(conversion([made], (0, 1))))] == ["g" * 199, ""]


BASE91 = string.ascii_letters + string.digits + "!#$%&()*+,-./:;<=>?@[]^_`{|}~"


@settings(deadline=None)
@given(st.lists(st.text(BASE91, min_size=1, max_size=10), min_size=1, max_size=4, unique=True))
def test_any_guid_of_anki_comes_back(guids: list[str]) -> None:
    """Anki writes numbers with every sign of ASCII but quotation marks and the backslash."""
    notes = [note(n, BASIC, f"a {{{n}}}", "b")._replace(guid=g) for n, g in enumerate(guids)]
    assert [each.anki for each in read(deck_of(conversion(notes)))] == guids


# Anything at all -----------------------------------------------------------------------


PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            *("<b>", "</b>", "<br>", "<div>", "</div>", "<ul><li>", "</li>", "<pre>", "</pre>"),
            *("<table><tr><td>", "</td><td>", "</table>", "{{c1::", "{{c2::", "::", "}}", "\\("),
            *("\\)", "\\[", "\\]", "[latex]$", "$[/latex]", "<img src=a.png>", "[sound:a.mp3]"),
            *("&nbsp;", "&lt;", "<a href='https://a.b'>", "</a>", "<code>", "</code>", "<sup>2"),
        ]
    ),
)
FIELDS = st.lists(PIECES, max_size=8).map("".join)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TYPES), FIELDS, FIELDS), min_size=1, max_size=4))
def test_any_fields_make_a_deck_without_a_problem(rows: list[tuple[NoteType, str, str]]) -> None:
    notes = [note(n, kind, front, back) for n, (kind, front, back) in enumerate(rows)]
    found = conversion(notes, (0, 1, 2))
    read(deck_of(found))


# Exports as text -----------------------------------------------------------------------


EXPORT = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
g1\tBasic\tAI::Models\t<b>Filter</b>\tA grid.<br>Small.\tcnn
g2\tBasic (and reversed card)\tAI::Data\tJoin\t"Two ""tables""."\t
g3\tCloze\tAI::Data\tA {{c1::left}} {{c2::join}}\tmore\t
"""


def test_an_export_as_text_is_read_like_a_package() -> None:
    found = converted("notes.txt", EXPORT)
    assert headings(found) == [
        '### **Filter** {anki="g1" source="notes.txt:7"}',
        '### Join {.reverse anki="g2" source="notes.txt:8"}',
        '### A [...] join {anki="g3" source="notes.txt:9"}',
        '### A left [...] {anki="g3#2" source="notes.txt:9"}',
    ]
    assert [note.section for note in found.notes] == ["Models", "Data", "Data", "Data"]
    assert "A grid.\\\nSmall." in deck_of(found)


def test_an_export_of_plain_text_has_no_html() -> None:
    text = "#separator:Comma\n#html:false\n<b>,a & b\n"
    (found,) = read(deck_of(converted("notes.txt", text)))
    assert (found.front, answer(found), found.anki) == ("<b>", "a & b", "")
