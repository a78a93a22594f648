"""Shipped notes in the user's own text: the same notes, whatever was written around them."""

import resource
from pathlib import Path

import pytest

from flashcards.collection.cards import find_note
from flashcards.collection.connection import Collection, open_collection
from flashcards.compiler.mine import add, copied, draft_file, shipped
from flashcards.errors import BadRequest
from tests.conftest import Folder, Run

NOTES = ("craft/second-step", "models/filter", "models/map", "models/loop", "models/novels")
"""A question of no section, a reverse, a link, a sequence and a scenario."""


def copy(collection: Collection, mine: Path, key: str) -> str:
    """Copy a shipped note as it stands; its text."""
    original = shipped(collection, find_note(collection, key))
    text = copied(collection, mine, original)
    add(collection, mine, original, text)
    return text


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    return tmp_path / "own" / "mine.md"


def facts(collection: Collection) -> dict[str, tuple[object, ...]]:
    """What must stay as it is when a note moves into another file."""
    rows = collection.rows(
        "SELECT note.*, (SELECT count(*) FROM review JOIN card ON card.id = review.card"
        "  WHERE card.note = note.id) AS answers FROM note WHERE retired_at IS NULL"
    )
    names = ("guid", "areas", "roles", "source", "section", "digest", "minutes", "answers")
    return {row["key"]: tuple(row[name] for name in names) for row in rows}


def test_a_copy_is_the_same_note(run: Run, collection: Collection, mine: Path) -> None:
    run.ok("answer", "models/map", "good")
    before = facts(collection)
    for key in NOTES:
        copy(collection, mine, key)
    found = run.ok("compile", mine, "--json").json
    assert (found["moved"], found["unchanged"], found["shadowed"]) == (5, 2, 5)
    assert found["new"] == found["retired"] == found["changed"] == 0
    assert facts(collection) == before


def test_a_copy_is_written_as_its_author_wrote_it(collection: Collection, mine: Path) -> None:
    assert copy(collection, mine, "models/map") == (
        '### Feature map {#models/map area="modeling"}\n\n'
        "One channel of the output: what one [filter](#models/filter) gives.\n"
    )


def test_settings_of_mine_change_no_copy(run: Run, collection: Collection, mine: Path) -> None:
    before = facts(collection)
    mine.write_text("---\narea: deployment\nroles: ds\nsource: me\n---\n\n### Own\n\nMine.\n")
    for key in NOTES:
        copy(collection, mine, key)
    run.ok("compile", mine)
    assert {k: v for k, v in facts(collection).items() if k != "mine/own"} == before


def test_a_second_copy_is_never_added(collection: Collection, mine: Path) -> None:
    copy(collection, mine, "models/map")
    text = mine.read_text()
    with pytest.raises(BadRequest, match="edited in another window"):
        copy_again(collection, mine)
    assert mine.read_text() == text


def copy_again(collection: Collection, mine: Path) -> None:
    original = shipped(collection, find_note(collection, "models/map"))
    add(collection, mine, original, "### Feature map {#models/map}\n\nOther.\n")


def test_a_note_that_would_not_say_the_same_is_not_copied(
    run: Run, shipped: Folder, mine: Path
) -> None:
    """A reference is defined elsewhere in its file."""
    shipped(
        "### Here {#here}\n\nSee [there][t].\n\n### There {#there}\n\nB.\n\n[t]: #there\n", "r.md"
    )
    run.ok("compile")
    with (
        open_collection(run.collection) as collection,
        pytest.raises(BadRequest, match="r/here cannot be copied as it is written"),
    ):
        copy(collection, mine, "r/here")


@pytest.mark.slow
def test_shipped_notes_of_every_kind_can_be_copied(
    run: Run, monkeypatch: pytest.MonkeyPatch, mine: Path
) -> None:
    """Of the real decks every tenth note: each copy compiles to the note that it was."""
    monkeypatch.undo()
    run.ok("compile")
    with open_collection(run.collection) as collection:
        before = facts(collection)
        chosen = list(before)[::10]
        for key in chosen:
            copy(collection, mine, key)
        found = run.ok("compile", mine, "--json").json
        assert found["moved"] == found["shadowed"] == len(chosen)
        assert found["unchanged"] == len(before) - len(chosen)
        assert facts(collection) == before


def test_a_draft_that_could_not_be_written_is_none(mine: Path) -> None:
    """Half of it would be taken for somebody's work the next time."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, most[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            draft_file(mine, "models/map", "### Feature map\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert list(mine.parent.iterdir()) == []
