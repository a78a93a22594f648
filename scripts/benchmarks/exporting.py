"""How long an export for Anki takes, beside plain genanki, which only writes.

Both are whole processes. Ours reads the collection, turns texts into HTML and memories into what
Anki knows, and writes; the other one reads the same rows as they were written, and writes them.
"""

import sys
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from benchmarks.building import Size, build
from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import Program, seconds

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
    theirs = (sys.executable, "-W", "ignore", "-P", "-m", "benchmarks.plain_genanki", str(rows))
    taken = in_turns(
        {
            "export": partial(ours.seconds, "export", str(package)),
            "genanki": partial(seconds, (*theirs, str(folder / "theirs.apkg")), folder),
        },
        rounds,
    )
    name = "10,000 notes, to plain genanki"
    return [ratio(name, taken["export"], taken["genanki"], rounds, BAR)]
