"""Measure the speed of the program, and compare it with the bars.

start    the help, the count and the first card, beside a Python that does nothing
loop     from a rating to the next card
scale    a collection of a million cards beside one of a thousand
anki     an export of ten thousand notes with their log, beside plain genanki
import   the same back from Anki, beside a bare read of its tables
compile  ten thousand notes, all of them new, none changed, and one file of a hundred changed

What is compared is measured in turns, in one run, and medians are given. The exit code is 1
where a bar is missed.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.building import Size
from benchmarks.compiling import compiling
from benchmarks.exporting import exporting
from benchmarks.importing import importing
from benchmarks.loop import loop
from benchmarks.measuring import Figure, print_table
from benchmarks.program import Program
from benchmarks.scale import scale
from benchmarks.start import start

PARTS = ("start", "loop", "anki", "import", "compile", "scale")


def main() -> int:
    """Measure what was asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="flashcards-benchmark-") as name:
        folder = Path(name)
        Program(folder, folder / "shipped.db").call("compile")
        size = Size(options.cards, options.reviews)
        parts: dict[str, Callable[[], list[Figure]]] = {
            "start": lambda: start(folder, options.rounds),
            "loop": lambda: loop(folder, options.rounds),
            "anki": lambda: exporting(folder, options.rounds),
            "import": lambda: importing(folder, options.rounds),
            "compile": lambda: compiling(folder, options.rounds),
            "scale": lambda: scale(folder, options.cache, size, options.rounds),
        }
        chosen = parts if options.part == "all" else [options.part]
        found = [_measured(part, parts[part]) for part in chosen]
    missed = any(figure.is_over for figures in found for figure in figures)
    return 1 if missed and not options.report_only else 0


def _measured(part: str, measure: Callable[[], list[Figure]]) -> list[Figure]:
    figures = measure()
    print_table(part, figures)
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmark",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", default="all", choices=(*PARTS, "all"))
    parser.add_argument("--report-only", action="store_true", help="end with 0 in any case")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each measurement")
    parser.add_argument("--cards", type=int, default=1_000_000, help="of the big collection")
    parser.add_argument("--reviews", type=int, default=10_000_000, help="of the big collection")
    parser.add_argument(
        "--cache", type=Path, help="a folder that keeps the built collections for the next run"
    )
    options = parser.parse_args()
    if options.cache:
        options.cache.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    sys.exit(main())
