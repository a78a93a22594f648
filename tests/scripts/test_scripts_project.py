"""What pyproject.toml says twice, it says alike; and the program starts from any folder."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from flashcards import __version__

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_version_is_the_program_s_own() -> None:
    assert PROJECT["project"]["version"] == __version__


def test_the_groups_are_the_extras() -> None:
    """pip installs either; only a group may be installed without the project."""
    extras, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    assert {name: groups[name] for name in extras} == extras
    assert groups["dev"] == [{"include-group": name} for name in extras]


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
