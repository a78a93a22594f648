"""What the screens of a scenario say: the prompt, a step, its points, the result."""

from itertools import chain

from flashcards.card import Part, Scenario
from flashcards.collection.points import StoredPoint
from flashcards.kinds import STEPS, Step
from flashcards.session.casebook import Casebook
from flashcards.study.rubric import Proposal
from flashcards.terminal.clean import clean
from flashcards.terminal.render import render, render_line
from flashcards.terminal.style import Look
from flashcards.terminal.width import spread, wrap

MUST, MAY = "must  ", "      "
SAID, MISSED, ASKED = "said", "missed", "said?"
_VERDICT = 10
"""The columns that are kept free for the verdict at the end of a point."""
_STEP = 10


def prompt_lines(scenario: Scenario, look: Look) -> list[str]:
    """The title and the prompt."""
    title = look.bold(render_line(scenario.name, look))
    margin = "" if look.plain else "  "
    return [margin + title, "", *render(scenario.prompt, look), ""]


def step_title(book: Casebook, part: Part, look: Look) -> tuple[str, str]:
    """The step and the clock: ``Ask · 1 of 5`` and ``0:00 of 20:00``."""
    steps = [found.step for found, _ in book.checklist.parts]
    name = part.step.word
    place = f" {look.dot} {steps.index(part.step) + 1} of {len(steps)}" if len(steps) > 1 else ""
    return name + place, clock(book)


def clock(book: Casebook) -> str:
    """The time taken, of the time allowed; empty where the learner wants no clock."""
    if not book.timed:
        return ""
    return f"{_clock(book.seconds)} of {_clock(60 * book.checklist.minutes)}"


def point_lines(point: StoredPoint, verdict: str, look: Look) -> list[str]:
    """A point with its verdict at the end of its last line; *must* is a word, not a colour."""
    if look.plain:
        return [f"{'Must. ' if point.must else ''}{clean(point.text)}. {verdict.capitalize()}."]
    first = "  " + (look.bold("must") + "  " if point.must else MAY)
    rows = wrap(clean(point.text), look.edge - _VERDICT, first, "  " + MAY)
    paint = {SAID: look.green, MISSED: look.red}.get(verdict, look.bold)
    *above, last = rows
    return [*above, *spread(last, paint(verdict), look.edge)]


def reply_lines(part: Part, look: Look) -> list[str]:
    """What the interviewer answers to a step."""
    if not part.reply:
        return [""]
    margin = "" if look.plain else "  "
    return ["", f"{margin}{look.bold('The interviewer answers')}", *render(part.reply, look), ""]


def result_lines(book: Casebook, proposal: Proposal, look: Look, *, first_try: bool) -> list[str]:
    """How many points each step got, and which were missed."""
    parts = (f"{proposal.hits} of {proposal.points} points", f"{proposal.percent}%", clock(book))
    share = f" {look.dot} ".join(filter(None, parts))
    margin = "" if look.plain else "  "
    name = render_line(book.checklist.scenario.name, look)
    title = look.bold(name) + (f" {look.dot} first try" if first_try else "")
    heading = [f"{margin}{line}" for line in spread(title, share, look.edge - len(margin))]
    rows = [row for part, _ in book.checklist.parts for row in _step_rows(book, part.step, look)]
    return ["", *heading, "", *rows]


def steps_in_words(steps: tuple[Step, ...]) -> str:
    """Steps as a person lists them, in their order."""
    return " and ".join(step.word for step in STEPS if step in steps)


def _step_rows(book: Casebook, step: Step, look: Look) -> list[str]:
    points = [point for point in book.checklist.points if point.step is step]
    missed = [point for point in points if not book.case.ticks[point.id]]
    head = f"{step.word:<{_STEP}}{len(points) - len(missed)} of {len(points)}"
    if look.plain:
        return [f"{step.word}: {len(points) - len(missed)} of {len(points)}."] + [
            f"Missed{', a must' if point.must else ''}: {clean(point.text)}." for point in missed
        ]
    if not missed:
        return [f"  {head}"]
    if look.narrow:
        begun = (f"  {look.bold(MISSED)}  {MUST if point.must else ''}" for point in missed)
        pairs = zip(missed, begun, strict=True)
        told = (wrap(clean(point.text), look.edge, first, "    ") for point, first in pairs)
        return [f"  {head}", *chain.from_iterable(told)]
    rows: list[str] = []
    for point in missed:
        label = f"  {'' if rows else head:<{_STEP + 6}}"
        first = f"{label}   {look.bold(MISSED)}  {MUST if point.must else MAY}"
        rows += wrap(clean(point.text), look.edge, first, " " * (_STEP + 25))
    return rows


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
