"""What is interrupted: the commands that write the collection, and what must be true after it."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .stage import MONDAY, TUESDAY, Stage, Trial, dump, rows
from .terminal import Ended

DECK = """
    ---
    deck: Craft
    area: interview
    ---
    # Craft

    ### Filter {#filter .reverse}

    Weights slid over the layer's input.

    ### Recall {#recall}

    The share of the positives that were found.

    ### Precision {#precision}

    The share of what was found that is positive.

    ### Stride {#stride}

    How far the filter moves at each step.

    ### Spare {#spare}

    A term that no workload asks.

    ## Scenario: Place names {#names minutes=20}

    Mark every place name in 40,000 novels.

    ### Ask

    - **Asks which error costs more**
    - Asks how much labelled text exists

    ### Recap

    - Names the tools
    """
CHANGED = DECK.replace("Weights slid", "A small grid of weights slid").replace(
    "### Precision {#precision}", "### Threshold {#threshold}"
)
"""A term says more, one is gone, and one is new."""
NOTHING = "nothing was changed"

Kept = Callable[["Rehearsed", Trial, Ended], Iterator[str]]
"""What is not as it should be in a trial that was struck, a sentence each."""


@dataclass(frozen=True, slots=True)
class Workload:
    """A command and its keys, on a collection that ``prepare`` makes."""

    words: tuple[str, ...]
    prepare: Callable[[Stage], None]
    kept: Kept
    keys: str = ""
    now: str = TUESDAY
    facts: tuple[int, ...] = ()
    """At a terminal: the ticks and ratings it gives, in their order."""
    repeatable: bool = False
    """Whether the command, called again, ends where it would have ended at once."""
    migrates: bool = False
    """Whether merely to open the collection changes it."""
    mends: bool = False
    """Whether doctor finds something before it."""
    halfway: tuple[str, ...] = ()
    """A command that ends in the middle, where the workload is two changes."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A workload with its stage, and what the collection says before, halfway, and after it."""

    workload: Workload
    stage: Stage
    states: tuple[tuple[str, ...], ...]


def all_or_nothing(play: Rehearsed, trial: Trial, ended: Ended) -> Iterator[str]:
    """The collection says what it said before, or all that it says after; never a part.

    That a collection was made, with nothing in it, is no change yet.
    """
    said = dump(trial.collection)
    if said not in play.states:
        yield "a part of the change is there"
    if ended.code == 0 and said != play.states[-1]:
        yield "it ended well, and the change is not there"
    if NOTHING in ended.errors and said not in play.states[:-1]:
        yield f"it said that {NOTHING}"


def each_fact(play: Rehearsed, trial: Trial, ended: Ended) -> Iterator[str]:
    """What was shown as saved is saved, and at most one fact more; nothing else has changed."""
    shown = len(SHOWN.findall(ended.screen))
    kept = facts(trial, play.stage)
    flight = 0 if ended.code == 0 or NOTHING in ended.errors else 1
    if kept != play.workload.facts[: len(kept)]:
        yield f"{kept} was kept"
    if not shown <= len(kept) <= shown + flight:
        yield f"{shown} were shown as saved, {len(kept)} are"
    if ended.code == 0 and kept != play.workload.facts:
        yield f"it ended well after {len(kept)} answers"
    sql = "SELECT card FROM review WHERE written > ?"
    answered = [card for (card,) in rows(trial.collection, sql, last_row(play.stage))]
    if len(answered) > len(set(answered)):
        yield "a card was answered twice"
    before, after = memories(play.stage.before), memories(trial.collection)
    if any(after[card] != memory for card, memory in before.items() if card not in answered):
        yield "a card that was not answered has changed"


SHOWN = re.compile(r": back (?:on|in) |(?:said|missed)\r\n")


