"""``check``: faults and advice, with all that a compile would know; nothing is changed."""

from pathlib import Path

import pytest

from flashcards.collection.connection import open_collection
from flashcards.source.guard import MAX_FILE
from tests.conftest import ROLES, Folder, Run
from tests.terminal.payloads import PAYLOADS, acting, in_markdown

TEA = "---\nsource: Book\n---\n"
GOOD = TEA + "### Oolong {area=modeling}\n\nA tea.\n"
POOR = TEA + "### Why is it green\n\nIt is not fermented.\n"
FAULTY = TEA + "### Sencha\n"
LINKED = TEA + "### Gyokuro\n\nLike [sencha](b.md#sencha), but grown in the shade.\n"
SENCHA = TEA + "### Sencha\n\nA green tea.\n"


# What is told --------------------------------------------------------------------------


def test_no_problem(run: Run, deck: Folder) -> None:
    """The areas and roles of the shipped decks are known everywhere; no collection is needed."""
    deck(GOOD)
    done = run.ok("check", "decks")
    assert (done.stdout, done.stderr) == ("", "1 note, no problem.\n")
    assert not run.collection.exists()


def test_faults_are_data(run: Run, deck: Folder) -> None:
    file = deck(FAULTY)
    done = run("check", "decks")
    assert done.code == 1
    assert done.stdout == "decks/deck.md:4: term 'Sencha' has no answer\n"
    assert done.stderr == "1 fault in 1 file.\n"
    (problem,) = run("check", "--json", file).json["problems"]
    assert problem == {
        "path": "decks/deck.md",
        "line": 4,
        "code": "no-answer",
        "message": "term 'Sencha' has no answer",
        "severity": "fault",
    }


def test_advice_stops_nothing(run: Run, deck: Folder) -> None:
    file = deck(POOR)
    done = run.ok("check", "decks")
    assert done.stdout == (
        "decks/deck.md:4: advice: this is asked as 'Define: Why is it green';"
        " end a question with a question mark [no-question-mark]\n"
    )
    assert done.stderr == "1 piece of advice in 1 file.\n"
    assert run("check", "--strict", "decks").stdout == done.stdout
    assert run("check", "--strict", "decks").code == 1
    (problem,) = run.ok("check", "--json", file).json["problems"]
    assert (problem["code"], problem["severity"]) == ("no-question-mark", "advice")
    assert run.ok("compile", "--json", "decks").json["problems"] == []


def test_both_come_by_file_and_by_line(run: Run, deck: Folder) -> None:
    deck(POOR + "### Sencha\n### Why not\n\nIt is.\n### Matcha\n", "b.md")
    deck(POOR.replace("green", "black"), "a.md")
    done = run("check", "decks")
    assert [line.split(": ")[0] for line in done.lines] == [
        *("decks/a.md:4", "decks/b.md:4", "decks/b.md:7", "decks/b.md:8", "decks/b.md:11"),
    ]
    assert done.stderr == "2 faults and 3 pieces of advice in 2 files.\n"


def test_files_come_in_the_order_they_are_given(run: Run, deck: Folder) -> None:
    for name in ("a.md", "b.md", "c.md"):
        deck(FAULTY, name)
    paths = ("decks/c.md", "decks/a.md", "decks", "decks/c.md")
    assert [line.split(":")[0] for line in run("check", *paths).lines] == [
        *("decks/c.md", "decks/a.md", "decks/b.md"),
    ]


def test_ignored_advice_is_not_told(run: Run, deck: Folder) -> None:
    deck(POOR.replace("source: Book", "deck: Tea"))
    codes = ("--ignore", "no-source", "--ignore", "no-question-mark")
    done = run.ok("check", "--strict", *codes, "decks")
    assert (done.stdout, done.stderr) == ("", "1 note, no problem.\n")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("no-sauce", "Unknown advice 'no-sauce' (did you mean no-source?).\n"),
        ("no-answer", "'no-answer' is a fault; only advice can be ignored.\n"),
    ],
)
def test_only_advice_can_be_ignored(run: Run, deck: Folder, code: str, sentence: str) -> None:
    deck(FAULTY)
    done = run("check", "--ignore", code, "decks")
    assert (done.code, done.stdout, done.stderr) == (1, "", sentence)


