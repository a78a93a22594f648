"""How long an import from Anki takes, beside a program that only reads the tables of the package.

The other program unpacks the file and fetches the rows of notes, cards and log; ours finds each in
the collection, and appends and replays what is new. Once nothing is new, as when a phone has been
imported before, and once everything, as on a new computer.
"""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.building import Size, build
from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import Program, seconds

SIZE = Size(cards=13_800, reviews=50_000)
"""Ten thousand notes."""
BAR = 3
BARE = """
import io, sqlite3, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as package, open(sys.argv[2], "wb") as file:
    file.write(package.read("collection.anki2"))
database = sqlite3.connect(sys.argv[2])
for table in ("notes", "cards", "revlog"):
    database.execute("SELECT * FROM " + table).fetchall()
"""


def importing(folder: Path, rounds: int) -> list[Figure]:
    """An import of ten thousand notes with fifty thousand answers."""
    known = Program(folder, folder / "known.db")
    build(known.collection, SIZE, Program(folder, folder / "shipped.db"))
    package = folder / "phone.apkg"
    known.call("export", str(package))
    taken = in_turns(_runs(folder, known, package), rounds)
    return [
        ratio("nothing new, to a bare read", taken["known"], taken["bare"], rounds, BAR),
        ratio("all of it new, to a bare read", taken["new"], taken["bare"], rounds),
    ]


def _runs(folder: Path, known: Program, package: Path) -> dict[str, Callable[[], float]]:
    blank = folder / "blank.db"
    shutil.copy(known.collection, blank)
    _forget(blank)
    bare = (sys.executable, "-P", "-c", BARE, str(package), str(folder / "tables"))
    return {
        "known": partial(known.seconds, "import", str(package)),
        "new": partial(_afresh, folder, blank, package),
        "bare": partial(seconds, bare, folder),
    }


def _afresh(folder: Path, blank: Path, package: Path) -> float:
    new = Program(folder, folder / "new.db")
    shutil.copy(blank, new.collection)
    return new.seconds("import", str(package))


def _forget(collection: Path) -> None:
    """Leave the text and no answer."""
    with closing(sqlite3.connect(collection)) as database:
        database.executescript(
            "DELETE FROM memory; DELETE FROM tick; DELETE FROM attempt; DELETE FROM review"
        )
