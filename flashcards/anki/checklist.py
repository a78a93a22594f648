"""The HTML of a scenario: its steps, its checklists to tick, and the grading."""

from collections.abc import Iterator

from flashcards.anki.html import line_html, text_html
from flashcards.asper import INSTRUCTIONS, thresholds
from flashcards.card import Part, Point, Scenario
from flashcards.counting import count
from flashcards.kinds import Step


def steps_html(scenario: Scenario) -> str:
    """The steps to take, as a numbered list."""
    return _list("<ol>", (_step_line(part.step) for part in scenario.parts), "</ol>")


def case_html(scenario: Scenario) -> str:
    """Every step's checklist, with what the interviewer answers, and the grading."""
    parts = (f"<h3>{part.step.word}</h3>\n{_part_html(part)}" for part in scenario.parts)
    easy = f"in {scenario.minutes} minutes" + (", without the hint" if scenario.hint else "")
    return "\n".join([*parts, _grading_html(scenario.points, easy)])


def step_html(part: Part) -> str:
    """One step's checklist, with what the interviewer answers, and the grading."""
    return f"{_part_html(part)}\n{_grading_html(part.points, 'fluently')}"


def _step_line(step: Step) -> str:
    return f"<strong>{step.word}.</strong> {INSTRUCTIONS[step]}"


def _list(start: str, items: Iterator[str], end: str) -> str:
    return "\n".join([start, *(f"<li>{item}</li>" for item in items), end])


def _part_html(part: Part) -> str:
    points = _list(
        '<ul class="points" role="list">', (_point_html(p) for p in part.points), "</ul>"
    )
    if not part.reply:
        return points
    reply = f"<blockquote>{text_html(part.reply)}</blockquote>"
    return f"{points}\n<h4>The interviewer answers</h4>\n{reply}"


def _point_html(point: Point) -> str:
    """A box to tick; ``tappable`` keeps a phone from taking the tap for an answer."""
    kind, word = ("must", '<strong class="must">must</strong> ') if point.must else ("may", "")
    box = f'<input type="checkbox" class="{kind} tappable">'
    return f'<label class="tappable">{box} <span>{word}{line_html(point.line)}</span></label>'


def _grading_html(points: tuple[Point, ...], easy: str) -> str:
    """How many points make which rating; the style sheet adds how many are ticked."""
    if not points:
        return ""
    musts = " musts" if _any_must(points) else ""
    score = f'<p class="score{musts}">{count(len(points), "point")}</p>'
    rows = (f"<dt>{word}</dt><dd>{rule}</dd>" for word, rule in _ratings(points, easy))
    return "\n".join([score, '<dl class="grading">', *rows, "</dl>"])


def _ratings(points: tuple[Point, ...], easy: str) -> Iterator[tuple[str, str]]:
    """What makes each rating, in the order of Anki's buttons."""
    number = len(points)
    hard, good = thresholds(number)
    missed = ", or a must missed" if _any_must(points) else ""
    everything = f"all {number}" if number > 1 else "the point said"
    yield "Again", (f"fewer than {hard}" if hard > 1 else "none") + missed
    if hard < good:
        yield "Hard", f"{hard}" if hard == good - 1 else f"{hard} to {good - 1}"
    yield "Good", everything if good == number else f"{good} or more"
    yield "Easy", f"{everything}, {easy}"


def _any_must(points: tuple[Point, ...]) -> bool:
    return any(point.must for point in points)
