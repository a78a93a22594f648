"""The deck to begin with: without fault or advice, and with an example of all there is."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.card import Note, Scenario, Sequence, Term, texts
from flashcards.face import slug
from flashcards.source import attributes, frontmatter
from flashcards.source.attributes import split_braces
from flashcards.source.deck import Draft
from flashcards.source.library import read_drafts
from flashcards.source.lint import lint
from flashcards.source.sample import sample, title_of
from flashcards.text import Items, MathsBlock, Paragraph, Table, links
from flashcards.vocabulary import EMPTY

from .conftest import source_file

TEXT = sample("Spark", "spark")
HEADINGS = [line for line in TEXT.split("\n") if line.startswith("##")]


def drafts(text: str) -> tuple[Draft, ...]:
    """The deck, in no vocabulary: it must compile where no role is known."""
    _, found, problems = read_drafts([source_file("spark.md", text.encode())], EMPTY)
    assert problems == ()
    return found


def notes(text: str) -> list[Note]:
    """The notes of the deck."""
    return [manuscript.note for draft in drafts(text) for manuscript in draft.manuscripts]


def test_there_is_nothing_to_say_about_it() -> None:
    assert lint(drafts(TEXT), (), lambda text: 2 * len(text)) == ()


def test_it_is_small() -> None:
    assert 40 <= len([line for line in TEXT.split("\n") if line]) <= 60


PLACES = (attributes.SECTION, attributes.TERM, attributes.SCENARIO)


@pytest.mark.parametrize("name", sorted(set().union(*(place.takes for place in PLACES))))
def test_every_attribute_is_shown(name: str) -> None:
    braces = [split_braces(heading)[1] or "" for heading in HEADINGS]
    written = re.escape(name) + {"#": r"\w", ".": r"\b"}.get(name[0], "=")
    assert any(re.search(rf"(?<!\S){written}", each) for each in braces)


@pytest.mark.parametrize("name", frontmatter.KEYS)
def test_every_key_of_the_front_matter_is_shown(name: str) -> None:
    assert f"\n{name}: " in TEXT.split("\n---\n")[0]


def test_every_part_of_a_scenario_is_shown() -> None:
    (case,) = (note.content for note in notes(TEXT) if isinstance(note.content, Scenario))
    assert [part.step.value for part in case.parts] == [
        "ask",
        "suppose",
        "plan",
        "execute",
        "recap",
    ]
    assert case.parts[0].reply
    assert all((case.prompt, case.hint, case.reaction, case.follow_ups, case.model_answer))
    assert {point.must for point in case.points} == {True, False}


def test_every_kind_of_note_and_much_of_what_texts_hold_is_shown() -> None:
    assert {type(note.content) for note in notes(TEXT)} == {Term, Sequence, Scenario}
    blocks = {type(block) for note in notes(TEXT) for text in texts(note.content) for block in text}
    assert blocks >= {Paragraph, Items, MathsBlock, Table}
    assert "$p = 0.9$" in TEXT
    assert any(links(text) for note in notes(TEXT) for text in texts(note.content))


TITLES = st.text(
    st.one_of(
        st.sampled_from(string.punctuation + " "), st.characters(exclude_categories=("C", "Z"))
    ),
    min_size=1,
).map(lambda title: " ".join(title.split()))


@given(TITLES.filter(bool))
def test_any_title_is_taken_as_it_is(title: str) -> None:
    """In the front matter, and as a heading without it."""
    text = sample(title, "spark")
    fence, _, *below = text.split("\n")
    assert drafts(text)[0].title == title
    assert drafts("\n".join([fence, *below]))[0].title == title


@given(st.text("abAB19 _-", min_size=1).filter(slug))
def test_any_name_gives_an_id(name: str) -> None:
    (deck,) = drafts(sample("Spark", name))
    assert deck.id == slug(name)


@pytest.mark.parametrize(
    ("name", "title"),
    [("spark", "Spark"), ("data-pipelines", "Data pipelines"), ("LLMs", "LLMs"), ("_a__b_", "A b")],
)
def test_a_name_as_a_title(name: str, title: str) -> None:
    assert title_of(name) == title
