"""How things are said: cards, dates, intervals and states in the user's words."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from flashcards.days import date_of, utc_time
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay

MINUTE, HOUR = 60, 3600
MONTH, YEAR = 30.4375, 365.25
"""Average lengths in days, for intervals that are only meant to be read."""
_LONGEST_DAYS, _LONGEST_MONTHS = 60, 24


def interval(days_or_seconds: int) -> str:
    """An interval, in days when > 0 and in seconds when < 0, as short as a button.

    >>> [interval(n) for n in (-600, -5400, 2, 75, 1000, 36500)]
    ['10 min', '1.5 h', '2 d', '2.5 mo', '2.7 y', '100 y']
    """
    if days_or_seconds < 0:
        seconds = -days_or_seconds
        return f"{-(-seconds // MINUTE)} min" if seconds < HOUR else f"{_short(seconds / HOUR)} h"
    if days_or_seconds < _LONGEST_DAYS:
        return f"{days_or_seconds} d"
    months = days_or_seconds / MONTH
    if months < _LONGEST_MONTHS:
        return f"{_short(months)} mo"
    return f"{_short(days_or_seconds / YEAR)} y"


def _short(number: float) -> str:
    """Two digits, or more where they all stand before the point."""
    return f"{number:.2g}" if number < 99 else f"{number:.0f}"  # noqa: PLR2004 - two digits


def on_date(day: date, today: date) -> str:
    """A date, with its year where that is not this one.

    >>> on_date(date(2026, 11, 21), date(2026, 1, 1))
    'Sat 21 Nov'
    """
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def day_title(day: int) -> str:
    """A study day as a heading."""
    return on_date(date_of(day), date_of(day))


def due(memory: Memory, day: int) -> str:
    """When a card is due, seen from a study day."""
    match memory:
        case New(day=None):
            return "new"
        case New(day=int(due_day)) | Learned(due=OnDay(due_day)):
            return on_date(date_of(due_day), date_of(day))
        case _:
            return "in some minutes"


def due_json(memory: Memory) -> str | None:
    """When a card is due, for programs: a date, an instant (UTC) for a step, None while new."""
    match memory:
        case New(day=int(due_day)) | Learned(due=OnDay(due_day)):
            return date_of(due_day).isoformat()
        case Learned(due=AtInstant(ms)):
            return utc_time(ms).isoformat(timespec="seconds")
        case _:
            return None


def instant_json(ms: int) -> str:
    """An instant (UTC ms) for programs, to the millisecond."""
    return utc_time(ms).isoformat(timespec="milliseconds")


def place(path: Path) -> str:
    """A path as a person writes it: with ~ for home."""
    with suppress(RuntimeError, ValueError):  # no home, or not in it
        return f"~/{path.relative_to(Path.home())}"
    return str(path)


# Not strftime: the screens are in English whatever the locale.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
