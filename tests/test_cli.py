"""The command line itself: help, versions, exit codes, the clock, broken pipes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from flashcards import __version__
from flashcards.group import SECTIONS
from flashcards.terminal.streams import READER_GONE
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
    (("due", "--minutes", "nan"), "nan is not a number"),
    (("due", "--minutes", "inf"), "inf is not in the range"),
    (("--now", "9999-12-31T23:59", "due"), "is not in a year from 1971 to 9000"),
    (("--now", "0001-01-01", "due"), "'0001-01-01' is not"),
    (("--now", "1970-01-01", "due"), "is not in a year from 1971 to 9000"),
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


@pytest.mark.parametrize("now", ["1971-01-01", "9000-12-31T23:59"])
def test_the_ends_of_the_calendar(run: Run, now: str) -> None:
    """The first and the last time that may be named: every interval still has a date."""
    run.ok("compile", now=now)
    run.ok("answer", "craft/clarifying", "easy", now=now)
    for words in ("status", "due", "next", "show clarifying", "undo", "doctor"):
        run.ok(*words.split(), now=now)


def test_quiet_says_nothing_but_what_was_asked(run: Run) -> None:
    """Not even that a new collection is filled with the shipped decks."""
    assert run.ok("-q", "status").stderr == ""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the shipped decks, to copy."""
    folder = tmp_path_factory.mktemp("compiled")
    subprocess.run([*PROGRAM, "-q", "compile"], env=_at(folder), check=True)
    return folder / "collection.db"


@pytest.fixture
def environment(tmp_path: Path, compiled: Path) -> dict[str, str]:
    shutil.copy(compiled, tmp_path)
    return _at(tmp_path)


def _at(folder: Path) -> dict[str, str]:
    path = str(folder / "collection.db")
    return os.environ | {"FLASHCARDS_COLLECTION": path, "HOME": str(folder)}


@pytest.mark.parametrize(
    "words",
    ["--help", "help show", "--version", "roles", "show modeling/filter", "status", "doctor"],
)
def test_a_reader_that_goes_away_ends_us_quietly(environment: dict[str, str], words: str) -> None:
    """With the code that a shell gives a writer who met a closed pipe."""
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


def program(
    environment: dict[str, str], words: str | list[bytes], **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the program, and take what it writes as bytes."""
    arguments = words.encode().split() if isinstance(words, str) else words
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    command: list[Any] = [*PROGRAM, *arguments]
    done = subprocess.run(command, env=environment, check=False, **streams)
    return cast("subprocess.CompletedProcess[bytes]", done)


CLOSED = {
    "stdout": ("status", (1,), 0),
    "stderr": ("show nothing", (2,), 1),
    "stdin": ("review", (0,), 15),
    "all of them": ("status", (0, 1, 2), 0),
    "all, where a person is wanted": ("review", (0, 1, 2), 15),
}


@pytest.mark.parametrize(("words", "closed", "code"), CLOSED.values(), ids=CLOSED)
def test_a_stream_that_is_closed_leads_nowhere(
    environment: dict[str, str], words: str, closed: tuple[int, ...], code: int
) -> None:
    """As ``flashcards status >&-`` in a shell: the code tells, and nothing is said of it."""
    redirections = " ".join(f"{number}>&-" for number in closed)
    shell = ["sh", "-c", f'exec "$@" {redirections}', "sh", *PROGRAM, "-q", *words.split()]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stdout + done.stderr


def test_a_stream_that_cannot_be_written_ends_with_one_sentence(
    environment: dict[str, str],
) -> None:
    with Path(os.devnull).open("rb") as readable:
        done = program(environment, "-q roles", stdout=readable)
    assert (done.returncode, done.stderr) == (1, b"The system says: Bad file descriptor.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
def test_talk_that_finds_no_room_changes_no_exit_code(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        assert program(environment, "--collection none.db due", stderr=full).returncode == 10
        assert program(environment, "-q roles", stdout=full, stderr=full).returncode == 14


def test_a_folder_that_is_no_longer_there(environment: dict[str, str], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    script = (
        f"import os; os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
        "import sys; from flashcards.cli import main; main()"
    )
    for words in ("check", "compile", "--collection x due"):
        command = [sys.executable, "-c", script, "-q", *words.split()]
        done = subprocess.run(
            command, env=environment, cwd="/", capture_output=True, text=True, check=False
        )
        sentence = "The folder you are in is no longer there; change to another one.\n"
        assert (done.returncode, done.stderr) == (1, sentence)


@pytest.mark.parametrize("path", ["loop", "loop/deck.md", "~nobody-of-that-name/decks"])
def test_a_path_that_leads_nowhere(run: Run, path: str) -> None:
    Path("loop").symlink_to("loop")
    for words in (("compile", path), ("check", path), ("decks", "add", path)):
        outcome = run(*words)
        assert (outcome.code, outcome.stderr.splitlines()[-1]) == (
            *(1, f"There is no file or folder {path}."),
        )


LOCALES = ["C", "POSIX", "en_US.ISO-8859-1", "C.UTF-8"]
NAME = b"caf\xe9"
"""A word in Latin-1, which is no UTF-8."""
NAMED: list[tuple[list[bytes], int]] = [
    ([b"show", NAME], 1),
    ([b"show", NAME, b"--json"], 1),
    ([NAME], 2),
    ([b"--now", NAME, b"due"], 2),
    ([b"due", b"-r", NAME], 1),
    ([b"due", b"-d", NAME], 1),
    ([b"check", NAME], 1),
    ([b"compile", NAME], 1),
    ([b"decks", b"remove", NAME], 1),
    ([b"answer", NAME, b"good"], 1),
    ([b"suspend", NAME], 1),
    ([b"export", NAME], 1),
    ([b"--collection", NAME, b"due"], 10),
]


@pytest.mark.parametrize("locale", LOCALES)
def test_bytes_that_are_no_text_in_every_locale(environment: dict[str, str], locale: str) -> None:
    done = program(environment | in_locale(locale), [b"-q", b"check", NAME])
    assert done.returncode == 1
    assert rb"There is no file or folder caf\udce9." in done.stderr or locale.startswith("en")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("words", "code"), NAMED)
def test_bytes_that_are_no_text_are_shown_and_never_obeyed(
    run: Run, words: list[bytes], code: int
) -> None:
    run.ok("compile")
    outcome = run(*map(os.fsdecode, words))
    assert outcome.code == code
    assert r"caf\udce9" in outcome.stderr


def test_a_file_name_that_is_no_text(run: Run) -> None:
    folder = Path(os.fsdecode(NAME))
    folder.mkdir()
    (folder / "deck.md").write_text("# A\n\n### b\n\nc\n")
    outcome = run("compile", folder)
    assert outcome.code == 1
    assert outcome.stderr.endswith("/caf\\udce9' is not text in UTF-8.\n")


def in_locale(locale: str) -> dict[str, str]:
    return {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_can_be_printed_to(environment: dict[str, str], locale: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "status"],
        env=environment | in_locale(locale),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"Today" in done.stdout
    assert locale == "C.UTF-8" or done.stdout.isascii()


def test_an_empty_path_is_not_the_usual_place(run: Run) -> None:
    done = run("--collection", "", "due")
    assert done.code == 2
    assert "An empty path leads nowhere; leave the option out." in done.stderr
