"""Notes in their files: which one stands where another one stood, between the same two others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from flashcards.change import Found, Known

N = TypeVar("N", Found, Known)
Partners: TypeAlias = dict[str, Known]
"""Which note the note of a key was."""


def replaced(
    found: Iterable[Found], known: Iterable[Known], partner: Partners
) -> Iterator[tuple[Found, Known]]:
    """The notes that stand alone between two neighbours, where another one stood alone before."""
    taken = {k.id for k in partner.values()}
    files = _by_file(k for k in known if not k.retired)
    place = {k.id: (file, i) for file in files.values() for i, k in enumerate(file)}
    for new in _by_file(found).values():
        old = files.get((new[0].root, new[0].path), [])
        for left, f, right in _alone(new, partner):
            between = _between(left, right, old, place)
            if len(between) == 1 and between[0].is_readable and between[0].id not in taken:
                yield f, between[0]


def _alone(
    file: Sequence[Found], partner: Partners
) -> Iterator[tuple[Known | None, Found, Known | None]]:
    """The notes without a partner whose neighbours have one: None is the end of the file."""
    partners = [partner.get(f.note.key) for f in file]
    for i, f in enumerate(file):
        left, right = partners[i - 1] if i else None, partners[i + 1 : i + 2]
        if partners[i] is None and (left or not i) and (not right or right[0]):
            yield left, f, right[0] if right else None


def _between(
    left: Known | None,
    right: Known | None,
    old: Sequence[Known],
    place: Mapping[int, tuple[Sequence[Known], int]],
) -> Sequence[Known]:
    """What stood between two notes, or between one and the end of its file; else in ``old``."""
    first, start = place.get(left.id, ((), 0)) if left else (None, -1)
    second, end = place.get(right.id, ((), 0)) if right else (None, None)
    if first is not None and second is not None and first is not second:
        return ()
    file = first if first is not None else second if second is not None else old
    return file[start + 1 : end]


def _by_file(notes: Iterable[N]) -> dict[tuple[str, str], list[N]]:
    """Notes in the order of their files."""
    files: dict[tuple[str, str], list[N]] = {}
    for note in sorted(notes, key=lambda note: note.line):
        files.setdefault((note.root, note.path), []).append(note)
    return files
