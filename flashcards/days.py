"""Study days: the day an instant belongs to, when the day turns over at night."""

from datetime import UTC, date, datetime, time, timedelta

EPOCH = date(1970, 1, 1)
MINUTE_MS, DAY_MS = 60_000, 86_400_000
"""The milliseconds of a minute, and of a day without a change of the clock."""
LAST_INSTANT = 253_402_300_799_999
"""The end of the year 9999, in UTC ms."""
FIRST_DAY, LAST_DAY = (date.min - EPOCH).days, (date.max - EPOCH).days
"""The study days that have a date: a log or a memory from elsewhere may name any other."""
ROLLOVER_HOUR = 4
"""The local hour at which a study day begins, as in Anki."""


def study_day(moment: datetime, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """The study day of ``moment``, by the clock on its wall: days since 1970-01-01."""
    wall = moment.replace(tzinfo=None)
    return ((wall - timedelta(hours=rollover_hour)).date() - EPOCH).days


def local_time(instant: int) -> datetime:
    """What the clock on the wall showed at an instant (UTC ms), summer time as it was then."""
    return utc_time(instant).astimezone()


def date_of(day: int) -> date:
    """The calendar date on which a study day begins; its first or last one where there is none.

    >>> date_of(20778), date_of(10**9)
    (datetime.date(2026, 11, 21), datetime.date(9999, 12, 31))
    """
    return EPOCH + timedelta(days=min(max(day, FIRST_DAY), LAST_DAY))


def utc_time(instant: int) -> datetime:
    """An instant in UTC; one that no calendar has is the nearest that every zone has a time for.

    >>> utc_time(1005).isoformat(), utc_time(10**18).isoformat()
    ('1970-01-01T00:00:01.005000+00:00', '9999-12-30T23:59:59.999000+00:00')
    """
    earliest = FIRST_DAY * DAY_MS + DAY_MS
    held = min(max(instant, earliest), LAST_INSTANT - DAY_MS)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=held)


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
