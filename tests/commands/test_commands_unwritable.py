"""A collection that cannot be written: what only reads works, what writes says so at once."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flashcards.errors import CannotWrite, FlashcardsError
from tests.conftest import Folder, Run

READING = ["status", "due", "next", "show filter", "roles", "decks", "doctor", "doctor --full"]
WRITING = ["answer models/filter good", "undo", "bury models/filter", "suspend models/filter"]
MODES = [(0o444, 0o777), (0o644, 0o555), (0o444, 0o555)]
"""Of the file and its folder; the file belongs to somebody else."""


@contextmanager
def as_nobody() -> Iterator[None]:
    """Mode bits mean nothing to root, so a test that runs as root stops being it."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def closed(run: Run, shipped: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """A collection with an answer, in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shipped.path.rename(place / "shipped")
        monkeypatch.setattr("flashcards.compiler.places.shipped_decks", lambda: place / "shipped")
        monkeypatch.setenv("XDG_CONFIG_HOME", name)
        run.collection = place / "data" / "collection.db"
        run.ok("compile")
        run.ok("answer", "craft/second-step", "good", now="2026-11-20T09:00")
        for folder in (place, place / "data"):
            folder.chmod(0o755)
        yield run
        (place / "data").chmod(0o755)


@pytest.mark.parametrize(("file", "folder"), MODES, ids=oct)
@pytest.mark.parametrize("words", READING)
def test_what_only_reads_works(closed: Run, words: str, file: int, folder: int) -> None:
    closed.collection.chmod(file)
    closed.collection.parent.chmod(folder)
    with as_nobody():
        closed.ok(*words.split())


@pytest.mark.parametrize(("file", "folder"), MODES, ids=oct)
@pytest.mark.parametrize("words", WRITING)
def test_what_writes_says_that_it_cannot(closed: Run, words: str, file: int, folder: int) -> None:
    closed.collection.chmod(file)
    closed.collection.parent.chmod(folder)
    before = closed.collection.read_bytes()
    with as_nobody():
        done = closed(*words.split())
    assert done.code == 14
    assert done.stderr.splitlines()[-1] == (
        f"{closed.collection} or its folder cannot be written; nothing was changed."
    )
    assert closed.collection.read_bytes() == before


def test_an_export_needs_no_place_to_be_remembered(closed: Run) -> None:
    closed.collection.chmod(0o444)
    closed.collection.parent.chmod(0o555)
    out = closed.collection.parent.parent / "out"
    out.mkdir()
    out.chmod(0o777)
    with as_nobody():
        assert closed.ok("export", out / "all.apkg").lines
        assert closed.ok("export", out / "all.html").lines
    assert (out / "all.apkg").stat().st_size > 1000


def test_a_file_that_cannot_be_read(closed: Run) -> None:
    closed.collection.chmod(0o000)
    with as_nobody():
        done = closed("due")
    assert (done.code, done.stderr) == (
        *(14, f"{closed.collection} cannot be opened: look at its folder's permissions.\n"),
    )


def test_review_refuses_before_the_first_card(closed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody thinks about an answer that cannot be kept."""
    monkeypatch.setattr("flashcards.commands.review.Loop", lambda *_: pytest.fail("a card"))
    monkeypatch.setattr("flashcards.commands.review.at_terminal", lambda: True)
    closed.collection.chmod(0o444)
    closed.collection.parent.chmod(0o555)
    with as_nobody():
        done = closed("review")
    assert done.code == 14
    assert done.stdout == ""


# The shipped decks ---------------------------------------------------------------------


@pytest.mark.parametrize("words", ["status", "compile"])
def test_a_first_start_on_a_full_disk_is_no_calm_status(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """There is no card yet, and there will not be one."""

    def full(*_: object, **__: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr("flashcards.compiler.roots.write", full)
    done = run(words)
    assert (done.code, done.stderr.splitlines()[-1]) == (14, "The disk is full.")
    monkeypatch.undo()


@pytest.mark.parametrize("error", [CannotWrite, FlashcardsError])
def test_an_upgrade_that_fails_does_not_stand_in_the_way(
    run: Run, shipped: Folder, monkeypatch: pytest.MonkeyPatch, error: type[FlashcardsError]
) -> None:
    run.ok("compile")
    shipped("# Craft\n\n### New\n\nA term.\n", "craft.md")

    def fail(*_: object, **__: object) -> None:
        raise error("It cannot be.")

    monkeypatch.setattr("flashcards.compiler.roots.write", fail)
    done = run.ok("status")
    assert done.stderr == "The shipped decks changed and could not be compiled: It cannot be.\n"
