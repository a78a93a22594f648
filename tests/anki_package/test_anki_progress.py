"""Progress as Anki keeps it: columns and rows, and real Ankis of every age in every zone."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.anki.days import DAY_SECONDS, Era
from flashcards.anki.note import ExportCard, Logged
from flashcards.anki.presets import Preset, preset_id
from flashcards.anki.progress import SUSPENDED, columns
from flashcards.anki.revlog import LogRow, RowType, log_rows
from flashcards.kinds import Kind, Origin, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay, Review
from flashcards.study.curve import DEFAULT_WEIGHTS
from tests.anki_package.samples import BORN

DAY = 20_778
ERA = Era(created=(DAY - 40) * DAY_SECONDS, minutes_west=0, rollover_hour=4)
PRESET = Preset(Kind.TERM, DEFAULT_WEIGHTS, 0.9, (600,), (600,), leech=8)
KNOWN = Learned(State.REVIEW, 0, 12.34567, 5.4321, DAY - 5, OnDay(DAY + 7), reps=4, lapses=1)
STEP_AT = BORN + 999


def card(memory: Memory, *log: Logged, suspended: bool = False) -> ExportCard:
    return ExportCard(7, 0, "answer", 3, suspended=suspended, memory=memory, log=log)


def row(
    type_: ReviewType,
    rating: Rating | None = None,
    left: float | None = 5.5,
    interval: int = 9,
    origin: Origin = Origin.TERMINAL,
) -> Logged:
    review = Review(BORN, 7, type_, rating, DAY, State.REVIEW, interval, 4_000, origin)
    return Logged(BORN, review, left)


# Columns -------------------------------------------------------------------------------


REVIEW = (2, 2, 47, 12, 2500, 4, 1, 0)
COLUMNS: list[tuple[Memory, tuple[int, ...]]] = [
    (New(), (0, 0, 3, 0, 0, 0, 0, 0)),
    (New(DAY + 1), (0, 0, 3, 0, 0, 0, 0, 0)),
    (KNOWN, REVIEW),
    (KNOWN._replace(due=OnDay(DAY - 50)), (2, 2, -10, 1, 2500, 4, 1, 0)),
    (KNOWN._replace(due=OnDay(2**40)), (2, 2, 2**31 - 1, 2**31 - 1, 2500, 4, 1, 0)),
    (KNOWN._replace(due=AtInstant(DAY * DAY_SECONDS * 1000)), (2, 2, 39, 4, 2500, 4, 1, 0)),
    (
        KNOWN._replace(state=State.LEARNING, due=AtInstant(STEP_AT)),
        (1, 1, BORN // 1000, 0, 0, 4, 1, 1),
    ),
    (
        KNOWN._replace(state=State.RELEARNING, due=AtInstant(STEP_AT)),
        (3, 1, BORN // 1000, 12, 2500, 4, 1, 1),
    ),
    (KNOWN._replace(reps=2**40, lapses=2**40), (2, 2, 47, 12, 2500, 2**31 - 1, 2**31 - 1, 0)),
    (KNOWN._replace(state=State.RELEARNING, due=OnDay(DAY)), (3, 3, 40, 12, 2500, 4, 1, 1)),
]


@pytest.mark.parametrize(("memory", "expected"), COLUMNS)
def test_a_memory_is_the_columns_of_a_card(memory: Memory, expected: tuple[int, ...]) -> None:
    assert columns(card(memory), PRESET, ERA)[:-1] == expected


def test_a_suspended_card_keeps_the_rest() -> None:
    assert columns(card(KNOWN, suspended=True), PRESET, ERA)[:-1] == (2, SUSPENDED, *REVIEW[2:])


def test_without_a_preset_a_card_is_new_and_nothing_more() -> None:
    assert columns(card(KNOWN, suspended=True), None, ERA) == (0, 0, 3, 0, 0, 0, 0, 0, "")


def test_the_data_of_a_card_is_rounded_as_anki_does() -> None:
    """The last answer counts; what came after it was practice, and a change by hand."""
    practised = row(ReviewType.PRACTICE, Rating.GOOD)._replace(id=BORN + 1)
    log = row(ReviewType.REVIEW, Rating.GOOD), practised, row(ReviewType.RESCHEDULE)
    data = columns(card(KNOWN, *log), PRESET, ERA).data
    assert data == (
        f'{{"pos": 3, "s": 12.3457, "d": 5.432, "dr": 0.9, "decay": 0.154, "lrt": {BORN // 1000}}}'
    )


@pytest.mark.parametrize(("west", "number"), [(480, 41), (0, 40), (-540, 40)])
def test_a_collection_began_on_the_date_its_own_clock_showed(west: int, number: int) -> None:
    """At midnight in Greenwich it is the day before in California."""
    assert Era((DAY - 40) * DAY_SECONDS, west, 4).number(DAY) == number


# The log -------------------------------------------------------------------------------

FACTOR = 600
ROWS = [
    (row(ReviewType.REVIEW, Rating.HARD), (2, 9, FACTOR, 4_000, RowType.REVIEW)),
    (
        row(ReviewType.RELEARN, Rating.AGAIN, interval=-600),
        (1, -600, FACTOR, 4_000, RowType.RELEARN),
    ),
    (row(ReviewType.PRACTICE, Rating.GOOD), (3, 2, 0, 4_000, RowType.FILTERED)),
    (row(ReviewType.FORGET, left=None), (0, 0, 0, 0, RowType.MANUAL)),
    (row(ReviewType.RESCHEDULE), (0, 9, FACTOR, 0, RowType.MANUAL)),
    (row(ReviewType.RESCHEDULE, origin=Origin.COMPUTED), (0, 9, FACTOR, 0, RowType.RESCHEDULED)),
]


@pytest.mark.parametrize(("logged", "expected"), ROWS)
def test_a_row_is_told_in_anki_s_words(logged: Logged, expected: tuple[int, ...]) -> None:
    first = row(ReviewType.LEARN, Rating.GOOD, interval=2)
    _, told = log_rows(card(KNOWN, first, logged))
    assert told.last_ivl == 2
    assert (told.ease, told.ivl, told.factor, told.time, told.type) == expected


def test_a_log_begins_with_the_first_answer_and_as_learning() -> None:
    """As it does again once the card is forgotten."""
    lined_up = row(ReviewType.RESCHEDULE, left=None, origin=Origin.COMPUTED)
    answer, forgotten = row(ReviewType.REVIEW, Rating.GOOD), row(ReviewType.FORGET, left=None)
    rows = list(log_rows(card(KNOWN, lined_up, answer, forgotten, lined_up, answer)))
    assert [told.type for told in rows] == [RowType.LEARN, RowType.MANUAL, RowType.LEARN]
    assert [told.last_ivl for told in rows] == [0, 9, 0]


def test_what_no_column_holds_is_brought_to_its_edge() -> None:
    logged = row(ReviewType.REVIEW, Rating.GOOD, interval=2**35)
    (told,) = log_rows(card(KNOWN, logged))
    assert told == LogRow(BORN, 7, 3, 2**31 - 1, 0, FACTOR, 4_000, RowType.LEARN)


# Presets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        replace(PRESET, retention=0.95),
        replace(PRESET, weights=(*DEFAULT_WEIGHTS[:-1], 0.2)),
        replace(PRESET, kind=Kind.SCENARIO),
        replace(PRESET, learning=()),
    ],
)
def test_other_parameters_are_another_preset(other: Preset) -> None:
    assert preset_id(other) != preset_id(PRESET) == preset_id(replace(PRESET))


# Real Ankis ----------------------------------------------------------------------------

ZONES = [("UTC+8", 480), ("UTC", 0), ("UTC-9", -540)]
"""Zones as the system names them, which counts to the west, and their minutes west."""


def carried(folder: Path, zone: str, *, cards: int, ages: tuple[int, ...], west: int) -> object:
    """What arrives on Ankis in a zone: they read it once, so each has a process of its own."""
    words = [folder, cards, west, ",".join(map(str, ages))]
    done = subprocess.run(
        [sys.executable, "-m", "tests.anki_package.zones", *map(str, words)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize(("zone", "west"), ZONES)
def test_cards_stay_due_on_their_days_on_a_phone_in_the_same_zone(
    tmp_path: Path, zone: str, west: int
) -> None:
    arrived = carried(tmp_path, zone, cards=100, ages=(40,), west=west)
    assert arrived == {"wrong": [], "west": west, "collections": 1}


@pytest.mark.slow
@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize("west", [480, 0, -540])
@pytest.mark.parametrize(("zone", "theirs"), ZONES)
def test_cards_stay_due_on_their_days_wherever_the_two_were_made(
    tmp_path: Path, zone: str, theirs: int, west: int
) -> None:
    """Ours and theirs made today, forty days ago, and eight years ago, in each zone."""
    arrived = carried(tmp_path, zone, cards=500, ages=(0, 40, 3_000), west=west)
    assert arrived == {"wrong": [], "west": theirs, "collections": 9}
