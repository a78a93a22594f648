"""``compile``: study text into cards, all of it or nothing."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flashcards.compiler import reading, roots
from tests.conftest import ROLES, Folder, Run

TEA = """
    ---
    deck: Tea
    ---
    ### Oolong

    A tea between the green one and the black one.

    ### Sencha {roles=ds}

    Green.
    """


def _dump(run: Run) -> list[str]:
    connection = sqlite3.connect(run.collection)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


# What is said --------------------------------------------------------------------------


def test_the_first_compile(run: Run, deck: Folder) -> None:
    deck(TEA)
    assert run.ok("compile", "decks").lines[0].startswith("9 new")
    assert run.ok("compile").lines[0].startswith("9 unchanged")


def test_advice_that_is_ignored_changes_no_card(run: Run, deck: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    deck(
        TEA.replace("deck: Tea", "deck: Tea\n    ignore: no-source").replace(
            "{roles=ds}", "{roles=ds ignore=long-answer}"
        )
    )
    assert run.ok("compile").lines[0].startswith("9 unchanged")


def test_a_dry_run_tells_each_verdict_and_what_is_at_stake(run: Run, deck: Folder) -> None:
    deck(TEA)
    deck("### Cup\n\nHolds some tea, but not for very long.\n", "cups.md")
    run.ok("compile", "decks")
    run.ok("answer", "deck/sencha", "good")
    deck(TEA.replace("### Oolong", "### Wulong").replace("Green.", "Green, from Japan."))
    (Path("decks") / "cups.md").unlink()
    before = run.collection.read_bytes()
    *told, sums, _, last = (" ".join(line.split()) for line in run.ok("compile", "-n").lines)
    assert told == [
        f"{deck.path.resolve()}/deck.md",
        "renamed Wulong was Oolong",
        "changed Sencha answer 1 answer",
        f"{deck.path.resolve()}/cups.md",
        "retired Cup kept, back when its text is",
        "shipped decks: unchanged",
    ]
    assert sums.startswith("1 renamed · 1 changed · 1 retired · 7 unchanged")
    assert last == "Nothing was written."
    assert run.collection.read_bytes() == before


def test_json(run: Run, deck: Folder) -> None:
    """The documented keys, all of them numbers but the problems."""
    deck(TEA + "\n    ### Draft {.draft}\n\n    Not yet.\n")
    data = run.ok("compile", "decks", "--json").json
    assert data.pop("seconds") >= 0
    assert data == {
        "decks": 3,
        "notes": 9,
        "cards": 13,
        "drafts": 1,
        "shadowed": 0,
        "problems": [],
        "new": 10,
        "changed": 0,
        "moved": 0,
        "renamed": 0,
        "retired": 0,
        "restored": 0,
        "unchanged": 0,
    }


def test_json_of_faults(run: Run, deck: Folder) -> None:
    deck("### Oolong\n")
    done = run("compile", "decks", "--json")
    assert done.code == 1
    assert done.json["problems"] == [
        {
            "path": "decks/deck.md",
            "line": 1,
            "code": "no-answer",
            "severity": "fault",
            "message": "term 'Oolong' has no answer",
        }
    ]
    assert done.json["new"] == done.json["notes"] == 0


# Faults --------------------------------------------------------------------------------

TEN_FAULTS = """
    ---
    deck: Faults
    aria: modeling
    ---
    ### No answer

    ### Area {area=modelling}

    a

    ### Role {roles=mlee}

    b

    ### Attribute {.revers}

    c

    ### Twice

    d

    ### Twice

    e

    ### Link

    Leads to [nowhere](#nowhere).

    ### List {.sequence}

    Has no list.

    ## Scenario: Order

    What?

    ### Recap

    - f

    ### Ask

    - g
    ### Half

    h
    """


TWICE = (
    "'Twice' has the key 'faults/twice' of 'Twice' (decks/faults.md:19); give one of them a {#key}"
)


def test_ten_faults_print_ten_lines_and_change_nothing(run: Run, deck: Folder) -> None:
    deck(TEA, "tea.md")
    run.ok("compile", "decks")
    deck(TEA.replace("Green", "Very green"), "tea.md")
    deck(TEN_FAULTS, "faults.md")
    before = run.collection.read_bytes()
    done = run("compile")
    *problems, summary = done.stderr.splitlines()
    assert problems == [
        "decks/faults.md:3: unknown key 'aria' in the front matter (did you mean area?)",
        "decks/faults.md:5: term 'No answer' has no answer",
        "decks/faults.md:7: unknown area 'modelling' (did you mean modeling?)",
        "decks/faults.md:11: unknown role 'mlee' (did you mean mle?)",
        "decks/faults.md:15: unknown attribute '.revers' (did you mean .reverse?)",
        f"decks/faults.md:23: {TWICE}",
        "decks/faults.md:29: no term 'nowhere' in this deck (did you mean no-answer?)",
        "decks/faults.md:31: a sequence holds exactly one numbered list",
        "decks/faults.md:39: step 'Recap' stands before 'Ask'",
        "decks/faults.md:46: unknown part 'Half'",
    ]
    assert summary == "10 problems in 1 file. Nothing was changed."
    assert (done.code, done.stdout) == (1, "")
    assert run.collection.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "There is no file or folder {}/nowhere."),
        ("notes.txt", "notes.txt:1: neither a folder nor a Markdown file"),
    ],
)
def test_what_cannot_be_compiled(run: Run, path: str, sentence: str) -> None:
    run.ok("compile")
    Path("notes.txt").write_text("Tea")
    before = run.collection.read_bytes()
    done = run("compile", path)
    assert (done.code, done.stderr.splitlines()[0]) == (1, sentence.format(Path.cwd()))
    assert run.collection.read_bytes() == before


def test_a_dry_run_makes_no_collection(run: Run, deck: Folder) -> None:
    deck(TEA)
    assert run.ok("compile", "-n", "decks").lines[-2].startswith("9 new")
    assert not run.collection.parent.exists()


# A place that is away ------------------------------------------------------------------


def test_a_root_that_is_not_mounted_keeps_its_notes(run: Run, deck: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    before = sorted(run.ok("decks").lines)
    deck.path.rename("elsewhere")
    done = run.ok("compile")
    assert done.lines[0].startswith("9 unchanged")
    assert done.lines[1] == f"{Path.cwd()}/decks holds no deck now; its notes are kept."
    assert sorted(run.ok("decks").lines) == before
    assert run.ok("check", "--ignore", "no-source").stderr == "7 notes, no problem.\n"
    Path("elsewhere").rename("decks")
    assert run.ok("compile").lines[0].startswith("9 unchanged")


def test_a_root_that_is_not_mounted_keeps_its_roles(run: Run, deck: Folder) -> None:
    """Another root may use them."""
    deck(TEA)
    roles = '[areas.tea]\nname = "Tea"\n[roles.host]\nname = "Host"\nareas = ["tea"]\n'
    deck(roles, "roles.toml")
    Folder(Path("mine"))("### Gaiwan {area=tea}\n\nA lidded bowl.\n")
    run.ok("compile", "decks")
    run.ok("compile", "mine")
    before = run.ok("roles").stdout
    assert "host   Host" in before
    deck.path.rename("elsewhere")
    run.ok("compile")
    assert run.ok("roles").stdout == before
    Path("elsewhere").rename("decks")
    assert "changed" not in run.ok("status").stdout


# Roots ---------------------------------------------------------------------------------


def test_every_compile_covers_all_roots(run: Run, deck: Folder) -> None:
    """A root is remembered; what lies in it already is not one more."""
    file = deck(TEA)
    run.ok("compile", "decks", "decks", file)
    deck(TEA.replace("Green.", "Very green."))
    assert run.ok("compile").lines[0].startswith("1 changed · 8 unchanged")
    assert run.ok("compile", file, "--json").json["shadowed"] == 0


def test_the_newest_root_wins_over_those_before_it(run: Run, shipped: Folder) -> None:
    """A key in three roots is one note: the user's text goes before the shipped one."""
    text = "### Canary {{#models/canary}}\n\nA {} bird.\n"
    run.ok("compile")
    for name in ("first", "second"):
        Folder(Path(name))(text.format(name))
        assert run.ok("compile", name).lines[0].startswith("1 changed")
    assert "A second bird." in run.ok("show", "models/canary").stdout
    assert run.ok("compile", "--json").json["shadowed"] == 2
    shipped("### Other\n\nx\n", "models.md")
    assert "A second bird." in run.ok("show", "models/canary").stdout
    run.ok("decks", "remove", "second")
    assert "A first bird." in run.ok("show", "models/canary").stdout


def test_decks_are_moved_to_another_folder(run: Run, deck: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    deck.path.rename("elsewhere")
    assert run.ok("compile", "elsewhere").lines[0].startswith("2 moved · 7 unchanged")
    assert run.ok("compile").lines[0].startswith("9 unchanged")


@pytest.mark.parametrize(
    ("before", "after", "verdicts", "ds"),
    [
        pytest.param(ROLES, ROLES, "9 unchanged", 7, id="nothing"),
        pytest.param(
            *(ROLES, ROLES + '\n[areas.tea]\nname = "Tea"\n', "9 unchanged", 7), id="an area added"
        ),
        pytest.param(
            *(ROLES, ROLES.replace('deployment"]', 'interview"]'), "1 changed · 8 unchanged", 7),
            id="an area taken from a role",
        ),
        pytest.param(
            *(ROLES, ROLES.replace('areas = ["modeling"]', 'areas = ["deployment"]')),
            *("5 changed · 4 unchanged", 5),
            id="another area for a role",
        ),
        pytest.param(
            *(ROLES, f'{ROLES}\n[roles.mlr]\nname = "R"\nareas = ["modeling"]\n'),
            *("7 changed · 2 unchanged", 7),
            id="a role added",
        ),
        pytest.param(
            *(f'{ROLES}\n[roles.mlr]\nname = "R"\nareas = []\n', ROLES),
            *("3 changed · 6 unchanged", 7),
            id="a role removed",
        ),
    ],
)
def test_changed_roles(
    run: Run, deck: Folder, shipped: Folder, before: str, after: str, verdicts: str, ds: int
) -> None:
    """A note changes when the roles whose deck holds it do."""
    deck(TEA)
    shipped(before, "roles.toml")
    run.ok("compile", "decks")
    shipped(after, "roles.toml")
    assert run.ok("compile").lines[0].startswith(verdicts)
    roles = {row["role"]: row["terms"] for row in run.ok("roles", "--json").json["roles"]}
    assert roles["ds"] == ds


def test_a_role_that_notes_name_cannot_go(run: Run, deck: Folder, shipped: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    shipped(ROLES.partition("[roles.ds]")[0], "roles.toml")
    done = run("compile")
    assert (done.code, done.stderr.splitlines()[0]) == (
        1,
        "decks/deck.md:8: unknown role 'ds'",
    )


# The shipped decks ---------------------------------------------------------------------


def test_the_first_start_compiles_the_shipped_decks(run: Run) -> None:
    done = run.ok("status")
    assert done.stderr.startswith("Compiled the shipped decks: 6 terms, 1 scenario.\n")
    assert run.ok("status").stderr == ""


def test_an_upgrade_is_told_in_one_line(run: Run, shipped: Folder) -> None:
    run.ok("status")
    shipped("### Which step follows *Ask*? {#second-step}\n\nSuppose.\n", "craft.md")
    assert run.ok("status").stderr == (
        "Shipped decks 0.1.0: 1 changed, 1 retired; all history kept.\n"
    )
    assert run.ok("status").stderr == ""


def test_an_upgrade_of_the_roles_alone(run: Run, shipped: Folder) -> None:
    run.ok("status")
    shipped(ROLES.replace("Data scientist", "Scientist"), "roles.toml")
    assert "Scientist" in run.ok("roles").stdout


FULL = (
    "deck.md:1: sequence 'Loop' has had 12 different items in its life, all that Anki has room"
    " for; give it a new {#key}"
)


def test_an_upgrade_leaves_alone_what_the_user_is_writing(
    run: Run, deck: Folder, shipped: Folder
) -> None:
    """Nobody asked for a compile of the user's decks, so their faults and edits can wait."""
    deck("### Sencha\n\nGreen tea.\n", "tea.md")
    run.ok("compile", "decks")
    deck("### Sencha\n\nVery green tea.\n", "tea.md")
    deck("### No answer\n", "faulty.md")
    shipped("### Which step follows *Ask*? {#second-step}\n\nSuppose.\n", "craft.md")
    upgraded = run.ok("status")
    assert upgraded.stderr == "Shipped decks 0.1.0: 1 changed, 1 retired; all history kept.\n"
    assert "2 files changed since compiled" in upgraded.stdout
    assert "Green tea." in run.ok("show", "sencha").stdout


def test_a_shipped_deck_that_cannot_be_compiled_does_not_stop_the_day(
    run: Run, shipped: Folder
) -> None:
    run.ok("compile")
    shipped("### No answer\n", "craft.md")
    done = run.ok("status")
    assert done.stderr.startswith("The shipped decks changed and could not be compiled: 1 problem")
    assert run("review").code == 15  # it asks for a terminal, and nothing else


def test_a_root_that_another_window_adds_meanwhile_is_not_lost(
    run: Run, deck: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = deck("### Sencha\n\nGreen.\n", "one.md"), deck("### Assam\n\nBlack.\n", "two.md")
    run.ok("compile")
    read, others = reading.read, [("decks", "add", str(two))]

    def read_slowly(*arguments: Any) -> Any:
        readings = read(*arguments)
        if others:
            run.ok(*others.pop())
        return readings

    monkeypatch.setattr(roots, "read", read_slowly)
    run.ok("compile", one)
    found = run.ok("decks", "--json").json["decks"]
    assert {"one", "two"} <= {each["deck"] for each in found}


def test_a_changed_file_is_told_and_not_compiled_unasked(run: Run, deck: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    deck(TEA.replace("Green.", "Very green."))
    assert "1 file changed since compiled" in run.ok("status").stdout
    assert "Very green" not in run.ok("show", "sencha").stdout
    run.ok("compile")
    assert "changed" not in run.ok("status").stdout


# Never half ----------------------------------------------------------------------------


def test_a_compile_that_changes_nothing(run: Run, deck: Folder) -> None:
    deck(TEA)
    run.ok("compile", "decks")
    run.ok("answer", "deck/sencha", "good")
    before = _dump(run)
    run.ok("compile", now="2027-01-01T09:00")
    assert _dump(run) == before


@pytest.mark.parametrize(
    "moment", ["newcomers._insert", "notes.line_up", "connection.Collection.__exit__"]
)
def test_a_killed_compile_leaves_the_old_state(
    run: Run, deck: Folder, shipped: Folder, tmp_path: Path, moment: str
) -> None:
    """Or, once it was written, the new one; the journal is rolled back at the next opening."""
    deck(TEA)
    run.ok("compile", "decks")
    deck(TEA + "\n    ### Assam\n\n    Black.\n")
    copy = tmp_path / "copy.db"
    shutil.copy(run.collection, copy)
    before = _dump(run)
    module, _, name = moment.partition(".")
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from flashcards import cli; from flashcards.compiler import places\n"
        f"from flashcards.collection import {module}\n"
        "shipped = Path(sys.argv.pop(1)); places.shipped_decks = lambda: shipped\n"
        f"{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "cli.main()"
    )
    words = [str(shipped.path), "--collection", str(copy), "compile"]
    killed = subprocess.run([sys.executable, "-c", program, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    after = Run(copy, run.patch)
    if name.endswith("__exit__"):
        assert after.ok("compile").lines[0].startswith("10 unchanged")
    else:
        assert after.ok("doctor").stdout == f"{copy}: all is well.\n"
        run.collection = copy
        assert _dump(run) == before
