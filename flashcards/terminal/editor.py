"""The editor of the user: which one, the line it begins at, and what comes of it."""

import os
import shlex
from pathlib import Path
from shutil import which
from subprocess import Popen
from tempfile import mkstemp

from flashcards.errors import BadRequest, CannotWrite, FlashcardsError

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


def opening(editor: str, path: Path, line: int) -> list[str]:
    """The words of the command that opens a file at a line, as this editor wants them.

    >>> opening("vim -n", Path("a.md"), 7)
    ['vim', '-n', '+7', 'a.md']
    >>> opening("code", Path("a.md"), 7)
    ['code', '--wait', '--goto', 'a.md:7']
    >>> opening("gedit", Path("a.md"), 7)
    ['gedit', 'a.md']
    """
    words = shlex.split(editor)
    if not words:
        raise ValueError("its command is empty")
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return [*words, f"+{line}", str(path)]
    if name in _COLON:
        lacking = (option for option in _COLON[name].split() if option not in words)
        return [*words, *lacking, f"{path}:{line}"]
    return [*words, str(path)]


def run_editor(preferred: str | None, path: Path, line: int) -> None:
    """Open a file at a line and wait until it is closed. Raises ``BadRequest`` where that fails.

    No shell reads the name of the file: it may come from others.
    """
    try:
        words = opening(chosen_editor(preferred), path, line)
        code = Popen(words).wait()  # noqa: S603 - the learner's own editor, by no shell
    except OSError as error:
        raise BadRequest(f"The editor gave no text: {words[0]}: {error.strerror}.") from error
    except ValueError as error:
        raise BadRequest(f"The editor gave no text: {error}.") from error
    if code:
        raise BadRequest(f"The editor gave no text: {words[0]} ended with exit code {code}.")


def edit_text(preferred: str | None, text: str) -> str | None:
    """What a person makes of a text in the editor; None where nothing was changed.

    Raises ``BadRequest`` where that fails; what was written is kept then, and named.
    """
    path = _draft(text)
    try:
        run_editor(preferred, path, 1)
        written = path.read_bytes().decode()
    except (FlashcardsError, OSError, UnicodeError) as error:
        why = "The text is not UTF-8." if isinstance(error, UnicodeError) else str(error)
        raise BadRequest(why + _kept(path, text)) from error
    path.unlink()
    return None if written == text else written


def _draft(text: str) -> Path:
    """A file for a text that nobody else can read. Raises ``CannotWrite`` where there is none."""
    try:
        handle, name = mkstemp(prefix="answer-", suffix=".md")
        os.close(handle)
        Path(name).write_bytes(text.encode())
    except OSError as error:
        raise CannotWrite(f"There is no place for a text to edit: {error.strerror}.") from error
    return Path(name)


def _kept(path: Path, before: str) -> str:
    """Where a text is kept, as a sentence; one that holds nothing new is removed."""
    if path.exists() and path.read_bytes() not in (b"", before.encode()):
        return f" What you wrote is kept in {path}."
    path.unlink(missing_ok=True)
    return ""
