"""``edit``: a note in the editor, then compiled; shipped notes go to a file of one's own."""

import errno
import os
from pathlib import Path

import pytest

from flashcards.commands import editing
from tests.conftest import Folder, Run

from .learner import MONDAY, Learner

MINE = """\
---
deck: My notes
---

# My notes

## Vocabulary

### Feature map {#models/map area="modeling"}

One channel: what one [filter](#models/filter) gives.
"""


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> "Editor":
    monkeypatch.delenv("VISUAL", raising=False)
    return Editor(monkeypatch)


class Editor:
    """An editor that replaces words: ``editor("old", "new")``."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, old: str, new: str) -> None:
        self.patch.setenv("EDITOR", f"sed -i 's/{old}/{new}/'")

    def runs(self, command: str) -> None:
        self.patch.setenv("EDITOR", command)


def mine(run: Run) -> Path:
    return run.collection.parent / "decks" / "mine.md"


def test_a_shipped_note_is_copied_with_its_key(run: Run, editor: Editor, shipped: Folder) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good")
    before = run.ok("show", "models/map", "--json").json
    theirs = (shipped.path / "models.md").read_text()
    editor(" of the output", "")
    outcome = run.ok("edit", "feature map")
    assert outcome.lines[0].split() == ["changed", "Feature", "map", "answer", "1", "answer"]
    assert outcome.lines[1].startswith("1 changed · 6 unchanged")
    assert mine(run).read_text() == MINE
    assert (shipped.path / "models.md").read_text() == theirs
    after = run.ok("show", "models/map", "--json").json
    places = {"path": "mine.md", "line": 9, "deck": "My notes"}
    assert after == before | places
    assert "One channel: what" in run.ok("show", "models/map").stdout


def test_leaving_the_editor_without_a_change_writes_nothing(run: Run, editor: Editor) -> None:
    run.ok("compile")
    editor.runs("true")
    outcome = run.ok("edit", "models/map")
    assert (outcome.stdout, outcome.stderr) == ("", "Nothing was changed.\n")
    assert list(mine(run).parent.iterdir()) == []


def test_the_second_time_the_copy_is_edited(run: Run, editor: Editor) -> None:
    run.ok("compile")
    editor(" of the output", "")
    run.ok("edit", "models/map")
    editor("One channel", "A channel")
    assert run.ok("edit", "models/map").lines[0].split()[0] == "changed"
    assert mine(run).read_text() == MINE.replace("One channel", "A channel")


def test_the_shipped_text_is_back_when_the_copy_is_gone(run: Run, editor: Editor) -> None:
    run.ok("compile")
    editor(" of the output", "")
    run.ok("edit", "models/map")
    mine(run).write_text("---\ndeck: My notes\n---\n\n### Own\n\nMine.\n")
    assert run.ok("compile", "--json").json["retired"] == 0
    assert "of the output" in run.ok("show", "models/map").stdout


def test_one_s_own_note_is_edited_in_its_file(run: Run, editor: Editor, deck: Folder) -> None:
    file = deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    editor("share", "part")
    assert run.ok("edit", "deck/recall#answer").lines[0].split() == ["changed", "Recall", "answer"]
    assert file.read_text() == "### Recall\n\nThe part found.\n"
    assert not mine(run).parent.exists()


def test_a_fault_is_told_and_the_text_is_kept(run: Run, editor: Editor) -> None:
    run.ok("compile")
    editor("area=", "arae=")
    outcome = run("edit", "models/map")
    assert outcome.code == 1
    assert "mine.md:9: unknown attribute 'arae' (did you mean area?)\n" in outcome.stderr
    assert outcome.stderr.endswith("1 problem in 1 file. Nothing was changed.\n")
    assert "arae=" in mine(run).read_text()
    editor("arae=", "area=")
    assert run.ok("edit", "models/map").lines[0].split()[:3] == ["moved", "Feature", "map"]


def test_a_first_copy_with_a_fault_is_found_again(run: Run, editor: Editor) -> None:
    """By every compile and check, until the fault is mended there."""
    run.ok("compile")
    editor.runs("sed -i '$ a\\\n### '")
    assert run("edit", "models/map").code == 1
    assert "mine.md" in run("check").stdout
    assert run("compile").code == 1
    text = mine(run).read_text()
    mine(run).write_text(text.rstrip().removesuffix("###").replace("One channel", "A channel"))
    run.ok("compile")
    assert "A channel" in run.ok("show", "models/map").stdout


def test_a_note_that_lost_its_heading_is_not_put_into_the_note_above_it(
    run: Run, editor: Editor
) -> None:
    run.ok("compile")
    editor("^#.*", "words")
    draft = mine(run).with_name(".models~map.md")
    outcome = run("edit", "models/map")
    assert outcome.code == 1
    assert outcome.stderr == (
        "The text of models/map has lost its heading; nothing was changed."
        f" Your text is kept in {draft}.\n"
    )
    assert not mine(run).exists()
    editor("^words", "### Feature map {#models\\/map area=modeling}")
    assert run.ok("edit", "models/map").lines[0].split()[0] == "moved"
    assert not draft.exists()


def test_a_draft_that_is_not_utf8_is_told_and_kept(run: Run, editor: Editor) -> None:
    run.ok("compile")
    editor.runs(r"env LC_ALL=C sed -i 's/One/\xc9l\xe9ment/'")
    draft = mine(run).with_name(".models~map.md")
    outcome = run("edit", "models/map")
    assert (outcome.code, outcome.stdout) == (1, "")
    assert outcome.stderr == (
        f"{draft}:3: the file is not UTF-8 from here on. Your text is kept in {draft}.\n"
    )
    assert b"\xc9l\xe9ment channel" in draft.read_bytes()
    assert not mine(run).exists()
    editor.runs(r"env LC_ALL=C sed -i 's/\xc9l\xe9ment/Élément/'")
    run.ok("edit", "models/map")
    assert "Élément channel" in mine(run).read_text()
    assert not draft.exists()


def test_a_full_disk_is_told_and_the_text_is_kept(
    run: Run, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        del path, data
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    run.ok("compile")
    editor(" of the output", "")
    draft = mine(run).with_name(".models~map.md")
    with monkeypatch.context() as patch:
        patch.setattr("flashcards.compiler.mine.replace_file", full)
        outcome = run("edit", "models/map")
    assert outcome.code == 14
    assert outcome.stderr == (
        f"The text cannot be written (No space left on device). Your text is kept in {draft}.\n"
    )
    assert "One channel: what" in draft.read_text()
    editor.runs("true")
    assert run.ok("edit", "models/map").lines[0].split()[0] == "changed"
    assert mine(run).read_text() == MINE


def test_a_folder_that_is_none_is_told(run: Run, editor: Editor) -> None:
    run.ok("compile")
    folder = mine(run).parent
    folder.write_text("a file")
    editor("One", "Each")
    outcome = run("edit", "models/map")
    assert outcome.code == 14
    assert outcome.stderr == f"models/map cannot be edited ({folder}: File exists).\n"
    assert folder.read_text() == "a file"


def test_two_editors_find_each_other_s_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first still writes, the second opens the same draft; nothing is written twice."""
    run.ok("compile")
    told = []

    def first(preferred: str | None, path: Path, line: int) -> None:
        del preferred, line
        path.write_text(path.read_text().replace(" of the output", ""))
        monkeypatch.setattr(editing, "run_editor", second)
        told.append(run.ok("edit", "models/map").lines[0].split()[0])

    def second(preferred: str | None, path: Path, line: int) -> None:
        del preferred, line
        path.write_text(path.read_text().replace("One channel:", "A channel:"))

    monkeypatch.setattr(editing, "run_editor", first)
    assert run.ok("edit", "models/map").stderr == "Nothing was changed.\n"
    assert told == ["changed"]
    assert mine(run).read_text() == MINE.replace("One channel", "A channel")
    assert [path.name for path in mine(run).parent.iterdir()] == ["mine.md"]


