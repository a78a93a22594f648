"""strace: every call with which a program changes the disk, and what if one of them goes wrong."""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CALLS = (
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "mkdir",
)
"""All that SQLite and we do to the disk; SQLite never uses plain write, and Python only for talk.

Files are opened among them: to be killed there is to be killed before the next of these calls.
"""
ALLOCATING = {"pwrite64", "fsync", "fdatasync", "link", "linkat", "rename", "mkdir"}
"""The calls for which a disk can be too full."""

_CALL = re.compile(r"^\d+\s+(\w+)\(")


@cache
def missing() -> str:
    """Why nothing can be traced here; empty where it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    failed = _tried()
    return f"strace may not trace: {failed[-80:]}" if failed else ""


@cache
def _quick() -> list[str]:
    """Stop only at the calls in question, where this strace and this kernel can.

    Then it can make calls fail, but cannot send a signal.
    """
    return [] if _tried("--seccomp-bpf") else ["--seccomp-bpf"]


def _tried(*words: str) -> str:
    command = ["strace", "-f", *words, "-o", "/dev/null", "-e", "trace=mkdir", "true"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.strip() or ("it failed" if done.returncode else "")


@dataclass(frozen=True, slots=True)
class Blow:
    """What befalls a call instead of being carried out; ``lasting``: it and all after it."""

    name: str
    action: str
    calls: frozenset[str] = frozenset(CALLS)
    lasting: bool = False


KILL = Blow("killed", "signal=KILL")
FULL = Blow("full", "error=ENOSPC", frozenset(ALLOCATING))
FULL_ON = Blow("full from then on", "error=ENOSPC", frozenset(ALLOCATING), lasting=True)
FAILS = Blow("fails", "error=EIO")
FAILS_ON = Blow("fails from then on", "error=EIO", lasting=True)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the sequence of calls: the next one, and how many of each name came before."""

    call: str
    before: Counter[str]

    def __str__(self) -> str:
        return f"{self.call} {self.before[self.call] + 1}"

    def tracer(self, blow: Blow) -> list[str]:
        """The words of a strace that lets a blow fall here."""
        calls = blow.calls if blow.lasting else {self.call}
        on = "+" if blow.lasting else ""
        # strace counts each name on its own.
        faults = [f"inject={c}:{blow.action}:when={self.before[c] + 1}{on}" for c in sorted(calls)]
        words = [word for fault in faults for word in ("-e", fault)]
        quick = [] if blow is KILL else _quick()
        traced = f"trace={','.join(sorted(calls))}"
        return ["strace", "-f", *quick, "-o", "/dev/null", "-e", traced, *words]


def recorder(log: Path, *more: str) -> list[str]:
    """The words of a strace that writes down every call that changes the disk."""
    traced = f"trace={','.join((*CALLS, *more))}"
    return ["strace", "-f", *_quick(), "-y", "-s", "400", "-o", str(log), "-e", traced]


def points(log: Path) -> Iterator[Point]:
    """Where a program can be struck: before each call of the log."""
    before: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        found = _CALL.match(line)
        if found and found[1] in CALLS:
            yield Point(found[1], before.copy())
            before[found[1]] += 1


def sampled(points: Sequence[Point]) -> Sequence[Point]:
    """Every fifth of some points; all of them, for an hour, where EVERY_CRASH_POINT is set."""
    return points if os.environ.get("EVERY_CRASH_POINT") else points[::5]


def struck(points: Sequence[Point], blow: Blow, every: int = 1) -> list[Point]:
    """The points that a blow can fall on; of the writes, which are alike, one of so many."""
    possible = [point for point in points if point.call in blow.calls]
    writes = [point for point in possible if point.call == "pwrite64"][::every]
    return [point for point in possible if point.call != "pwrite64" or point in writes]
