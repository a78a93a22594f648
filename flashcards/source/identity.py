"""Which note of the text is which note of the collection, so that no edit loses a review.

Rules, first hit wins: (1) the same key, live or retired, unless the text that it had stands under
a new key, and something else under its own; (2) a key that a note had before which lost its own,
where half of the words are the same; (3) the same body, of at least five words or else under the
same heading, when one note that lost its key and one without a key share it, and no other note has
it; (4) in place: between the same two notes of a file one note is gone and one has come, and half
of their words are the same, in the same order. The rest is new or retired. Likeness by a score is
no rule: on contrast cards it joins the wrong notes.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Protocol

from flashcards.change import Change, Found, Known, Verdict
from flashcards.source.likeness import is_alike
from flashcards.source.neighbours import Partners, replaced

LEAST_WORDS = 5
"""A shorter body, such as "Yes.", says too little about which note it belongs to."""


class Collected(Protocol):
    """What matching asks of the collection."""

    def bodies(self, wanted: frozenset[bytes], but: frozenset[int]) -> set[bytes]:
        """Which of the wanted bodies live notes have, other than the notes ``but``."""

    def contents(self, notes: frozenset[int]) -> Mapping[int, str]:
        """The texts of notes, as JSON."""

    def former_keys(self, notes: frozenset[int]) -> Mapping[str, frozenset[int]]:
        """Which of some notes had each key before."""


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
    partner = _by_key(found, known)
    partner = _without_followers(found, known, partner, collected)
    partner = _given(found, known, partner, given or {})
    partner |= _by_former_key(found, known, partner, collected)
    partner |= _by_body(found, known, partner, collected)
    partner |= _in_place(found, known, partner, collected)
    taken = _taken(partner)
    changes = [_change(f, partner.get(f.note.key)) for f in found]
    gone = (k for k in known if k.id not in taken and not k.retired)
    return (*changes, *(Change(Verdict.RETIRED, None, k) for k in gone))


def _given(
    found: Iterable[Found], known: Iterable[Known], partner: Partners, given: Mapping[str, int]
) -> Partners:
    """What a person says goes before all that a rule says."""
    keys, by_id = {f.note.key for f in found}, {k.id: k for k in known}
    said = {key: by_id[id_] for key, id_ in given.items() if key in keys and id_ in by_id}
    others = {key: k for key, k in partner.items() if k.id not in _taken(said)}
    return others | said


def _by_key(found: Sequence[Found], known: Iterable[Known]) -> Partners:
    """Rule 1. A note never changes its form.

    A live note goes before a retired one; of several retired ones the one whose text it is, or else
    the one that was there last.
    """
    by_key: dict[tuple[str, str], list[Known]] = {}
    for k in known:
        by_key.setdefault((k.key, k.prints.form), []).append(k)
    return {
        f.note.key: max(same, key=lambda k: (not k.retired, _says(f, k), k.retired_at, k.id))
        for f in found
        if (same := by_key.get((f.note.key, _form(f))))
    }


def _says(found: Found, known: Known) -> bool:
    return found.prints.body == known.prints.body


def _without_followers(
    found: Sequence[Found], known: Sequence[Known], partner: Partners, collected: Collected
) -> Partners:
    """Let those go whose key is on something else by now.

    Their text stands under a new key, as when X is renamed to Y and a new X is written; or the text
    under their key is that of a note which just lost its own. Rule 3 finds each that is alone.
    """
    new = {(_form(f), f.prints.body) for f in found if f.note.key not in partner}
    taken = _taken(partner)
    lost = {(_form(k), k.prints.body) for k in known if not k.retired and k.id not in taken}
    doubts = [
        (f, k)
        for f in found
        if (k := partner.get(f.note.key)) and k.is_readable and not _says(f, k)
        if (k.prints.words >= LEAST_WORDS and (_form(k), k.prints.body) in new)
        or (f.prints.words >= LEAST_WORDS and (_form(f), f.prints.body) in lost)
    ]
    old = collected.contents(frozenset(k.id for _, k in doubts)) if doubts else {}
    gone = {f.note.key for f, k in doubts if not is_alike(f, old[k.id])}
    return {key: k for key, k in partner.items() if key not in gone}


def _by_former_key(
    found: Sequence[Found], known: Sequence[Known], partner: Partners, collected: Collected
) -> Partners:
    """Rule 2: an old name that was written again, as ``compile --pin`` does."""
    lost = {k.id: k for k in _lost(known, partner) if not k.retired and k.is_readable}
    former = collected.former_keys(frozenset(lost)) if lost else {}
    free = [f for f in found if f.note.key not in partner]
    pairs = [
        (f, lost[id_])
        for f in free
        for id_ in former.get(f.note.key, ())
        if _form(f) == _form(lost[id_])
    ]
    old = collected.contents(frozenset(k.id for _, k in pairs)) if pairs else {}
    alike = [(f, k) for f, k in pairs if _says(f, k) or is_alike(f, old[k.id])]
    times = Counter(k.id for _, k in alike) + Counter(f.note.key for f, _ in alike)
    return {f.note.key: k for f, k in alike if times[k.id] == times[f.note.key] == 1}


def _by_body(
    found: Sequence[Found], known: Sequence[Known], partner: Partners, collected: Collected
) -> Partners:
    """Rule 3, for what the others left over."""
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
    """Rule 4, for what the others left over."""
    pairs = [(f, k) for f, k in replaced(found, known, partner) if _form(f) == _form(k)]
    if not pairs:
        return {}
    old = collected.contents(frozenset(k.id for _, k in pairs))
    return {f.note.key: k for f, k in pairs if is_alike(f, old[k.id])}


def _lost(known: Iterable[Known], partner: Partners) -> list[Known]:
    taken = _taken(partner)
    return [k for k in known if k.id not in taken]


def _taken(partner: Partners) -> set[int]:
    return {k.id for k in partner.values()}


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
