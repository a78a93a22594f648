"""Study days: from four in the morning to four in the morning, by the clock on the wall."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.days import date_of, milliseconds, starts_at, study_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-21T04:00:00+00:00", "2026-11-21"),
        ("2026-11-21T23:59:59+00:00", "2026-11-21"),
        ("2026-11-22T00:20:00+00:00", "2026-11-21"),
        ("2026-11-22T03:59:59.999999+00:00", "2026-11-21"),
        ("2026-11-22T04:00:00+00:00", "2026-11-22"),
        ("2027-01-01T02:00:00+00:00", "2026-12-31"),
        ("2028-02-29T03:00:00+00:00", "2028-02-28"),
        ("1970-01-01T03:00:00+00:00", "1969-12-31"),
    ],
)
def test_a_study_day_begins_at_four(moment: str, day: str) -> None:
    assert date_of(study_day(datetime.fromisoformat(moment))) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("rollover", "day"), [(0, "2026-11-21"), (4, "2026-11-21"), (9, "2026-11-20")]
)
def test_the_hour_can_be_another(rollover: int, day: str) -> None:
    moment = datetime(2026, 11, 21, 8, 59, tzinfo=UTC)
    assert date_of(study_day(moment, rollover)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("place", "offset", "day"),
    [
        ("Los Angeles", -8, "2026-11-20"),
        ("London", 0, "2026-11-21"),
        ("Tokyo", 9, "2026-11-21"),
        ("Kiritimati", 14, "2026-11-21"),
    ],
)
def test_the_day_is_that_of_the_place(place: str, offset: int, day: str) -> None:
    """One instant, 11:00 UTC, is before four in the morning in Los Angeles."""
    instant = datetime(2026, 11, 21, 11, tzinfo=UTC)
    local = instant.astimezone(timezone(timedelta(hours=offset), place))
    assert date_of(study_day(local)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29T01:59:00+01:00", "2026-03-28"),
        ("2026-03-29T03:00:00+02:00", "2026-03-28"),
        ("2026-03-29T03:59:00+02:00", "2026-03-28"),
        ("2026-03-29T04:00:00+02:00", "2026-03-29"),
        ("2026-10-25T02:30:00+02:00", "2026-10-24"),
        ("2026-10-25T02:30:00+01:00", "2026-10-24"),
        ("2026-10-25T03:59:00+01:00", "2026-10-24"),
        ("2026-10-25T04:00:00+01:00", "2026-10-25"),
    ],
)
def test_the_day_begins_at_four_when_clocks_change(moment: str, day: str) -> None:
    """Berlin: the night of 29 March lacks an hour, that of 25 October has one twice."""
    assert date_of(study_day(datetime.fromisoformat(moment))) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("change", "before", "after", "hours"),
    [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 1, 2, 23),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), 2, 1, 25),
    ],
)
def test_no_day_is_lost_when_clocks_change(
    change: datetime, before: int, after: int, hours: int
) -> None:
    """Half hour by half hour through the change, days follow one another."""
    start = datetime(change.year, change.month, change.day - 3, tzinfo=UTC)
    instants = [start + timedelta(minutes=30 * n) for n in range(6 * 48)]
    days = [
        study_day(i.astimezone(timezone(timedelta(hours=before if i < change else after))))
        for i in instants
    ]
    assert days == sorted(days)
    assert set(days) == set(range(days[0], days[-1] + 1))
    assert days.count(study_day(change)) == 2 * hours


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)), st.integers(0, 23))  # noqa: DTZ001
def test_a_day_begins_where_it_says(wall: datetime, rollover: int) -> None:
    day = study_day(wall, rollover)
    assert starts_at(day, rollover) <= wall < starts_at(day + 1, rollover)
    assert starts_at(day, rollover).date() == date_of(day)


@given(st.integers(0, 4_102_444_800_000))
def test_instants_keep_their_millisecond(ms: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    assert milliseconds(moment) == ms
    assert milliseconds(moment.astimezone(timezone(timedelta(hours=5, minutes=45)))) == ms
