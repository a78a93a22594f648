"""The checklist of one scenario card: which points it asks for, and what their ticks come to."""

from collections.abc import Iterable
from typing import NamedTuple

from flashcards.card import Part, Scenario
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection
from flashcards.collection.points import StoredPoint, points
from flashcards.errors import BadRequest
from flashcards.face import step_of
from flashcards.kinds import Step
from flashcards.plan.day import STEP_MINUTES
from flashcards.session.answering import Offer
from flashcards.study.rubric import Tick


class Checklist(NamedTuple):
    """The parts of a scenario that a card asks for, with the stored points of each."""

    scenario: Scenario
    parts: tuple[tuple[Part, tuple[StoredPoint, ...]], ...]
    minutes: int
    """What the answer may take: a whole case its own time, a drilled step a few minutes."""

    @classmethod
    def of(cls, collection: Collection, offer: Offer) -> "Checklist":
        """The checklist of a whole case, or of the one step that a step card drills."""
        scenario = offer.note.content
        assert isinstance(scenario, Scenario)
        stored = points(collection, offer.note.id)
        step = step_of(offer.card.face)
        parts = (part for part in scenario.parts if step in (None, part.step))
        asked = tuple((part, _of_step(stored, part.step)) for part in parts)
        return cls(scenario, asked, STEP_MINUTES if step else scenario.minutes)

    @property
    def points(self) -> tuple[StoredPoint, ...]:
        """All points, in the order they are ticked."""
        return tuple(point for _, found in self.parts for point in found)

    def ticks(self, case: OpenCase) -> list[Tick]:
        """The judgements made so far."""
        judged = (point for point in self.points if point.id in case.ticks)
        return [Tick(point.step, point.must, case.ticks[point.id]) for point in judged]

    def closed(self, missed: Iterable[int], seconds: int, now: int) -> OpenCase:
        """A whole checklist at once: all said but the numbered ones (from 1).

        Raises ``BadRequest`` for a number that is no point.
        """
        numbers = set(missed)
        wrong = numbers - set(range(1, len(self.points) + 1))
        if wrong:
            raise BadRequest(f"There is no point {min(wrong)}: they are 1 to {len(self.points)}.")
        hits = {point.id: place not in numbers for place, point in enumerate(self.points, start=1)}
        steps = [part.step for part, _ in self.parts]
        return OpenCase(steps[-1], now - 1000 * seconds, {steps[0].value: seconds}, ticks=hits)


def _of_step(stored: Iterable[StoredPoint], step: Step) -> tuple[StoredPoint, ...]:
    return tuple(point for point in stored if point.step is step)
