"""What becomes of every sample, as text: ``python -m tests.convert.golden`` writes it anew."""

from pathlib import Path

from flashcards.vocabulary import EMPTY
from flashcards.workshop.making import Made, Order, make

from .conftest import SAMPLES

EXPECTED = SAMPLES.parent / "expected"


def result(sample: Path) -> str:
    """The deck, and below it what was left out, or why there is nothing."""
    made = make(Order((sample,)), EMPTY)
    return "".join(made.decks.values()) + "\n".join(_left_out(made)) + "\n"


def expected(sample: Path) -> Path:
    """Where the result of a sample is kept."""
    return EXPECTED / f"{sample.name}.txt"


def _left_out(made: Made) -> list[str]:
    (source,) = made.sources
    lines = [f"{each.line}: {each.reason}" for each in source.left_out]
    nothing = [] if made.decks else [f"nothing: {source.nothing}"]
    return ["", "==== left out", *lines, *nothing]


def main() -> None:
    """Write all results; read the difference before you commit it."""
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.iterdir():
        old.unlink()
    for sample in sorted(SAMPLES.iterdir()):
        expected(sample).write_text(result(sample), encoding="utf-8")


if __name__ == "__main__":
    main()
