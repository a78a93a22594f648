"""What a deck says, and the notes it makes: the docstring of each test is the deck."""

from flashcards.card import Note, Sequence, Term
from flashcards.change import Deck
from flashcards.kinds import Kind
from flashcards.text import Emphasis, Paragraph, Strong, Words, plain

from .conftest import answer, read


def test_term(note: Note) -> None:
    """
    ### Feature map
    One channel of the layer's **output**.
    """
    line = (Words("One channel of the layer's "), Strong((Words("output"),)), Words("."))
    assert note == Note(
        key="deck/feature-map",
        content=Term((Words("Feature map"),), (Paragraph(line),)),
        path="deck.md",
        line=1,
        roles=("mle", "ds", "dle"),
    )


def test_front_matter(deck: Deck) -> None:
    """
    ---
    deck: Convolutional networks
    id: CNN, first part
    area: [modeling, deployment]
    roles: ml dle
    source: "Guide: margin notes"
    ---
    # A title that the front matter overrules
    ### Filter
    Weights.
    """
    (note,) = deck.notes
    assert (deck.id, deck.title) == ("cnn-first-part", "Convolutional networks")
    assert (note.key, note.line) == ("cnn-first-part/filter", 9)
    assert (note.areas, note.roles) == (("modeling", "deployment"), ("mle", "ds", "dle"))
    assert note.source == "Guide: margin notes"


def test_lists_in_the_front_matter(note: Note) -> None:
    """
    ---
    area:
      - modeling
      - deployment
    source: [Guide, "Paper"]
    ---
    ### Filter
    Weights.
    """
    assert (note.areas, note.source) == (("modeling", "deployment"), "Guide, Paper")


def test_empty_front_matter(note: Note) -> None:
    """
    ---
    ---
    ### Filter
    Weights.
    """
    assert note.line == 3


def test_front_matter_is_text(deck: Deck) -> None:
    """
    ---
    deck: no
    id: 007
    source: 12:30
    ---
    ### Filter
    Weights.
    """
    assert (deck.title, deck.id, deck.notes[0].source) == ("no", "007", "12:30")


def test_title_comes_from_the_heading(deck: Deck) -> None:
    """
    # Deep *learning*
    Prose that makes no card.
    """
    assert (deck.title, deck.id, deck.notes) == ("Deep learning", "deck", ())


def test_sections(deck: Deck) -> None:
    """
    ### Before any section
    A.
    ## Convolution in `torch`
    Prose, and no card.
    - a list
    ### Filter
    B.
    #### A detail
    More of B.
    """
    first, second = deck.notes
    assert (first.section, second.section) == ("", "Convolution in torch")
    assert len(answer(second)) == 3


def test_inheritance(deck: Deck) -> None:
    """
    ---
    area: modeling
    roles: ml
    source: Guide
    ---
    ### From the deck
    A.
    ## Section {area="deployment modeling" source="Paper, page 3"}
    ### From the section
    A.
    ### Its own {roles="ds, dle" area="" source=""}
    A.
    """
    from_deck, from_section, own = deck.notes
    assert (from_deck.areas, from_deck.source) == (("modeling",), "Guide")
    assert from_section.areas == ("deployment", "modeling")
    assert from_section.source == "Paper, page 3"
    assert from_section.roles == ("mle",)  # of family ml, only mle works in deployment
    assert (own.areas, own.source, own.roles) == ((), "", ("ds", "dle"))


def test_interview_suits_every_role(note: Note) -> None:
    """
    ### ASPER {area="interview modeling" roles=ml}
    Ask, suppose, plan, execute, recap.
    """
    assert note.roles == ("mle", "ds")


def test_keys(deck: Deck) -> None:
    """
    ### What's a *filter*?
    A.
    ### C++
    B.
    ### Größe und Maß
    C.
    ### Old name {#kept}
    D.
    ### Moved here {#other/old.key_1}
    E.
    """
    assert [note.key for note in deck.notes] == [
        "deck/what-s-a-filter",
        "deck/c",
        "deck/grösse-und-mass",
        "deck/kept",
        "other/old.key_1",
    ]


def test_reverse_and_draft(deck: Deck) -> None:
    """
    ### Filter {.reverse}
    A.
    ### Stride {.draft}
    """
    filter_, stride = (note.note() for note in deck.notes)
    assert isinstance(filter_.content, Term)
    assert filter_.content.reverse
    assert (stride.draft, stride.content) == (True, Term((Words("Stride"),), ()))


def test_sequence(note: Note) -> None:
    """
    ### Training step {.sequence}
    In this order:

    1. Forward pass
    2. *Loss*
    3. Backward pass
    """
    assert isinstance(note.content, Sequence)
    assert note.content.items[1] == (Emphasis((Words("Loss"),)),)
    assert [plain(item) for item in note.content.items] == ["Forward pass", "Loss", "Backward pass"]
    assert (len(answer(note)), note.kind) == (2, Kind.TERM)


def test_braces_that_are_text(deck: Deck) -> None:
    r"""
    ### The set {1, 2\}
    A.
    ### What does `{x}` mean
    B.
    ### The norm $\|x\|_{2}$
    C.
    """
    assert [note.front for note in deck.notes] == [
        "The set {1, 2}",
        "What does {x} mean",
        r"The norm \|x\|_{2}",
    ]


def test_rules_between_terms_are_no_part_of_them(deck: Deck) -> None:
    """
    ### Filter
    A.

    ---

    B.

    ---

    ### Stride
    C.
    """
    first, _ = deck.notes
    assert len(answer(first)) == 3


def test_windows_line_ends_and_byte_order_mark() -> None:
    text = "\ufeff---\r\ndeck: D\r\n---\r\n### Filter\r\nWeights.\r\nMore.\r\n"
    deck, problems = read("deck.md", text)
    assert problems == ()
    assert (deck.title, deck.notes[0].line) == ("D", 4)
    assert answer(deck.notes[0]) == (Paragraph((Words("Weights. More."),)),)


def test_a_file_without_headings_makes_no_notes(deck: Deck) -> None:
    """Only prose."""
    assert (deck.title, deck.notes) == ("deck", ())
