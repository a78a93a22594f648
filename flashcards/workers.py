"""Work shared among the processors: a function over many things, in processes of its own."""

import gc
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import FileIO
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 1 << 20
_HEAD = 8
"""Bytes of the length that stands before each result."""


Told: TypeAlias = Callable[[int, int], None]
"""Is told how many things are done, and of how many."""


def silent(done: int, total: int) -> None:
    """Whoever says nothing of it."""
    del done, total


def mapped(function: Callable[[T], R], things: Sequence[T], told: Told) -> list[R]:
    """The function of each thing, in order; what a worker leaves undone is done here.

    It must depend on its argument alone, and what it gives must be picklable. A worker that
    fails or is killed gives nothing, and its error comes when the work is done again.
    """
    number = min(len(things), _processors())
    found = _from_workers(function, things, number, told) if number > 1 else {}
    return [found[i] if i in found else function(thing) for i, thing in enumerate(things)]


@contextmanager
def beside(function: Callable[[T], R], thing: T) -> Iterator[Callable[[], R]]:
    """Begin a piece of work, to go on with another one until its result is asked for.

    What was said of ``mapped`` holds here, too. With one processor it is done when it is asked for.
    """
    if _processors() == 1:
        yield lambda: function(thing)
        return
    worker = _Worker(function, (thing,), range(1), ())

    def result() -> R:
        while worker.hear():
            pass
        found: dict[int, Any] = dict(worker.results())
        return found[0] if found else function(thing)

    try:
        yield result
    finally:
        worker.end()


@contextmanager
def without_collector() -> Iterator[None]:
    """Make many objects at once: to look through them for circles takes as long as the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _processors() -> int:
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _from_workers(
    function: Callable[[T], R], things: Sequence[T], number: int, told: Told
) -> dict[int, R]:
    """What the workers give, by the place of its thing."""
    heard = {}
    with selectors.DefaultSelector() as ears:
        workers: list[_Worker] = []
        try:
            for first in range(number):
                workers.append(
                    _Worker(function, things, range(first, len(things), number), workers)
                )
            for worker in workers:
                ears.register(worker, selectors.EVENT_READ, worker)
            while ears.get_map():
                for key, _ in ears.select():
                    if not key.data.hear():
                        ears.unregister(key.data)
                    heard.update(key.data.results())
                told(len(heard), len(things))
        finally:
            for worker in workers:
                worker.end()
    return heard


class _Worker:
    """A process that takes the things at some places, and pickles what comes of it into a pipe."""

    def __init__(
        self,
        function: Callable[[T], R],
        things: Sequence[T],
        places: Sequence[int],
        before: Sequence["_Worker"],
    ) -> None:
        self._heard = bytearray()
        ours, theirs = os.pipe()
        self.pipe = FileIO(ours)
        self._process = os.fork()
        if self._process == 0:
            # Who holds the end that is listened to would never see that the parent is gone.
            for worker in (*before, self):
                worker.pipe.close()
            _work(function, things, places, theirs)
        os.close(theirs)

    def fileno(self) -> int:
        """The end of the pipe that is listened to."""
        return self.pipe.fileno()

    def hear(self) -> bool:
        """Take what has come; False at the end."""
        said = self.pipe.read(_CHUNK)
        self._heard += said or b""
        return bool(said)

    def results(self) -> Iterator[tuple[int, object]]:
        """What has come as a whole: each with its length before it."""
        while len(self._heard) >= _HEAD:
            end = _HEAD + int.from_bytes(self._heard[:_HEAD])
            if len(self._heard) < end:
                return
            yield pickle.loads(self._heard[_HEAD:end])  # noqa: S301 - our own process wrote it
            del self._heard[:end]

    def end(self) -> None:
        """Let it go, however far it came."""
        self.pipe.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _work(
    function: Callable[[T], R], things: Sequence[T], places: Sequence[int], pipe: int
) -> None:
    """The life of a worker, which must never come back into the program of its parent."""
    try:
        gc.disable()
        with FileIO(pipe, "w") as out:
            for place in places:
                said = pickle.dumps((place, function(things[place])), pickle.HIGHEST_PROTOCOL)
                _write(out, len(said).to_bytes(_HEAD) + said)
    finally:
        os._exit(0)


def _write(out: FileIO, said: bytes) -> None:
    left = memoryview(said)
    while left:
        left = left[out.write(left) :]
