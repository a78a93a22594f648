"""How long a compile takes: of everything, of nothing, and of one file of a hundred.

The files are made up. The parser that is compared with is markdown-it-py as it comes, in a process
of its own that reads the same files and does nothing with them.
"""

import os
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Figure, in_turns, ratio
from benchmarks.program import Program, environment, seconds

FILES, NOTES = 100, 100
MANY = 1000
"""Files of the collection whose memory is measured."""
MEGABYTES = 400
CASE_EVERY = 12
"""Notes to a scenario."""
LAST = "### Last word\n\n"
"""The heading of the note that changes."""
PARSE = (
    "import sys; from pathlib import Path; from time import perf_counter;"
    " from markdown_it import MarkdownIt;"
    " texts = [path.read_text() for path in sorted(Path(sys.argv[1]).glob('*.md'))];"
    " parser = MarkdownIt('commonmark').enable('table'); began = perf_counter();"
    " [parser.parse(text) for text in texts]; print(perf_counter() - began)"
)
WORDS = [
    "model",
    "data",
    "label",
    "feature",
    "metric",
    "loss",
    "sample",
    "split",
    "train",
    "test",
    "weight",
    "error",
    "rate",
    "score",
    "class",
    "rank",
    "query",
    "user",
    "item",
    "time",
    "week",
    "month",
    "city",
    "price",
    "click",
    "view",
    "batch",
    "layer",
    "filter",
    "channel",
    "token",
]


def compiling(folder: Path, rounds: int) -> list[Figure]:
    """Cold, unchanged, and with one changed file; and the memory that many notes take."""
    decks = folder / "decks"
    write_decks(decks, FILES)
    warm = Program(folder, folder / "warm.db")
    warm.call("compile", str(decks))
    cold = in_turns({"markdown": partial(_parsed, decks), "cold": partial(_cold, folder, decks)}, 3)
    taken = in_turns(
        {
            "due": partial(warm.seconds, "due"),
            "unchanged": partial(warm.seconds, "compile"),
            "one": partial(_with_one_changed, warm, decks / "deck-050.md", count()),
        },
        rounds,
    )
    notes = f"{FILES * NOTES:,} notes in {FILES} files"
    return [
        ratio(f"{notes}, to the parser alone", cold["cold"], cold["markdown"], 3, 2),
        ratio("nothing changed, to due", taken["unchanged"], taken["due"], rounds, 1.5),
        ratio("one file changed, to due", taken["one"], taken["due"], rounds, 4),
        _memory(folder),
    ]


def write_decks(folder: Path, files: int) -> None:
    """Write files of a hundred notes each: terms with links, tables and formulas, and cases."""
    folder.mkdir()
    for file in range(files):
        head = f"---\ndeck: Deck {file}\narea: modeling\nsource: A book\n---\n# Deck {file}\n"
        notes = "".join(_note(file, number) for number in range(NOTES))
        (folder / f"deck-{file:03}.md").write_text(f"{head}\n## Terms\n\n{notes}", "utf-8")


def _note(file: int, number: int) -> str:
    seed = file * 1000 + number
    if number % CASE_EVERY == CASE_EVERY - 1:
        return _case(seed, number)
    key = f" {{#t{number}}}" if number % 5 == 0 else ""
    text = f"{_sentence(seed, 12)} **{_sentence(seed + 1, 3)}** {_sentence(seed + 2, 9)}"
    link = f" See [the other](#t{number // 20 * 20})." if number % 4 == 1 else ""
    more = {
        3: "$$\\frac{TP}{TP+FP}$$\n\n",
        7: "| a | b |\n|---|---|\n| one | two |\n\n",
        9: f"- {_sentence(seed + 5, 6)}\n- {_sentence(seed + 6, 6)}\n\n",
    }
    return (
        f"### {_word(seed).capitalize()} {seed}{key}\n\n{text}{link}\n\n{more.get(number % 10, '')}"
    )


def _case(seed: int, number: int) -> str:
    steps = "".join(
        f"### {step}\n\n- **Names {_word(seed + 1)} first**\n- Names {_sentence(seed + 2, 5)}\n\n"
        for step in ("Ask", "Plan", "Recap")
    )
    answer = f"### Model answer\n\n{_sentence(seed + 3, 70)}\n\n"
    head = f"## Scenario: Case {seed} {{#case-{number} minutes=20}}"
    return f"{head}\n\n{_sentence(seed, 28)}\n\n{steps}{answer}## More terms\n\n"


def _sentence(seed: int, length: int) -> str:
    return f"{' '.join(_word(seed * 31 + i * i + i) for i in range(length)).capitalize()}."


def _word(seed: int) -> str:
    return WORDS[seed * 7919 % len(WORDS)]


def _parsed(decks: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PARSE, str(decks)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _cold(folder: Path, decks: Path) -> float:
    """The whole program, from a collection that is not there yet."""
    path = folder / "cold.db"
    path.unlink(missing_ok=True)
    return seconds(Program(folder, path).words("compile", str(decks)), folder)


def _with_one_changed(program: Program, file: Path, numbers: "count[int]") -> float:
    text = file.read_text("utf-8")
    head, *_ = text.partition(LAST)
    file.write_text(f"{head}{LAST}It is number {next(numbers)}, and changes every time.\n", "utf-8")
    return program.seconds("compile")


def _memory(folder: Path) -> Figure:
    """The most memory that one process of a compile holds."""
    decks = folder / "many"
    write_decks(decks, MANY)
    words = Program(folder, folder / "many.db").words("compile", str(decks))
    began = perf_counter()
    process = os.posix_spawn(words[0], words, environment(folder))
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"compile ended with {status}")
    name = f"memory for {MANY * NOTES:,} notes"
    note = f"in {perf_counter() - began:.0f} s"
    return Figure(name, used.ru_maxrss / 1024, "MB", 1, MEGABYTES, note)