def test_annotations(run: Run, deck: Folder) -> None:
    """As GitHub reads them: in properties, a comma and a colon are escaped, too."""
    deck(POOR.replace("green", "100% green:") + "### Sencha\n", "a, b: 5%.md")
    advice, fault = run("check", "--format", "github", "decks").lines
    assert advice == (
        "::warning file=decks/a%2C b%3A 5%25.md,line=4,title=no-question-mark::"
        "this is asked as 'Define: Why is it 100%25 green:'; end a question with a question mark"
    )
    assert fault == (
        "::error file=decks/a%2C b%3A 5%25.md,line=7,title=no-answer::term 'Sencha' has no answer"
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_advice_is_clean(run: Run, deck: Folder, form: str) -> None:
    deck(POOR.replace("green", "green " + in_markdown("~".join(PAYLOADS.values()))))
    done = run("check", "--format", form, "decks")
    assert "no-question-mark" in done.stdout
    assert acting(done.stdout) == set()


# What is read --------------------------------------------------------------------------


def test_without_a_path_all_places_are_checked(run: Run, deck: Folder) -> None:
    assert run.ok("check").stderr == "2 pieces of advice in 2 files.\n"
    assert run.ok("check", "--ignore", "no-source").stderr == "7 notes, no problem.\n"
    deck(GOOD)
    run.ok("compile", "decks")
    assert run.ok("check", "--ignore", "no-source").stderr == "8 notes, no problem.\n"
    deck(FAULTY)
    assert run("check").code == 1


def test_nothing_there(run: Run, deck: Folder) -> None:
    deck(GOOD)
    for words in ("nowhere", "decks nowhere", "--root nowhere decks"):
        done = run("check", *words.split())
        assert (done.code, done.stderr) == (1, "There is no file or folder nowhere.\n")
    assert not Path("nowhere").exists()


def test_a_file_of_a_root_is_read_with_it(run: Run, deck: Folder) -> None:
    """As a compile would: its links and roles.toml hold, and the faults of others are not told."""
    deck(LINKED.replace("### Gyokuro", "### Gyokuro {area=tea}"), "a.md")
    deck(SENCHA, "b.md")
    assert "decks/a.md:6: no deck 'b.md'" in run("check", "decks/a.md").stdout
    deck(ROLES.replace("areas.modeling", "areas.tea").replace('"modeling"', '"tea"'), "roles.toml")
    run.ok("compile", "decks")
    deck(SENCHA + "### Matcha\n", "b.md")
    assert run.ok("check", "decks/a.md").stderr == "1 note, no problem.\n"
    assert run("check", "decks/b.md").code == 1


def test_a_file_is_read_with_the_folder_it_is_said_to_belong_to(run: Run, deck: Folder) -> None:
    deck(LINKED, "a.md")
    deck(SENCHA + "### Matcha\n", "b.md")
    assert run.ok("check", "--root", "decks", "decks/a.md").stderr == "1 note, no problem.\n"
    assert run("check", "--root", "decks", "decks/b.md").stderr == "1 fault in 1 file.\n"


def test_the_roots_of_the_collection_are_known(run: Run, deck: Folder, tmp_path: Path) -> None:
    """Their keys and areas, also of one that is away now."""
    deck(ROLES.replace("areas.modeling", "areas.tea").replace('"modeling"', '"tea"'), "roles.toml")
    deck(SENCHA, "b.md")
    run.ok("compile", "decks")
    mine = Folder(tmp_path / "mine")(TEA + "### Cup {area=tea}\n\nFor [tea](#b/sencha).\n")
    assert run.ok("check", mine).stderr == "1 note, no problem.\n"
    Path("decks").rename("away")
    assert run.ok("check", mine).stderr == "1 note, no problem.\n"


def test_what_is_no_deck_of_its_root_is_checked_by_itself(run: Run, deck: Folder) -> None:
    """Somebody asks for it by its name."""
    deck(GOOD)
    deck("# Tea\n", "README.md")
    deck(SENCHA, ".drafts/sencha.md")
    run.ok("compile", "decks")
    assert run.ok("check", "--strict", "decks").stdout == ""
    done = run.ok("check", "decks/README.md", "./decks/README.md", "decks/.drafts")
    assert [line.rpartition(" ")[2] for line in done.lines] == ["[no-cards]"]
    assert run.ok("check", "decks/.drafts/sencha.md").stderr == "1 note, no problem.\n"


@pytest.mark.parametrize("words", ["check decks", "check decks/deck.md"])
def test_a_damaged_collection_does_not_stop_a_check(run: Run, deck: Folder, words: str) -> None:
    deck(GOOD)
    run.ok("compile")
    run.collection.write_bytes(b"no collection" * 100)
    done = run.ok(*words.split())
    assert done.stderr.endswith("The decks of the collection are left out.\n1 note, no problem.\n")
    assert run("check").code == 12


def test_a_check_of_text_migrates_no_collection(run: Run, deck: Folder) -> None:
    """A hook may be of another version than the program that owns the collection."""
    deck(GOOD)
    run.ok("compile")
    with open_collection(run.collection) as collection:
        collection.run("PRAGMA user_version = 1")
    before = run.collection.read_bytes()
    done = run.ok("check", "decks")
    assert done.stderr.endswith("The decks of the collection are left out.\n1 note, no problem.\n")
    assert run.collection.read_bytes() == before


@pytest.mark.usefixtures("homeless")
def test_without_a_home_text_is_checked(run: Run, deck: Folder) -> None:
    deck(GOOD)
    assert run.ok("check", "decks").stderr.endswith("1 note, no problem.\n")


# Near duplicates -----------------------------------------------------------------------


def test_near_duplicates_of_the_shipped_decks(run: Run, deck: Folder) -> None:
    deck(TEA + "### Feature maps {#maps}\n\nMany of them.\n")
    assert run.ok("check", "decks").stdout == (
        "decks/deck.md:4: advice: 'Feature maps' asks the same as 'Feature map'"
        " (shipped/models.md:13); keep one of them, or tell them apart [near-duplicate]\n"
    )


def test_near_duplicates_of_other_roots(run: Run, deck: Folder, tmp_path: Path) -> None:
    deck(SENCHA)
    run.ok("compile", "decks")
    mine = Folder(tmp_path / "mine")(TEA + "### The sencha\n\nTea.\n")
    (line,) = run.ok("check", mine).lines
    assert "'The sencha' asks the same as 'Sencha' (decks/deck.md:4)" in line
    assert run.ok("check", "decks").stderr == "1 note, no problem.\n"


@pytest.mark.parametrize(
    "words",
    [
        "decks decks", "decks decks/a.md", "decks/a.md decks", "decks/a.md decks/a.md ./decks/a.md",
        "--root decks decks/a.md", "--root decks decks",
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [False, True])
def test_nothing_is_a_duplicate_of_itself(run: Run, deck: Folder, words: str, known: bool) -> None:
    deck(GOOD, "a.md")
    if known:
        run.ok("compile", "decks")
    assert run.ok("check", "--strict", *words.split()).stderr == "1 note, no problem.\n"


def test_the_shipped_decks_given_as_a_folder(run: Run, shipped: Folder) -> None:
    """By their path, by that of one of their files, and by a folder that holds them."""
    for path, notes in ((shipped.path, 7), (shipped.path / "models.md", 5), (".", 7)):
        if path == ".":
            run.patch.chdir(shipped.path.parent)
        done = run.ok("check", "--strict", "--ignore", "no-source", path)
        assert (done.stdout, done.stderr) == ("", f"{notes} notes, no problem.\n")


def test_a_copy_that_wins_over_a_shipped_note(run: Run, deck: Folder) -> None:
    deck(TEA + "### Feature map {#models/map}\n\nOne channel of the output, as I see it.\n")
    assert run.ok("check", "--strict", "decks").stderr == "1 note, no problem.\n"


def test_a_clone_of_a_root(run: Run, deck: Folder, tmp_path: Path) -> None:
    deck(GOOD)
    run.ok("compile", "decks")
    clone = Folder(tmp_path / "clone")
    clone(GOOD)
    assert run.ok("check", "--strict", clone.path).stderr == "1 note, no problem.\n"


# Standard input ------------------------------------------------------------------------


def test_standard_input_is_a_deck(run: Run) -> None:
    done = run("check", "-", stdin=GOOD + "### Sencha\n### Oolong\n\nTea.\n")
    first, second = done.lines
    assert first == "<stdin>:7: term 'Sencha' has no answer"
    assert second.startswith("<stdin>:8: 'Oolong' has the key 'stdin/oolong' of 'Oolong'")


def test_standard_input_is_read_once(run: Run, deck: Folder) -> None:
    deck(FAULTY)
    done = run("check", "-", "decks", "-", stdin=GOOD + "### Matcha\n")
    assert [line.split(": ")[0] for line in done.lines] == ["<stdin>:7", "decks/deck.md:4"]
    assert done.stderr == "2 faults in 2 files.\n"


def test_an_editor_names_the_file(run: Run, deck: Folder) -> None:
    """What it holds stands for the file, in its root; it need not be saved yet."""
    deck(LINKED, "a.md")
    deck(SENCHA, "b.md")
    run.ok("compile", "decks")
    name = "decks/a.md"
    assert run("check", "--stdin-filename", name, "-", stdin=LINKED).stderr == (
        "1 note, no problem.\n"
    )
    done = run("check", "--stdin-filename", name, "-", stdin=LINKED.replace("b.md", "c.md"))
    assert done.stdout == "decks/a.md:6: no deck 'c.md' (did you mean b.md?)\n"
    new = run("check", "--stdin-filename", "decks/new.md", "-", stdin=LINKED)
    assert "decks/new.md:4: advice: 'Gyokuro' asks the same as 'Gyokuro' (decks/a.md:4)" in (
        new.stdout
    )
    both = run("check", "decks", "--stdin-filename", name, "-", stdin=LINKED)
    assert both.stderr == "2 notes, no problem.\n"
    vocabulary = run("check", "--stdin-filename", "decks/roles.toml", "-", stdin="[rols]\n")
    assert vocabulary.stdout == "decks/roles.toml:1: unknown table 'rols' (did you mean roles?)\n"


def test_a_name_gives_the_id_of_the_deck(run: Run) -> None:
    text = GOOD + "### Oolong\n\nTea.\n"
    done = run("check", "--stdin-filename", "nowhere/tea.md", "-", stdin=text)
    assert "nowhere/tea.md:7: 'Oolong' has the key 'tea/oolong'" in done.stdout


def test_a_name_without_standard_input(run: Run, deck: Folder) -> None:
    deck(GOOD)
    assert run("check", "--stdin-filename", "a.md", "decks").code == 2
    assert run("check", "--stdin-filename", "", "-", stdin=GOOD).code == 2


@pytest.mark.parametrize("name", [(), ("--stdin-filename", "decks/deck.md")])
def test_standard_input_may_be_anything(run: Run, deck: Folder, name: tuple[str, ...]) -> None:
    deck(GOOD)
    run.ok("compile", "decks")
    label = "decks/deck.md" if name else "<stdin>"
    long = run("check", *name, "-", stdin="a b\n\n" * (MAX_FILE // 4))
    assert long.stdout == f"{label}:1: a file holds at most 1 MB\n"
    assert run("check", *name, "-", stdin="### A\0\n").code == 1
    assert "no-cards" in run("check", *name, "-").stdout
