"""The end of a sitting: what was answered, what was missed, what tomorrow brings."""

from collections import Counter

from flashcards.app import Moment
from flashcards.collection import today
from flashcards.collection.cards import note_of
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind, Rating
from flashcards.session.sitting import Sitting
from flashcards.session.workload import about, in_words, tomorrow
from flashcards.study.pool import Limits
from flashcards.terminal.clean import clean
from flashcards.terminal.width import spread, wrap
from flashcards.terminal.words import count, day_title

MINUTE_MS = 60_000
_LABEL = 12
_MOST_MISSED = 5


def summary(sitting: Sitting, began: Moment) -> list[str]:
    """The screen at the end of a sitting that began at a moment."""
    now, look = sitting.now(), sitting.look
    rows = today.answered_since(sitting.collection, began.ms)
    if not rows:
        return ["", "No card was answered." if look.plain else "  No card was answered.", ""]
    minutes = max(1, round((now.ms - began.ms) / MINUTE_MS))
    right = f"{count(len({row.card for row in rows}), 'card')} {look.dot} {minutes} min"
    title = spread(look.bold(day_title(now.day)), right, look.edge - 2)
    told = [
        *_line(sitting, "Reviews", _reviews(rows)),
        *_line(sitting, "New", _new(rows)),
        *_line(sitting, "Missed", _missed(sitting, rows)),
        *_line(sitting, "Tomorrow", _tomorrow(sitting, now)),
    ]
    undo = f"All saved. Undo the last answer: {look.bold(sitting.app.program + ' undo')}"
    if look.plain:
        return [f"{day_title(now.day)}. {right}.", *told, undo]
    return ["", *(f"  {line}" for line in title), "", *told, "", f"  {undo}", ""]


def _line(sitting: Sitting, label: str, text: str) -> list[str]:
    if not text:
        return []
    if sitting.look.plain:
        return [f"{label}. {text}."]
    return wrap(text, sitting.look.edge, f"  {label:<{_LABEL}}", " " * (_LABEL + 2))


def _reviews(rows: list[today.Answered]) -> str:
    new = {row.card for row in rows if row.introduces}
    old = [row for row in rows if row.card not in new]
    if not old:
        return ""
    first = {row.card: row for row in reversed(old)}.values()
    recalled = sum(row.rating is not Rating.AGAIN for row in first)
    return f"{len(first)}, recalled {recalled} ({100 * recalled // len(first)}%)"


def _new(rows: list[today.Answered]) -> str:
    kinds = Counter(row.kind for row in rows if row.introduces)
    parts = (count(kinds[kind], kind.value) for kind in Kind if kinds[kind])
    return " and ".join(parts)


def _missed(sitting: Sitting, rows: list[today.Answered]) -> str:
    times = Counter(row.card for row in rows if row.rating is Rating.AGAIN)
    told = []
    for card, number in times.most_common(_MOST_MISSED):
        front = clean(note_of(sitting.collection, card).front)
        told.append(front if number == 1 else f"{front} ({number} times)")
    more = len(times) - len(told)
    return f" {sitting.look.dot} ".join([*told, *([f"{more} more"] if more else [])])


def _tomorrow(sitting: Sitting, now: Moment) -> str:
    queue = sitting.dealer.queue(tomorrow(now), Filter(), Limits())
    left = in_words(queue, sitting.look.dot)
    return f"{left} {sitting.look.dot} {about(queue)}" if left else ""
