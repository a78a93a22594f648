"""Which note of the text is which note of the collection, so that no edit loses a review.

Rules, first hit wins: (1) the same key, live or retired, unless the text that it had stands under
a new key, and something else under its own; (2) the same body, of at least five words
or else under the same heading, when one note that lost its key and one without a key share it,
and no other note has it; (3) in place: between the same two notes of a file one note is gone and
one has come, and half of their words are the same, in the same order. The rest is new or retired.
Likeness by a score is no rule: on contrast cards it joins the wrong notes.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeAlias, TypeVar

from flashcards.card import decode_content, texts
from flashcards.change import Change, Found, Known, Verdict
from flashcards.text import plain, plain_text

LEAST_WORDS = 5
"""A shorter body, such as "Yes.", says too little about which note it belongs to."""
LEAST_ALIKE = 0.5
"""The share of words that a note keeps which changes in its place (difflib's ratio)."""

N = TypeVar("N", Found, Known)
Partners: TypeAlias = dict[str, Known]
"""Which note the note of a key was."""


class Collected(Protocol):
    """What matching asks of the collection."""

    def bodies(self, wanted: frozenset[bytes], but: frozenset[int]) -> set[bytes]:
        """Which of the wanted bodies live notes have, other than the notes ``but``."""

    def contents(self, notes: frozenset[int]) -> Mapping[int, str]:
        """The texts of notes, as JSON."""


def match(
    found: Iterable[Found],
    known: Iterable[Known],
    collected: Collected,
    given: Mapping[str, int] | None = None,
) -> tuple[Change, ...]:
    """One change for every note found, in their order, then one for every note that is gone.

    ``known`` are all notes that any note found may be; ``given`` are the ids of the notes that
    keys belong to because a person says so.
    """
    found, known = tuple(found), tuple(known)
    partner = _given(known, given or {})
    partner |= _by_key(found, known, partner)
    partner = _without_followers(found, partner, collected)
    partner |= _by_body(found, known, partner, collected)
    partner |= _in_place(found, known, partner, collected)
    taken = {k.id for k in partner.values()}
    changes = [_change(f, partner.get(f.note.key)) for f in found]
    gone = (k for k in known if k.id not in taken and not k.retired)
    return (*changes, *(Change(Verdict.RETIRED, None, k) for k in gone))


def wording(content: str) -> list[str]:
    """All words of a note that is stored as JSON: its heading, and what stands below it."""
    tree = decode_content(content)
    below = (plain_text(text) for text in texts(tree))
    return " ".join((plain(tree.name), *below)).casefold().split()


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Which share of their words two texts have in common, in the same order: 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _given(known: Iterable[Known], given: Mapping[str, int]) -> Partners:
    by_id = {k.id: k for k in known}
    return {key: by_id[id_] for key, id_ in given.items()}


def _by_key(found: Iterable[Found], known: Iterable[Known], partner: Partners) -> Partners:
    """Rule 1. A live note goes before a retired one; a note never changes its form."""
    taken = {k.id for k in partner.values()}
    by_key: dict[tuple[str, str], Known] = {}
    for k in sorted(known, key=lambda k: (not k.retired, k.id)):
        if k.id not in taken:
            by_key[k.key, k.prints.form] = k
    pairs = ((f.note.key, by_key.get((f.note.key, f.prints.form))) for f in found)
    return {key: k for key, k in pairs if k and key not in partner}


def _without_followers(found: Sequence[Found], partner: Partners, collected: Collected) -> Partners:
    """Let those go whose key is on something else by now, and whose text under a new key.

    That is what renaming X to Y, and writing a new X, looks like: rule 2 finds Y, if it is alone.
    """
    new = {f.prints.body for f in found if f.note.key not in partner}
    doubts = [
        (f, k)
        for f in found
        if (k := partner.get(f.note.key)) and f.prints.body != k.prints.body
        if k.is_readable and k.prints.words >= LEAST_WORDS and k.prints.body in new
    ]
    old = collected.contents(frozenset(k.id for _, k in doubts)) if doubts else {}
    gone = {
        f.note.key
        for f, k in doubts
        if likeness(wording(f.note.content), wording(old[k.id])) < LEAST_ALIKE
    }
    return {key: k for key, k in partner.items() if key not in gone}


def _by_body(
    found: Sequence[Found], known: Sequence[Known], partner: Partners, collected: Collected
) -> Partners:
    """Rule 2, for the notes that rule 1 left over."""
    lost = _lost(known, partner)
    if not lost:
        return {}
    in_text = Counter(_print(f) for f in found)
    in_collection = Counter(_print(k) for k in lost)
    candidates = {_print(k): k for k in lost}
    ids = frozenset(k.id for k in known)
    elsewhere = collected.bodies(frozenset(k.prints.body for k in lost), ids)
    joined: Partners = {}
    for f in found:
        mark, k = _print(f), candidates.get(_print(f))
        unique = in_text[mark] == 1 == in_collection[mark] and f.prints.body not in elsewhere
        if k and unique and f.note.key not in partner:
            joined[f.note.key] = k
    return joined


def _in_place(
    found: Sequence[Found], known: Sequence[Known], partner: Partners, collected: Collected
) -> Partners:
    """Rule 3, for what the others left over."""
    pairs = [(f, k) for f, k in _replaced(found, known, partner) if _form(f) == _form(k)]
    if not pairs:
        return {}
    old = collected.contents(frozenset(k.id for _, k in pairs))
    return {
        f.note.key: k
        for f, k in pairs
        if likeness(wording(f.note.content), wording(old[k.id])) >= LEAST_ALIKE
    }


def _replaced(
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


def _lost(known: Iterable[Known], partner: Partners) -> list[Known]:
    taken = {k.id for k in partner.values()}
    return [k for k in known if k.id not in taken]


def _form(note: Found | Known) -> str:
    return note.prints.form


def _print(note: Found | Known) -> Hashable:
    """What must be unique about a note that is known by its body; a short one needs its heading."""
    heading = note.front if note.prints.words < LEAST_WORDS else ""
    return note.prints.form, note.prints.body, heading


def _change(found: Found, known: Known | None) -> Change:
    return Change(_verdict(found, known), found, known)


def _verdict(found: Found, known: Known | None) -> Verdict:
    if known is None:
        return Verdict.NEW
    if known.retired:
        return Verdict.RESTORED
    if found.note.key != known.key and found.front != known.front:
        return Verdict.RENAMED
    if found.prints.digest != known.prints.digest:
        return Verdict.CHANGED
    if (found.root, found.path) != (known.root, known.path):
        return Verdict.MOVED
    return Verdict.UNCHANGED if found.note.key == known.key else Verdict.RENAMED
