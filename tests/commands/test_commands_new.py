"""``new``: a deck to begin with; nothing that is there is touched."""

from pathlib import Path

import pytest

from flashcards import files
from tests.conftest import Run


def names() -> list[str]:
    """What lies in the current folder."""
    return [path.name for path in Path().iterdir()]


def test_it_can_be_checked_and_compiled_at_once(run: Run) -> None:
    done = run.ok("new", "data-pipelines.md")
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "data-pipelines.md is written. Make it your own; then:",
        "  flashcards check data-pipelines.md",
        "  flashcards compile data-pipelines.md",
    ]
    assert not run.collection.exists()
    _, *commands = (line.split()[1:] for line in done.stderr.splitlines())
    assert run.ok(*commands[0], "--strict").stderr == "6 notes, no problem.\n"
    run.ok(*commands[1])
    decks = run.ok("decks", "--json").json["decks"]
    assert [(deck["title"], deck["deck"]) for deck in decks if deck["root"] != "shipped"] == [
        ("Data pipelines", "data-pipelines")
    ]


def test_a_title(run: Run) -> None:
    run.ok("new", "--title", "  Spark: in\npractice ", "spark.md")
    assert (
        Path("spark.md").read_text("utf-8").startswith('---\ndeck: "Spark: in practice"\nid: spark')
    )


def test_it_can_be_printed(run: Run) -> None:
    done = run.ok("new", "-")
    assert done.stdout.startswith("---\ndeck: My deck\nid: my-deck ")
    assert done.stderr == ""
    assert run("check", "--strict", "-", stdin=done.stdout).code == 0
    assert "# Tea" in run.ok("new", "-", "--title", "Tea").stdout
    assert names() == []


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_nothing_is_replaced(run: Run, kind: str) -> None:
    path = Path("spark.md")
    match kind:
        case "file":
            path.touch()
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to("gone")
    before = path.lstat()
    done = run("new", "spark.md")
    assert (done.code, done.stderr) == (1, "spark.md is there already; nothing was changed.\n")
    assert (path.lstat(), names()) == (before, ["spark.md"])


REFUSED = {
    "spark": "The name of a deck ends in .md, as in spark.md.",
    "decks/spark.md": "There is no folder decks; make it first.",
    "README.md": "A folder of decks leaves README.md out; give the deck another name.",
    ".spark.md": "A folder of decks leaves .spark.md out; give the deck another name.",
    "++.md": "The name ++.md has no letters or digits for the id of the deck.",
    "a\u202eb.md": r"The name a\u202eb.md cannot be shown; give the deck another name.",
}


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_what_can_be_no_deck(run: Run, name: str, sentence: str) -> None:
    done = run("new", name)
    assert (done.code, done.stderr) == (1, f"{sentence}\n")
    assert names() == []


@pytest.mark.parametrize("title", ["", " \n", "a\x1b[2Jb"])
def test_a_title_that_cannot_be_shown(run: Run, title: str) -> None:
    done = run("new", "spark.md", "--title", title)
    assert (done.code, done.stderr) == (1, "A title is a line of words that can be shown.\n")
    assert names() == []


@pytest.mark.parametrize(
    ("name", "shown"), [("my spark.md", "'my spark.md'"), ("-spark.md", "./-spark.md")]
)
def test_what_to_type_next_can_be_typed(run: Run, name: str, shown: str) -> None:
    assert run.ok("new", "--", name).stderr.splitlines()[1] == f"  flashcards check {shown}"


def test_a_full_disk_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync", full)
    done = run("new", "spark.md")
    assert (done.code, done.stderr) == (
        *(14, "spark.md cannot be written: No space left on device.\n"),
    )
    assert names() == []
