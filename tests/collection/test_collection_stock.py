"""Backups by their names alone: which are there, and which of them are kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.stock import (
    DAYS,
    MONTHS,
    WEEKS,
    Backup,
    backups,
    folder_of,
    place,
    surplus,
)

COLLECTION = Path("/data/collection.db")
TODAY = date(2026, 11, 21)


def backup(day: date, time: str = "", before: int | None = None) -> Backup:
    return Backup(day, time, before, place(COLLECTION, day, time, before))


days = st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago))
times = st.sampled_from(["", "080000", "213000"])
stocks = st.sets(st.builds(backup, days, times, st.sampled_from([None, None, None, 2])), min_size=1)


@given(stocks)
def test_the_newest_is_always_kept(stock: set[Backup]) -> None:
    newest = max(stock, key=_age)
    kept = stock - set(surplus(list(stock)))
    assert {backup for backup in stock if backup.day == newest.day} <= kept


@given(stocks, st.data())
def test_the_one_just_made_is_kept_whatever_its_day(
    stock: set[Backup], data: st.DataObject
) -> None:
    made = data.draw(st.sampled_from(sorted(stock, key=_age)))
    assert made not in surplus(list(stock), made.path)


@given(stocks)
def test_the_newest_of_each_day_week_and_month_is_kept(stock: set[Backup]) -> None:
    kept = stock - set(surplus(list(stock)))
    for number, spans in (
        (DAYS, {b.day for b in stock}),
        (WEEKS, {b.day.isocalendar()[:2] for b in stock}),
        (MONTHS, {(b.day.year, b.day.month) for b in stock}),
    ):
        for span in sorted(spans)[-number:]:
            assert max((b for b in stock if span in _spans(b)), key=_age) in kept


def _age(backup: Backup) -> tuple[date, str, int]:
    return backup.age


def _spans(backup: Backup) -> tuple[object, ...]:
    return backup.day, backup.day.isocalendar()[:2], (backup.day.year, backup.day.month)


@given(stocks)
def test_no_more_are_kept_than_there_are_spans(stock: set[Backup]) -> None:
    """But for those of the newest day, and those that were made before a migration."""
    last = max(stock, key=_age).day
    kept = stock - set(surplus(list(stock)))
    assert len([b for b in kept if not b.before and b.day != last]) <= DAYS + WEEKS + MONTHS


@given(stocks)
def test_what_a_migration_left_behind_is_kept_for_the_months(stock: set[Backup]) -> None:
    months = sorted({(b.day.year, b.day.month) for b in stock})[-MONTHS:]
    gone = surplus(list(stock))
    assert not [b for b in gone if b.before and (b.day.year, b.day.month) in months]


@given(stocks)
def test_to_thin_twice_takes_no_more(stock: set[Backup]) -> None:
    kept = stock - set(surplus(list(stock)))
    assert surplus(list(kept)) == []


def test_a_year_of_days_leaves_a_handful() -> None:
    stock: list[Backup] = []
    for ago in range(365, -1, -1):
        stock.append(backup(TODAY - timedelta(days=ago)))
        gone = surplus(stock)
        stock = [backup for backup in stock if backup not in gone]
    assert [f"{backup.day:%d.%m.}" for backup in sorted(stock, key=_age, reverse=True)] == [
        *("21.11.", "20.11.", "19.11.", "18.11.", "17.11.", "16.11.", "15.11."),
        *("08.11.", "01.11."),
        *("31.10.", "30.09.", "31.08.", "31.07.", "30.06.", "31.05.", "30.04.", "31.03."),
        *("28.02.", "31.01.", "31.12."),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "collection-2026-11-21.db",
        "collection-2026-11-21-213000.db",
        "collection-2026-11-21-213000-before-v2.db",
    ],
)
def test_a_name_tells_what_a_backup_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / "collection.db"
    folder_of(path).mkdir()
    (folder_of(path) / name).touch()
    (found,) = backups(path)
    assert place(path, found.day, found.time, found.before) == found.path
    assert found.path.name == name


@pytest.mark.parametrize(
    "name",
    [
        "other-2026-11-21.db",
        "collection-2026-13-21.db",
        "collection-2026-11-21.db-journal",
        ".collection-2026-11-21.db.new-00",
        "collection-notes-2026-11-21.db",
        "notes.txt",
    ],
)
def test_other_files_are_passed_over(tmp_path: Path, name: str) -> None:
    """So they are never thinned out."""
    path = tmp_path / "collection.db"
    folder_of(path).mkdir()
    (folder_of(path) / name).touch()
    assert backups(path) == []


def test_later_backups_come_first(tmp_path: Path) -> None:
    path = tmp_path / "collection.db"
    folder_of(path).mkdir()
    expected = [
        place(path, TODAY, "213000"),
        place(path, TODAY),
        place(path, TODAY - timedelta(days=1), "235959"),
    ]
    for each in reversed(expected):
        each.touch()
    assert [backup.path for backup in backups(path)] == expected


NEIGHBOURS = ["x", "x.db", "x.sqlite", "x.db.db", "collection.db", "collection"]


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_collections_in_one_folder_share_no_backups(tmp_path: Path, name: str) -> None:
    """Whatever the end of their names."""
    (tmp_path / "backups").mkdir()
    for each in NEIGHBOURS:
        place(tmp_path / each, TODAY).touch()
        place(tmp_path / each, TODAY, "213000", 2).touch()
    assert len(list((tmp_path / "backups").iterdir())) == 2 * len(NEIGHBOURS)
    assert [backup.path for backup in backups(tmp_path / name)] == [
        place(tmp_path / name, TODAY, "213000", 2),
        place(tmp_path / name, TODAY),
    ]
