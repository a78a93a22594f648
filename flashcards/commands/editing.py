"""Editing a note in conversation: the editor, the faults of what was written, the editor again."""

from pathlib import Path

from flashcards.app import App
from flashcards.collection.cards import StoredNote
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, add_root, roots
from flashcards.compiler.editing import editable, in_words
from flashcards.compiler.report import TOLD, Report
from flashcards.compiler.roots import compile_roots
from flashcards.errors import BadRequest, BadText, CannotWrite, Problem
from flashcards.terminal.clean import clean
from flashcards.terminal.desk import Desk
from flashcards.terminal.editor import run_editor
from flashcards.terminal.words import place


def edit(app: App, collection: Collection, note: StoredNote, desk: Desk | None) -> Report | None:
    """Open a note in the editor, and compile what was written; None where that was nothing.

    After a fault the person at the ``desk`` may edit again; without a desk ``BadText`` is raised.
    So is ``BadRequest`` where the faults stay, and ``CannotWrite`` for what the disk refuses.
    """
    try:
        with editable(app, collection, note) as text:
            _run(app, text.path, text.line, desk)
            if not text.take():
                return None
        if note.root == SHIPPED:
            _register(collection, text.home)
        return _compiled(app, collection, text.home, desk)
    except OSError as error:
        raise CannotWrite(f"{note.key} cannot be edited ({in_words(error)}).") from error


def sentence(report: Report | None) -> str:
    """What came of editing, in words."""
    if report is None:
        return "Nothing was changed."
    verdicts = report.verdicts
    told = [f"{verdicts[verdict]} {verdict.value}" for verdict in TOLD if verdicts[verdict]]
    return f"Compiled: {', '.join(told)}." if told else "Compiled: no card says anything else."


def _register(collection: Collection, home: Path) -> None:
    """Read a file from now on, also where it does not compile yet: every later check finds it."""
    with collection.write():
        if str(home) not in (root.path for root in roots(collection)):
            add_root(collection, str(home))


def _run(app: App, path: Path, line: int, desk: Desk | None) -> None:
    if desk is None:
        run_editor(app.preferences.editor, path, line)
        return
    with desk.lent():
        run_editor(app.preferences.editor, path, line)


def _compiled(app: App, collection: Collection, path: Path, desk: Desk | None) -> Report:
    while True:
        try:
            return compile_roots(app, collection)
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
