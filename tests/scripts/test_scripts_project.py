"""What the project says twice, it says alike; and the program starts from any folder."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from flashcards import __version__
from flashcards.source.files import ABOUT_THE_PROJECT, belongs
from tests.conftest import Folder, Run

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_version_is_the_program_s_own() -> None:
    assert PROJECT["project"]["version"] == __version__


def test_the_groups_are_the_extras() -> None:
    """pip installs either; only a group may be installed without the project."""
    extras, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    assert {name: groups[name] for name in extras} == extras
    assert groups["dev"] == [{"include-group": name} for name in extras]


@pytest.fixture
def hook() -> dict[str, Any]:
    """The hook that authors have git call before a commit."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "flashcards-check"
    return dict(hook)


@pytest.mark.parametrize(
    ("name", "is_deck"),
    [
        *((f"{name}.md", False) for name in sorted(ABOUT_THE_PROJECT)),
        *((f"decks/{name.lower()}.md", False) for name in sorted(ABOUT_THE_PROJECT)),
        *((f"{name}_of_decks.md", True) for name in sorted(ABOUT_THE_PROJECT)),
        *((".draft.md", False), (".github/issue.md", False), ("a/.b/c.md", False)),
        *(("spark.md", True), ("decks/a.b.md", True), ("decks/READ ME.md", True)),
        *(("spark.markdown", False), ("md", False), ("a.md.txt", False)),
    ],
)
def test_the_hook_is_given_what_a_folder_of_decks_would_read(
    hook: dict[str, Any], name: str, is_deck: bool
) -> None:
    passed = re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    assert bool(passed) == is_deck == belongs(ROOT, ROOT / name)


def test_the_hook_is_a_call_of_the_program(hook: dict[str, Any], run: Run, deck: Folder) -> None:
    """Run in the repository, it reads a file with the decks beside it."""
    deck("---\nsource: Book\n---\n### Oolong\n\nUnlike [sencha](b.md#sencha).\n", "a.md")
    deck("---\nsource: Book\n---\n### Sencha\n\nA green tea.\n### Matcha\n", "b.md")
    program, *words = hook["entry"].split()
    assert program in PROJECT["project"]["scripts"]
    assert run.ok(*words, *hook["args"], "decks/a.md").stderr == "1 note, no problem.\n"
    assert run(*words, *hook["args"], "decks/a.md", "decks/b.md").code == 1


def test_nothing_in_the_current_folder_is_executed(tmp_path: Path) -> None:
    """Not even a file with the name of a library."""
    checkout, folder = tmp_path / "checkout", tmp_path / "folder"
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    (checkout / "pyproject.toml").touch()
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / ".ready-run").write_text(f"{checkout.resolve()}\n")
    python = checkout / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    folder.mkdir()
    for name in ("click.py", "flashcards.py"):
        (folder / name).write_text("raise SystemExit('a file of the current folder was executed')")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [checkout / "scripts" / "flashcards", "--version"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (f"flashcards, version {__version__}\n", "")
