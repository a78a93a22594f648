"""The command line itself: help, versions, exit codes, the clock, broken pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards import __version__
from flashcards.cli import READER_GONE, SECTIONS
from tests.conftest import Run

PROGRAM = [sys.executable, "-m", "flashcards"]
NAMES = [name for section in SECTIONS.values() for name in section]


def test_help_lists_every_command_without_loading_one() -> None:
    script = (
        "import sys; sys.argv = ['flashcards', '--help']\n"
        "from flashcards.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in sys.modules if m in"
        " ('fsrs', 'sqlite_utils', 'genanki', 'markdown_it', 'texicode', 'yaml')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert shown.endswith("[]\n")
    assert all(f"  {name} " in shown for name in NAMES)


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",)])
def test_help_can_be_asked_for_in_three_ways(run: Run, words: tuple[str, ...]) -> None:
    assert run.ok(*words).stdout.startswith("Usage: flashcards")


def test_help_of_a_command(run: Run) -> None:
    assert run.ok("help", "due").stdout == run.ok("due", "--help").stdout


def test_version(run: Run) -> None:
    assert run.ok("--version").stdout == f"flashcards, version {__version__}\n"


USAGE = [
    (("fly",), "No such command 'fly'"),
    (("--now", "soon", "due"), "'soon' is not a time"),
    (("due", "--limit", "0"), "Invalid value for '-n'"),
    (("due", "--minutes", "0"), "Invalid value for '-m'"),
    (("due", "--kind", "verb"), "Invalid value for '-k'"),
]


@pytest.mark.parametrize(("words", "sentence"), USAGE)
def test_a_command_line_that_cannot_be_read_exits_2(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    outcome = run(*words)
    assert outcome.code == 2
    assert sentence in outcome.stderr


def test_now_is_local_time_unless_it_names_its_zone(run: Run) -> None:
    run.ok("compile")
    assert run.ok("status", now="2026-11-21T23:30").lines[0] == "Sat 21 Nov"
    assert run.ok("status", now="2026-11-21T23:30-08:00").lines[0] == "Sun 22 Nov"


def test_quiet_says_nothing_but_what_was_asked(run: Run) -> None:
    """Not even that a new collection is filled with the shipped decks."""
    assert run.ok("-q", "status").stderr == ""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    path = str(tmp_path / "collection.db")
    return os.environ | {"FLASHCARDS_COLLECTION": path, "HOME": str(tmp_path)}


@pytest.mark.parametrize(
    "words",
    ["--help", "help show", "--version", "roles", "show modeling/filter", "status", "doctor"],
)
def test_a_reader_that_goes_away_ends_us_quietly(environment: dict[str, str], words: str) -> None:
    """With the code that a shell gives a writer who met a closed pipe."""
    subprocess.run([*PROGRAM, "-q", "compile"], env=environment, check=True)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "-q", *words.split()],
        env=environment, stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (READER_GONE, "")


def test_what_to_type_next_names_the_program_however_it_was_started(
    environment: dict[str, str],
) -> None:
    done = subprocess.run(
        [*PROGRAM, "status"], env=environment, capture_output=True, text=True, check=True
    )
    assert "flashcards review" in done.stdout
    assert "__main__" not in done.stdout + done.stderr


def test_a_name_that_no_disk_could_hold_is_not_there(run: Run) -> None:
    done = run("check", "n" * 300)
    assert (done.code, done.stderr) == (1, f"There is no file or folder {'n' * 300}.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
def test_a_full_disk_under_the_output_is_said(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "-q", "roles"],
            env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        *(14, "The disk is full; the output could not be written.\n"),
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "C.UTF-8"])
def test_every_locale_can_be_printed_to(environment: dict[str, str], locale: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "status"],
        env=environment | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"Today" in done.stdout
    assert locale == "C.UTF-8" or done.stdout.isascii()
