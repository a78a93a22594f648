"""``decks``: the files that cards come from, and the folders they are read from."""

from pathlib import Path

from tests.conftest import Folder, Run

TEA = "---\ndeck: Tea\n---\n\n### Oolong\n\nA tea between the green one and the black one.\n"


def test_the_list(run: Run, deck: Folder) -> None:
    deck(TEA, "tea.md")
    run.ok("compile", "decks")
    assert [line.split() for line in run.ok("decks").lines] == [
        ["Deck", "Terms", "Scen.", "File"],
        ["Tea", "1", "0", f"{deck.path}/tea.md"],
        ["Interview", "craft", "2", "0", "shipped/craft.md"],
        ["Models", "4", "1", "shipped/models.md"],
    ]
    assert run.ok("decks", "--json").json["decks"][0] == {
        "deck": "tea",
        "title": "Tea",
        "root": str(deck.path),
        "path": "tea.md",
        "terms": 1,
        "scenarios": 0,
    }


def test_a_file_can_be_a_place_of_its_own(run: Run, deck: Folder) -> None:
    file = deck(TEA, "tea.md")
    run.ok("decks", "add", "decks/tea.md")
    assert run.ok("decks").lines[1].endswith(str(file))


def test_removed_on_purpose_and_added_again(run: Run, deck: Folder) -> None:
    """The notes rest; adding the place brings all of them back with their answers."""
    deck(TEA, "tea.md")
    assert run.ok("decks", "add", "decks").lines[0].startswith("1 new")
    run.ok("answer", "oolong", "good")
    removed = run.ok("decks", "remove", "decks")
    assert removed.lines[0].startswith("1 retired")
    assert run("show", "oolong").code == 1
    assert run.ok("compile").lines[0].startswith("7 unchanged")
    assert run.ok("decks", "add", "decks").lines[0].startswith("1 restored")
    assert run.ok("compile").lines[0].startswith("8 unchanged")
    assert len(run.ok("show", "oolong", "--json").json["reviews"]) == 1


def test_a_place_that_is_away_can_be_removed(run: Run, deck: Folder) -> None:
    deck(TEA, "tea.md")
    run.ok("decks", "add", "decks")
    deck.path.rename("elsewhere")
    assert run.ok("decks", "remove", "decks").lines[0].startswith("1 retired")


def test_the_shipped_decks_can_be_removed_and_come_back(run: Run, shipped: Folder) -> None:
    """They stay away through upgrades, and are the last place again afterwards."""
    run.ok("compile")
    assert run.ok("decks", "remove", "shipped").lines[0].startswith("7 retired")
    shipped("### New\n\nx\n", "new.md")
    assert run.ok("status").stderr == ""
    assert run.ok("decks").lines == ["Deck   Terms  Scen.  File"]
    Folder(Path("decks"))("### Canary {#models/canary}\n\nA bird.\n")
    run.ok("decks", "add", "decks")
    assert run.ok("decks", "add", "shipped").lines[0].startswith("1 changed · 6 restored · 1 new")
    assert "A bird." in run.ok("show", "models/canary").stdout


def test_a_place_that_is_none(run: Run) -> None:
    done = run("decks", "remove", "nowhere")
    assert (done.code, done.stderr.splitlines()[-1]) == (
        1,
        "No decks are read from nowhere; flashcards decks lists the places.",
    )
    assert run("decks", "add", "nowhere").code == 1


def test_a_folder_above_a_known_one_takes_it_in(run: Run, deck: Folder) -> None:
    deck("### Recall\n\nThe share found.\n", "inner/words.md")
    run.ok("decks", "add", "decks/inner")
    run.ok("answer", "words/recall", "good")
    run.ok("decks", "add", "decks")
    (own,) = [d for d in run.ok("decks", "--json").json["decks"] if d["root"] != "shipped"]
    assert own["path"] == "inner/words.md"
    assert run.ok("show", "recall", "--json").json["cards"][0]["reps"] == 1
    assert run.ok("compile", "--json").json["shadowed"] == 0


def test_a_folder_that_is_away_lends_only_its_own_roles(run: Run, deck: Folder) -> None:
    deck('[roles.coach]\nname = "Coach"\nareas = ["modeling"]\n', "roles.toml")
    deck("### Recall {roles=coach}\n\nThe share found.\n")
    run.ok("decks", "add", "decks")
    deck.path.rename(deck.path.with_name("unmounted"))
    run.ok("compile")
    assert [row["role"] for row in run.ok("roles", "--json").json["roles"]] == [
        *("mle", "ds", "coach"),
    ]
    run.ok("decks", "remove", "decks")
    assert [row["role"] for row in run.ok("roles", "--json").json["roles"]] == ["mle", "ds"]
