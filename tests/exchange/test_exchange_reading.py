"""The log as text: what is written is read, and what makes no sense is refused at its line."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from flashcards.errors import BadRequest
from flashcards.exchange.fields import LONGEST_LINE
from flashcards.exchange.reading import read_lines
from flashcards.exchange.writing import write_lines
from flashcards.journal import Attempt, Entry, Journal, Mark
from flashcards.kinds import Origin, Rating, ReviewType, State, Step

DAY = 20_700
NOON = DAY * 86_400_000 + 43_200_000
HEADER = {"flashcards": "reviews", "version": 1, "rollover_hour": 4}
ROW: dict[str, Any] = {
    "guid": "fc-a",
    "key": "deck/a",
    "face": "answer",
    "id": NOON,
    "type": "review",
    "rating": 3,
    "study_day": DAY,
    "state": "review",
    "interval": 9,
    "duration_ms": 4000,
    "origin": "terminal",
    "follows": 2,
}
ATTEMPT: dict[str, Any] = {"seconds": {"ask": 60}, "hint": False, "marks": []}
MARK = {"step": "ask", "text": "Asks", "must": True, "hit": False}


def read(*rows: object) -> Journal:
    return read_lines("r.jsonl", (json.dumps(row).encode() + b"\n" for row in rows))


def entry(number: int, **values: Any) -> Entry:
    plain = Entry(
        *(number, "fc-a", "deck/a", "case", NOON, ReviewType.REVIEW, Rating.HARD, DAY),
        *(State.REVIEW, 4, 61_000, Origin.TERMINAL, 3),
    )
    return plain._replace(**values)


def test_a_journal_comes_back_as_it_was_written() -> None:
    marks = (Mark(Step.ASK, "Asks „why“\u2028", must=True, hit=False),)
    case = entry(2, attempt=Attempt({"ask": 61}, hint=True, answer="So:\n1", marks=marks))
    moved = {"type": ReviewType.RESCHEDULE, "rating": None, "origin": Origin.COMPUTED}
    step = entry(3, face="ask", id=NOON + 1, cause=2, undone=NOON + 9, follows=None, **moved)
    journal = Journal(4, (case, step))
    lines = "".join(write_lines(journal)).encode().split(b"\n")
    assert read_lines("r.jsonl", (line + b"\n" for line in lines if line)) == journal


def test_what_caused_a_row_is_known_among_equals() -> None:
    """Two machines answered one case in the same millisecond, and each lined up a step."""
    cases = [entry(n, rating=rating) for n, rating in ((2, Rating.AGAIN), (3, Rating.HARD))]
    moved = {"type": ReviewType.RESCHEDULE, "rating": None, "origin": Origin.COMPUTED}
    steps = [entry(n + 2, face="ask", id=NOON + 1, cause=n, **moved) for n in (2, 3)]
    lines = list(write_lines(Journal(4, (*cases, *steps))))
    found = read_lines("r.jsonl", (line.encode() for line in lines)).entries
    causes = {row.cause for row in found if row.cause}
    assert {row.rating for row in found if row.number in causes} == {Rating.AGAIN, Rating.HARD}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ROW.items() if key != name}


ABSURD = [
    (ROW | {"rating": 7}, "rating '7' is none of 1, 2, 3, 4"),
    (ROW | {"rating": True}, "rating 'True' is none of 1, 2, 3, 4"),
    (ROW | {"duration_ms": -1}, "duration_ms '-1' is no whole number from 0"),
    (ROW | {"duration_ms": 1.5}, "duration_ms '1.5' is no whole number"),
    (ROW | {"id": 0}, "id '0' is no whole number from 1"),
    (ROW | {"id": 10**18}, "id '1000000000000000000' is no whole number"),
    (ROW | {"study_day": DAY + 3}, "study_day is 3 days from the day of its id"),
    (ROW | {"study_day": DAY - 3}, "study_day is 3 days from the day of its id"),
    (ROW | {"state": "asleep"}, "state 'asleep' is none of new, learning, review, relearning"),
    (ROW | {"state": "new"}, "a card that was answered is not new"),
    (ROW | {"type": "reschedule"}, "a row of type reschedule has no rating"),
    (without("rating"), "a row of type review has a rating"),
    (without("guid"), "guid is missing"),
    (ROW | {"guid": 5}, "guid '5' is no text"),
    (ROW | {"key": "\ud800"}, "is broken text"),
    (ROW | {"key": "k" * 1_000_001}, "has more than 1000000 characters"),
    (ROW | {"mood": "fine"}, "'mood' is no field of a log"),
    (ROW | {"cause": 5}, "cause '5' is no object"),
    (ROW | {"cause": {"guid": "fc-a", "face": "case", "id": 5}}, "what caused this row is not in"),
    (ROW | {"cause": {"guid": "fc-a", "face": "answer", "id": NOON}}, "what caused this row"),
    (ROW | {"attempt": []}, "attempt is no object"),
    (ROW | {"attempt": ATTEMPT | {"seconds": {"nap": 1}}}, "'nap' is no field"),
    (ROW | {"attempt": ATTEMPT | {"marks": [1]}}, "a mark is no object"),
    (ROW | {"attempt": ATTEMPT | {"marks": [MARK | {"hit": 1}]}}, "hit '1' is neither true nor"),
    (5, "this is no object of JSON"),
    (HEADER, "guid is missing"),
]


@pytest.mark.parametrize(("row", "sentence"), ABSURD, ids=lambda value: str(value)[:40])
def test_a_row_that_makes_no_sense_is_refused_at_its_line(row: object, sentence: str) -> None:
    earlier = ROW | {"id": NOON - 5000}
    with pytest.raises(BadRequest) as fault:
        read(HEADER, earlier, row)
    assert str(fault.value).startswith("r.jsonl:3: ")
    assert sentence in str(fault.value)
    assert str(fault.value).endswith("Nothing was changed.")


FILES = [
    (b"", "this file is empty"),
    (b"\n", "this file is empty"),
    (b"hello\n", "this is not JSON"),
    (b"\xff\xfe\n", "this is not UTF-8"),
    (b"[" * 50_000, "this is not JSON"),
    (b"9" * 10_000, "this is not JSON"),
    (b"{}\n", "this is no log of flashcards"),
    (b'{"flashcards": "notes"}\n', "this is no log of flashcards"),
    (b'{"flashcards": "reviews", "version": 2}', "was written by a newer version"),
    (b'{"flashcards": "reviews", "version": "1"}', "the version is no number from 1 to 1"),
    (b'{"flashcards": "reviews", "version": 1}', "rollover_hour is missing"),
    (b"x" * (LONGEST_LINE + 1), "the line is longer than 16000000 bytes"),
]


@pytest.mark.parametrize(("data", "sentence"), FILES, ids=lambda value: str(value)[:30])
def test_what_is_no_log_is_refused_at_its_first_line(data: bytes, sentence: str) -> None:
    with pytest.raises(BadRequest, match=r"r\.jsonl:1: ") as fault:
        read_lines("r.jsonl", [data] if data else [])
    assert sentence in str(fault.value)


def test_reading_stops_at_the_first_fault() -> None:
    """A file of a hundred megabytes is not read to its end to be refused."""

    def lines() -> Iterator[bytes]:
        yield json.dumps(HEADER).encode()
        yield b"nonsense"
        pytest.fail("it read on")

    with pytest.raises(BadRequest, match=r"r\.jsonl:2: this is not JSON"):
        read_lines("r.jsonl", lines())


def test_an_answer_by_a_clock_that_was_set_back_is_no_fault() -> None:
    """Its instant was put behind the last one of its card, its day was what the clock said."""
    late = ROW | {"id": NOON + 1, "study_day": DAY - 400}
    assert len(read(HEADER, ROW, late).entries) == 2


def test_what_is_written_is_read_however_long_it_is() -> None:
    """A heading, and so a key and the name of a card, may be as long as a paragraph."""
    marks = tuple(Mark(Step.ASK, "„" * 60_000 + str(n), must=True, hit=True) for n in range(9))
    long = entry(
        2,
        key="deck/" + "k" * 64_000,
        face="f" * 64_000,
        attempt=Attempt({"ask": 1}, hint=False, answer='"\n' * 500_000, marks=marks),
    )
    lines = list(write_lines(Journal(4, (long,))))
    assert read_lines("r.jsonl", (line.encode() for line in lines)).entries == (long,)


@pytest.mark.slow
def test_a_log_may_have_any_number_of_rows() -> None:
    """A learner of fifty years has a million."""
    rows = (ROW | {"id": NOON + number} for number in range(1_000_001))
    lines = (json.dumps(row).encode() for row in chain([HEADER], rows))
    assert len(read_lines("r.jsonl", lines).entries) == 1_000_001


def test_lines_may_come_in_any_order() -> None:
    """Two logs that git has merged line by line are a log."""
    later, earlier = ROW | {"id": NOON + 1, "study_day": DAY - 400}, ROW
    assert [row.number for row in read(HEADER, later, earlier).entries] == [2, 3]
