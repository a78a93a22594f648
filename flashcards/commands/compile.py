"""``compile``: study text into cards, all of it or nothing."""

import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from flashcards import __version__
from flashcards.card import Kind
from flashcards.change import Change, Verdict
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, add_root, is_known, remove_root, roots
from flashcards.collection.filters import Filter
from flashcards.collection.shelves import count, shelves
from flashcards.commands import compiling, words
from flashcards.commands.app import App, emit, pass_app
from flashcards.commands.compiling import Compiled
from flashcards.commands.options import json_option
from flashcards.commands.places import place_of
from flashcards.errors import BadRequest, BadText, Problem
from flashcards.terminal.style import Look
from flashcards.vocabulary import Vocabulary

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


def compile_roots(
    app: App,
    collection: Collection,
    added: tuple[str, ...] = (),
    removed: str | None = None,
    *,
    dry_run: bool = False,
) -> Report:
    """Compile all roots of a collection, from now on with ``added`` and without ``removed``.

    Raises ``BadText`` for any fault in any file; then nothing is changed.
    """
    began = time.perf_counter()
    wanted = [root for root in _roots(collection, added) if root != removed]
    readings, problems = compiling.read(wanted, _vocabularies(collection), Path.cwd())
    if dry_run:
        compiled = compiling.compare(collection, readings, problems)
    else:
        compiled = _write(app, collection, readings, problems, removed)
    held = count(collection, Filter())
    decks = sum(len(reading.library.decks) for reading in readings)
    seconds = time.perf_counter() - began
    return Report(compiled, decks, held.terms + held.scenarios, held.cards, seconds)


def _write(
    app: App,
    collection: Collection,
    readings: tuple[compiling.Reading, ...],
    problems: tuple[Problem, ...],
    removed: str | None,
) -> Compiled:
    with collection.write():
        compiled = compiling.compare(collection, readings, problems)
        live = {root.path for root in roots(collection)}
        for reading in reversed(readings):
            if reading.path not in live:
                add_root(collection, reading.path)
        if removed:
            remove_root(collection, removed)
        compiling.write(collection, compiled, app.moment(collection).ms)
    return compiled


def _roots(collection: Collection, added: tuple[str, ...]) -> list[str]:
    """The roots to read, the one that wins first: the newest; the shipped decks come last."""
    found = [root.path for root in roots(collection)]
    for root in added:
        if not _is_covered(root, found):
            found.insert(0, root)
    if not is_known(collection, SHIPPED):
        found.append(SHIPPED)
    return sorted(found, key=lambda root: root == SHIPPED)


def _vocabularies(collection: Collection) -> dict[str, Vocabulary]:
    stored = {root.path: root.vocabulary for root in roots(collection)}
    return {path: Vocabulary.from_json(text) for path, text in stored.items() if text}


def _is_covered(root: str, known: list[str]) -> bool:
    """Whether a place is a root already, or lies in one. Raises ``BadRequest`` for none."""
    path = place_of(root)
    if not path.exists():
        raise BadRequest(f"There is no file or folder {path}.")
    places = (place_of(root) for root in known)
    return any(path == place or place in path.parents for place in places)


@click.command(short_help="Turn study text into cards; reviews are kept.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-n", "--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@json_option
@pass_app
def command(app: App, paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Compile all decks again, and from now on those of PATHS (folders or .md files) too.

    A fault anywhere changes nothing anywhere. No review is ever lost: a note that is gone from
    the text rests with its reviews until it comes back.

    \b
    Examples:
      flashcards compile ~/decks
      flashcards compile --dry-run
    """
    added = tuple(str(path.expanduser().resolve()) for path in paths)
    with app.open_or_imagine() if dry_run else app.open_or_make() as collection:
        try:
            report = compile_roots(app, collection, added, dry_run=dry_run)
        except BadText as error:
            if not as_json:
                raise
            emit(as_data(_refused(collection, error)))
            return error.exit_code
    if as_json:
        emit(as_data(report))
        return 0
    for line in lines(report, app.look, verbose=dry_run):
        click.echo(line)
    if dry_run:
        click.echo("\n  Nothing was written.")
    return 0


def _refused(collection: Collection, error: BadText) -> Report:
    """The report of a compile that changed nothing: what is held is held on."""
    held = count(collection, Filter())
    decks = len(shelves(collection))
    compiled = Compiled((), (), (), (), error.problems)
    return Report(compiled, decks, held.terms + held.scenarios, held.cards, 0.0)


def announce(app: App, report: Report) -> None:
    """Say what compiling the shipped decks brought: at the first start, and after an upgrade."""
    verdicts = report.verdicts
    kinds = Counter(change.found.note.kind for change in report.compiled.changes if change.found)
    if verdicts[Verdict.NEW] == sum(verdicts.values()):
        terms, scenarios = kinds[Kind.TERM], kinds[Kind.SCENARIO]
        app.say(
            f"Compiled the shipped decks: {words.count(terms, 'term')},"
            f" {words.count(scenarios, 'scenario')}."
        )
        app.say(f"Your answers are kept in {words.place(app.path)}")
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
        "problems": [asdict(problem) for problem in report.compiled.problems],
        "seconds": round(report.seconds, 3),
    }


def lines(report: Report, look: Look, *, verbose: bool) -> list[str]:
    """A report as a person reads it."""
    told = [_line(c) for verdict in TOLD for c in report.compiled.changes if c.verdict is verdict]
    verdicts = report.verdicts
    order = (*TOLD, Verdict.UNCHANGED)
    sums = [f"{verdicts[verdict]} {verdict.value}" for verdict in order if verdicts[verdict]]
    away = [f"  {root} holds no deck now; its notes are kept." for root in report.compiled.skipped]
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
    stake = words.count(was.reviews, "answer") if was and was.reviews else ""
    return f"  {change.verdict.value:<10}{front:<26} {note:<28} {stake:>12}".rstrip()
