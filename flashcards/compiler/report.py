"""What a compile has to say: to a program, to a person, and after an upgrade."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flashcards import __version__
from flashcards.app import App
from flashcards.change import Change, Verdict
from flashcards.compiler.compiling import Compiled
from flashcards.counting import count
from flashcards.kinds import Kind
from flashcards.opening import place_of_collection
from flashcards.terminal import words
from flashcards.terminal.clean import clean_line
from flashcards.terminal.style import Look

TOLD = (
    Verdict.RENAMED,
    Verdict.CHANGED,
    Verdict.MOVED,
    Verdict.RESTORED,
    Verdict.NEW,
    Verdict.RETIRED,
)
"""The verdicts that a person is told of, in this order."""


@dataclass(frozen=True, slots=True)
class Report:
    """A compile, and what the collection holds after it."""

    compiled: Compiled
    decks: int
    notes: int
    cards: int
    seconds: float

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many notes got each verdict."""
        return Counter(change.verdict for change in self.compiled.changes)


def announce(app: App, report: Report) -> None:
    """Say what compiling the shipped decks brought: at the first start, and after an upgrade."""
    verdicts = report.verdicts
    kinds = Counter(change.found.note.kind for change in report.compiled.changes if change.found)
    if verdicts[Verdict.NEW] == sum(verdicts.values()):
        terms, scenarios = kinds[Kind.TERM], kinds[Kind.SCENARIO]
        app.say(
            f"Compiled the shipped decks: {count(terms, 'term')}, {count(scenarios, 'scenario')}."
        )
        app.say(f"Your answers are kept in {words.place(place_of_collection(app))}")
    elif report.compiled.is_change:
        told = [f"{verdicts[verdict]} {verdict.value}" for verdict in TOLD if verdicts[verdict]]
        app.say(f"Shipped decks {__version__}: {', '.join(told)}; all history kept.")


def as_data(report: Report) -> dict[str, Any]:
    """A report as programs read it."""
    verdicts = report.verdicts
    found = [change.found for change in report.compiled.changes if change.found]
    return {
        "decks": report.decks,
        "notes": report.notes,
        "cards": report.cards,
        **{verdict.value: verdicts[verdict] for verdict in (*TOLD, Verdict.UNCHANGED)},
        "shadowed": len(report.compiled.shadowed),
        "drafts": sum(each.note.draft for each in found),
        "problems": [problem._asdict() for problem in report.compiled.problems],
        "seconds": round(report.seconds, 3),
    }


def lines(report: Report, look: Look, *, verbose: bool) -> list[str]:
    """A report as a person reads it."""
    told = [_line(c) for verdict in TOLD for c in report.compiled.changes if c.verdict is verdict]
    verdicts = report.verdicts
    order = (*TOLD, Verdict.UNCHANGED)
    sums = [f"{verdicts[verdict]} {verdict.value}" for verdict in order if verdicts[verdict]]
    away = [
        clean_line(f"  {root} holds no deck now; its notes are kept.")
        for root in report.compiled.skipped
    ]
    if not verbose:
        told = []
    summary = f" {look.dot} ".join(sums) or "no notes"
    return [*told, *([""] if told else []), f"  {summary:<70} {report.seconds:.1f} s", *away]


def _line(change: Change) -> str:
    front = change.found.note.front if change.found else ""
    was = change.known
    note = ""
    if was and change.verdict is Verdict.RENAMED:
        note = f"was {was.front}"
    elif was and change.verdict is Verdict.MOVED:
        note = f"from {was.path}:{was.line}"
    elif was and change.verdict is Verdict.RETIRED:
        front, note = was.front, "kept, back when its text is"
    stake = count(was.reviews, "answer") if was and was.reviews else ""
    return clean_line(f"  {change.verdict.value:<10}{front:<26} {note:<28} {stake:>12}".rstrip())
