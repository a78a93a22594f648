"""The default weights are written down, and are those of the FSRS-6 that is installed."""

import fsrs

from flashcards.study.curve import DEFAULT_WEIGHTS


def test_the_weights_are_those_of_py_fsrs() -> None:
    """If this fails, py-fsrs has new defaults: to take them over is a change of every schedule."""
    assert tuple(fsrs.Scheduler().parameters) == DEFAULT_WEIGHTS
