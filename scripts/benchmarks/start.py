"""How long a start takes, beside a Python that does nothing."""

from functools import partial
from pathlib import Path

from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import BARE, Program, seconds

ASKED = b" show"
"""The line of keys says so below the question: when it is there, the question is."""


def start(folder: Path, rounds: int) -> list[Figure]:
    """The help, the count of today's cards and the first card of a review."""
    program = Program(folder, folder / "shipped.db")
    taken = in_turns(
        {
            "bare": partial(seconds, BARE, folder),
            "--help": partial(program.seconds, "--help"),
            "due": partial(program.seconds, "due"),
            "review": partial(program.seconds_until, ASKED, "review"),
        },
        rounds,
    )
    bars = {"--help": 5.2, "due": 6.5, "review": 9}
    names = {"review": "review, first card on a terminal"}
    return [
        ratio(names.get(word, word), taken[word], taken["bare"], rounds, bar)
        for word, bar in bars.items()
    ]
