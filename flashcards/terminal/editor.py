"""The editor of the user: which one, and how it is told the line to begin at."""

import os
import shlex
from pathlib import Path
from shutil import which

import click

from flashcards.errors import BadRequest

_USUAL = ("sensible-editor", "vim", "nano")
_PLUS = frozenset(
    {"sensible-editor", "vi", "vim", "nvim", "view", "gvim", "ex", "nano", "pico", "emacs"}
    | {"emacsclient", "micro", "kak", "joe", "mg", "jed", "ne", "mcedit"}
)
"""Editors that take ``+LINE`` before a file."""
_COLON = {
    **dict.fromkeys(("hx", "helix"), ""),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor"), "--wait --goto"),
    **dict.fromkeys(("subl", "zed"), "--wait"),
}
"""Editors that take ``FILE:LINE``, with the options by which they go there and wait for the end."""


def chosen_editor(preferred: str | None) -> str:
    """The command of the editor: the preferred one, ``$VISUAL``, ``$EDITOR``, or what is there."""
    named = preferred or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return named or next((name for name in _USUAL if which(name)), "vi")


def opening(editor: str, path: Path, line: int) -> tuple[str, str]:
    """The command that opens a file at a line, and the file as this editor wants it named.

    >>> opening("vim -n", Path("a.md"), 7)
    ('vim -n +7', 'a.md')
    >>> opening("code", Path("a.md"), 7)
    ('code --wait --goto', 'a.md:7')
    >>> opening("gedit", Path("a.md"), 7)
    ('gedit', 'a.md')
    """
    words = shlex.split(editor)
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return f"{editor} +{line}", str(path)
    if name in _COLON:
        lacking = (option for option in _COLON[name].split() if option not in words)
        return " ".join([editor, *lacking]), f"{path}:{line}"
    return editor, str(path)


def run_editor(preferred: str | None, path: Path, line: int) -> None:
    """Open a file at a line and wait until it is closed. Raises ``BadRequest`` where that fails."""
    try:
        command, file = opening(chosen_editor(preferred), path, line)
        click.edit(filename=file, editor=command)
    except (click.ClickException, OSError, ValueError, IndexError) as error:
        raise BadRequest(f"The editor gave no text: {error}.") from error
