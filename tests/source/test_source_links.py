"""Links between decks: every way to write one, and what it leads to."""

import pytest

from flashcards.source.library import read_library
from flashcards.text import Image, Link, Paragraph, Words, links

from .conftest import VOCABULARY, answer, library, source_file

OTHER = "### Stride\na\n### C++ {#cpp}\nb\n## Scenario: Place names {minutes=5}\nc\n### Ask\n- d\n"

TARGETS = {
    "a heading of the same deck": ("[x](#filter)", "deck/filter"),
    "a heading as GitHub numbers it": ("[x](#whats-new)", "deck/what-s-new"),
    "a heading, folded": ("[x](#Filter)", "deck/filter"),
    "a heading with letters escaped": ("[x](#gr%C3%B6%C3%9Fe)", "deck/grösse"),
    "another deck": ("[x](other.md#stride)", "other/stride"),
    "another deck, the long way": ("[x](./sub/../other.md#stride)", "other/stride"),
    "a pinned key": ("[x](other.md#cpp)", "other/cpp"),
    "the heading of a pinned key": ("[x](other.md#c)", "other/cpp"),
    "the heading as GitHub spells it": ("[x](other.md#c-cpp)", "other/cpp"),
    "a scenario": ("[x](other.md#place-names)", "other/place-names"),
    "a scenario on GitHub": ("[x](other.md#scenario-place-names-minutes5)", "other/place-names"),
    "a name in the same deck": ("[[filter]]", "deck/filter"),
    "a name elsewhere": ("[[Stride]]", "other/stride"),
    "a whole key": ("[[other/cpp]]", "other/cpp"),
    "a reference": ("[x][r]\n\n[r]: #filter", "deck/filter"),
    "the web": ("[x](HTTP://a.b)", "HTTP://a.b"),
}


@pytest.mark.parametrize(("link", "target"), TARGETS.values(), ids=TARGETS)
def test_target(link: str, target: str) -> None:
    deck = f"### Filter\n{link}\n### What's new?\na\n### Größe\nb\n"
    found, problems = library(deck=deck, other=OTHER)
    assert problems == []
    (link_found,) = links(answer(found.decks[0].notes[0]))
    assert link_found.target == target
    assert type(link_found) is Link


def test_the_same_deck_comes_first() -> None:
    """A name in both decks means the near one; of two far ones the author has to choose."""
    term = "### Filter\na\n"
    _, problems = library(a=term + "### B\n[[filter]]\n", b=term, c="### C\n\n[[filter]]\n")
    assert problems == [
        "c.md:3: 'filter' may be any of a/filter, b/filter; write one of these",
    ]


def test_no_link_dangles_into_a_file_that_cannot_be_read() -> None:
    """One cause, one message: the links to what it hides are not reported too."""
    _, problems = library(a="### A\n[x](b.md#x) [[x]] [y](#y)\n", b="<<<<<<< ours\n### X\n")
    assert problems == ["a.md:2: no term 'y' in this deck", "b.md:1: merge conflict marker"]


def test_images_and_links_from_a_folder() -> None:
    """Paths are relative to the file, and stored relative to the root."""
    text = b"### A\n![b](../pics/c.png) [d](d.md#d)\n"
    files = [source_file("x/a.md", text), source_file("x/d.md", b"### D\ne\n")]
    found, problems = read_library(files, VOCABULARY)
    assert problems == ()
    (paragraph,) = answer(found.decks[0].notes[0])
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line[0] == Image("b", "pics/c.png")
    assert paragraph.line[2] == Link((Words("d"),), "d/d")
