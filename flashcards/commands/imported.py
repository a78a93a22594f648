"""What an import says: the answers that came, those that did not, and news from the phone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from flashcards.app import App, Moment
from flashcards.collection.connection import Collection
from flashcards.collection.naming import card_name
from flashcards.commands.options import choose_or_default
from flashcards.compiler.places import file_of
from flashcards.counting import count, percent
from flashcards.days import date_of, local_time
from flashcards.exchange.phone import Unused
from flashcards.journal import Entry
from flashcards.kinds import Rating, ReviewType
from flashcards.session.dealing import Dealer
from flashcards.session.edits import Edit, edited_notes
from flashcards.session.limits import limits
from flashcards.session.merging import Merged
from flashcards.session.phone import Told
from flashcards.session.workload import about, in_words
from flashcards.terminal.words import on_date, place

_ROOM = 54
"""Columns for names, beside what is said of them and how many more there are."""


def as_json(done: Merged, told: Told | None, edits: Sequence[Edit]) -> dict[str, object]:
    """An import for programs; of a package also what was done there to notes and cards."""
    taken = {
        "reviews": done.reviews,
        "added": len(done.new),
        "known": done.known,
        "unmatched": len(done.unmatched),
        "notes": done.notes,
        "undone": done.undone,
        "unmatched_keys": _keys(done.unmatched),
    }
    return taken | (_phone_json(told, edits) if told else {})


def journal_lines(app: App, done: Merged, file: Path, *, is_phone: bool) -> Iterator[str]:
    """What came, and what did not."""
    answers = [entry for entry in done.new if entry.rating and entry.undone is None]
    if answers:
        known = f"{done.known} known already"
        yield from answer_lines(app, answers, str(file), known, with_times=is_phone)
    elif done.new:
        yield f"{count(len(done.new), 'row')} of the log from {file}"
    else:
        yield f"Nothing new in {file}: {count(done.known, 'row')} of the log known already."
    if done.undone:
        yield f"  Undone   {count(done.undone, 'answer')} known here, taken back elsewhere"
    if done.unmatched:
        keys = _keys(done.unmatched)
        yield f"  Left out {count(len(done.unmatched), 'row')} of cards not here: {listed(keys)}"
        yield f"           Compile their deck ({app.program} compile PATH), then import again."


def answer_lines(
    app: App, answers: Sequence[Entry], source: str, *facts: str, with_times: bool
) -> Iterator[str]:
    """Answers that came: when they were given, how they went, and what was missed."""
    when = _span(answers, with_times=with_times)
    yield f"{count(len(answers), 'answer')} of {when}, from {source}"
    yield "  " + f" {app.look.dot} ".join((*_facts(answers), *facts))
    missed = list(dict.fromkeys(e.key for e in answers if e.rating is Rating.AGAIN))
    if missed:
        yield f"  Missed   {listed(missed)}"


def phone_lines(app: App, told: Told, edits: Sequence[Edit], file: Path) -> Iterator[str]:
    """What was done on the phone beside answering: nothing of it changes anything here."""
    if senseless := told.unused.get(Unused.SENSELESS):
        yield f"  Left out {count(senseless, 'row')} that nothing can be made of"
    if moved := told.unused.get(Unused.MOVED):
        yield f"  Left out {count(moved, 'row')} that only moved a due date there"
    if edits:
        notes = count(len(edited_notes(edits)), "note")
        yield f"  Edited   {notes}: {app.program} import {file} --show-edits"
    for what, names in (("suspended", _suspended(told)), ("flagged", _flagged(told))):
        if names:
            yield f"  There    {len(names)} {what}: {listed(names)}"
    if tagged := _tagged(told):
        tags = sorted({tag for tags in tagged.values() for tag in tags})
        notes = count(len(tagged), "note")
        yield f"  There    {notes} tagged {listed(tags)}; later exports keep the tags"


def diffs(edits: Iterable[Edit]) -> Iterator[str]:
    """The edits as changes to the files of the decks."""
    for edit in edits:
        path = place(file_of(edit.note.root, edit.note.path))
        yield from edit.diff(f"{path}:{edit.note.line}")


def today_line(app: App, collection: Collection, now: Moment) -> str:
    """What is left of today, after what has come."""
    chosen = choose_or_default(app, collection)
    left = Dealer(collection).queue(now, chosen, limits(app.preferences))
    today = in_words(left, app.look.dot)
    return f"  Today    {today} left here, {about(left)}" if today else "  Today    nothing left"


def _phone_json(told: Told, edits: Sequence[Edit]) -> dict[str, object]:
    return {
        "senseless": told.unused.get(Unused.SENSELESS, 0),
        "moved": told.unused.get(Unused.MOVED, 0),
        "edited": list(edited_notes(edits)),
        "suspended": _suspended(told),
        "flagged": _flagged(told),
        "tagged": _tagged(told),
    }


def _suspended(told: Told) -> list[str]:
    """The cards that are suspended there and not here."""
    return sorted(
        card_name(place.key, place.face)
        for card, place in told.cards
        if card.suspended and not place.suspended
    )


def _flagged(told: Told) -> list[str]:
    return sorted(card_name(place.key, place.face) for card, place in told.cards if card.flag)


def _tagged(told: Told) -> dict[str, list[str]]:
    """The tags of the phone's own, by the keys of their notes."""
    keys = {place.note: place.key for _, place in told.cards}
    return {keys[note]: sorted(tags) for note, tags in told.tags().items() if tags}


def _facts(answers: Sequence[Entry]) -> Iterator[str]:
    reviews = [entry for entry in answers if entry.type is ReviewType.REVIEW]
    if reviews:
        recalled = sum(entry.rating is not Rating.AGAIN for entry in reviews)
        yield f"{count(len(reviews), 'review')} ({percent(recalled, len(reviews))}% recalled)"
    if len(answers) > len(reviews):
        yield f"{len(answers) - len(reviews)} new or in steps"


def _span(answers: Sequence[Entry], *, with_times: bool) -> str:
    """The study days of answers, from the first to the last; of a single day also the times."""
    days = [entry.study_day for entry in answers]
    first, last = date_of(min(days)), date_of(max(days))
    dates = " to ".join(dict.fromkeys(on_date(day, last) for day in (first, last)))
    if first != last or not with_times:
        return dates
    instants = [entry.id for entry in answers]
    times = (f"{local_time(at):%H:%M}" for at in (min(instants), max(instants)))
    return f"{dates}, {' to '.join(dict.fromkeys(times))}"


def _keys(entries: Iterable[Entry]) -> list[str]:
    return sorted({entry.key for entry in entries})


def listed(names: Sequence[str]) -> str:
    """As many names as a line has room for, and how many more there are."""
    ends = accumulate(len(name) + 2 for name in names)
    room = max(1, sum(end <= _ROOM for end in ends))
    more = f" and {len(names) - room} more" if len(names) > room else ""
    return ", ".join(names[:room]) + more