def test_an_editor_that_fails_changes_nothing(run: Run, editor: Editor) -> None:
    run.ok("compile")
    for command in ("false", "there-is-no-such-editor", "'"):
        editor.runs(command)
        outcome = run("edit", "models/map")
        assert outcome.code == 1
        assert outcome.stderr.startswith("The editor gave no text: ")
    assert not mine(run).exists()
    assert list(mine(run).parent.iterdir()) == []


def test_another_collection_has_a_folder_of_its_own(run: Run, editor: Editor) -> None:
    run.collection = run.collection.with_name("client.db")
    run.ok("compile")
    editor(" of the output", "")
    run.ok("edit", "models/map")
    assert (run.collection.parent / "client-decks" / "mine.md").exists()


def test_links_lead_to_the_roots_below(run: Run, deck: Folder) -> None:
    deck("### Recall\n\nSee [x](#models/map) and [[models/filter]].\n")
    assert run.ok("compile", "decks", "--json").json["new"] == 8
    assert run("check", "decks").code == 0
    deck("### Recall\n\nSee [x](#models/mop).\n")
    assert "no term 'models/mop' in any deck" in run("compile").stderr


def test_a_root_that_is_away_can_still_be_linked_to(run: Run, tmp_path: Path) -> None:
    for name, text in (("low", "### A\n\nB.\n"), ("high", "### C\n\nSee [a](#low/a).\n")):
        (tmp_path / "work" / name).mkdir()
        (tmp_path / "work" / name / f"{name}.md").write_text(text)
        run.ok("compile", name)
    (tmp_path / "work" / "low").rename(tmp_path / "work" / "away")
    assert run.ok("compile", "--json").json["unchanged"] == 9


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    """A learner with a deck of two terms."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.md").write_text("### Recall\n\nThe share found.\n\n### Loss\n\nIt falls.\n")
    return Learner(tmp_path, folder / "collection.db")


def prepared(learner: Learner, editor: str) -> None:
    learner._environment["EDITOR"] = editor
    for words in (["compile", str(learner.collection.parent)], ["decks", "remove", "shipped"]):
        learner.start(*words, now=MONDAY)
        assert learner.ends() == 0


def test_in_review_e_edits_the_card_and_asks_it_again(learner: Learner) -> None:
    prepared(learner, "sed -i 's/share/part/'")
    learner.start("review")
    learner.sees("Define: Recall")
    learner.press(" ")
    learner.sees("The share found.", "Knew it")
    learner.press("e")
    learner.sees("Compiled: 1 changed.", "Define: Recall", "Space show")
    learner.press(" ")
    learner.sees("The part found.")
    learner.press("3")
    learner.sees("Good: back on")
    learner.press("q")
    assert learner.ends() == 0


def test_in_review_a_card_that_vanishes_is_followed_by_the_next(learner: Learner) -> None:
    prepared(learner, "sed -i 's/### Recall/### Other/;s/The share found./Something else./'")
    learner.start("review")
    learner.sees("Define: Recall")
    learner.press("e")
    learner.sees("Compiled: 1 new, 1 retired.", "Define:")
    learner.press("q")
    assert learner.ends() == 0


def test_in_review_a_fault_may_be_edited_again(learner: Learner) -> None:
    prepared(learner, "sed -i 's/### Recall$/### Recall {.nothing}/;t;s/ {.nothing}//'")
    learner.start("review")
    learner.sees("Define: Recall")
    learner.press("e")
    learner.sees("unknown attribute '.nothing'", "Nothing was changed.", "Space edit again")
    learner.press(" ")
    learner.sees("Compiled: no card says anything else.", "Define: Recall")
    learner.press("e")
    learner.sees("Space edit again")
    learner.press("q")
    learner.sees("the cards wait until it compiles", "Define: Recall")
    learner.press("q")
    assert learner.ends() == 0


def test_in_review_a_note_that_cannot_be_edited_is_asked_all_the_same(learner: Learner) -> None:
    """It is a shipped one, and where the copy should go there is a file."""
    learner._environment["EDITOR"] = "true"
    learner.start("compile", now=MONDAY)
    assert learner.ends() == 0
    (learner.collection.parent / "decks").write_text("a file")
    learner.start("review", "--kind", "term")
    learner.sees("Space show")
    learner.press("e")
    learner.sees("cannot be edited", "File exists", "Space show")
    learner.press(" 3")
    learner.sees("Good: back on")
    learner.press("q")
    assert learner.ends() == 0
