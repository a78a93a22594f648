"""How commands talk: by ``App.say``, which cleans what it says, and ``confirm`` and ``ask``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards import commands
from tests.conftest import Run

MODULES = sorted(Path(commands.__file__).parent.glob("*.py"))
ASKING = ("click.confirm", "click.prompt")
CLEANERS = {"clean", "clean_line"}


def calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a module, with the words before its bracket."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_command_writes_talk_by_itself(module: Path) -> None:
    """Where a sentence is not cleaned, the name of a table can do something to the terminal."""
    by_itself = [
        node.lineno
        for name, node in calls(module)
        if name == "sys.stderr.write"
        or (any(more.arg == "err" for more in node.keywords) and name not in ASKING)
        or (name in ASKING and module.stem != "options")
    ]
    assert by_itself == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_what_say_cleans_is_not_cleaned_before(module: Path) -> None:
    twice = [
        node.lineno
        for name, node in calls(module)
        if name == "app.say"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and ast.unparse(inner.func) in CLEANERS
    ]
    assert twice == []


@pytest.mark.parametrize("words", ["restore -y", "--yes restore", "restore --yes"])
def test_yes_may_stand_before_or_after_the_command(run: Run, words: str) -> None:
    run.ok("compile")
    run.ok("backup")
    assert run("restore").code == 15
    assert "is restored." in run.ok(*words.split()).stderr
