"""What a compile leaves unread is what it was: links, shadowed keys and the order of new cards."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.compiler.compiling import compare
from flashcards.compiler.reading import Readings
from flashcards.source.files import SourceFile
from flashcards.source.library import read_library

from .conftest import Author, dump

FILTER = "### Filter\n\nA small grid of weights.\n"
MAP = "### Map\n\nWhat one [filter](filter.md#filter) gives.\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were read, in their order."""
    paths: list[str] = []

    def noted(files: Iterable[SourceFile], *more: Any) -> Any:
        files = list(files)
        paths.extend(file.path for file in files)
        return read_library(files, *more)

    monkeypatch.setattr("flashcards.compiler.rereading.read_library", noted)
    return paths


def test_only_the_file_that_changed_is_read(author: Author, read: list[str]) -> None:
    author.write(FILTER, "filter.md")
    author.write(MAP, "map.md")
    read.clear()
    author.write(MAP.replace("gives", "yields"), "map.md")
    assert read == ["map.md"]


def test_nothing_is_read_where_nothing_changed(author: Author, read: list[str]) -> None:
    author.write(FILTER, "filter.md")
    read.clear()
    assert author.compile() == {}
    assert read == []


def test_a_link_into_a_changed_file_is_followed_once_more(author: Author, read: list[str]) -> None:
    author.write(FILTER, "filter.md")
    author.write(MAP, "map.md")
    read.clear()
    told = author.write(FILTER.replace("Filter", "Filter {#grid}"), "filter.md")
    assert told == {"Filter": "renamed", "Map": "changed"}
    assert read == ["filter.md", "filter.md", "map.md"]
    content = "SELECT content FROM note WHERE key = 'map/map'"
    assert '"target":"filter/grid"' in author.collection.value(content)


def test_a_link_that_leads_nowhere_by_now_is_a_fault(author: Author) -> None:
    author.write(FILTER, "filter.md")
    author.write(MAP, "map.md")
    author.texts["mine"]["filter.md"] = "### Kernel\n\nA small grid of weights.\n"
    with pytest.raises(AssertionError, match=r"map.md.*no term 'filter' in filter.md"):
        author.read()


def test_a_key_that_another_file_has_is_a_fault(author: Author) -> None:
    author.write("### Filter {#a/x}\n\nA grid.\n", "filter.md")
    author.write("### Map\n\nA channel.\n", "map.md")
    author.texts["mine"]["map.md"] = "### Map {#a/x}\n\nA channel.\n"
    with pytest.raises(AssertionError, match=r"map.md.*has the key 'a/x' of 'Filter'"):
        author.read()


def test_a_note_that_was_shadowed_while_its_root_was_away(author: Author) -> None:
    """It wins by now, and is read when its root is back."""
    author.write(FILTER, "x.md", root="shipped")
    author.write("### Stride\n\nA step.\n", "s.md")
    author.write(FILTER.replace("small", "tiny"), "x.md")
    author.away = ("shipped",)
    assert author.remove("x.md") == {"Filter": "retired"}
    author.away = ()
    assert author.compile() == {"Filter": "restored"}
    assert author.compile() == {}


def test_a_link_that_broke_while_its_root_was_away(author: Author) -> None:
    author.write(FILTER, "x.md", root="shipped")
    author.write("### Stride\n\nA step.\n", "s.md", root="shipped")
    author.write("### Map\n\nSee [[x/filter]].\n", "y.md")
    author.away = ("mine",)
    assert author.remove("x.md", root="shipped") == {"Filter": "retired"}
    author.away = ()
    with pytest.raises(AssertionError, match=r"y.md.*no term 'x/filter' in any deck"):
        author.read()


# Any files -----------------------------------------------------------------------------

HEADINGS = ("Filter", "Map {#filter}", "Stride", "Map {#b/stride}", "## Scenario: Filter")
BODIES = (
    "A grid.",
    "See [it](#filter).",
    "See [it](a.md#filter).",
    "See [it](b.md#stride).",
    "See [[Stride]].",
    "See [[b/stride]] and [[Filter]].",
    "See [it](#a/filter).",
)
_notes = st.lists(
    st.tuples(st.sampled_from(HEADINGS), st.sampled_from(BODIES)).map(
        lambda note: (
            f"{note[0]}\n\n{note[1]}\n\n### Ask\n\n- Asks\n\n"
            if note[0].startswith("##")
            else f"### {note[0]}\n\n{note[1]}\n\n"
        )
    ),
    max_size=3,
).map("".join)
_roots = st.sampled_from(("mine", "shipped"))
_writes = st.tuples(_roots, st.sampled_from(("a.md", "b.md")), st.none() | _notes)
_mounts = st.tuples(_roots, st.just(""), st.none())
"""A root goes away, or comes back."""


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(_writes | _mounts, min_size=1, max_size=3), min_size=1, max_size=6))
def test_to_read_everything_finds_nothing_more(
    fresh: Callable[[], Author], rounds: list[list[tuple[str, str, str | None]]]
) -> None:
    """The same faults, and where there are none, the same notes, links and order."""
    author = fresh()
    for writes in [[], *rounds]:
        before = {root: dict(files) for root, files in author.texts.items()}
        for root, path, text in writes:
            if not path:
                author.away = tuple({*author.away} ^ {root})
            elif text is None:
                author.texts[root].pop(path, None)
            else:
                author.texts[root][path] = text
        few, all_ = author.look_at(), author.look_at(again=True)
        assert few.problems == all_.problems
        if few.problems:
            author.texts = before
            continue
        assert _told(author, few) <= _told(author, all_)
        author.compile()
        state = dump(author.collection)
        author.compile(again=True)
        assert dump(author.collection) == state


def _told(author: Author, readings: Readings) -> set[tuple[object, ...]]:
    changes = compare(author.collection, readings).changes
    return {(c.verdict, c.found and c.found.note, c.known and c.known.id) for c in changes}
