"""Editing a note where it stands: its text in the editor, then compiled."""

from pathlib import Path

from flashcards.app import App
from flashcards.collection.cards import StoredNote
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED
from flashcards.compiler.mine import add, copied, draft_file, line_of, place_of_mine, shipped
from flashcards.compiler.places import is_there, place_of
from flashcards.compiler.report import TOLD, Report
from flashcards.compiler.roots import compile_roots
from flashcards.errors import BadRequest, BadText, Problem
from flashcards.terminal.clean import clean
from flashcards.terminal.desk import Desk
from flashcards.terminal.editor import run_editor
from flashcards.terminal.words import place


def edit(app: App, collection: Collection, note: StoredNote, desk: Desk | None) -> Report | None:
    """Open a note in the editor, and compile what was written; None where that was nothing.

    A shipped note is copied into ``mine.md``. After a fault the person at the ``desk`` may edit
    again; without a desk ``BadText`` is raised. So is ``BadRequest`` where the faults stay.
    """
    is_shipped = note.root == SHIPPED
    path = place_of_mine(app) if is_shipped else _file_of(note)
    line = line_of(path, note.key)
    if is_shipped and line is None:
        changed = _edit_copy(app, collection, note, desk)
    else:
        changed = _edit_file(app, path, line or note.line, desk)
    added = (str(path),) if is_shipped else ()
    return _compiled(app, collection, path, added, desk) if changed else None


def sentence(report: Report | None) -> str:
    """What came of editing, in words."""
    if report is None:
        return "Nothing was changed."
    verdicts = report.verdicts
    told = [f"{verdicts[verdict]} {verdict.value}" for verdict in TOLD if verdicts[verdict]]
    return f"Compiled: {', '.join(told)}." if told else "Compiled: no card says anything else."


def _file_of(note: StoredNote) -> Path:
    """The file that a note stands in. Raises ``BadRequest`` where it is away."""
    root = place_of(note.root)
    path = root / note.path if root.is_dir() else root
    if not is_there(path):
        raise BadRequest(f"{place(path)}, the file of {note.key}, is not there.")
    return path


def _edit_file(app: App, path: Path, line: int, desk: Desk | None) -> bool:
    """Whether a file is another one after it was edited."""
    before = path.read_bytes()
    _run(app, path, line, desk)
    return _text(path) != before


def _edit_copy(app: App, collection: Collection, note: StoredNote, desk: Desk | None) -> bool:
    """Edit a copy of a shipped note; whether it was changed, and so has come into ``mine.md``."""
    mine, original = place_of_mine(app), shipped(collection, note)
    text = copied(collection, mine, original)
    draft = draft_file(mine, note.key, text)
    try:
        _run(app, draft, 1, desk)
    finally:
        written = _text(draft).decode(errors="replace")
        changed = bool(written.strip()) and written.rstrip() != text.rstrip()
        if not changed:
            draft.unlink(missing_ok=True)
    if changed:
        try:
            add(collection, mine, original, written)
        except (BadRequest, BadText) as error:
            raise BadRequest(f"{error} Your text is kept in {place(draft)}.") from error
        draft.unlink()
    return changed


def _run(app: App, path: Path, line: int, desk: Desk | None) -> None:
    if desk is None:
        run_editor(app.preferences.editor, path, line)
        return
    with desk.lent():
        run_editor(app.preferences.editor, path, line)


def _compiled(
    app: App, collection: Collection, path: Path, added: tuple[str, ...], desk: Desk | None
) -> Report:
    while True:
        try:
            return compile_roots(app, collection, added)
        except BadText as error:
            if desk is None:
                raise
            if not _again(desk, error):
                message = f"The text stays in {place(path)}; the cards wait until it compiles."
                raise BadRequest(message) from error
            _run(app, path, _first_line(error.problems, path), desk)


def _again(desk: Desk, error: BadText) -> bool:
    """Show the faults, and ask whether to edit again."""
    desk.screen.say("", *(clean(str(problem)) for problem in error.problems), str(error))
    look = desk.screen.look
    hint = f"{look.bold('Space')} edit again   {look.bold('q')} leave it"
    return desk.ask(("space", "q"), hint, "Enter to edit again, q to leave it") == "space"


def _first_line(problems: tuple[Problem, ...], path: Path) -> int:
    """The line of the first fault of a file."""
    there = (p.line for p in problems if Path(p.path).expanduser().resolve() == path.resolve())
    return next(there, 1)


def _text(path: Path) -> bytes:
    """The bytes of a file; none where the editor took it away."""
    return path.read_bytes() if is_there(path) else b""
