"""The documents say what the program does: whatever can drift is compared."""

import json
import re
from pathlib import Path

import click
import pytest

from flashcards import errors
from flashcards.cli import INTERRUPTED, cli
from flashcards.collection.connection import create_collection
from flashcards.config.parsing import parse_file
from flashcards.errors import FlashcardsError
from flashcards.group import SECTIONS
from flashcards.source.codes import ADVICE, FAULTS
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import read_library
from flashcards.source.roles import read_vocabulary
from flashcards.terminal.streams import READER_GONE
from flashcards.vocabulary import merge

from . import advice, conversions, faults, generate
from .documents import (
    DOCS,
    DOCUMENTS,
    PROJECT,
    README,
    anchors,
    fences,
    first_column,
    generated,
    json_examples,
    links,
    shape,
)

COMMANDS = DOCS / "commands.md"
FORMAT = DOCS / "source-format.md"
COLLECTION = DOCS / "collection.md"
NAMES = [path.relative_to(PROJECT).as_posix() for path in DOCUMENTS]


@pytest.fixture(scope="session")
def parts() -> dict[str, str]:
    """The generated parts of all documents, made anew."""
    return dict(generate.generate())


# What is generated ---------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_generated_parts_are_fresh(document: Path, parts: dict[str, str]) -> None:
    """If this fails: python -m tests.docs.generate"""
    found = generated(document.read_text(encoding="utf-8"))
    assert found == {name: parts[name] for name in found}


def test_every_command_has_its_help() -> None:
    """Each command and each command of a command stands in its own section, once."""
    found = [name for name in generated(_text(COMMANDS)) if name.startswith("help")]
    assert sorted(found) == sorted(f"help {name}".strip() for name in generate.command_names())


def test_the_other_generated_parts_stand_where_they_belong() -> None:
    assert "roles" in generated(_text(README))
    assert {"faults", "advice"} <= generated(_text(FORMAT)).keys()
    assert "modules" in generated(_text(DOCS / "architecture.md"))
    assert "preferences" in generated(_text(DOCS / "preferences.md"))
    formats = {f"conversion of {name}" for name, _ in conversions.conversions()}
    assert formats == set(generated(_text(DOCS / "convert.md")))


@pytest.mark.parametrize("name", [name for section in SECTIONS.values() for name in section])
def test_the_short_help_in_the_table_is_the_command_s_own(name: str) -> None:
    (short,) = [commands[name] for commands in SECTIONS.values() if name in commands]
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.short_help == short
    assert (command.help or "").strip()


@pytest.mark.parametrize("name", list(generate.command_names()))
def test_a_help_fits_its_screen(name: str, parts: dict[str, str]) -> None:
    """No mark of the help's own making is left in it, and no line is cut."""
    text = parts[f"help {name}".strip()].strip("`")
    assert r"\b" not in text
    assert "``" not in text
    assert "..." not in re.sub(r"\[?[A-Z]+\]?\.\.\.", "", text)
    assert max(map(len, text.splitlines())) <= generate.COLUMNS


# Decks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [README, FORMAT], ids=["README.md", "source-format.md"])
def test_every_deck_compiles(document: Path) -> None:
    """Each fenced deck has notes and no problem, with the shipped roles and areas."""
    decks = [fence for fence in fences(document) if fence.language == "markdown"]
    known = generate.vocabulary()
    for fence in fences(document):
        if fence.language == "toml":
            own, problems = read_vocabulary("roles.toml", fence.text, known)
            assert problems == ()
            known = merge((known, own))
    files = [_source_file(fence.file or f"line-{fence.line}.md", fence.text) for fence in decks]
    found, told = read_library(files, known)
    assert told == ()
    assert decks
    assert all(deck.notes for deck in found.decks)


def test_every_preferences_file_is_sound() -> None:
    """Each fenced TOML of the preferences is a file without a fault."""
    found = [fence.text for fence in fences(DOCS / "preferences.md") if fence.language == "toml"]
    assert found
    for text in found:
        assert parse_file(Path("config.toml"), text.encode()).problems == ()


