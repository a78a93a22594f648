"""Figures and their bars: what is compared is measured in turns, so that both see one machine."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

ROW = "{:<34}{:>12}{:>10}{:>7}{:>6}  {}"


class Times(NamedTuple):
    """What one thing took, in seconds: other programs lengthen the median, hardly the least."""

    median: float
    least: float


class Figure(NamedTuple):
    """One figure: what was measured, in ``unit``, from so many; without a bar it only informs."""

    name: str
    value: float
    unit: str
    runs: int
    bar: float | None = None
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the bar is missed."""
        return self.bar is not None and self.value > self.bar


def in_turns(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Times]:
    """What each run says it took: A B C, A B C ..., after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            taken[name].append(run())
    return {name: Times(median(all_[1:]), min(all_[1:])) for name, all_ in taken.items()}


def ratio(name: str, times: Times, to: Times, runs: int, bar: float | None = None) -> Figure:
    """How many times as long the median run takes as another; the least of both beside it."""
    note = f"of {1000 * to.median:.0f} ms; least {times.least / to.least:.2f} x"
    return Figure(name, times.median / to.median, "x", runs, bar, note)


def print_table(title: str, figures: Sequence[Figure]) -> None:
    """Print figures, each with its bar and whether it holds."""
    print(f"\n{title}")
    print(ROW.format("", "median", "bar", "n", "", "").rstrip())
    for figure in figures:
        bar = "" if figure.bar is None else f"{figure.bar:g} {figure.unit}"
        verdict = "" if figure.bar is None else "over" if figure.is_over else "ok"
        value = f"{figure.value:.2f} {figure.unit}"
        row = ROW.format(figure.name, value, bar, figure.runs, verdict, figure.note)
        print(row.rstrip(), flush=True)
