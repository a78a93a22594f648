"""``check``: find faults in study text, and give advice; nothing is changed."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from flashcards.app import App, pass_app
from flashcards.commands.annotations import annotation
from flashcards.commands.options import emit
from flashcards.compiler import checking
from flashcards.compiler.around import roots_around
from flashcards.compiler.checking import Checked, Chosen, Typed
from flashcards.compiler.places import is_there, place_of, root_of
from flashcards.counting import count
from flashcards.errors import BadRequest, Problem, Severity
from flashcards.source.codes import refusal
from flashcards.source.guard import MAX_FILE
from flashcards.source.report import Report
from flashcards.terminal.clean import clean_line

STANDARD_INPUT = Path("-")
NOWHERE = Path("stdin.md")
"""A path that lies in no root, all of which are absolute."""


def check(
    app: App, chosen: Sequence[Chosen], folder: Path | None = None, ignored: Sequence[str] = ()
) -> Checked:
    """Check what is chosen, or all decks, as a compile of it would, with advice but the ignored.

    Files in ``folder`` are read as parts of it.
    """
    paths = [each for each in chosen if isinstance(each, Path)]
    roots, lent = roots_around(app, paths, folder, by_itself=bool(chosen))
    every = [place_of(root).resolve() for root in roots]
    found = checking.check(roots, lent, chosen or every, Path.cwd())
    told = (p for p in found.problems if p.severity is Severity.FAULT or p.code not in ignored)
    return Checked(tuple(told), found.notes)


@click.command(short_help="Find faults in decks, and give advice.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 for advice, too.")
@click.option(
    "--ignore", "ignored", metavar="CODE", multiple=True, help="Without this advice; repeatable."
)
@click.option(
    "--root",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Read the PATHS in FOLDER as parts of it.",
)
@click.option("--stdin-filename", "name", metavar="NAME", help="The file that - stands for.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "github"]),
    help="Print for people, programs, or GitHub's annotations.",
)
@click.option("--json", "shape", flag_value="json", help="Print JSON for programs.")
@pass_app
def command(
    app: App,
    paths: tuple[Path, ...],
    strict: bool,
    ignored: tuple[str, ...],
    folder: Path | None,
    name: str | None,
    shape: str | None,
) -> int:
    """Check PATHS, or without any all decks of the collection.

    PATHS are folders, .md files, or - for standard input.

    A fault stops a compile. Advice stops nothing: it says what may make a better card, and is
    switched off by its code, here or in the deck. The exit code is 1 when there is a fault.

    \b
    Examples:
      flashcards check spark.md
      flashcards check --strict --ignore no-source decks
      flashcards check --stdin-filename decks/spark.md - < draft.md
    """
    _require_advice(ignored)
    if name is not None and STANDARD_INPUT not in paths:
        raise click.UsageError("--stdin-filename says what - is called, and there is no -.")
    found = check(app, tuple(_chosen(paths, name)), folder and _there(folder), ignored)
    if shape == "json":
        emit({"problems": [problem._asdict() for problem in found.problems]})
    else:
        for problem in found.problems:
            click.echo(clean_line(annotation(problem) if shape == "github" else _line(problem)))
        app.say(_summary(found))
    severities = {problem.severity for problem in found.problems}
    return 1 if Severity.FAULT in severities or (strict and severities) else 0


def _require_advice(codes: Iterable[str]) -> None:
    """Refuse a code by which nothing can be switched off."""
    for code in codes:
        if message := refusal(Report(""), code):
            raise BadRequest(f"{message[0].upper()}{message[1:]}.")


def _chosen(paths: Iterable[Path], name: str | None) -> Iterator[Chosen]:
    for path in dict.fromkeys(paths):
        if path == STANDARD_INPUT:
            yield _typed(name)
        else:
            yield _there(path)


def _there(path: Path) -> Path:
    place = Path(root_of(path))
    if not is_there(place):
        raise BadRequest(f"There is no file or folder {path}.")
    return place


def _typed(name: str | None) -> Typed:
    """What stands on standard input, no more of it than a file may hold and one byte."""
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    if name is None:
        return Typed("<stdin>", NOWHERE, data)
    if not Path(name).name:
        raise click.UsageError("--stdin-filename takes the name of a file.")
    return Typed(name, Path(root_of(Path(name))), data)


def _line(problem: Problem) -> str:
    """A problem as a person reads it; of advice also the code, by which it is ignored."""
    if problem.severity is Severity.FAULT:
        return str(problem)
    path, line, code, message, severity = problem
    return f"{path}:{line}: {severity}: {message} [{code}]"


def _summary(found: Checked) -> str:
    if not found.problems:
        return f"{count(found.notes, 'note')}, no problem."
    numbers = Counter(problem.severity for problem in found.problems)
    faults, advice = numbers[Severity.FAULT], numbers[Severity.ADVICE]
    kinds = [count(faults, "fault")] * bool(faults)
    kinds += [f"{count(advice, 'piece')} of advice"] * bool(advice)
    files = len({problem.path for problem in found.problems})
    return f"{' and '.join(kinds)} in {count(files, 'file')}."
