"""How long an export for Anki takes, beside plain genanki, which only writes.

Once as whole processes: ours reads the collection, turns memories and the log into what Anki
knows, and writes; the other one reads the same rows as they were written. And once the writing
alone, from what lies in memory; ours turns texts into HTML, deflates the file and syncs it.
"""

import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

from benchmarks import plain_genanki
from benchmarks.building import Size, build
from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import Program, seconds
from flashcards.anki.package import write_package
from flashcards.collection.connection import open_collection
from flashcards.collection.exports import outgoing
from flashcards.collection.filters import Filter
from flashcards.session.packing import era, pack
from flashcards.workers import without_collector

SIZE = Size(cards=13_800, reviews=50_000)
"""The shipped decks twelve times: ten thousand notes."""
BAR = 2


def exporting(folder: Path, rounds: int) -> list[Figure]:
    """An export of ten thousand notes with fifty thousand answers."""
    ours = Program(folder, folder / "export.db")
    build(ours.collection, SIZE, Program(folder, folder / "shipped.db"))
    package, rows = folder / "ours.apkg", folder / "collection.anki2"
    ours.call("export", str(package))
    with ZipFile(package) as archive:
        rows.write_bytes(archive.read(rows.name))
    taken = in_turns(_runs(folder, ours, package, rows), rounds)
    return [
        ratio(f"{name}, to plain genanki", taken[f"ours, {how}"], taken[how], rounds, BAR)
        for name, how in (("10,000 notes", "whole"), ("the file alone", "writing"))
    ]


def _runs(folder: Path, ours: Program, package: Path, rows: Path) -> dict[str, Callable[[], float]]:
    theirs = str(folder / "theirs.apkg")
    words = (sys.executable, "-W", "ignore", "-P", "-m", "benchmarks.plain_genanki")
    with open_collection(ours.collection) as collection:
        notes = pack(collection, outgoing(collection, Filter()), {}, scheduling=True)
        began = era(collection)
    read = plain_genanki.read(str(rows))
    tempfile.tempdir = str(folder)  # it leaves a copy of its database there
    return {
        "ours, whole": partial(ours.seconds, "export", str(package)),
        "whole": partial(seconds, (*words, str(rows), theirs), folder),
        "ours, writing": partial(_timed, partial(write_package, package, notes, began)),
        "writing": partial(_timed, partial(plain_genanki.write, read, theirs)),
    }


def _timed(work: Callable[[], object]) -> float:
    with without_collector(), warnings.catch_warnings(action="ignore"):
        began = perf_counter()
        work()
        return perf_counter() - began
