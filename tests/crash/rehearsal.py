"""Rehearse a workload undisturbed, strike it at every point, and look at what is left."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import Outcome

from .stage import Stage, Trial, dump
from .terminal import Ended
from .tracing import KILL, Blow, Point, points, recorder
from .workloads import Rehearsed, Workload

DISK = 14
"""The exit code of a disk that is full or fails."""
MAY_STAY = re.compile(r"backups|collection\.replaced-[0-9-]+\.db|\.collection\.[a-z0-9.-]+")
"""Backups, what was replaced, and drafts, which no start looks at."""
NO_BACKUP = "No backup could be made"
"""A sentence that comes before, and stops nothing but a migration."""


class Rehearsal:
    """A workload that was run once undisturbed: now every point of it is known."""

    def __init__(self, workload: Workload, folder: Path) -> None:
        self.workload = workload
        self.stage = Stage(folder)
        workload.prepare(self.stage)
        self.log = folder / "calls"
        trial = self.stage.trial()
        ended = self.perform(trial, recorder(self.log, "write"))
        assert ended.code == 0, ended
        self.points = list(points(self.log))
        states = (dump(self.stage.before), *self._halfway(), dump(trial.collection))
        self.play = Rehearsed(workload, self.stage, states)
        assert list(self.broken(trial, ended)) == []

    def _halfway(self) -> Iterator[tuple[str, ...]]:
        if self.workload.halfway:
            trial = self.stage.trial()
            self._ask(trial, *self.workload.halfway)
            yield dump(trial.collection)

    def _ask(self, trial: Trial, *words: str) -> Outcome:
        return self.stage.ask(trial.collection, *words, now=self.workload.now)

    def perform(self, trial: Trial, under: list[str]) -> Ended:
        """Carry out the workload."""
        work = self.workload
        return trial.run(work.words, work.keys, now=work.now, under=under)

    def strike(self, blow: Blow, chosen: Sequence[Point]) -> None:
        """Let a blow fall on each of some points; no promise may break."""
        found: dict[str, list[str]] = defaultdict(list)
        for point in chosen:
            trial = self.stage.trial()
            ended = self.perform(trial, point.tracer(blow))
            for problem in (*_manners(blow, ended), *self.broken(trial, ended)):
                found[problem].append(str(point))
            trial.clear()
        report = [f"{problem}: {blow.name} at {', '.join(at)}" for problem, at in found.items()]
        assert not report, "\n".join(report)

    def broken(self, trial: Trial, ended: Ended) -> Iterator[str]:
        """The promises about the collection that do not hold."""
        if trial.collection.exists():
            # To ask for its health opens it, and an older one would be no longer what it was.
            checks = [self._unsound(trial), self.workload.kept(self.play, trial, ended)]
            yield from chain(*(reversed(checks) if self.workload.migrates else checks))
        elif ended.code == 0 or self.stage.before.exists():
            yield "there is no collection"
        yield from self._backups(trial)
        yield from self._goes_on(trial)

    def _unsound(self, trial: Trial) -> Iterator[str]:
        if self.workload.mends and dump(trial.collection) == self.play.states[0]:
            return
        found = self._ask(trial, "doctor", "--full", "--json")
        if found.code or found.json != {"ok": True, "findings": []}:
            yield f"doctor found something: {found}"

    def _goes_on(self, trial: Trial) -> Iterator[str]:
        """A later start works, and nothing lies about that it would stumble over."""
        if self.workload.repeatable:
            again = self._ask(trial, *self.workload.words)
            if again.code or dump(trial.collection) != self.play.states[-1]:
                yield f"the same again does not bring it to its end, but to {again}"
        if self._ask(trial, "suspend", "craft/spare").code:
            yield "nothing can be written any more"
        if left := {name for name in trial.others if not MAY_STAY.fullmatch(name)}:
            yield f"{left} is left over"

    def _backups(self, trial: Trial) -> Iterator[str]:
        """A backup that has its name is whole."""
        for path in trial.folder.rglob("[!.]*/[!.]*"):
            if path.is_file() and dump(path) not in self.play.states:
                yield f"{path.name} is not what the collection was"


def _manners(blow: Blow, ended: Ended) -> Iterator[str]:
    """A fault of the disk is one sentence and its exit code, unless it did no harm."""
    if blow is KILL:
        if ended.code != -9:
            yield "it was not killed"
        return
    lines = ended.errors.splitlines()
    said = [line for line in lines if not line.startswith(NO_BACKUP)] or lines
    if "Traceback" in ended.errors + ended.screen:
        yield f"a traceback that ends in {said[-1:]}"
    elif ended.code and (ended.code, len(said)) != (DISK, 1):
        yield f"exit code {ended.code} and {said}"


Rehearse = Callable[[Workload], Rehearsal]


@pytest.fixture(scope="session")
def rehearse(tmp_path_factory: pytest.TempPathFactory) -> Rehearse:
    """Rehearse a workload: once in a session, however many tests strike it."""
    known: dict[int, Rehearsal] = {}

    def once(workload: Workload) -> Rehearsal:
        if id(workload) not in known:
            known[id(workload)] = Rehearsal(workload, tmp_path_factory.mktemp("stage"))
        return known[id(workload)]

    return once
