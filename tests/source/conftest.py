"""Decks for tests: the docstring of a test is the text of a deck."""

import inspect
from collections.abc import Callable

import pytest

from flashcards.card import Note, Sequence, Term
from flashcards.change import Deck, Sheet
from flashcards.errors import Problem
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import Library, read_library
from flashcards.text import Text
from flashcards.vocabulary import Area, Role, Vocabulary

VOCABULARY = Vocabulary(
    {name: Area(name, name) for name in ("modeling", "deployment")},
    {
        "mle": Role("mle", "ML engineer", "ml", ("modeling", "deployment")),
        "ds": Role("ds", "Data scientist", "ml", ("modeling",)),
        "dle": Role("dle", "Deep learning engineer", "dl", ("modeling", "deployment")),
    },
)


@pytest.fixture
def deck(request: pytest.FixtureRequest) -> Deck:
    """The deck that the docstring of the test is; it has no faults."""
    found, problems = read("deck.md", docstring(request))
    assert problems == ()
    return found


@pytest.fixture
def note(deck: Deck) -> Note:
    """The only note of the deck."""
    (note,) = deck.notes
    return note.note()


def read(path: str, text: str) -> tuple[Deck, tuple[Problem, ...]]:
    file = source_file(path, text.encode(errors="surrogatepass"))
    found, problems = read_library([file], VOCABULARY)
    return found.decks[0], problems


def answer(note: Note | Sheet) -> Text:
    content = note.note().content if isinstance(note, Sheet) else note.content
    assert isinstance(content, Term | Sequence)
    return content.answer


def library(**texts: str) -> tuple[Library, list[str]]:
    """A root of decks, named without their suffix, and its problems as they are printed."""
    found, problems = read_library(
        (source_file(f"{name}.md", text.encode()) for name, text in texts.items()), VOCABULARY
    )
    return found, [str(problem) for problem in problems]


def source_file(path: str, data: bytes) -> SourceFile:
    return SourceFile(path, path, data, digest(data))


def docstring(request: pytest.FixtureRequest) -> str:
    test: Callable[..., None] = request.function
    return inspect.getdoc(test) or ""
