"""A scenario answer in the making: every tick saved when it is made, the clock running along."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flashcards.collection.cases import OpenCase, open_case, save_case
from flashcards.collection.connection import Collection
from flashcards.collection.points import StoredPoint
from flashcards.kinds import Step
from flashcards.session.grading import Checklist


class Casebook:
    """The open answer of one scenario card.

    ``clock`` gives the milliseconds the learner has spent so far, ``now`` is the instant (UTC ms).
    An answer that is not ``timed`` shows no clock and is always in time; its time is kept.
    One that is ``practice`` is not saved while it is open, and leaves a saved one alone.
    """

    def __init__(
        self,
        collection: Collection,
        card: int,
        checklist: Checklist,
        clock: Callable[[], int],
        now: int,
        *,
        timed: bool = True,
        practice: bool = False,
    ) -> None:
        self._practice = practice
        self.checklist = checklist
        self.timed = timed
        self._collection = collection
        self._card = card
        self._clock = clock
        self._since = clock()
        kept = None if practice else open_case(collection, card)
        self.resumed = bool(kept and (kept.ticks or any(kept.seconds.values())))
        self._saved = kept
        self.case = kept or OpenCase(checklist.parts[0][0].step, now)
        self._spent = {step: 1000 * seconds for step, seconds in self.case.seconds.items()}

    @property
    def milliseconds(self) -> int:
        """How long the answer has taken: from the prompt on, until the last point is judged."""
        return sum(self._spent.values()) + self._running(self._clock())

    @property
    def seconds(self) -> int:
        """The whole seconds that the answer has taken."""
        return self.milliseconds // 1000

    @property
    def in_time(self) -> bool:
        """Whether the answer is still within what the scenario allows itself, if that counts."""
        return not self.timed or self.seconds <= 60 * self.checklist.minutes

    def open_points(self, step: Step) -> list[StoredPoint]:
        """The points of a step that were not judged yet."""
        points = (point for point in self.checklist.points if point.step is step)
        return [point for point in points if point.id not in self.case.ticks]

    def open_step(self) -> Step | None:
        """The first step with a point that was not judged yet."""
        steps = (part.step for part, _ in self.checklist.parts)
        return next((step for step in steps if self.open_points(step)), None)

    def begin(self, step: Step) -> None:
        """Work on a step from now on: the time is its own."""
        if step is not self.case.step:
            self._charge()
            self.case = replace(self.case, step=step)

    def tick(self, point: StoredPoint, *, hit: bool) -> None:
        """Judge a point, and save it."""
        self._save({**self.case.ticks, point.id: hit})

    def untick(self) -> None:
        """Take the last judgement back."""
        ticked = [point for point in self.checklist.points if point.id in self.case.ticks]
        if ticked:
            last = ticked[-1].id
            self._save({point: hit for point, hit in self.case.ticks.items() if point != last})

    def take_hint(self) -> None:
        """Remember that the hint was looked at."""
        self.case = replace(self.case, hint=True)
        self.save()

    def write(self, answer: str) -> None:
        """Keep what the learner wrote."""
        self.case = replace(self.case, answer=answer)
        self.save()

    def save(self) -> None:
        """Save how far the answer has come, with its time; what is saved already is left alone."""
        self._save(self.case.ticks)

    def _save(self, ticks: Mapping[int, bool]) -> None:
        self._charge()  # before the ticks: they stop and start the clock
        # Fractions of a second are kept in memory; rounding a sum once loses next to nothing.
        seconds = {step: round(spent / 1000) for step, spent in self._spent.items()}
        case = replace(self.case, seconds=seconds, ticks=ticks)
        if case != self._saved and not self._practice:
            save_case(self._collection, self._card, case)
        self._saved = self.case = case

    def _charge(self) -> None:
        """Give the time since the last reading of the clock to the step that is worked on."""
        now, step = self._clock(), self.case.step.value
        self._spent[step] = self._spent.get(step, 0) + self._running(now)
        self._since = now

    def _running(self, now: int) -> int:
        """The time not charged yet; none while the result is looked at."""
        return now - self._since if self.open_step() else 0
