"""``sync`` where something goes wrong: one sentence, its exit code, and nothing lost."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards.mirror import client
from flashcards.mirror.credentials import PASSWORD, USER
from tests.account import ME, SECRET, Account, Device, account, now, phone, serve, server
from tests.conftest import Folder, Run
from tests.mirror.clock import Clock
from tests.oneness import expect_one
from tests.phone import require_anki
from tests.terminal.program import code, start

__all__ = ["account", "phone", "server"]

GOOD = 3
KEYS = ("models/canary", "craft/clarifying", "models/map")


def refused(run: Run, *words: object, exit_code: int = 1) -> str:
    """The one sentence that is said."""
    said = run("sync", *words, now=now())
    assert said.code == exit_code, said.stderr
    assert said.stdout == ""
    (sentence,) = said.stderr.splitlines()
    return sentence


def test_a_wrong_password(account: Account, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "guessed")
    said = refused(run, "--server", account.server)
    assert said == f"{account.server} does not take this user and password."


def test_nobody_is_there_to_be_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    require_anki()
    run.ok("compile")
    asked = f"sync has to sign in to AnkiWeb: set {USER} and {PASSWORD}."
    assert refused(run, exit_code=15) == asked
    monkeypatch.setenv(USER, "somebody")
    assert refused(run, exit_code=15) == asked


def test_no_anki_is_installed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is said before anybody is asked for a password."""
    run.ok("compile")
    monkeypatch.setattr(client, "find_spec", lambda _: None)
    assert refused(run) == (
        "sync needs the package anki, which is not installed:"
        f" {sys.executable} -m pip install anki,"
        " or, where pipx installed the program, pipx inject flashcards anki."
    )


def test_an_address_that_is_none(run: Run) -> None:
    for address in ("sync.example.org", "ftp://sync.example.org", "https://"):
        assert refused(run, "--server", address) == (
            f"'{address}' is no address of a server, such as https://sync.example.org/."
        )


@pytest.mark.slow
@pytest.mark.usefixtures("account")
def test_no_server_is_there(run: Run) -> None:
    said = refused(run, "--server", "http://127.0.0.1:9/", exit_code=16)
    assert said == "http://127.0.0.1:9/ cannot be reached. Nothing is lost."


@pytest.mark.slow
def test_two_syncs_at_once(account: Account, run: Run) -> None:
    account()
    (lock,) = run.collection.parent.glob("sync/*/lock")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said = refused(run, "--server", account.server, exit_code=11)
    assert said == f"Another sync with {account.server} is going on."
    account()


@pytest.mark.slow
def test_the_copy_of_the_account_is_damaged(account: Account, phone: Device, run: Run) -> None:
    """It is made anew: the server has all that was in it."""
    account()
    phone.sync()
    (copy,) = run.collection.parent.glob("sync/*/collection.anki2")
    copy.write_bytes(b"no database" * 100)
    account.here("answer", "models/canary", "good")
    account()
    phone.sync()
    expect_one(run.collection, phone)


@pytest.mark.slow
def test_only_its_owner_can_read_the_copy(account: Account, run: Run) -> None:
    account()
    (folder,) = run.collection.parent.glob("sync/*")
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in held


@pytest.mark.slow
def test_the_server_has_lost_everything(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upload would make it what it was; whether that is right, only a person knows."""
    monkeypatch.setenv(USER, ME)
    monkeypatch.setenv(PASSWORD, SECRET)
    run.ok("compile")
    address, process = serve(tmp_path / "server")
    run.ok("sync", "--server", address, now=now())
    process.kill()
    process.wait()
    other, process = serve(tmp_path / "another", int(address.rpartition(":")[2].strip("/")))
    assert other == address
    said = refused(run, "--server", address)
    process.kill()
    process.wait()
    assert said == (
        f"{address} is empty now, though it was not at the last sync: sync Anki with it first."
    )


@pytest.mark.slow
def test_a_clock_that_is_wrong(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, ME)
    monkeypatch.setenv(PASSWORD, SECRET)
    run.ok("compile")
    address, process = serve(tmp_path / "server")
    clock = Clock(tmp_path)
    clock.shift = 400
    for name, value in clock.environ.items():
        monkeypatch.setenv(name, value)
    said = refused(run, "--server", address)
    process.kill()
    process.wait()
    assert said == (
        f"{address} does not go on: Unable to sync - your clock is not set to the correct time."
    )


@pytest.fixture
def program(shipped: Folder, tmp_path: Path) -> Path:
    """A folder that ``python -m flashcards`` finds the program in, with the decks of the tests."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "flashcards").symlink_to(Path(flashcards.__file__).parent)
    (folder / "decks").symlink_to(shipped.path)
    return folder


@pytest.mark.slow
def test_a_person_is_asked_and_the_password_is_not_shown(
    account: Account, run: Run, program: Path
) -> None:
    words = ("sync", "--server", account.server)
    child = start(run.collection, *words, now=now(), PYTHONPATH=str(program))
    child.expect_exact(f"User at {account.server}: ")
    child.sendline(ME)
    child.expect_exact(f"Password of {ME} at {account.server}: ")
    child.sendline(SECRET)
    assert code(child) == 0
    assert SECRET not in child.before
    assert "Sent     7 notes new" in child.before


def spawn(account: Account, program: Path) -> Any:
    """Start a sync as a process of its own."""
    given = ("--collection", account.run.collection, "--now", now(), "sync")
    return subprocess.Popen(
        [sys.executable, "-m", "flashcards", *given, "--server", account.server],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(program)},
    )


def children(process: Any) -> list[int]:
    """The processes that another one has started."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


@pytest.mark.slow
def test_ctrl_c_ends_both_processes(account: Account, program: Path) -> None:
    sync = spawn(account, program)
    while not (started := children(sync)):
        assert sync.poll() is None
    sync.send_signal(signal.SIGINT)
    assert [said.strip() for said in sync.communicate()] == [b"", b""]
    assert sync.returncode == 130
    assert not any(Path(f"/proc/{process}").exists() for process in started)
    account()


MOMENTS = (0.15, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0)
"""In seconds; a sync takes about one."""


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["the program", "its Anki"])
def test_killed_at_any_moment(account: Account, phone: Device, program: Path, whom: str) -> None:
    """The next sync goes on, and both sides end as one."""
    account()
    phone.sync()
    ends = set()
    for number, moment in enumerate(MOMENTS):
        phone.answer([GOOD], "AI interview::Terms")
        phone.sync()
        account.here("answer", KEYS[number % len(KEYS)], "good")
        sync = spawn(account, program)
        time.sleep(moment)
        for process in [sync.pid] if whom == "the program" else children(sync):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        _, said = sync.communicate()
        assert b"Traceback" not in said
        ends.add(sync.returncode)
        wait_until_alone(account.run)
    assert ends & {-signal.SIGKILL, 1}, "some were killed before their end"
    account()
    phone.sync()
    expect_one(account.run.collection, phone)


def wait_until_alone(run: Run) -> None:
    """Wait until the Anki of a program that was killed has seen that nobody wants anything."""
    (lock,) = run.collection.parent.glob("sync/*/lock")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
