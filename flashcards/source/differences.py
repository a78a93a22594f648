"""What an edit changed about a note, and which gone note a new one may be."""

from collections.abc import Iterator, Sequence

from flashcards.card import Content, decode_content
from flashcards.change import Change, Filed, Found, Known, Verdict
from flashcards.source.identity import Collected
from flashcards.source.likeness import LEAST_ALIKE, likeness, wording

_MOST_PAIRS = 2_000
"""More than anybody would join by hand; each is compared word by word."""


def differences(old: Filed, new: Found) -> tuple[str, ...]:
    """What a learner finds changed, in a word each."""
    note = new.note
    fields = (
        ("section", old.section, note.section),
        ("source", old.source, note.source),
        ("area", old.areas, note.areas),
        ("roles", old.roles, note.roles),
        ("draft", old.draft, note.draft),
    )
    before, now = decode_content(old.content), decode_content(note.content)
    around = (name for name, was, is_ in fields if was != is_)
    return tuple(dict.fromkeys((*_contents(before, now), *around)))


def _contents(before: Content, now: Content) -> Iterator[str]:
    for name in now.fields:
        if getattr(before, name, None) != getattr(now, name):
            yield _WORDS.get(name, name)


_WORDS = {
    "name": "heading",
    "items": "answer",
    "parts": "points",
    "follow_ups": "follow-ups",
    "model_answer": "model answer",
}


def resembling(
    changes: Sequence[Change], known: Sequence[Known], collected: Collected
) -> tuple[tuple[Known, tuple[Found, ...]], ...]:
    """The gone notes with answers that new ones resemble, each with these, the likest first.

    No rule joins them: only a person knows which note it is.
    """
    new = [c.found for c in changes if c.verdict is Verdict.NEW and c.found]
    if not new:
        return ()
    taken = {c.known.id for c in changes if c.found and c.known}
    gone = [k for k in known if k.reviews and k.is_readable and k.id not in taken]
    gone = sorted(gone, key=lambda k: -k.reviews)[: _MOST_PAIRS // len(new)]
    old = collected.contents(frozenset(k.id for k in gone))
    words = [(f, wording(f.note.content)) for f in new] if gone else []
    pairs = ((k, _near(wording(old[k.id]), k.prints.form, words)) for k in gone)
    return tuple((k, near) for k, near in pairs if near)


def _near(
    was: Sequence[str], form: str, new: Sequence[tuple[Found, Sequence[str]]]
) -> tuple[Found, ...]:
    """The new notes of a form that have enough words of a text, the likest first."""
    alike = [(likeness(was, words), f) for f, words in new if f.prints.form == form]
    near = [(ratio, f) for ratio, f in alike if ratio >= LEAST_ALIKE]
    return tuple(f for _, f in sorted(near, key=lambda each: -each[0]))
