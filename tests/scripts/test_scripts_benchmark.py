"""The benchmarks run, and name every figure beside its bar."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
SMALL = ("--report-only", "--rounds", "1", "--cards", "1000", "--reviews", "4000")


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPTS)
    return import_module("benchmarks.__main__")


@pytest.mark.parametrize(
    ("milliseconds", "words", "code", "row"),
    [
        (1.5, (), 0, "next card 1.50 ms 2 ms 3 ok"),
        (2.5, (), 1, "next card 2.50 ms 2 ms 3 over"),
        (2.5, ("--report-only",), 0, "next card 2.50 ms 2 ms 3 over"),
    ],
)
def test_a_missed_bar_is_an_exit_code(
    main: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    milliseconds: float,
    words: tuple[str, ...],
    code: int,
    row: str,
) -> None:
    figure = main.Figure("next card", milliseconds, "ms", 3, 2)
    monkeypatch.setattr(main.Program, "call", lambda *_: "")
    monkeypatch.setattr(main, "loop", lambda *_: [figure])
    monkeypatch.setattr("sys.argv", ["benchmark", "loop", *words])
    assert main.main() == code
    assert row in " ".join(capsys.readouterr().out.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "bars"),
    [
        ("start", ["--help 5.2", "due 6.5", "review, first card on a terminal 9"]),
        ("loop", ["rating to next card, no syncs 2"]),
        (
            "anki",
            [f"{what}, to plain genanki 2" for what in ("10,000 notes", "the file alone")],
        ),
        ("scale", [f"{word}, big to small 1.3" for word in ("due", "next", "answer")]),
    ],
)
def test_each_figure_stands_beside_its_bar(part: str, bars: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "benchmarks", part, *SMALL],
        env=os.environ | {"PYTHONPATH": str(SCRIPTS)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [re.split(r"\s{2,}", line.strip()) for line in done.stdout.splitlines()]
    judged = [row for row in rows if {"ok", "over"} & set(row)]
    assert [f"{row[0]} {row[2].split()[0]}" for row in judged] == bars