def facts(trial: Trial, stage: Stage) -> tuple[int, ...]:
    """The ticks of the case and the ratings that a trial added."""
    hits = rows(
        trial.collection,
        "SELECT hit FROM (SELECT point, hit FROM open_tick UNION ALL SELECT point, hit FROM tick)"
        " JOIN point ON point.id = point ORDER BY position",
    )
    ratings = rows(
        trial.collection,
        "SELECT rating FROM review WHERE written > ? AND rating IS NOT NULL ORDER BY written",
        last_row(stage),
    )
    return tuple(number for (number,) in (*hits, *ratings))


def last_row(stage: Stage) -> int:
    """The number of the last row of the log before a trial."""
    return int(rows(stage.before, "SELECT max(written) FROM review")[0][0])


def memories(path: Path) -> Mapping[int, tuple[object, ...]]:
    """What is known of each card."""
    sql = "SELECT card.*, memory.* FROM card LEFT JOIN memory ON memory.card = card.id"
    return {row[0]: row for row in rows(path, sql)}


def nothing_yet(stage: Stage) -> None:
    """There is no collection, only decks."""
    stage.deck(DECK)


def compiled(stage: Stage) -> None:
    """A compiled collection; two terms were answered on Monday."""
    stage.deck(DECK)
    stage.prepare("compile")
    stage.prepare("answer", "craft/filter#answer", "good")
    stage.prepare("answer", "craft/recall", "again")


def edited(stage: Stage) -> None:
    """A compiled collection, whose deck was edited since."""
    compiled(stage)
    stage.deck(CHANGED)


def graded(stage: Stage) -> None:
    """A case was answered last, and lined up its weakest step."""
    compiled(stage)
    stage.prepare("answer", "craft/names", "hard", "--missed", "2", now=TUESDAY)


def forgotten(stage: Stage) -> None:
    """A case with a lined-up step: the two of them are forgotten together."""
    graded(stage)


def heard(stage: Stage) -> None:
    """Another computer began with the same collection, and has written down what it did since."""
    compiled(stage)
    other = stage.folder / "other.db"
    shutil.copy(stage.before, other)
    for words in (
        ("answer", "craft/precision", "good"),
        ("answer", "craft/names", "hard", "--missed", "2"),
        ("undo",),
        ("export", str(stage.folder / "program" / "log.jsonl")),
    ):
        assert stage.ask(other, *words, now=TUESDAY).code == 0


def kept_aside(stage: Stage) -> None:
    """A copy was made, and answers were given since."""
    compiled(stage)
    stage.prepare("backup", str(stage.folder / "program" / "old.db"))
    stage.prepare("answer", "craft/precision", "good")


def from_the_future(stage: Stage) -> None:
    """One answer was given while the clock was wrong."""
    compiled(stage)
    stage.prepare("answer", "craft/precision", "good", now="2100-01-01T09:00")


TERMS = ("review", "--kind", "term", "--limit", "3")
CASES = ("review", "--kind", "scenario")

WORKLOADS: Mapping[str, Workload] = {
    "review": Workload(TERMS, compiled, each_fact, keys=" 3 3 3", facts=(3, 3, 3)),
    "case": Workload(CASES, compiled, each_fact, keys="  yn y2", facts=(1, 0, 1, 2)),
    "compile": Workload(("compile",), edited, all_or_nothing, repeatable=True),
    "first-start": Workload(
        ("compile",),
        nothing_yet,
        all_or_nothing,
        now=MONDAY,
        repeatable=True,
        halfway=("compile", "no-such-deck"),
    ),
    "undo": Workload(("undo",), graded, all_or_nothing),
    "bury": Workload(("bury", "craft/filter"), compiled, all_or_nothing),
    "forget": Workload(("forget", "craft/names"), forgotten, all_or_nothing),
    "import": Workload(("--yes", "import", "log.jsonl"), heard, all_or_nothing),
    "restore": Workload(("--quiet", "--yes", "restore", "old.db"), kept_aside, all_or_nothing),
    "repair": Workload(
        ("--yes", "doctor", "--repair"), from_the_future, all_or_nothing, mends=True
    ),
}
