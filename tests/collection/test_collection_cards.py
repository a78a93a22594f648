"""Single notes and cards: found by the words a user types, read whole, changed with care."""

import pytest

from flashcards.card import Term
from flashcards.collection import cards
from flashcards.errors import BadRequest
from flashcards.kinds import Kind
from flashcards.memory import New

from .conftest import Author, answer, learned

DECK = """
---
deck: Networks
area: modeling
source: A guide
---
## Vocabulary
### Filter {#f .reverse}
alpha
### Feature map
beta
### Feature store {roles=mle}
gamma
### Überanpassung
delta
"""


@pytest.fixture
def networks(author: Author) -> Author:
    """An author with a deck of four terms, two of whose names begin alike."""
    author.write(DECK, "networks.md")
    author.write("### Filter\n\nFor coffee.\n", "kitchen.md")
    return author


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("networks/f", "networks/f"),
        ("f", "networks/f"),
        ("networks/feature-map", "networks/feature-map"),
        ("feature-map", "networks/feature-map"),
        ("Feature map", "networks/feature-map"),
        ("FEATURE MAP", "networks/feature-map"),
        ("feature m", "networks/feature-map"),
        ("networks/feature-s", "networks/feature-store"),
        ("feature-s", "networks/feature-store"),
        ("kit", "kitchen/filter"),
        ("Überanpassung", "networks/überanpassung"),
        ("überan", "networks/überanpassung"),
    ],
)
def test_find(networks: Author, words: str, key: str) -> None:
    """By key, by heading, or by an unambiguous beginning; the exact ways come first."""
    assert cards.find_note(networks.collection, words).key == key


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("feature", "'feature' fits several notes: networks/feature-map, networks/feature-store."),
        ("Filter", "'Filter' fits several notes: kitchen/filter, networks/f."),
        ("store", "There is no note 'store'."),
        ("networks/f%", "There is no note 'networks/f%'."),
    ],
)
def test_find_none_or_several(networks: Author, words: str, sentence: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        cards.find_note(networks.collection, words)
    assert str(refusal.value) == sentence


def test_many_that_fit_are_not_all_listed(author: Author) -> None:
    author.write("".join(f"### T{n}\n\nx\n" for n in range(7)))
    with pytest.raises(BadRequest, match=r"deck/t0, .*, deck/t4, \.\.\.\.$"):
        cards.find_note(author.collection, "t")


def test_a_retired_note_is_not_found(networks: Author) -> None:
    networks.remove("kitchen.md")
    assert cards.find_note(networks.collection, "Filter").key == "networks/f"


def test_a_note_is_read_whole(networks: Author) -> None:
    note = cards.find_note(networks.collection, "feature store")
    assert (note.kind, note.front, note.deck) == (Kind.TERM, "Feature store", "Networks")
    assert (note.root, note.path, note.line) == ("mine", "networks.md", 11)
    assert (note.section, note.source) == ("Vocabulary", "A guide")
    assert (note.areas, note.roles) == (("modeling",), ("mle",))
    assert isinstance(note.content, Term)
    assert cards.note_of(networks.collection, networks.card("feature store")) == note


def test_all_cards_a_note_has_had(networks: Author) -> None:
    note = cards.find_note(networks.collection, "f")
    row = answer(networks.collection, networks.card("f#reverse"))
    networks.write(DECK.replace(" .reverse", ""), "networks.md")
    first, second = cards.cards_of(networks.collection, note.id)
    assert (first.id, first.face, first.active, first.memory) == (
        *(note.id + 1, "answer", True),
        New(),
    )
    assert (second.face, second.active, second.memory) == ("reverse", False, learned())
    assert cards.card(networks.collection, row.card) == second


def test_one_of_two_claims_a_card(networks: Author) -> None:
    """The revision guards an answer; every write about a card moves it on."""
    card = cards.card(networks.collection, networks.card("f"))
    assert cards.claim(networks.collection, card.id, card.revision)
    assert not cards.claim(networks.collection, card.id, card.revision)
    cards.bury(networks.collection, card.id, 1)
    cards.suspend(networks.collection, card.id, suspended=True)
    networks.write(DECK.replace("f .reverse", "f").replace("{#f}", "{#f .reverse}"), "networks.md")
    assert cards.card(networks.collection, card.id).revision == card.revision + 3


def test_a_face_that_rests_or_comes_back_moves_the_revision_on(networks: Author) -> None:
    reverse = networks.card("f#reverse")
    before = cards.card(networks.collection, reverse).revision
    networks.write(DECK.replace(" .reverse", ""), "networks.md")
    networks.write(DECK, "networks.md")
    assert cards.card(networks.collection, reverse).revision == before + 2


def test_the_line_of_new_cards(networks: Author) -> None:
    """An answered card leaves the line; one whose answer is undone stands where it stood."""

    def line() -> list[int]:
        rows = networks.collection.rows(
            "SELECT id FROM card WHERE place IS NOT NULL ORDER BY place"
        )
        return [row["id"] for row in rows]

    before = line()
    cards.leave_line(networks.collection, before[2])
    assert line() == [*before[:2], *before[3:]]
    cards.line_up(networks.collection, before[2])
    assert line() == before


def test_a_card_that_is_asked_no_more_does_not_line_up(networks: Author) -> None:
    """Its answer was undone after its text had gone."""
    reverse, other = networks.card("f#reverse"), networks.card("kitchen/filter")
    networks.write(DECK.replace(" .reverse", ""), "networks.md")
    networks.remove("kitchen.md")
    for card in (reverse, other):
        cards.line_up(networks.collection, card)
        assert networks.collection.value("SELECT place FROM card WHERE id = ?", card) is None


def test_a_step_card_that_is_lined_up_changes_its_note(author: Author) -> None:
    """Anki is told by the time of the note; nothing is told where nothing changed."""
    author.write("## Scenario: Names\n\nWhat?\n\n### Ask\n\n- a\n")
    ask = author.card("names#ask")
    later = 2 * author.collection.value("SELECT changed_at FROM note")
    told = ((True, later, later), (True, later + 9, later), (False, 9, later + 1000))
    for active, now, changed_at in told:
        cards.set_active(author.collection, ask, active=active, now=now)
        assert cards.card(author.collection, ask).active == active
        assert author.collection.value("SELECT changed_at FROM note") == changed_at
