"""Study days: the day an instant belongs to, when the day turns over at night."""

from datetime import date, datetime, time, timedelta

EPOCH = date(1970, 1, 1)
MINUTE_MS, DAY_MS = 60_000, 86_400_000
"""The milliseconds of a minute, and of a day without a change of the clock."""
ROLLOVER_HOUR = 4
"""The local hour at which a study day begins, as in Anki."""


def study_day(moment: datetime, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """The study day of ``moment``, by the clock on its wall: days since 1970-01-01."""
    wall = moment.replace(tzinfo=None)
    return ((wall - timedelta(hours=rollover_hour)).date() - EPOCH).days


def date_of(day: int) -> date:
    """The calendar date on which a study day begins."""
    return EPOCH + timedelta(days=day)


def starts_at(day: int, rollover_hour: int = ROLLOVER_HOUR) -> datetime:
    """The wall-clock time (naive) at which a study day begins."""
    return datetime.combine(date_of(day), time(rollover_hour))


def milliseconds(moment: datetime) -> int:
    """An instant as UTC milliseconds, the form in which the log keeps it.

    >>> from datetime import timezone
    >>> milliseconds(datetime(1970, 1, 1, 0, 0, 1, 5000, tzinfo=timezone.utc))
    1005
    """
    return round(moment.timestamp() * 1000)
