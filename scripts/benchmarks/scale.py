"""What a big collection costs beside a small one, with the same work for today in both."""

import shutil
import sqlite3
import sys
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

from benchmarks import building
from benchmarks.building import Size, build
from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import Program

SMALL = Size(cards=1_000, reviews=10_000)
BAR = 1.3


def scale(folder: Path, cache: Path | None, size: Size, rounds: int) -> list[Figure]:
    """The commands that programs call most, as whole processes."""
    small = Program(folder, _collection(folder, cache, SMALL))
    big = Program(folder, _collection(folder, cache, size))
    first = {program: _answer(program) for program in (small, big)}
    taken = in_turns(
        {
            "due": partial(small.seconds, "due"),
            "due, big": partial(big.seconds, "due"),
            "next": partial(small.seconds, "next"),
            "next, big": partial(big.seconds, "next"),
            "answer": partial(_answer, small),
            "answer, big": partial(_answer, big),
        },
        rounds,
    )
    figures = [
        ratio(f"{word}, big to small", taken[f"{word}, big"], taken[word], rounds, BAR)
        for word in ("due", "next", "answer")
    ]
    note = f"with its backup; small {first[small]:.2f} s"
    return [*figures, Figure("first answer of a day, big", first[big], "s", 1, note=note)]


def _answer(program: Program) -> float:
    """How long it takes to answer the next card, once its name is known."""
    name = program.call("next").split("\t")[0]
    return program.seconds("answer", name, "good")


def _collection(folder: Path, cache: Path | None, size: Size) -> Path:
    """A collection that may be written to; from the cache, where there is one."""
    shipped = Program(folder, folder / "shipped.db")
    name = f"{size.cards}-{size.reviews}-{_fingerprint(shipped)}.db"
    path = (cache or folder) / name
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        began = perf_counter()
        build(draft, size, shipped)
        draft.rename(path)
        facts = f"{path.stat().st_size / 1e6:.0f} MB, in {perf_counter() - began:.0f} s"
        print(f"Built {size.cards:,} cards and {size.reviews:,} reviews: {facts}", file=sys.stderr)
    return Path(shutil.copy(path, folder / name)) if cache else path


def _fingerprint(shipped: Program) -> str:
    """What a cached collection depends on: the schema, and how it is filled."""
    connection = sqlite3.connect(shipped.collection)
    schema = str(connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall())
    connection.close()
    text = schema.encode() + Path(building.__file__).read_bytes()
    return blake2b(text, digest_size=4).hexdigest()
