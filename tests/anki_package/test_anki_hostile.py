"""Packages that are broken on purpose: each is refused in a sentence, soon, and leaves nothing."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from flashcards.anki.reading import open_package
from flashcards.errors import BadRequest

from . import hostile_collections as collections
from . import hostile_zips as zips
from .hostile import READ, Hostile

QUICK = 2.0
"""Seconds of the processor, which other programs do not take: the worst package is refused."""
TABLES = {
    "file": zips.FILES,
    "zip": zips.ZIPS,
    "zstd": zips.ZSTD,
    "media": zips.MEDIA,
    "database": collections.FILES,
    "schema": collections.SCHEMAS,
    "list": collections.LISTS,
    "row": collections.ROWS,
    "many": collections.MANY,
}
ALL = {f"{kind}: {each.name}": each for kind, table in TABLES.items() for each in table}
MARKED = [
    pytest.param(each, id=name, marks=[pytest.mark.slow] if each.is_heavy else [])
    for name, each in ALL.items()
]
COMMANDS = ("convert",)
WITHIN_600_MB = ("sh", "-c", 'ulimit -v 614400; exec "$@"', "sh")
"""Whoever asks for more memory is refused it. What was used at most counts the parent's, too."""


def read_all(path: Path) -> None:
    """Read whatever there is to read in a package."""
    with open_package(path) as package:
        for rows in (package.notes(), package.cards(), package.answers()):
            for _ in rows:
                pass
        for number in range(1000):
            package.medium(f"{number}.png")
        package.medium("a.png")


@pytest.mark.parametrize("case", MARKED)
def test_a_hostile_package_is_refused_in_one_sentence(
    case: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cards.apkg"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    case.make(path)
    started = time.process_time()
    try:
        read_all(path)
        said = READ
    except BadRequest as error:
        said = str(error)
    assert time.process_time() - started < QUICK
    assert said == (f"{path} {case.end}" if case.end else READ)
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_a_command_that_is_given_one_says_a_sentence_and_leaves_nothing(
    case: Hostile, command: str, tmp_path: Path
) -> None:
    path = tmp_path / "cards.apkg"
    case.make(path)
    code, said, used = called(command, path)
    assert "Traceback" not in said
    if case.end and not (case.in_log and command == "convert"):
        assert (code, said) == (1, f"{path} {case.end}\n")
    assert code in (0, 1)
    assert used.ru_utime + used.ru_stime < QUICK
    assert not [*(tmp_path / "work").iterdir(), *(tmp_path / "temporary").iterdir()]


def called(command: str, path: Path) -> tuple[int, str, resource.struct_rusage]:
    """The exit code of the program, what it says, and what it took."""
    for folder in ("work", "temporary"):
        (path.parent / folder).mkdir()
    said = path.parent / "said"
    with said.open("wb") as err:
        process = subprocess.Popen(
            [*WITHIN_600_MB, sys.executable, "-m", "flashcards", command, path],
            cwd=path.parent / "work",
            env=os.environ | {"TMPDIR": str(path.parent / "temporary")},
            stdout=subprocess.DEVNULL,
            stderr=err,
        )
    patience = Timer(60, process.kill)
    patience.start()
    _, status, used = os.wait4(process.pid, 0)
    patience.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said.read_text(), used
