"""Every hostile file of Anki's, given to the commands that read one, as a program of its own."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from tests.anki_package.damage import DAMAGE, Damage, exported, spoiled
from tests.anki_package.hostile import NO_PACKAGE, Hostile
from tests.anki_package.hostile_cards import CARDS
from tests.anki_package.hostile_zips import whole
from tests.anki_package.test_anki_hostile import ALL, QUICK
from tests.conftest import NOW, Folder, Run
from tests.phone import Phone

COMMANDS = ("convert", "import")
WITHIN_600_MB = ("sh", "-c", 'ulimit -v 614400; exec "$@"', "sh")
"""What a process used at most would count the tests, too, of which it is a copy at first."""
PATIENCE = 60
"""Seconds until a command hangs that takes no time of the processor."""
REFUSED, CANNOT_WRITE = 1, 14
LATER = "2090-01-01T09:00"
"""After whatever a real Anki answers while it is tested."""

KNOWN = """
    ---
    deck: Known
    ---
    # Known

    ### Filter 0 {anki="guid0"}

    A grid.

    ### Filter 1 {anki="guid1"}

    Another grid.
    """
"""A deck of notes that the hostile packages hold, too."""


class Called(NamedTuple):
    """What a call of the program left behind: its code, what it said, and its time (seconds)."""

    code: int
    said: str
    seconds: float


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a collection that knows the notes of the hostile packages."""
    folder = tmp_path_factory.mktemp("known")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run = Run(folder / "collection.db", patch)
        run.ok("compile", Folder(folder / "decks")(KNOWN).parent)
        run.ok("due")
    return folder / "collection.db"


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("case", [*ALL.values(), *CARDS.values()], ids=[*ALL, *CARDS])
def test_a_command_refuses_it_in_a_sentence_and_leaves_nothing(
    case: Hostile, command: str, known: Path, tmp_path: Path
) -> None:
    path, collection = tmp_path / "cards.apkg", tmp_path / "data" / "collection.db"
    case.make(path)
    collection.parent.mkdir()
    shutil.copy(known, collection)
    called = call(command, path, collection)
    assert called.seconds < QUICK
    assert "Traceback" not in called.said
    if case.end and case.unread_by != command:
        assert (called.code, called.said) == (REFUSED, f"{path} {case.end}\n")
    assert called.code in (0, REFUSED)
    assert not left(tmp_path)
    if called.code:
        assert called.said.count("\n") == 1
        assert collection.read_bytes() == known.read_bytes()
        assert [file.name for file in collection.parent.iterdir()] == ["collection.db"]


@pytest.mark.parametrize("command", COMMANDS)
def test_where_there_is_no_room_to_unpack_a_package_nothing_is_left(
    command: str, known: Path, tmp_path: Path
) -> None:
    path, collection = tmp_path / "cards.apkg", tmp_path / "collection.db"
    shutil.copy(known, collection)
    path.write_bytes(whole())
    called = call(command, path, collection, limits="ulimit -f 8;")
    assert called[:2] == (CANNOT_WRITE, f"{path} cannot be unpacked: File too large.\n")
    assert not left(tmp_path)
    assert collection.read_bytes() == known.read_bytes()


@pytest.mark.parametrize("suffix", [".apkg", ".colpkg", ".APKG"])
def test_a_file_that_is_called_a_package_is_read_as_one(
    run: Run, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"cards{suffix}"
    path.write_text("Filter\tA grid.\n", encoding="utf-8")
    outcome = run("convert", path)
    assert (outcome.code, outcome.stderr) == (REFUSED, f"{path} {NO_PACKAGE}\n")


def test_a_package_with_too_much_text_for_decks_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cards.apkg"
    path.write_bytes(whole())
    monkeypatch.setattr("flashcards.workshop.reading.LARGEST_PACKAGE", 100)
    outcome = run("convert", path)
    sentence = f"{path} holds too much text for decks; export fewer of its decks.\n"
    assert (outcome.code, outcome.stderr) == (REFUSED, sentence)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_happens_to_a_package_a_command_says_a_sentence(
    command: str,
    run: Run,
    deck: Folder,
    phone: Phone,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run.ok("compile", deck(KNOWN).parent)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    packages = exported(phone)
    path = tmp_path / "cards.apkg"
    for whole_one in packages:
        path.write_bytes(whole_one)
        run.ok(command, path, now=LATER)

    @settings(max_examples=1_000, deadline=None)
    @given(DAMAGE)
    def check(damage: Damage) -> None:
        path.write_bytes(spoiled(packages, damage))
        started = time.process_time()
        outcome = run(command, path, now=LATER)
        assert time.process_time() - started < QUICK
        assert outcome.code in (0, REFUSED)
        assert not outcome.code or outcome.stderr.count("\n") == 1
        assert not list((tmp_path / "temporary").iterdir())

    check()


def left(folder: Path) -> list[Path]:
    """The files that the program left behind."""
    return [*(folder / "work").iterdir(), *(folder / "temporary").iterdir()]


def call(command: str, path: Path, collection: Path, limits: str = "") -> Called:
    """Call the program in a folder of its own."""
    for folder in ("work", "temporary"):
        (path.parent / folder).mkdir()
    said = path.parent / "said"
    within = (*WITHIN_600_MB[:2], f"{limits} {WITHIN_600_MB[2]}", "sh")
    program = (sys.executable, "-m", "flashcards", "--collection", collection, "--now", NOW)
    with said.open("wb") as err:
        process = subprocess.Popen(
            [*within, *program, command, path],
            cwd=path.parent / "work",
            env=os.environ | {"TMPDIR": str(path.parent / "temporary")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=err,
        )
    patience = Timer(PATIENCE, process.kill)
    patience.start()
    _, status, used = os.wait4(process.pid, 0)
    patience.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Called(process.returncode, said.read_text(), used.ru_utime + used.ru_stime)
