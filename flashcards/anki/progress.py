"""What is remembered of a card, as the columns of Anki's table of cards."""

from functools import cache
from typing import NamedTuple

from flashcards.anki.days import Era
from flashcards.anki.note import ExportCard
from flashcards.anki.presets import Preset
from flashcards.kinds import ReviewType, State
from flashcards.memory import AtInstant, Learned, New, OnDay

SUSPENDED = -1
EASE = 2500
"""The ease of Anki's old scheduler, which a phone without FSRS falls back on."""
_TYPES = {State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}
_BY_SECONDS, _BY_DAYS, _STEP_BY_DAYS = 1, 2, 3
_BIGGEST = 2**31 - 1


class Columns(NamedTuple):
    """The columns that hold progress; ``due`` is a position, a day of Anki, or Unix seconds.

    ``left`` counts the steps that remain, and ``data`` is what FSRS knows.
    """

    type: int
    queue: int
    due: int
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    data: str = ""


def columns(card: ExportCard, preset: Preset | None, era: Era) -> Columns:
    """The progress of a card; without a preset it is new."""
    if preset is None:
        return Columns(0, 0, card.position)
    match card.memory:
        case New():
            found = Columns(0, 0, card.position)
        case Learned() as memory:
            found = _learned(memory, preset, era, _data(card, memory, preset))
    return found._replace(queue=SUSPENDED) if card.suspended else found


def fitting(number: int) -> int:
    """The number, or the nearest one that Anki's columns hold: a wrong clock may go beyond."""
    return number if -_BIGGEST <= number <= _BIGGEST else _BIGGEST if number > 0 else -_BIGGEST


def _learned(memory: Learned, preset: Preset, era: Era, data: str) -> Columns:
    number, counts = _TYPES[memory.state], (fitting(memory.reps), fitting(memory.lapses))
    if memory.state is State.REVIEW:
        day = _day(memory, era)
        due, ivl = fitting(era.number(day)), fitting(max(1, day - memory.last_day))
        return Columns(number, _BY_DAYS, due, ivl, EASE, *counts, 0, data)
    left = _left(memory, preset)
    if memory.state is State.LEARNING:
        return Columns(number, *_step(memory, era), 0, 0, *counts, left, data)
    known_again = fitting(max(1, round(memory.stability)))
    return Columns(number, *_step(memory, era), known_again, EASE, *counts, left, data)


def _step(memory: Learned, era: Era) -> tuple[int, int]:
    """The queue of a card in learning, and when its step is due."""
    match memory.due:
        case AtInstant(ms):
            return _BY_SECONDS, fitting(ms // 1000)
        case OnDay(day):
            return _STEP_BY_DAYS, fitting(era.number(day))


def _day(memory: Learned, era: Era) -> int:
    match memory.due:
        case OnDay(day):
            return day
        case AtInstant(ms):
            return era.day_of(ms)


def _left(memory: Learned, preset: Preset) -> int:
    steps = preset.learning if memory.state is State.LEARNING else preset.relearning
    return max(1, len(steps) - memory.step)


def _data(card: ExportCard, memory: Learned, preset: Preset) -> str:
    """What FSRS knows, rounded as Anki does; ``pos`` is where a forgotten card goes back to."""
    stability, difficulty = round(memory.stability, 4), round(memory.difficulty, 3)
    last = _last_answer(card)
    # Numbers alone need no encoder, which would take three times as long.
    return (
        f'{{"pos": {card.position}, "s": {stability}, "d": {difficulty},'
        f" {_goal(preset.retention, preset.decay)}"
        + ("}" if last is None else f', "lrt": {last}}}')
    )


@cache
def _goal(retention: float, decay: float) -> str:
    return f'"dr": {round(retention, 2)}, "decay": {round(decay, 3)}'


def _last_answer(card: ExportCard) -> int | None:
    """When a card was answered last (Unix seconds); practice does not count."""
    return next(
        (
            logged.review.id // 1000
            for logged in reversed(card.log)
            if logged.review.rating is not None and logged.review.type is not ReviewType.PRACTICE
        ),
        None,
    )
