"""Which note of the text is which note of the collection, so that no edit loses a review.

Rules, first hit wins: (1) the same key, live or retired; (2) the same body of at least five
words, when exactly one note that lost its key and one note without a key share it. The rest is
new or retired. Likeness by a score is no rule: on contrast cards it joins the wrong notes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from flashcards.card import Note, Scenario, Sequence, Term
from flashcards.change import Change, Found, Known, Prints, Verdict
from flashcards.text import plain, plain_text
from flashcards.tree import encode

LEAST_WORDS = 5
"""A shorter body, such as "Yes.", says too little about which note it belongs to."""


def prints(note: Note) -> Prints:
    """The fingerprints of a note."""
    words = _body(note).casefold().split()
    return Prints(
        form=type(note.content).__name__.lower(),
        digest=_digest(encode(note.replaced(key="", path="", line=0, anki=""))),
        body=_digest(" ".join(words)),
        words=len(words),
    )


def match(found: Iterable[Found], known: Iterable[Known]) -> tuple[Change, ...]:
    """One change for every note found, in their order, then one for every note that is gone."""
    found, known = tuple(found), tuple(known)
    partner = _by_key(found, known)
    partner |= _by_body(found, known, partner)
    taken = {k.id for k in partner.values()}
    changes = [_change(f, partner.get(f.note.key)) for f in found]
    gone = (k for k in known if k.id not in taken and not k.retired)
    return (*changes, *(Change(Verdict.RETIRED, None, k) for k in gone))


def _by_key(found: Iterable[Found], known: Iterable[Known]) -> dict[str, Known]:
    """Rule 1. A live note goes before a retired one; a note never changes its form."""
    by_key: dict[tuple[str, str], Known] = {}
    for k in sorted(known, key=lambda k: (not k.retired, k.id)):
        by_key[k.key, k.prints.form] = k
    pairs = ((f.note.key, by_key.get((f.note.key, f.prints.form))) for f in found)
    return {key: k for key, k in pairs if k}


def _by_body(
    found: Iterable[Found], known: Iterable[Known], partner: Mapping[str, Known]
) -> dict[str, Known]:
    """Rule 2, for the notes that rule 1 left over."""
    taken = {k.id for k in partner.values()}
    in_text = Counter(f.prints.body for f in found)
    lost = [k for k in known if k.id not in taken]
    in_collection = Counter(k.prints.body for k in lost)
    candidates = {k.prints.body: k for k in lost}
    joined: dict[str, Known] = {}
    for f in found:
        k = candidates.get(f.prints.body)
        unique = in_text[f.prints.body] == 1 == in_collection[f.prints.body]
        enough = f.prints.words >= LEAST_WORDS and k is not None
        if enough and unique and f.note.key not in partner and k and _same_form(f, k):
            joined[f.note.key] = k
    return joined


def _same_form(found: Found, known: Known) -> bool:
    return found.prints.form == known.prints.form


def _change(found: Found, known: Known | None) -> Change:
    return Change(_verdict(found, known), found, known)


def _verdict(found: Found, known: Known | None) -> Verdict:
    if known is None:
        return Verdict.NEW
    if known.retired:
        return Verdict.RESTORED
    if found.note.key != known.key and found.note.front != known.front:
        return Verdict.RENAMED
    if found.prints.digest != known.prints.digest:
        return Verdict.CHANGED
    if (found.root, found.note.path) != (known.root, known.path):
        return Verdict.MOVED
    return Verdict.UNCHANGED if found.note.key == known.key else Verdict.RENAMED


def _body(note: Note) -> str:
    match note.content:
        case Term(answer=answer) | Sequence(answer=answer):
            return plain_text(answer)
        case Scenario(prompt=prompt) as scenario:
            points = (plain(point.line) for point in scenario.points)
            return "\n".join((plain_text(prompt), *points))


def _digest(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=16).digest()
