"""The end of a sitting: what was answered, what was missed, what tomorrow brings."""

from collections import Counter

from flashcards.app import Moment
from flashcards.collection import today
from flashcards.collection.cards import card, note_of
from flashcards.collection.filters import Filter
from flashcards.collection.log import memory
from flashcards.counting import count, percent
from flashcards.days import MINUTE_MS
from flashcards.kinds import Kind, Rating
from flashcards.memory import Learned
from flashcards.session.dealing import Dealer
from flashcards.session.limits import limits
from flashcards.session.parameters import in_force
from flashcards.session.sitting import Sitting
from flashcards.session.workload import about, in_words, tomorrow
from flashcards.study.leech import is_leech
from flashcards.terminal.clean import clean
from flashcards.terminal.facts import fact_lines
from flashcards.terminal.width import spread, wrap
from flashcards.terminal.words import day_title

_MOST_MISSED = 5


def summary(sitting: Sitting, began: Moment, roles: tuple[str, ...] = ()) -> list[str]:
    """The screen at the end of a sitting for some roles (none: all) that began at a moment."""
    now, look = sitting.now(), sitting.look
    rows = today.answered_since(sitting.collection, began.ms)
    practised = today.practised_since(sitting.collection, began.ms)
    if not (rows or practised):
        return ["", "No card was answered." if look.plain else "  No card was answered.", ""]
    minutes = max(1, round(sitting.desk.spent() / MINUTE_MS))
    cards = {row.card for row in (*rows, *practised)}
    right = f"{count(len(cards), 'card')} {look.dot} {minutes} min"
    title = spread(look.bold(day_title(now.day)), right, look.edge - 2)
    facts = (
        ("Reviews", _reviews(rows, _aims(sitting))),
        ("New", _new(rows)),
        ("Practice", _practice(practised)),
        ("Missed", _missed(sitting, [*rows, *practised])),
        ("Leeches", _leeches(sitting)),
        ("Suspended", _suspended(sitting)),
        ("Tomorrow", _tomorrow(sitting, now, roles)),
    )
    told = [line for label, text in facts for line in fact_lines(look, label, text)]
    undo = f"All saved. Undo the last answer: {look.bold(sitting.app.program + ' undo')}"
    if look.plain:
        return [f"{day_title(now.day)}. {right}.", *told, undo]
    return [
        "",
        *(f"  {line}" for line in title),
        "",
        *told,
        "",
        *wrap(undo, look.edge, "  ", "  "),
        "",
    ]


def _aims(sitting: Sitting) -> dict[Kind, float]:
    """The share of answers that ought to be recalled, for each kind."""
    held = in_force(sitting.collection)
    return {kind: held[kind].parameters.retention for kind in Kind}


def _reviews(rows: list[today.Answered], aims: dict[Kind, float]) -> str:
    new = {row.card for row in rows if row.introduces}
    first = _first_answers([row for row in rows if row.card not in new])
    if not first:
        return ""
    aim = sum(aims[row.kind] for row in first) / len(first)
    return f"{len(first)}, {_recalled(first)}, aim {round(100 * aim)}%)"


def _practice(rows: list[today.Answered]) -> str:
    first = _first_answers(rows)
    return f"{len(first)}, {_recalled(first)}); no due date moved" if first else ""


def _first_answers(rows: list[today.Answered]) -> list[today.Answered]:
    """The first answer to each card: a second one in a row says little."""
    return list({row.card: row for row in reversed(rows)}.values())


def _recalled(rows: list[today.Answered]) -> str:
    recalled = sum(row.rating is not Rating.AGAIN for row in rows)
    return f"recalled {recalled} ({percent(recalled, len(rows))}%"


def _leeches(sitting: Sitting) -> str:
    """The cards that this sitting made leeches of, but for answers that were taken back."""
    known = [
        (note_of(sitting.collection, each), memory(sitting.collection, each))
        for each in sorted(sitting.leeches)
    ]
    told = [
        clean(note.front)
        for note, held in known
        if isinstance(held, Learned) and is_leech(note.kind, held.lapses)
    ]
    named = f" {sitting.look.dot} ".join(told)
    edit = f"{sitting.app.program} edit"
    return f"{named}: missed so often that the text should change ({edit})" if told else ""


def _suspended(sitting: Sitting) -> str:
    still = sum(card(sitting.collection, each).suspended for each in sitting.suspended)
    return count(still, "card") if still else ""


def _new(rows: list[today.Answered]) -> str:
    kinds = Counter(row.kind for row in rows if row.introduces)
    parts = (count(kinds[kind], kind.value) for kind in Kind if kinds[kind])
    return " and ".join(parts)


def _missed(sitting: Sitting, rows: list[today.Answered]) -> str:
    times = Counter(row.card for row in rows if row.rating is Rating.AGAIN)
    told = []
    for missed, number in times.most_common(_MOST_MISSED):
        front = clean(note_of(sitting.collection, missed).front)
        told.append(front if number == 1 else f"{front} ({number} times)")
    more = len(times) - len(told)
    return f" {sitting.look.dot} ".join([*told, *([f"{more} more"] if more else [])])


def _tomorrow(sitting: Sitting, now: Moment, roles: tuple[str, ...]) -> str:
    held = limits(sitting.app.preferences)
    queue = Dealer(sitting.collection).queue(tomorrow(now), Filter(roles), held)
    left = in_words(queue, sitting.look.dot)
    return f"{left} {sitting.look.dot} {about(queue)}" if left else ""
