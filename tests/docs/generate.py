"""Writes the generated parts of the documents: ``python -m tests.docs.generate``."""

import ast
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from click.testing import CliRunner

from flashcards.cli import cli
from flashcards.commands.preferring import value_in_words
from flashcards.compiler.places import shipped_decks
from flashcards.config.keys import KEYS
from flashcards.source.codes import ADVICE
from flashcards.source.roles import read_vocabulary
from flashcards.vocabulary import Vocabulary

from . import advice, conversions, faults
from .documents import DOCUMENTS, PROJECT, regenerated
from .edits import EDITS, MORE

PACKAGE = PROJECT / "flashcards"
NOW = "2026-11-17T21:10"
COLUMNS = 80
"""The width of the terminal that the documents show."""


def main() -> None:
    """Write what changed."""
    parts = generate()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        document.write_text(regenerated(text, parts), encoding="utf-8")


def generate() -> Mapping[str, str]:
    """All generated parts by their names."""
    helps = {f"help {name}".strip(): _fenced(help_of(name)) for name in command_names()}
    return {
        **helps,
        "roles": _fenced(roles()),
        "faults": fault_table(),
        "edits": edit_table(),
        "advice": advice_table(),
        "preferences": preference_table(),
        "modules": module_table(),
    } | {f"conversion of {name}": shown for name, shown in conversions.conversions()}


def command_names() -> Iterator[str]:
    """The program itself, as an empty name, and every command and command of a command."""
    yield ""
    yield from _names_in(cli, "")


def help_of(name: str) -> str:
    """What ``flashcards NAME --help`` prints."""
    return run(*name.split(), "--help")


def roles() -> str:
    """What ``flashcards roles`` prints over the shipped decks."""
    return run("--quiet", "roles")


def fault_table() -> str:
    """Every fault code with what it is about and an example."""
    rows = ["| Code | About | Example |", "|---|---|---|"]
    for about, problem in faults.examples(vocabulary()):
        # A pipe ends a cell, even in code.
        shown = str(problem).replace("|", r"\|")
        rows.append(f"| `{problem.code}` | {about} | `{shown}` |")
    return "\n".join(rows)


def advice_table() -> str:
    """Every code of advice with what it is about and an example."""
    rows = ["| Code | Told when | Example |", "|---|---|---|"]
    for problem in advice.examples():
        example = f"`{problem.path}:{problem.line}: {problem.message}`"
        rows.append(f"| `{problem.code}` | {ADVICE[problem.code]} | {example} |")
    return "\n".join(rows)


def edit_table() -> str:
    """What a compile says of each edit, and what becomes of the answers."""
    rows = ["| Edit | A compile says | The reviews |", "|---|---|---|"]
    for edit in EDITS:
        told = [verdict for verdict in edit.says.values() if verdict != "unchanged"]
        said = ", ".join(f"`{verdict}`" for verdict in dict.fromkeys(told)) or "`unchanged`"
        rows.append(f"| {edit.name} | {said} | {edit.history} |")
    rows += [f"| {name} | {said} | {history} |" for name, (said, history) in MORE.items()]
    return "\n".join(rows)


def preference_table() -> str:
    """Every preference with its default, what it takes and what it does."""
    rows = ["| Key | Default | Takes | What it does |", "|---|---|---|---|"]
    for key in KEYS.values():
        default = value_in_words(key, key.default)
        does = f"{key.help} {key.more}".strip()
        rows.append(f"| `{key.name}` | {default} | {key.sort.words} | {does} |")
    return "\n".join(rows)


def module_table() -> str:
    """Every module with the first line of its docstring."""
    rows = ["| Module | What it owns |", "|---|---|"]
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda path: (len(path.parts), path)):
        first, *_ = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")
        if path.name != "__init__.py":
            words = first.replace("|", r"\|").replace("``", "`")
            rows.append(f"| `{path.relative_to(PACKAGE).as_posix()}` | {words} |")
    return "\n".join(rows)


def vocabulary() -> Vocabulary:
    """The shipped areas and roles."""
    text = (shipped_decks() / "roles.toml").read_text(encoding="utf-8")
    return read_vocabulary("roles.toml", text)[0]


def run(*words: str, collection: Path | None = None, code: int = 0) -> str:
    """What a command prints to standard output; without a collection, over a new one."""
    with tempfile.TemporaryDirectory() as folder:
        path = collection or Path(folder) / "collection.db"
        given = ("--collection", str(path), "--now", NOW)
        nobodys = {"COLUMNS": str(COLUMNS), "XDG_CONFIG_HOME": folder}
        result = CliRunner(env=nobodys).invoke(
            cli,
            [*given, *words],
            prog_name="flashcards",
            catch_exceptions=False,
            standalone_mode=False,
        )
    assert (result.return_value or 0) == code, result.output
    return result.stdout.rstrip()


def _names_in(group: click.Group, prefix: str) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{prefix}{name}"
        if isinstance(command, click.Group):
            yield from _names_in(command, f"{prefix}{name} ")


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


if __name__ == "__main__":
    main()
