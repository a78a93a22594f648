"""Checking decks: what a compile would find wrong in them, and advice; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from flashcards.collection.decks import SHIPPED
from flashcards.compiler.lending import Kept
from flashcards.compiler.places import is_there, place_of
from flashcards.errors import Problem
from flashcards.source.deck import Draft
from flashcards.source.files import SourceFile, belongs, candidates, digest, find, label_of, name_in
from flashcards.source.guard import MAX_FILE
from flashcards.source.library import keys_of, read_drafts, read_roles
from flashcards.source.lint import lint
from flashcards.source.pictures import Pictures
from flashcards.source.report import Problems
from flashcards.terminal.render import render
from flashcards.terminal.style import Look
from flashcards.text import Text
from flashcards.vocabulary import EMPTY, merge

_SCREEN = Look()


class Typed(NamedTuple):
    """A deck that is given as text, as an editor holds it; messages name it ``label``.

    It stands for the file at ``path``, which need not be on the disk.
    """

    label: str
    path: Path
    data: bytes


Chosen: TypeAlias = Path | Typed
"""What is to be checked: a file, all files of a folder, or a text."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with some decks, file by file and by line, and how many notes they hold."""

    problems: Problems
    notes: int


@dataclass(frozen=True, slots=True)
class _Root:
    """The files of a root as they are now, with what messages call those that may be chosen."""

    place: Path
    lent: Kept
    files: tuple[SourceFile, ...] = ()
    unreadable: Problems = ()
    labels: Mapping[Path, str] = field(default_factory=dict)

    @property
    def is_away(self) -> bool:
        """Whether nothing of it is there, as of a disk that is not mounted."""
        return not self.files and not self.unreadable


def check(
    roots: Sequence[str], kept: Mapping[str, Kept], chosen: Sequence[Chosen], cwd: Path
) -> Checked:
    """Check what is chosen, with all that the roots hold to lead to and to be compared with.

    The root that wins comes first. One that is away lends what is ``kept`` of it.
    """
    found = _found(roots, kept, chosen, cwd)
    places = {label: place for place, label in enumerate(_labels(found, chosen))}
    mine: list[Draft] = []
    others: list[Draft] = []
    problems: list[Problem] = []
    for root, drafts, faults in _read(found):
        labels = places.keys() & root.labels.values()
        for draft in drafts:
            (mine if draft.report.label in labels else others).append(draft)
        problems += (fault for fault in (*root.unreadable, *faults) if fault.path in labels)
    mine.sort(key=lambda draft: places[draft.report.label])
    problems += lint(mine, others, _height)
    problems.sort(key=lambda problem: (places[problem.path], problem.line))
    return Checked(tuple(problems), sum(len(draft.manuscripts) for draft in mine))


def _found(
    roots: Sequence[str], kept: Mapping[str, Kept], chosen: Sequence[Chosen], cwd: Path
) -> list[_Root]:
    paths = [each for each in chosen if isinstance(each, Path)]
    found = [_root(root, kept.get(root, Kept()), paths, cwd) for root in roots]
    for each in chosen:
        if isinstance(each, Typed):
            found = _with(found, each)
    return found


def _root(root: str, lent: Kept, chosen: Sequence[Path], cwd: Path) -> _Root:
    place = place_of(root).resolve()
    if not is_there(place):
        return _Root(place, lent)
    files, unreadable = find(place, cwd)
    if root == SHIPPED and not any(place in (path, *path.parents) for path in chosen):
        # Nobody knows where the package lies, nor has to mend what is in it.
        return _Root(place, lent, tuple(f._replace(label=f"{root}/{f.path}") for f in files))
    labels = {path: label_of(path, cwd) for path in candidates(place)}
    return _Root(place, lent, files, unreadable, labels)


def _with(roots: Sequence[_Root], typed: Typed) -> list[_Root]:
    """The roots with a text in the place of its file; where none reads that, a root more."""
    for rank, root in enumerate(roots):
        if belongs(root.place, typed.path):
            return [*roots[:rank], _replaced(root, typed), *roots[rank + 1 :]]
    return [_replaced(_Root(typed.path, Kept()), typed), *roots]


def _replaced(root: _Root, typed: Typed) -> _Root:
    name, old = name_in(root.place, typed.path), root.labels.get(typed.path)
    files = [file for file in root.files if file.path != name]
    problems = [fault for fault in root.unreadable if fault.path != old]
    if len(typed.data) > MAX_FILE:
        problems.append(Problem(typed.label, 1, "too-big", "a file holds at most 1 MB"))
    else:
        files.append(SourceFile(name, typed.label, typed.data, digest(typed.data)))
    files.sort(key=lambda file: file.path)
    labels = {**root.labels, typed.path: typed.label}
    return _Root(root.place, root.lent, tuple(files), tuple(problems), labels)


def _labels(roots: Sequence[_Root], chosen: Sequence[Chosen]) -> Iterable[str]:
    """What messages call the files that are chosen, in their order, each once."""
    known = {path: label for root in roots for path, label in root.labels.items()}
    found: dict[str, None] = {}
    for path in (each.path if isinstance(each, Typed) else each for each in chosen):
        inside = [path] if path in known else [each for each in known if path in each.parents]
        found |= dict.fromkeys(known[each] for each in inside)
    return found


def _read(roots: Sequence[_Root]) -> Iterator[tuple[_Root, tuple[Draft, ...], Problems]]:
    """The decks of each root: areas and roles are one, and links lead to the roots below."""
    vocabulary = EMPTY
    for root in reversed(roots):
        own = root.lent.vocabulary if root.is_away else read_roles(root.files, vocabulary)[0]
        vocabulary = merge((vocabulary, own))
    below: set[str] = set()
    for root in reversed(roots):
        library, drafts, faults = read_drafts(
            root.files, vocabulary, vocabulary, below, Pictures(root.place)
        )
        below |= root.lent.keys if root.is_away else keys_of(library)
        yield root, drafts, faults


def _height(text: Text) -> int:
    return len(render(text, _SCREEN))
