"""How long it takes from a rating to the next card, without the disk.

The loop runs in this process, with a learner who answers at once and a screen that nobody sees.
SQLite is told to sync nothing: that leaves out the waiting for the disk, and nothing else. What
has a bar is counted in processor time, so that what else the machine does is left out, too. The
same sitting with all syncs, by the clock, says what the disk adds here.
"""

import os
import shutil
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeAlias

from benchmarks.building import Size, build
from benchmarks.measuring import Figure, in_turns
from benchmarks.program import NOW, Program
from flashcards.app import App
from flashcards.collection.connection import Collection, open_collection
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.session.loop import Loop
from flashcards.session.sitting import Sitting
from flashcards.terminal.screen import Screen
from flashcards.terminal.style import Look

SIZE = Size(cards=690, reviews=3450)
"""The shipped decks twice: one copy known, with 200 cards due today, and one copy new."""
WAITS = 5
"""Waits of one turn; fifteen turns use up half of the cards that are due."""
MORNING = datetime.fromisoformat(NOW).replace(tzinfo=UTC)

Clock: TypeAlias = Callable[[], float]


class Learner:
    """Who knows everything, at once; notes how long each next card was in coming.

    To the log an answer takes twelve seconds.
    """

    def __init__(self, screen: Screen, clock: Clock) -> None:
        self.screen = screen
        self._clock = clock
        self.waits: list[float] = []
        self._rated: float | None = None
        self._answers = 0

    def now(self) -> datetime:
        """What time the collection believes it is."""
        return MORNING + timedelta(seconds=12 * self._answers)

    def ask(self, keys: Container[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        """Show the answer, then say Good."""
        del keys, hint, prompt
        if self._rated is not None:
            self.waits.append(self._clock() - self._rated)
            self._rated = None
        if not guarded:
            return "space" if len(self.waits) < WAITS else "q"
        self._answers += 1
        self._rated = self._clock()
        return "3"

    def spent(self) -> int:
        """As long as answers usually take."""
        return 5000 * self._answers

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Nothing is held here."""
        yield

    def on_return(self, repaint: Callable[[], None]) -> None:
        """Nothing is redrawn here."""


def loop(folder: Path, rounds: int) -> list[Figure]:
    """From the rating to the next card's text, and the transactions it is compared with."""
    built, other = folder / "loop.db", folder / "loop-synced.db"
    build(built, SIZE, Program(folder, folder / "shipped.db"))
    shutil.copy(built, other)
    with _unseen() as screen, open_collection(built) as fast, open_collection(other) as slow:
        fast.connection.execute("PRAGMA synchronous = OFF")
        taken = in_turns(
            {
                "unsynced": partial(sit, fast, Learner(screen, process_time)),
                "row": partial(write_row, fast, process_time),
                "synced": partial(sit, slow, Learner(screen, perf_counter)),
                "synced row": partial(write_row, slow, perf_counter),
            },
            rounds,
        )
    unsynced, row, synced, synced_row = (1000 * times.median for times in taken.values())
    waits = rounds * WAITS
    return [
        Figure("rating to next card, no syncs", unsynced, "ms", waits, 2, "processor time"),
        Figure("  in transactions of one row", unsynced / row, "x", waits, note=f"of {row:.3f} ms"),
        Figure("rating to next card, synced", synced, "ms", waits, note="by the clock"),
        Figure("  in transactions of one row", synced / synced_row, "x", waits,
               note=f"of {synced_row:.3f} ms"),
    ]  # fmt: skip


def sit(collection: Collection, learner: Learner) -> float:
    """Answer some cards; the median wait from a rating to the next card."""
    learner.waits.clear()
    app = App(None, learner.now, learner.now, learner.screen.look)
    sitting = Sitting(app, collection, Dealer(collection), Keeper(collection), learner)
    Loop(sitting, Filter(kind=Kind.TERM), None, None).run()
    return median(learner.waits)


def write_row(collection: Collection, clock: Clock) -> float:
    """Change one row in a transaction of its own."""
    began = clock()
    with collection.write():
        collection.run(
            "INSERT INTO setting VALUES ('benchmark', 1)"
            " ON CONFLICT DO UPDATE SET value = value + 1"
        )
    return clock() - began


@contextmanager
def _unseen() -> Iterator[Screen]:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        yield Screen(nowhere, Look())
