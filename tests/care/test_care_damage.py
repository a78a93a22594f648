# ruff: noqa: S311, S608 - chance has a seed; statements are put together from our own constants
"""Rows that make no sense: the doctor names them, and no command ends in a traceback."""

import random  # noqa: TID251 - with a seed, for choosing what to spoil
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.conftest import Run

KEY = "craft/second-step"


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "collection.db"


@pytest.fixture
def answered(run: Run, _kept: Path) -> Run:
    """A term and a case were answered; the decks are compiled and the case's step is lined up."""
    if not _kept.exists():
        run.ok("compile")
        run.ok("answer", KEY, "good")
        run.ok("answer", "models/novels", "hard", "--missed", "1")
        run.collection.replace(_kept)
    run.collection.parent.mkdir(exist_ok=True)
    shutil.copy(_kept, run.collection)
    return run


def spoil(path: Path, sql: str, *values: object) -> None:
    """Change what the rules of the tables forbid."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("PRAGMA foreign_keys = OFF")
        if values:
            other.execute(sql, values)
        else:
            other.executescript(sql)
        other.commit()


NOTE = f"(SELECT id FROM note WHERE key = '{KEY}')"
CARD = f"(SELECT id FROM card WHERE note = {NOTE})"
ROW = f"(SELECT id FROM review WHERE card = {CARD})"
LOST_CARD = f"DELETE FROM card WHERE id = {CARD}"
LOST_NOTE = f"DELETE FROM note WHERE id = {NOTE}"
NO_JSON = f"UPDATE note SET content = '{{' WHERE id = {NOTE}"
OTHER_NODE = f"""UPDATE note SET content = '{{"is": "Words", "text": "a"}}' WHERE id = {NOTE}"""
NO_STATE = f"UPDATE review SET state = 'zz' WHERE id = {ROW}"
NO_TYPE = f"UPDATE review SET type = 'zz' WHERE id = {ROW}"
NO_RATING = f"UPDATE review SET rating = NULL WHERE id = {ROW}"
FAR_DAY = f"UPDATE review SET study_day = 9000000000 WHERE id = {ROW}"
FAR_DUE = f"UPDATE memory SET due_day = 9000000000 WHERE card = {CARD}"
NO_STABILITY = f"UPDATE memory SET stability = NULL WHERE card = {CARD}"
TWO_KEYS = f"DROP INDEX live_key; UPDATE note SET key = '{KEY}' WHERE key = 'craft/clarifying'"
NO_WEIGHTS = "INSERT INTO parameters VALUES (5, 'term', 1, 'FSRS-6', '{', 0.9)"
TWO_WEIGHTS = "INSERT INTO parameters VALUES (5, 'term', 1, 'FSRS-6', '[1, 2]', 0.9)"
ZEROS = f"INSERT INTO parameters VALUES (5, 'term', 1, 'FSRS-6', '{[0] * 21}', 0.9)"
NO_HOUR = "UPDATE setting SET value = 'x' WHERE name = 'rollover_hour'"
HOUR_99 = "UPDATE setting SET value = '99' WHERE name = 'rollover_hour'"
NO_CREATION = "UPDATE setting SET value = '{' WHERE name = 'anki_created'"
NO_SECONDS = "UPDATE attempt SET seconds = '{'"
NO_AREAS = "UPDATE root SET vocabulary = '[]'"
LOST_ROOT = "UPDATE deck SET root = 9"
NO_TABLE = "DROP TABLE memory"
NO_TEXT = f"UPDATE note SET section = CAST(x'ff' AS TEXT) WHERE id = {NOTE}"

DAMAGES = [
    (LOST_CARD, "doctor", 12, "A row of table review points to a row of card that is gone."),
    (LOST_CARD, "doctor --full", 12, "A row of table memory points to a row of card that is"),
    (LOST_CARD, "doctor --repair", 12, "A row of table review points to a row of card"),
    (LOST_CARD, f"show {KEY}", 0, "say what you take for granted"),
    (LOST_CARD, "undo", 0, ""),
    (LOST_NOTE, "doctor --full", 12, "A row of table card points to a row of note that is gone."),
    (LOST_NOTE, "status", 0, "Today"),
    (NO_JSON, "doctor --full", 12, f"The text of {KEY} cannot be read; doctor --repair lets"),
    (NO_JSON, f"show {KEY}", 12, "of table note cannot be read; flashcards doctor says more."),
    (NO_JSON, "search ask", 0, ""),
    (OTHER_NODE, f"show {KEY}", 12, "of table note cannot be read"),
    (NO_STATE, "doctor", 12, "CHECK constraint failed in review"),
    (NO_STATE, "doctor --full", 12, "of table review cannot be read."),
    (NO_STATE, "doctor --repair", 12, "of table review cannot be read."),
    (NO_STATE, "export log.jsonl", 12, "of table review cannot be read; flashcards doctor"),
    (NO_STATE, "export cards.apkg", 12, "of table review cannot be read; flashcards doctor"),
    (NO_STATE, "export cards.apkg --no-scheduling", 12, "of table review cannot be read"),
    (NO_TYPE, "doctor --full", 12, "of table review cannot be read."),
    (NO_TYPE, "export log.jsonl", 12, "of table review cannot be read"),
    (NO_RATING, "doctor --repair", 12, "of table review cannot be read."),
    (NO_RATING, "export log.jsonl", 12, "of table review cannot be read"),
    (FAR_DAY, "doctor", 12, "of table review has a study day later than its instant."),
    (FAR_DAY, "doctor --full", 12, "has a study day later than its instant."),
    (FAR_DAY, "status", 0, "Today"),
    (FAR_DUE, "export cards.apkg", 0, "with your "),
    (FAR_DUE, "doctor --repair", 0, "all is well"),
    (NO_STABILITY, "doctor --full", 12, f"What is remembered of {KEY}#answer is not what"),
    (NO_STABILITY, "doctor --repair", 12, "is damaged (CHECK constraint failed in memory)."),
    (NO_STABILITY, f"show {KEY}", 12, "of table memory cannot be read"),
    (NO_STABILITY, "export cards.apkg", 12, "of table memory cannot be read"),
    (TWO_KEYS, "doctor", 12, "The index live_key is missing."),
    (TWO_KEYS, "doctor --repair", 12, "The rest cannot be mended; a backup may be whole"),
    (NO_WEIGHTS, "doctor", 12, "Row 5 of table parameters cannot be read."),
    (NO_WEIGHTS, "doctor --full", 12, "Nothing was replayed without parameters."),
    (NO_WEIGHTS, "status", 12, "Row 5 of table parameters cannot be read; flashcards doctor"),
    (NO_WEIGHTS, "undo", 12, "Row 5 of table parameters cannot be read"),
    (NO_WEIGHTS, "export cards.apkg", 12, "Row 5 of table parameters cannot be read"),
    (TWO_WEIGHTS, "doctor", 12, "Row 5 of table parameters cannot be read."),
    (TWO_WEIGHTS, "next", 12, "Row 5 of table parameters cannot be read"),
    (ZEROS, "doctor --full", 12, "Row 5 of table parameters cannot be read."),
    (ZEROS, "status", 12, "Row 5 of table parameters cannot be read"),
    (NO_HOUR, "doctor", 12, "Row rollover_hour of table setting cannot be read."),
    (NO_HOUR, "doctor --repair", 12, "Nothing was mended: Row rollover_hour of table setting"),
    (NO_HOUR, "status", 12, "Row rollover_hour of table setting cannot be read; flashcards"),
    (HOUR_99, "doctor", 12, "Row rollover_hour of table setting cannot be read."),
    (HOUR_99, "due", 12, "Row rollover_hour of table setting cannot be read"),
    (NO_CREATION, "doctor", 12, "Row anki_created of table setting cannot be read."),
    (NO_CREATION, "export cards.apkg", 12, "Row anki_created of table setting cannot be read"),
    (NO_SECONDS, "export log.jsonl", 12, "the seconds of row "),
    (NO_AREAS, "doctor", 12, "Row 1 of table root cannot be read."),
    (NO_AREAS, "roles", 12, "Row 1 of table root cannot be read; flashcards doctor"),
    (LOST_ROOT, "status", 0, "of table deck cannot be read; flashcards doctor says more."),
    (LOST_ROOT, "doctor --repair", 12, "A row of table deck points to a row of root that is gone."),
    (NO_TABLE, "doctor --repair", 12, "The table memory is missing."),
    (NO_TEXT, f"show {KEY}", 12, "is damaged (Could not decode to UTF-8"),
    (NO_TEXT, "doctor --full", 12, "Could not decode to UTF-8 column 'section'"),
]


@pytest.mark.parametrize(("sql", "command", "code", "sentence"), DAMAGES)
def test_damage_ends_in_a_sentence(
    answered: Run, sql: str, command: str, code: int, sentence: str
) -> None:
    """Each damage, a command, its exit code and what it says."""
    spoil(answered.collection, sql)
    done = answered(*command.split())
    assert done.code == code, done.stdout + done.stderr
    assert sentence in " ".join((done.stdout + done.stderr).split())


def test_a_text_that_cannot_be_read_is_compiled_again(answered: Run) -> None:
    """After a repair, for which the file with the text is all that is needed."""
    spoil(answered.collection, NO_JSON)
    assert "1 text will be written again by: compile" in answered("doctor", "--repair").stderr
    answered.ok("compile")
    answered.ok("doctor", "--full")
    assert "say what you take for granted" in answered.ok("show", KEY).stdout


def test_one_broken_row_hides_no_other_finding(answered: Run) -> None:
    spoil(answered.collection, f"{NO_STATE}; UPDATE memory SET due_day = due_day + 1")
    found = answered("doctor", "--full").stdout
    assert "of table review cannot be read." in found
    assert "What is remembered of models/novels#case is not what its log says." in found


# Anything anywhere ---------------------------------------------------------------------

ODD = (None, "", "x", "9", "{", "[]", "[1, 2]", "null", -1, 0, 2**31, 2**62, 1e308, b"\x00")
COMMANDS = (
    ("doctor",),
    ("doctor", "--full"),
    ("status",),
    ("show", KEY),
    ("next",),
    ("answer", "models/filter", "good"),
    ("undo",),
    ("undo",),
    ("export", "log.jsonl"),
    ("export", "cards.apkg"),
    ("doctor", "--repair", "--yes"),
    ("doctor", "--full"),
)


def _columns(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as other:
        for (table,) in other.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '~_%' ESCAPE '~'"
            " AND name NOT LIKE 'sqlite%' ORDER BY name"
        ).fetchall():
            if other.execute(f"SELECT 1 FROM {table}").fetchone():
                for row in other.execute(f"PRAGMA table_info({table})").fetchall():
                    yield table, row[1]


def _put_anything(path: Path, chance: random.Random) -> str:
    """One odd value into any column of any row; where the file takes it, what was done."""
    table, column = chance.choice(list(_columns(path)))
    value = chance.choice(ODD)
    with closing(sqlite3.connect(path)) as other:
        rows = other.execute(f"SELECT {_key(other, table)} FROM {table}").fetchall()
        key = _key(other, table)
    (row,) = chance.choice(rows)
    with suppress(sqlite3.IntegrityError):
        spoil(path, f"UPDATE {table} SET {column} = ? WHERE {key} = ?", value, row)
        return f"{table}.{column} = {value!r} where {key} = {row!r}"
    return ""


def _key(other: sqlite3.Connection, table: str) -> str:
    """The first column of the primary key."""
    return str(next(r[1] for r in other.execute(f"PRAGMA table_info({table})") if r[5] == 1))


def _try_anything(run: Run, seed: int) -> None:
    chance, done, whole = random.Random(seed), "", run.collection.read_bytes()
    while not done:
        run.collection.write_bytes(whole)
        done = _put_anything(run.collection, chance)
    for words in COMMANDS:
        try:
            run(*words)
        except Exception as error:  # any at all is what is looked for
            error.add_note(f"{done}: {' '.join(words)}")
            raise
    run.collection.write_bytes(whole)


def test_no_value_ends_in_a_traceback(answered: Run) -> None:
    """Whatever stands in whatever column: each command ends with a sentence, if with anything."""
    for seed in range(6):
        _try_anything(answered, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_no_value_of_many_ends_in_a_traceback(answered: Run, seed: int) -> None:
    _try_anything(answered, seed)