# Faults and exit codes -----------------------------------------------------------------


def test_every_fault_code_has_an_example() -> None:
    """A code of the source is in the table, and a code of the table is in the source."""
    source = faults.codes()
    shown = {problem.code for _, problem in faults.examples(generate.vocabulary())}
    assert not [code for code in source if not any(re.fullmatch(code, each) for each in shown)]
    assert not [each for each in shown if not any(re.fullmatch(code, each) for code in source)]
    assert shown == FAULTS


def test_every_code_of_advice_has_an_example() -> None:
    assert list(advice.TEXTS) == list(ADVICE)


@pytest.mark.parametrize("document", [README, COLLECTION], ids=["README.md", "collection.md"])
def test_every_exit_code_is_documented(document: Path) -> None:
    own = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, FlashcardsError)
    }
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", _text(document), re.MULTILINE)}
    assert documented == {0, click.UsageError.exit_code, *own, INTERRUPTED, READER_GONE}


# Tables, modules, links ----------------------------------------------------------------


def test_every_table_is_documented(tmp_path: Path) -> None:
    with create_collection(tmp_path / "collection.db", {}) as collection:
        rows = collection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert sorted(first_column(COLLECTION, "Tables")) == sorted(row["name"] for row in rows)


def test_every_module_is_in_the_map() -> None:
    package = PROJECT / "flashcards"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    owners = {module for module in modules if not module.endswith("__init__.py")}
    assert set(first_column(DOCS / "architecture.md", "Map")) == owners


def test_every_module_that_is_named_exists() -> None:
    named = re.findall(r"`((?:\w+/)?\w+\.py)`", _text(DOCS / "architecture.md"))
    missing = [name for name in named if not (PROJECT / "flashcards" / name).is_file()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_link_leads_somewhere(document: Path) -> None:
    """Files and pictures exist, and a name after # is a heading there."""
    for link in links(document):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_lines_are_short(document: Path) -> None:
    """Prose is wrapped; tables, code and generated parts may be wide."""
    fenced = False
    for number, line in enumerate(_text(document).splitlines(), start=1):
        fenced ^= line.startswith("```")
        if not fenced and not line.startswith("|"):
            assert len(line) <= 100, f"{document.name}:{number}"


# JSON ----------------------------------------------------------------------------------


def test_every_json_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example of JSON has the keys, and the kinds of values, of what the program prints."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faulty.md").write_text("### Spill\n", encoding="utf-8")
    notes = "A story.\n\nFilter\n: A grid.\n"
    (tmp_path / "notes.md").write_text(notes, encoding="utf-8")
    collection = tmp_path / "collection.db"
    examples = json_examples(COMMANDS)
    assert {words.split()[0] for words in examples} == _commands_with_json()
    generate.run("compile", collection=collection)
    generate.run("answer", "modeling/precision", "good", collection=collection)
    generate.run("export", "reviews.jsonl", collection=collection)
    # Last what takes back the answer that the others show.
    del examples["sync --json"]  # it needs a server: see tests/commands/test_commands_sync.py
    for words, example in sorted(examples.items(), key=lambda pair: pair[0].startswith("undo")):
        given = (*words.split(), "faulty.md") if words.startswith("check") else words.split()
        code = 1 if words.startswith("check") else 0
        printed = json.loads(generate.run(*given, collection=collection, code=code))
        assert shape(printed) == shape(example), words


def _commands_with_json() -> set[str]:
    context = click.Context(cli)
    found = ((name, cli.get_command(context, name)) for name in cli.list_commands(context))
    return {
        name
        for name, command in found
        if command and any("--json" in parameter.opts for parameter in command.params)
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _source_file(path: str, text: str) -> SourceFile:
    return SourceFile(path, path, text.encode(), digest(text.encode()))
