"""A scenario answer in the making: every tick saved when it is made, the clock running along."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flashcards.collection.cases import OpenCase, open_case, save_case
from flashcards.collection.connection import Collection
from flashcards.collection.points import StoredPoint
from flashcards.commands.grading import Checklist
from flashcards.kinds import Step


class Casebook:
    """The open answer of one scenario card; ``clock`` gives the instant in UTC ms."""

    def __init__(
        self, collection: Collection, card: int, checklist: Checklist, clock: Callable[[], int]
    ) -> None:
        self.checklist = checklist
        self._collection = collection
        self._card = card
        self._clock = clock
        self._since = clock()
        kept = open_case(collection, card)
        self.resumed = kept is not None
        self.case = kept or OpenCase(checklist.parts[0][0].step, self._since)

    @property
    def seconds(self) -> int:
        """How long the answer has taken, pauses left out."""
        return sum(self.case.seconds.values()) + self._running()

    @property
    def in_time(self) -> bool:
        """Whether the answer is still within what the scenario allows itself."""
        return self.seconds <= 60 * self.checklist.minutes

    def open_points(self, step: Step) -> list[StoredPoint]:
        """The points of a step that were not judged yet."""
        points = (point for point in self.checklist.points if point.step is step)
        return [point for point in points if point.id not in self.case.ticks]

    def open_step(self) -> Step | None:
        """The first step with a point that was not judged yet."""
        steps = (part.step for part, _ in self.checklist.parts)
        return next((step for step in steps if self.open_points(step)), None)

    def tick(self, point: StoredPoint, *, hit: bool) -> None:
        """Judge a point, and save it."""
        self._save(point.step, {**self.case.ticks, point.id: hit})

    def untick(self) -> None:
        """Take the last judgement back."""
        ticked = [point for point in self.checklist.points if point.id in self.case.ticks]
        if ticked:
            last = ticked[-1]
            kept = {point: hit for point, hit in self.case.ticks.items() if point != last.id}
            self._save(last.step, kept)

    def take_hint(self) -> None:
        """Remember that the hint was looked at."""
        self.case = replace(self.case, hint=True)
        self.pause()

    def write(self, answer: str) -> None:
        """Keep what the learner wrote."""
        self.case = replace(self.case, answer=answer)
        self.pause()

    def pause(self) -> None:
        """Save how far the answer has come, with its time."""
        self._save(self.open_step() or self.case.step, self.case.ticks)

    def _save(self, step: Step, ticks: Mapping[int, bool]) -> None:
        spent = self.case.seconds.get(self.case.step.value, 0) + self._running()
        seconds = {**self.case.seconds, self.case.step.value: spent}
        self._since = self._clock()
        self.case = replace(self.case, step=step, seconds=seconds, ticks=ticks)
        save_case(self._collection, self._card, self.case)

    def _running(self) -> int:
        return max(0, (self._clock() - self._since) // 1000)
