"""Editors, and the line they begin at."""

from pathlib import Path

import pytest

from flashcards.terminal.editor import chosen_editor, opening

OPENED = {
    "vi": ("vi +7", "a.md"),
    "nvim -u NONE": ("nvim -u NONE +7", "a.md"),
    "/usr/bin/nano": ("/usr/bin/nano +7", "a.md"),
    "emacsclient -t": ("emacsclient -t +7", "a.md"),
    "micro": ("micro +7", "a.md"),
    "kak": ("kak +7", "a.md"),
    "hx": ("hx", "a.md:7"),
    "code": ("code --wait --goto", "a.md:7"),
    "code --wait": ("code --wait --goto", "a.md:7"),
    "subl": ("subl --wait", "a.md:7"),
    "'/opt/my tools/vim'": ("'/opt/my tools/vim' +7", "a.md"),
    "some-editor": ("some-editor", "a.md"),
}


@pytest.mark.parametrize(("editor", "opened"), OPENED.items(), ids=OPENED)
def test_an_editor_begins_at_the_line(editor: str, opened: tuple[str, str]) -> None:
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
