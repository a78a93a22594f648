"""The rows of the table of edits that take more than one compile, or more than one machine."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Folder, Run
from tests.docs.edits import MORE

SENCHA = "### Sencha\n\nGreen leaves that are steamed right after the harvest.\n"
CASE = """
    ## Scenario: A bitter cup {minutes=5}

    A guest says that the tea is bitter. What now?

    ### Ask

    - **Asks which tea it was**
    - Asks how hot the water was
    - Asks how long it brewed
    """


def _reviews(run: Run, key: str) -> int:
    return len(run.ok("show", key, "--json").json["reviews"])


@pytest.fixture
def answered(run: Run, deck: Folder) -> Run:
    """A term with an answer."""
    deck(SENCHA, "tea.md")
    run.ok("compile", "decks")
    run.ok("answer", "tea/sencha", "good")
    return run


def test_each_row_is_here_or_beside_the_command_it_is_about() -> None:
    assert set(MORE) == {
        "bring a deleted term back after a month",
        "leave merge conflict markers",
        "compile while a disk is not mounted",
        "compile on a second machine after a rename, without `--pin`",  # test_commands_pin.py
        "compile on a second machine after a rename and `compile --pin`",  # test_commands_pin.py
        "upgrade a shipped deck under a note that you edited",
    }


def test_a_deleted_term_comes_back_after_a_month(answered: Run, deck: Folder) -> None:
    deck("### Oolong\n\nLeaves that wither.\n", "tea.md")
    assert "1 retired" in answered.ok("compile").lines[0]
    deck(SENCHA, "tea.md")
    assert "1 restored" in answered.ok("compile", now="2026-12-24T09:00").lines[0]
    assert _reviews(answered, "tea/sencha") == 1


def test_merge_conflict_markers_change_nothing(answered: Run, deck: Folder) -> None:
    before = answered.collection.read_bytes()
    deck(f"<<<<<<< ours\n{SENCHA}=======\n### Sencha\n\nRed.\n>>>>>>> theirs\n", "tea.md")
    done = answered("compile")
    assert (done.code, done.stderr.splitlines()) == (
        1,
        ["decks/tea.md:1: merge conflict marker", "1 problem in 1 file. Nothing was changed."],
    )
    assert answered.collection.read_bytes() == before


def test_a_disk_that_is_not_mounted(answered: Run) -> None:
    Path("decks").rename("elsewhere")
    assert answered.ok("compile").lines[1].endswith("decks holds no deck now; its notes are kept.")
    assert _reviews(answered, "tea/sencha") == 1


def test_a_shipped_deck_upgraded_under_an_edit(run: Run, shipped: Folder, deck: Folder) -> None:
    """The user's text stays, and so do the answers; other notes of the deck are upgraded."""
    run.ok("compile")
    run.ok("answer", "craft/second-step", "good")
    deck("### My second step {#craft/second-step}\n\nI suppose, aloud.\n", "mine.md")
    assert "1 changed" in run.ok("compile", "decks").lines[0]
    path = shipped.path / "craft.md"
    path.write_text(path.read_text().replace("say what", "state what") + "\n### New\n\nA term.\n")
    assert "1 new; all history kept" in run.ok("status").stderr
    assert "I suppose, aloud." in run.ok("show", "craft/second-step").stdout
    assert _reviews(run, "craft/second-step") == 1
    run.ok("decks", "remove", "decks")
    assert "state what" in run.ok("show", "craft/second-step").stdout
    assert _reviews(run, "craft/second-step") == 1


def test_a_reverse_card_rests_and_comes_back(answered: Run, deck: Folder) -> None:
    """With the answers that it had."""
    deck(SENCHA.replace("Sencha", "Sencha {.reverse}"), "tea.md")
    answered.ok("compile")
    answered.ok("answer", "tea/sencha#reverse", "good", now="2026-11-22T09:00")
    deck(SENCHA, "tea.md")
    answered.ok("compile")
    assert answered("answer", "tea/sencha#reverse", "good", now="2026-11-29T09:00").code == 1
    deck(SENCHA.replace("Sencha", "Sencha {.reverse}"), "tea.md")
    answered.ok("compile")
    cards = answered.ok("show", "tea/sencha", "--json").json["cards"]
    assert {card["card"]: card["reps"] for card in cards} == {
        "tea/sencha#answer": 1,
        "tea/sencha#reverse": 1,
    }


def test_the_ticks_of_the_other_points_stay(run: Run, deck: Folder) -> None:
    """A point gained, one lost, one reworded: what was missed of the others is still known."""
    deck(CASE, "tea.md")
    run.ok("compile", "decks")
    run.ok("answer", "tea/a-bitter-cup", "again", "--missed", "2,3")
    points = "SELECT text, point.retired_at IS NULL, (SELECT hit FROM tick WHERE point = point.id)"
    deck(
        CASE.replace("- Asks how hot the water was", "- Asks how warm the water was").replace(
            "- Asks how long it brewed", "- Asks how long it brewed\n    - Offers another cup"
        ),
        "tea.md",
    )
    run.ok("compile")
    with closing(sqlite3.connect(run.collection)) as connection:
        found = connection.execute(
            f"{points} FROM point JOIN note ON note.id = note WHERE key LIKE 'tea/%' ORDER BY text"
        ).fetchall()
    assert found == [
        ("Asks how long it brewed", 1, 0),
        ("Asks how warm the water was", 1, 0),
        ("Asks which tea it was", 1, 1),
        ("Offers another cup", 1, None),
    ]
