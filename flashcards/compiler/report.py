"""What a compile has to say: to a program, and after an upgrade."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flashcards import __version__
from flashcards.app import App
from flashcards.change import Verdict
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.known import drafts
from flashcards.collection.shelves import count as count_notes
from flashcards.collection.shelves import shelves
from flashcards.compiler.compiling import Compiled
from flashcards.compiler.reading import shadowed
from flashcards.counting import count
from flashcards.errors import BadText
from flashcards.kinds import Kind
from flashcards.opening import place_of_collection
from flashcards.terminal import words

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
    """A compile, and how long it took."""

    compiled: Compiled
    seconds: float

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many notes got each verdict."""
        found = Counter(change.verdict for change in self.compiled.changes)
        found[Verdict.UNCHANGED] += self.compiled.resting
        return found


def announce(app: App, report: Report) -> None:
    """Say what compiling the shipped decks brought: at the first start, and after an upgrade."""
    verdicts = report.verdicts
    kinds = Counter(change.found.note.kind for change in report.compiled.changes if change.found)
    if verdicts[Verdict.NEW] == verdicts.total():
        terms, scenarios = kinds[Kind.TERM], kinds[Kind.SCENARIO]
        app.say(
            f"Compiled the shipped decks: {count(terms, 'term')}, {count(scenarios, 'scenario')}."
        )
        app.say(f"Your answers are kept in {words.place(place_of_collection(app))}")
    elif report.compiled.is_change:
        told = [f"{verdicts[verdict]} {verdict.value}" for verdict in TOLD if verdicts[verdict]]
        app.say(f"Shipped decks {__version__}: {', '.join(told)}; all history kept.")


def as_data(collection: Collection, report: Report) -> dict[str, Any]:
    """A report as programs read it, with what the collection holds now."""
    verdicts, compiled = report.verdicts, report.compiled
    return {
        **_held(collection, len(compiled.readings.files)),
        **{verdict.value: verdicts[verdict] for verdict in (*TOLD, Verdict.UNCHANGED)},
        "shadowed": shadowed(collection, compiled.readings),
        "drafts": compiled.drafts,
        "problems": [],
        "seconds": round(report.seconds, 3),
    }


def refusal(collection: Collection, error: BadText) -> dict[str, Any]:
    """As programs read it, a compile that changed nothing: what is held is held on."""
    return {
        **_held(collection, len(shelves(collection))),
        **{verdict.value: 0 for verdict in (*TOLD, Verdict.UNCHANGED)},
        "shadowed": 0,
        "drafts": drafts(collection),
        "problems": [problem._asdict() for problem in error.problems],
        "seconds": 0.0,
    }


def _held(collection: Collection, decks: int) -> dict[str, int]:
    held = count_notes(collection, Filter())
    return {"decks": decks, "notes": held.terms + held.scenarios, "cards": held.cards}
