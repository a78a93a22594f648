"""A compile as a person reads it: each file with what became of its notes, and the sums."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flashcards.app import App
from flashcards.change import Change, Found, Verdict
from flashcards.collection.decks import SHIPPED
from flashcards.collection.newcomers import is_of_key
from flashcards.compiler.compiling import Compiled
from flashcards.compiler.report import TOLD, Report
from flashcards.counting import be, count
from flashcards.terminal.clean import clean_line
from flashcards.terminal.style import Look
from flashcards.terminal.width import pad, shortened
from flashcards.terminal.words import place

_COLUMN = 27
"""Columns of a heading, and of what is to be said of it."""
_SHORT = 30
"""Columns of a heading in a sentence."""
_FEW = 20
"""More new notes of a file than anybody reads one by one."""
_NAMED = 3
"""More candidates than a person would weigh."""


def lines(report: Report, app: App, *, pinned: bool = False) -> list[str]:
    """The sums, and what is to be settled; renames that are ``pinned`` are."""
    away = [
        f"  {place(Path(root))} holds no deck now; its notes are kept."
        for root in report.compiled.readings.away
    ]
    renames = () if pinned else _renames(report, app.program)
    said = (_sums(report, app.look), *away, *_doubts(report, app.program), *renames)
    return [clean_line(line) for line in said]


def by_file(report: Report) -> list[str]:
    """Each note that is not what it was, under its file; and how much is what it was."""
    told = [*_files(report)]
    said = [*told, "", *_rest(report)] if told else []
    return [clean_line(line) for line in said]


def by_note(report: Report) -> list[str]:
    """Each note that is not what it was, wherever it stands."""
    changes = (c for c in report.compiled.changes if c.verdict is not Verdict.UNCHANGED)
    return [clean_line(_row(change, report.compiled)) for change in changes]


def file_label(root: str, path: str) -> str:
    """A file as a person names it."""
    if root == SHIPPED:
        return f"{SHIPPED}/{path}"
    whole = Path(root)
    return place(whole if whole.name == path else whole / path)


def _sums(report: Report, look: Look) -> str:
    verdicts = report.verdicts
    order = (*TOLD, Verdict.UNCHANGED)
    sums = [f"{verdicts[verdict]} {verdict.value}" for verdict in order if verdicts[verdict]]
    summary = f" {look.dot} ".join(sums) or "no notes"
    return f"  {summary:<70} {report.seconds:.1f} s"


def _rest(report: Report) -> Iterator[str]:
    """The files that there is nothing to tell of."""
    told = {_place(c) for c in report.compiled.changes if c.verdict is not Verdict.UNCHANGED}
    files = [file for file in report.compiled.readings.files if file not in told]
    own = sum(root != SHIPPED for root, _ in files)
    shipped = ["shipped decks"] if own < len(files) else []
    others = [count(own, "other file")] if own else []
    if files:
        yield f"  {' and '.join((*shipped, *others))}: unchanged"


def _files(report: Report) -> Iterator[str]:
    """Each file that has something to tell, in the order of the files."""
    files: dict[tuple[str, str], list[Change]] = {}
    for change in report.compiled.changes:
        if change.verdict is not Verdict.UNCHANGED:
            files.setdefault(_place(change), []).append(change)
    order = {file: number for number, file in enumerate(report.compiled.readings.files)}
    for number, file in enumerate(sorted(files, key=lambda file: order.get(file, len(order)))):
        yield from [""] * bool(number)
        yield file_label(*file)
        yield from _in_file(files[file], report.compiled)


def _in_file(changes: Sequence[Change], compiled: Compiled) -> Iterator[str]:
    """The notes of a file, by verdict; many new ones in one line: they are the file itself."""
    new = [change for change in changes if change.verdict is Verdict.NEW]
    if len(new) > _FEW:
        yield f"  {Verdict.NEW.value:<10}{count(len(new), 'note')}"
        changes = [change for change in changes if change not in new]
    for change in sorted(changes, key=lambda change: TOLD.index(change.verdict)):
        yield _row(change, compiled)


def _place(change: Change) -> tuple[str, str]:
    there = change.found or change.known
    assert there
    return there.root, there.path


def _row(change: Change, compiled: Compiled) -> str:
    there, was = change.found or change.known, change.known
    assert there
    stake = count(was.reviews, "answer") if was and was.reviews else ""
    front, note = _column(there.front), _column(_note(change, compiled))
    return f"  {change.verdict.value:<10}{front} {note} {stake:>10}".rstrip()


def _column(text: str) -> str:
    return pad(shortened(text, _COLUMN), _COLUMN)


def _note(change: Change, compiled: Compiled) -> str:
    match change:
        case Change(Verdict.RENAMED, _, was) if was:
            return f"was {was.front}"
        case Change(Verdict.CHANGED, found, _) if found:
            return ", ".join(compiled.edits.get(found.note.key, ()))
        case Change(Verdict.MOVED, _, was) if was:
            return f"from {was.path}:{was.line}"
        case Change(Verdict.RETIRED, _, was) if was:
            alike = (new for old, new in compiled.doubts if old.id == was.id)
            return _like(*next(alike, ())) or "kept, back when its text is"
        case _:
            return ""


def _like(*new: Found) -> str:
    return f"like {' and '.join(each.front for each in new[:_NAMED])}" if new else ""


def _doubts(report: Report, program: str) -> Iterator[str]:
    """What only a person can decide, with what to type."""
    for old, new in report.compiled.doubts:
        names = " or ".join(shortened(each.front, _SHORT) for each in new[:_NAMED])
        yield f"  {shortened(old.front, _SHORT)} may be {names} now:"
        for each in new[:_NAMED]:
            yield f"    {program} adopt {each.note.key} {old.key}"


def _renames(report: Report, program: str) -> Iterator[str]:
    """The renames that other machines do not know of."""
    own = sum(
        found.root != SHIPPED
        and found.note.key != was.key
        and not is_of_key(was.guid, found.note.key)
        for _, found, was in report.compiled.changes
        if found and was
    )
    if own:
        renames = f"{count(own, 'rename')} {be(own)}"
        yield f"  {renames} known to this machine only: {program} compile --pin"
