"""Editors, and the line they begin at."""

import tempfile
from pathlib import Path

import pytest

from flashcards.errors import BadRequest
from flashcards.terminal.editor import chosen_editor, edit_text, opening, run_editor

OPENED = {
    "vi": ["vi", "+7", "a.md"],
    "nvim -u NONE": ["nvim", "-u", "NONE", "+7", "a.md"],
    "/usr/bin/nano": ["/usr/bin/nano", "+7", "a.md"],
    "emacsclient -t": ["emacsclient", "-t", "+7", "a.md"],
    "micro": ["micro", "+7", "a.md"],
    "kak": ["kak", "+7", "a.md"],
    "hx": ["hx", "a.md:7"],
    "code": ["code", "--wait", "--goto", "a.md:7"],
    "code --wait": ["code", "--wait", "--goto", "a.md:7"],
    "subl": ["subl", "--wait", "a.md:7"],
    "'/opt/my tools/vim'": ["/opt/my tools/vim", "+7", "a.md"],
    "some-editor": ["some-editor", "a.md"],
}


@pytest.mark.parametrize(("editor", "opened"), OPENED.items(), ids=OPENED)
def test_an_editor_begins_at_the_line(editor: str, opened: list[str]) -> None:
    assert opening(editor, Path("a.md"), 7) == opened


def test_the_preferred_editor_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "second")
    monkeypatch.delenv("VISUAL", raising=False)
    assert chosen_editor("first") == "first"
    assert chosen_editor(None) == "second"
    monkeypatch.setenv("VISUAL", "before")
    assert chosen_editor(None) == "before"


def test_without_a_choice_there_is_always_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chosen_editor(None) == "vi"
    (tmp_path / "nano").touch(mode=0o700)
    assert chosen_editor(None) == "nano"


HOSTILE = [
    "$(touch ran).md",
    "`touch ran`.md",
    'a"; touch ran; ".md',
    "a\nb.md",
    "&& touch ran #.md",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("editor", ["sed -i s/old/new/", "env vim=1 sed -i s/old/new/"])
def test_the_name_of_a_file_is_only_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, editor: str
) -> None:
    """A deck may come from others: no shell reads what it is called."""
    monkeypatch.chdir(tmp_path)
    deck = tmp_path / name
    deck.write_text("old")
    run_editor(editor, deck, 1)
    assert deck.read_text() == "new"
    assert list(tmp_path.iterdir()) == [deck]


FAILURES = {
    "false": "false ended with exit code 1",
    "no-such-editor": "no-such-editor: No such file or directory",
    "'": "No closing quotation",
    " ": "its command is empty",
}


@pytest.mark.parametrize(("editor", "why"), FAILURES.items(), ids=FAILURES)
def test_an_editor_that_fails_is_told(tmp_path: Path, editor: str, why: str) -> None:
    with pytest.raises(BadRequest, match=f"^The editor gave no text: {why}\\.$"):
        run_editor(editor, tmp_path / "a.md", 1)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files go for a while."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("editor", "text"),
    [("true", None), ("sed -i s/é/ö/", "ö\n"), ("touch", None), ("sed -i d", "")],
)
def test_a_text_is_edited_and_nothing_lies_about(
    temporary: Path, editor: str, text: str | None
) -> None:
    assert edit_text(editor, "é\n") == text
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("printf 'Andr\\351' > $1", "The text is not UTF-8."),
        ("echo more > $1; exit 1", "The editor gave no text: {} ended with exit code 1."),
    ],
)
def test_what_was_written_is_kept_where_it_cannot_be_taken(
    temporary: Path, script: str, why: str
) -> None:
    editor = temporary / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    with pytest.raises(BadRequest) as told:
        edit_text(str(editor), "text")
    (kept,) = temporary.glob("*.md")
    assert kept.stat().st_mode & 0o077 == 0
    assert str(told.value) == f"{why.format(editor)} What you wrote is kept in {kept}."
