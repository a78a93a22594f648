"""Work shared among the processors: the same results, whatever becomes of a worker."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flashcards import workers
from flashcards.workers import beside, mapped, silent, without_collector

PARENT = os.getpid()


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 2)


def double(thing: int) -> str:
    """A result that does not fit into a pipe at once."""
    return f"{2 * thing} " * 50_000


def killed(thing: int) -> int:
    """A worker that is killed at the third of its things."""
    if os.getpid() != PARENT and thing > 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return thing


def refused(thing: int) -> int:
    if thing == 3:
        raise ValueError(thing)
    return thing


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_results_come_in_order(number: int) -> None:
    assert mapped(double, range(number), silent) == [double(thing) for thing in range(number)]


def test_what_a_killed_worker_left_undone_is_done_here() -> None:
    assert mapped(killed, range(9), silent) == list(range(9))


def test_an_error_comes_as_what_it_is() -> None:
    with pytest.raises(ValueError, match="3"):
        mapped(refused, range(5), silent)


@pytest.mark.parametrize("processors", [1, 2])
def test_one_thing_is_done_beside_another(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    with beside(double, 3) as result:
        assert result() == double(3)
    with beside(double, 3):
        pass
    with beside(killed, 4) as left_undone:
        assert left_undone() == 4
    with beside(refused, 3) as failed, pytest.raises(ValueError, match="3"):
        failed()


def test_it_is_told_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    mapped(double, range(4), lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)
    assert told == sorted(told)


def test_no_worker_is_left_behind() -> None:
    mapped(double, range(4), silent)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


PROGRAM = """
import os, sys
from flashcards import workers
workers._processors = lambda: 2
def slow(thing):
    with open(sys.argv[1], "a") as pids:
        pids.write(f"{os.getpid()}\\n")
    return "x" * 1_000_000
class Deaf(workers._Worker):
    def hear(self):
        import time; time.sleep(60)
workers._Worker = Deaf
workers.mapped(slow, range(40), workers.silent)
"""
"""A parent that does not listen: its workers wait for it, with their pipes full."""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", PROGRAM, str(pids)])
    _wait(lambda: pids.exists() and len(set(pids.read_text().split())) == 2)
    parent.kill()
    parent.wait()
    _wait(lambda: not any(_runs(int(pid)) for pid in set(pids.read_text().split())))


def test_the_collector_is_what_it_was_before() -> None:
    assert gc.isenabled()
    with without_collector():
        assert not gc.isenabled()
        with without_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(500):
        if until():
            return
        time.sleep(0.02)
    raise AssertionError("it takes too long")


def _runs(pid: int) -> bool:
    """Whether a process runs; one that ended may wait for somebody to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
