"""Trying out a disk: learners are killed at many moments, and what they had saved must be there."""

import os
import select
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from flashcards.app import App, Moment
from flashcards.care.answerer import answers, kill, tell
from flashcards.care.memories import compare
from flashcards.collection.connection import Collection, open_collection
from flashcards.compiler.fresh import ready
from flashcards.counting import count as counted
from flashcards.errors import CannotWrite
from flashcards.opening import moment, place_of_collection

ANSWERS = 3
"""In a trial that is stopped before each statement."""
MOMENTS = 60
"""Kills by the clock, spread over two answers."""
TOGETHER = 25
"""Answers of each of two learners at once."""
PATIENCE = 5.0
"""Seconds after which a kind of trial ends, however far it came."""
_FAULT = "fault "
_NEWEST = "SELECT id FROM review ORDER BY written"


class Check(NamedTuple):
    """What was tried out, and whether it went well."""

    ok: bool
    sentence: str


class Bench(NamedTuple):
    """A new collection on the disk that is tried out, and the folder for copies of it."""

    folder: Path
    collection: Path
    now: Moment

    def copy(self) -> Path:
        """A collection that nobody has answered in, under the name that all trials use."""
        path = self.folder / "trial.db"
        for old in (path, path.with_name(f"{path.name}-journal")):
            old.unlink(missing_ok=True)
        shutil.copy(self.collection, path)
        return path


def try_out(app: App) -> Iterator[Check]:
    """Try out the disk the collection lies on, in a folder beside it that does not stay.

    Raises ``CannotWrite`` where no folder can be made.
    """
    place = place_of_collection(app).resolve()
    beside = next(folder for folder in place.parents if folder.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".flashcards-test-", dir=beside) as name:
            yield from _checks(app, Path(name))
    except OSError as error:
        raise CannotWrite(f"{beside} cannot be tried out: {error.strerror}.") from error


def _checks(app: App, folder: Path) -> Iterator[Check]:
    path = folder / "new.db"
    with ready(app._replace(collection=str(path), quiet=True)) as collection:
        now = moment(app, collection)
    bench = Bench(folder, path, now)
    yield _killed_by_statement(bench)
    yield _killed_by_time(bench)
    yield _at_once(bench)
    yield _full(bench)


def _killed_by_statement(bench: Bench) -> Check:
    """Killed before each statement of a few answers, until one comes through."""
    began, stop, lost, most = monotonic(), 0, 0, 0
    ended, fault = False, ""
    while not (ended or fault) and monotonic() - began < PATIENCE:
        stop += 1
        path = bench.copy()
        learner = _Learner(path, bench.now, ANSWERS, stop)
        ended = learner.wait()
        fault = learner.fault
        most = max(most, len(learner.saved))
        lost += not _is_kept(path, learner.saved)
    what = f"Killed before each of {stop - ended} statements"
    # On a slow disk the time may be over before one came through.
    return _check(what, lost, fault, answered=most >= (ANSWERS if ended else 1))


def _killed_by_time(bench: Bench) -> Check:
    """Killed at moments spread over the time that two answers take."""
    began, tried, lost, answered, fault = monotonic(), 0, 0, 0, ""
    span = _seconds_for_two(bench)
    while tried < MOMENTS and monotonic() - began < PATIENCE:
        path = bench.copy()
        learner = _Learner(path, bench.now, 1000)
        learner.kill_after(span * tried / MOMENTS)
        lost += not _is_kept(path, learner.saved)
        answered += bool(learner.saved)
        fault = fault or learner.fault
        tried += 1
    return _check(f"Killed at {tried} moments", lost, fault, answered=0 < tried == answered)


def _at_once(bench: Bench) -> Check:
    """Two learners at once."""
    path = bench.copy()
    learners = [_Learner(path, bench.now, TOGETHER) for _ in range(2)]
    ended = [learner.wait() for learner in learners]
    saved = sorted(id_ for learner in learners for id_ in learner.saved)
    with open_collection(path) as collection:
        kept = sorted(row[0] for row in collection.rows(_NEWEST))
        lost = kept != saved or not _is_sound(collection)
    what = f"Two programs at once, {counted(len(saved), 'answer')}"
    fault = next((learner.fault for learner in learners if learner.fault), "")
    # Of two that want the same card, one is always faster.
    return _check(what, lost, fault, answered=all(ended) and len(saved) >= TOGETHER)


def _full(bench: Bench) -> Check:
    """No room for another page: what was saved stays, and the file is whole."""
    path, refused = bench.copy(), False
    saved: list[int] = []
    with open_collection(path) as collection:
        pages = collection.value("PRAGMA page_count")
        collection.run(f"PRAGMA max_page_count = {pages + 1}")
        try:
            saved.extend(answers(collection, bench.now, 1000))
        except CannotWrite:
            refused = True
    lost = not _is_kept(path, saved, under_way=0)
    what = f"A full disk after {counted(len(saved), 'answer')}"
    return _check(what, lost, "", answered=refused and bool(saved))


class _Learner:
    """A process that answers; ``saved`` are the answers it said were kept.

    ``fault`` says what ended it, where that was an error.
    """

    def __init__(self, path: Path, start: Moment, number: int, stop: int = 0) -> None:
        self.saved: list[int] = []
        self.fault = ""
        self._said = b""
        self._pipe, theirs = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            # The child must never come back into the program of its parent.
            try:
                tell(path, start, number, theirs, stop)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told
                os.write(theirs, f"{_FAULT}{' '.join(repr(error).split())}\n".encode())
            finally:
                os._exit(0)
        os.close(theirs)

    def wait(self) -> bool:
        """Wait for the end; whether it came there by itself."""
        while self._hear():
            pass
        os.waitpid(self._process, 0)
        os.close(self._pipe)
        lines = self._said.split(b"\n")
        faults = [line for line in lines if line.startswith(_FAULT.encode())]
        self.fault = faults[0].decode().removeprefix(_FAULT) if faults else ""
        self.saved = [int(line) for line in lines if line.isdigit()]
        return b"end" in lines

    def kill_after(self, seconds: float) -> None:
        """Kill it so long after its first answer."""
        self._hear()
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if select.select([self._pipe], [], [], left)[0] and not self._hear():
                break
        with suppress(ProcessLookupError):
            kill(self._process)
        self.wait()

    def _hear(self) -> bool:
        heard = os.read(self._pipe, 4096)
        self._said += heard
        return bool(heard)


def _seconds_for_two(bench: Bench) -> float:
    with open_collection(bench.copy()) as collection:
        given = answers(collection, bench.now, ANSWERS)
        next(given, None)
        began = monotonic()
        for _ in given:
            pass
    return monotonic() - began


def _is_kept(path: Path, saved: list[int], under_way: int = 1) -> bool:
    """Whether the log holds what was said to be saved, and at most one answer more."""
    with open_collection(path) as collection:
        kept = [row[0] for row in collection.rows(_NEWEST)]
        return (
            kept[: len(saved)] == saved
            and len(kept) <= len(saved) + under_way
            and _is_sound(collection)
        )


def _is_sound(collection: Collection) -> bool:
    return collection.value("PRAGMA integrity_check") == "ok" and not any(compare(collection))


def _check(what: str, lost: object, fault: str, *, answered: bool) -> Check:
    """What became of a trial; one in which hardly anything was answered has shown nothing."""
    if lost:
        judged = "something was lost"
    elif fault or not answered:
        judged = "too few answers could be given to tell"
    else:
        judged = "every answer that was shown as saved is there"
    ended = f" (a learner ended with {fault})" if fault else ""
    return Check(not (lost or fault) and answered, f"{what}: {judged}{ended}.")
