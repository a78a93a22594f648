"""``convert``: from what an author has to cards that can be studied."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.anki_package import foreign
from tests.anki_package.foreign import CLOZE, DECK, REVERSED, basic
from tests.conftest import Folder, Run
from tests.phone import Phone

NOTES = """
    # Layers

    Some words before.

    - **Mesh**: a grid of weights.
    - **Stride**: how far it moves.
    - **Padding**: zeros around the input.

    ## Questions

    ### Q: Why pad?

    To keep the size.

    ### Q: Why not?
    """
DECK_TEXT = """\
---
deck: Layers
source: notes.md
---

# Layers

### Mesh {source="notes.md:5"}

a grid of weights.

### Stride {source="notes.md:6"}

how far it moves.

### Padding {source="notes.md:7"}

zeros around the input.

## Questions

### Why pad? {source="notes.md:11"}

To keep the size.

### Why not? {.draft source="notes.md:15"}
"""


@pytest.fixture
def notes(run: Run, deck: Folder) -> Path:
    """A file of notes in the folder ``decks``."""
    return deck(NOTES, "notes.md").relative_to(run.collection.parents[1] / "work")


# What it prints ------------------------------------------------------------------------


def test_the_deck_is_data_and_the_report_is_talk(run: Run, notes: Path) -> None:
    done = run.ok("convert", notes)
    assert done.stdout == DECK_TEXT
    assert done.stderr == (
        "4 terms, 1 draft from decks/notes.md; left out:\n"
        "  text that defines no term: decks/notes.md:3\n"
        "A draft is studied once its answer is written.\n"
    )
    assert run.ok("--quiet", "convert", notes).stderr == ""
    assert not run.collection.exists()


def test_a_deck_is_written_checked_and_compiled(run: Run, notes: Path) -> None:
    done = run.ok("convert", notes, "-o", "deck.md")
    assert done.stdout == "deck.md\n"
    assert done.stderr.endswith("To study it: flashcards compile deck.md\n")
    assert Path("deck.md").read_text(encoding="utf-8") == DECK_TEXT
    assert run.ok("check", "deck.md").stderr == "5 notes, no problem.\n"
    counts = run.ok("compile", "deck.md", "--json").json
    assert (counts["notes"], counts["drafts"]) == (11, 1)
    assert run.ok("show", "deck/stride", "--json").json["key"] == "deck/stride"


def test_json(run: Run, notes: Path) -> None:
    assert run.ok("convert", notes, "-o", "deck.md", "--json").json == {
        "notes": 4,
        "drafts": 1,
        "left_out": [{"path": "decks/notes.md", "line": 3, "reason": "text that defines no term"}],
        "path": "deck.md",
        "paths": ["deck.md"],
        "pictures": 0,
    }
    refused = run("convert", notes, "--json")
    assert (refused.code, refused.stdout) == (2, "")
    assert "--json needs -o" in refused.stderr


def test_a_long_report_is_summed_up(run: Run, deck: Folder) -> None:
    prose = "".join(f"Paragraph {n} of a story.\n\n" for n in range(9))
    deck(
        f"{prose}\n## Words\n\n- **A b**: c d e.\n- **F g**: h i j.\n- **K l**: m n o.\n", "long.md"
    )
    said = run.ok("convert", "decks/long.md").stderr
    assert "  text that defines no term: decks/long.md:1, 3, 5, 7 and 5 more\n" in said


def test_the_same_input_gives_the_same_bytes(run: Run, notes: Path) -> None:
    """Also where the output has another name, and the clock and the hash seed differ."""
    first = run.ok("convert", notes).stdout
    run.ok("convert", notes, "-o", "deck.md", now="2030-01-01T00:00")
    assert Path("deck.md").read_text(encoding="utf-8") == first


def test_several_files_and_what_stands_on_top(run: Run, notes: Path) -> None:
    Path("more.csv").write_text("term,definition\nDrift,inputs change\n", encoding="utf-8")
    done = run.ok(
        *("convert", notes, "more.csv", "-o", "all.md", "--title", "All of it"),
        *("--area", "modeling", "--area", "deployment", "--roles", "ml"),
    )
    assert "\n1 term from more.csv\n" in done.stderr
    text = Path("all.md").read_text(encoding="utf-8")
    assert text.startswith(
        "---\ndeck: All of it\narea: modeling deployment\nroles: ml\n"
        "source: notes.md, more.csv\n---\n"
    )
    assert run.ok("check", "all.md").stderr == "6 notes, no problem.\n"


def test_areas_may_be_those_of_the_folder(run: Run, notes: Path, deck: Folder) -> None:
    unknown = run("convert", notes, "--area", "robotics")
    assert unknown.code == 1
    assert unknown.stderr.startswith("Unknown area 'robotics'")
    deck('[areas.robotics]\nname = "Robotics"\n', "roles.toml")
    run.ok("convert", notes, "-o", "decks/deck.md", "--area", "robotics")
    notes.unlink()
    assert run.ok("check", "decks").stderr == "5 notes, no problem.\n"


# What it refuses -----------------------------------------------------------------------


NOTHING = {
    "article.md": ("# On words\n\nThey matter.\n", "it has no terms with definitions"),
    "empty.md": ("", "it has no terms with definitions"),
    "deck.md": ("---\ndeck: Tea\n---\n### A\n\nb\n", "it is a deck already"),
    "data.csv": (
        "1,2,3\n",
        "its first row names no columns such as term and definition",
    ),
    "page.html": (
        "<!doctype html><p>a</p>",
        "it is HTML, which is read in packages of Anki alone",
    ),
}


@pytest.mark.parametrize(("name", "text", "reason"), [(n, *v) for n, v in NOTHING.items()])
def test_nothing_to_convert(run: Run, deck: Folder, name: str, text: str, reason: str) -> None:
    deck(text, name)
    done = run("convert", f"decks/{name}", "-o", "out.md")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr == f"Nothing to convert in decks/{name}: {reason}.\n"
    assert not Path("out.md").exists()
    as_json = run("convert", f"decks/{name}", "-o", "out.md", "--json")
    assert (as_json.code, as_json.json["notes"], as_json.json["path"]) == (1, 0, None)


def test_one_of_two_files_has_nothing(run: Run, notes: Path, deck: Folder) -> None:
    deck("Just words.\n", "article.md")
    done = run.ok("convert", notes, "decks/article.md")
    nothing = "Nothing to convert in decks/article.md: it has no terms with definitions.\n"
    assert nothing in done.stderr
    deck("Just words.\n", "notes.md")
    assert run("convert", notes, "decks/article.md").stderr.count("Nothing to convert in") == 2


REFUSED = {
    "pdf": (b"%PDF-1.7\n", "cards.x is a PDF: take its text out first, as pdftotext does."),
    "database": (b"SQLite format 3\0", "cards.x is a database: let Anki export a package (.apkg)."),
    "log": (b'{"flashcards": "reviews"}\n', "cards.x is a log of answers: import takes it in."),
    "latin": (b"Caf\xe9\n\xe9", "cards.x:1: the file is not UTF-8 from here on; save it as UTF-8."),
    "nul": (b"a\nb\0", "cards.x:2: the file holds a NUL character: it is no text."),
    "zip": (b"PK\x03\x04 and no more", "cards.x is no package of Anki, or not a whole one."),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(run: Run, data: bytes, sentence: str) -> None:
    Path("cards.x").write_bytes(data)
    done = run("convert", "cards.x", "-o", "out.md")
    assert (done.code, done.stderr) == (1, f"{sentence}\n")
    assert not Path("out.md").exists()


def test_what_is_no_file_is_refused(run: Run) -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for name in ("folder", "pipe", "nowhere.md", "/dev/null"):
        done = run("convert", name)
        assert done.code == 1
        assert done.stderr.startswith(name)


def test_a_large_text_is_refused_before_it_is_read(run: Run) -> None:
    with Path("large.md").open("wb") as file:
        file.truncate(17_000_000)
    assert run("convert", "large.md").stderr == "large.md is larger than 16 MB; divide it first.\n"


def test_a_deck_that_is_there_is_replaced_only_on_purpose(run: Run, notes: Path) -> None:
    Path("deck.md").write_text("mine\n", encoding="utf-8")
    refused = run("convert", notes, "-o", "deck.md")
    assert refused.code == 15
    assert refused.stderr == "deck.md is there already; --force replaces it.\n"
    assert Path("deck.md").read_text(encoding="utf-8") == "mine\n"
    run.ok("convert", notes, "-o", "deck.md", "--force")
    assert Path("deck.md").read_text(encoding="utf-8") == DECK_TEXT
    run.ok("--yes", "convert", notes, "-o", "deck.md")


def test_too_much_for_one_deck_needs_a_file(run: Run) -> None:
    rows = "".join(f"Term {n},{'word ' * 200}\n" for n in range(1000))
    Path("words.csv").write_text(f"term,definition\n{rows}", encoding="utf-8")
    refused = run("convert", "words.csv")
    assert refused.stderr == "This makes 2 decks, as one holds at most 1 MB: give -o FILE.\n"
    done = run.ok("convert", "words.csv", "-o", "decks.md")
    assert done.stdout == "decks.md\ndecks-2.md\n"
    assert done.stderr.endswith("To study them: flashcards compile .\n")


# Anki ----------------------------------------------------------------------------------


def test_a_package_becomes_a_deck_whose_notes_keep_their_guids(run: Run) -> None:
    notes = [
        basic(0, "Filter", 'A grid. <img src="g.png">', kind=REVERSED),
        basic(1, "A {{c1::batch}} is some {{c2::examples}}.", "", kind=CLOZE),
    ]
    cards = [(each.id, ord_, DECK) for each in notes for ord_ in (0, 1)]
    held = foreign.database(notes, schema=18, cards=cards)
    foreign.package(Path("cards.apkg"), held, {"g.png": b"\x89PNG\r\n\x1a\nx"}, new=True)
    done = run.ok("convert", "cards.apkg", "-o", "deck.md", "--json").json
    assert (done["notes"], done["pictures"], done["left_out"]) == (3, 1, [])
    (picture,) = Path("deck-media").iterdir()
    assert picture.read_bytes() == b"\x89PNG\r\n\x1a\nx"
    run.ok("compile", "deck.md")
    shown = run.ok("show", "deck/filter", "--json").json
    assert shown["guid"] == "guid0"
    assert [card["face"] for card in shown["cards"]] == ["answer", "reverse"]
    guids = {run.ok("show", key, "--json").json["guid"] for key in ("A [...] is", "A batch is")}
    assert guids == {"guid1", "guid1#2"}


def test_a_package_of_a_real_anki_comes_round(run: Run, phone: Phone) -> None:
    """Its notes are compiled under Anki's guids, and what is exported of them says so."""
    col: Any = phone.col
    for kind, fields in {
        "Basic": ("Epoch", "One pass."),
        "Cloze": ("A {{c1::batch}}.", ""),
    }.items():
        note = col.new_note(col.models.by_name(kind))
        note.fields[:2] = fields
        col.add_note(note, col.decks.id("AI"))
    from anki.collection import ExportAnkiPackageOptions  # noqa: PLC0415 -- as in tests/phone.py

    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True)
    col.export_anki_package(out_path="phone.apkg", options=options, limit=None)
    run.ok("convert", "phone.apkg", "-o", "deck.md")
    run.ok("compile", "deck.md")
    found = {run.ok("show", key, "--json").json["guid"] for key in ("deck/epoch", "deck/a")}
    assert found == {note.guid for note in phone.notes()}
