"""Files as people have them: what becomes of each stands in ``expected``, to be read."""

import re
from pathlib import Path

import pytest

from .conftest import SAMPLES, read
from .golden import EXPECTED, expected, result

FILES = sorted(SAMPLES.iterdir())
NOTHING = {"article.md", "deck.md", "links.md", "sales.csv"}
"""An article, a deck, lists and tables of links, and a table that is no glossary."""


@pytest.mark.parametrize("sample", FILES, ids=lambda path: path.name)
def test_a_sample_becomes_what_is_expected(sample: Path) -> None:
    """If this fails and should: python -m tests.convert.golden, and read the difference."""
    assert result(sample) == expected(sample).read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", FILES, ids=lambda path: path.name)
def test_our_reader_finds_nothing_wrong_and_every_note_says_where_it_is_from(sample: Path) -> None:
    deck = expected(sample).read_text(encoding="utf-8").split("\n==== left out")[0]
    notes = read(deck)
    assert bool(notes) == (sample.name not in NOTHING)
    lines = [line for line in deck.split("\n") if line.startswith("### ")]
    assert len(lines) == len(notes)
    assert all(re.search(r'source="[^"]+"\}$', line) for line in lines)


def test_there_is_a_result_for_every_sample_and_no_other() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {f"{path.name}.txt" for path in FILES}
