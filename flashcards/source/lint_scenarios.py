"""Advice on scenarios: a prompt that stays on the screen, and points that can be ticked."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from flashcards.card import Point, Scenario
from flashcards.face import slug
from flashcards.source.codes import Finding
from flashcards.source.deck import Manuscript
from flashcards.source.folding import folded
from flashcards.source.length import words_in_line
from flashcards.text import Emphasis, Line, Link, Strong, Text, plain

Height: TypeAlias = Callable[[Text], int]
"""How many lines a text takes on a screen of the usual width."""

MAX_LINES = 12
MAX_WORDS = 15
LEAST_POINTS = 2
"""A single point is the whole checklist, must or not."""
LEAST_MUSTS = 3
"""Of two or three points, one or two may well be musts."""


def lint_scenario(manuscript: Manuscript, scenario: Scenario, height: Height) -> Iterator[Finding]:
    """Advice on a scenario."""
    line = manuscript.head.line
    if (count := height(scenario.prompt)) > MAX_LINES:
        message = f"a prompt of {count} lines leaves no room below it; {MAX_LINES} are enough"
        yield Finding(line, "long-prompt", message)
    yield from _musts(line, scenario)
    yield from _points(manuscript, scenario)


def _musts(line: int, scenario: Scenario) -> Iterator[Finding]:
    points, musts = len(scenario.points), sum(point.must for point in scenario.points)
    if not musts and points >= LEAST_POINTS:
        message = "no point is a must; make those bold whose lack would fail an interview"
        yield Finding(line, "no-must", message)
    if musts >= LEAST_MUSTS and 2 * musts > points:
        message = (
            f"{musts} of {points} points are musts;"
            " keep those bold whose lack would fail an interview"
        )
        yield Finding(line, "mostly-musts", message)


def _points(manuscript: Manuscript, scenario: Scenario) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for line, point in _placed(manuscript, scenario):
        if (count := words_in_line(point.line)) > MAX_WORDS:
            message = f"a point of {count} words is long to tick; shorten it, or make two of it"
            yield Finding(line, "long-point", message)
        if not point.must and 2 * _bold(point.line) > _size(point.line):
            message = (
                "most of this point is bold, and it is no must; a must is one bold from end to end"
            )
            yield Finding(line, "half-bold", message)
        first = seen.setdefault(folded(point.line), line)
        if first != line:
            message = f"this point stands on line {first}, too; keep one of them"
            yield Finding(line, "duplicate-point", message)


def _placed(manuscript: Manuscript, scenario: Scenario) -> Iterator[tuple[int, Point]]:
    """The points of a scenario without faults, each with its line."""
    heads = {slug(entry.words): entry for entry in manuscript.parts}
    for part in scenario.parts:
        yield from zip(heads[part.step.value].pieces[0].item_lines, part.points, strict=True)


def _bold(line: Line) -> int:
    """How many signs of a line are bold."""
    bold = 0
    for node in line:
        match node:
            case Strong(children):
                bold += _size(children)
            case Emphasis(children) | Link(children):
                bold += _bold(children)
    return bold


def _size(line: Line) -> int:
    return len("".join(plain(line).split()))
