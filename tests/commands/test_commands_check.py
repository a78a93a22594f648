"""``check``: the faults in study text; nothing is changed."""

from pathlib import Path

from tests.conftest import Folder, Run

GOOD = "### Oolong {area=modeling}\n\nA tea.\n"


def test_no_problem(run: Run, deck: Folder) -> None:
    """The areas and roles of the shipped decks are known everywhere; no collection is needed."""
    deck(GOOD)
    done = run.ok("check", "decks")
    assert (done.stdout, done.stderr) == ("", "1 note, no problem.\n")
    assert not run.collection.exists()


def test_problems_are_data(run: Run, deck: Folder) -> None:
    file = deck(GOOD + "### Sencha\n")
    done = run("check", "decks")
    assert done.code == 1
    assert done.stdout == "decks/deck.md:4: term 'Sencha' has no answer\n"
    assert done.stderr == "1 problem in 1 file.\n"
    (problem,) = run("check", "--json", file).json["problems"]
    assert (problem["line"], problem["code"], problem["severity"]) == (4, "no-answer", "fault")


def test_without_a_path_all_places_are_checked(run: Run, deck: Folder) -> None:
    assert run.ok("check").stderr == "7 notes, no problem.\n"
    deck(GOOD)
    run.ok("compile", "decks")
    assert run.ok("check").stderr == "8 notes, no problem.\n"
    deck("### Sencha\n")
    assert run("check").code == 1


def test_nothing_there(run: Run) -> None:
    done = run("check", "nowhere")
    assert (done.code, done.stderr) == (1, "There is no file or folder nowhere.\n")
    assert not Path("nowhere").exists()
