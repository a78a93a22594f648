"""Trying out a disk finds one that forgets what it was given."""

import subprocess
import sys
from pathlib import Path

import pytest

FORGETFUL = """
import sys
from flashcards.care import answerer, trial
honest = answerer.answers

def hasty(collection, start, number):
    # Each answer is told before it is given.
    for review in honest(collection, start, number):
        yield review
        yield review + 86_400_000
answerer.answers = trial.answers = hasty
trial.PATIENCE = 4.0
sys.argv = ["flashcards", "--collection", sys.argv[1], "doctor", "--self-test"]
from flashcards.cli import main
main()
"""


@pytest.mark.slow
def test_what_was_told_too_early_is_found(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL, tmp_path / "c.db"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 12, done.stderr
    *checks, verdict = done.stdout.splitlines()
    assert {line.split()[0] for line in checks} == {"FAILED"}
    assert verdict == "4 of 4 checks failed: do not trust this disk with answers."
    assert list(tmp_path.iterdir()) == []


LAZY = """
import sys
from flashcards.care import answerer, trial
def answers(collection, start, number):
    {body}
    yield
{patched} = answers
trial.PATIENCE = 1.0
sys.argv = ["flashcards", "--collection", sys.argv[1], "doctor", "--self-test"]
from flashcards.cli import main
main()
"""
NEVER = "return", "answerer.answers = trial.answers", 4, "too few answers could be given to tell."
DIES = (
    *("raise RuntimeError('no disk')", "answerer.answers", 3),
    "too few answers could be given to tell (a learner ended with RuntimeError('no disk')).",
)


@pytest.mark.slow
@pytest.mark.parametrize(("body", "patched", "failed", "told"), [NEVER, DIES])
def test_a_trial_without_answers_has_shown_nothing(
    tmp_path: Path, body: str, patched: str, failed: int, told: str
) -> None:
    """And what ended a learner is said."""
    code = LAZY.format(body=body, patched=patched)
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "c.db"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 12, done.stderr
    *checks, verdict = done.stdout.splitlines()
    faults = [line for line in checks if line.startswith("FAILED")]
    assert all(line.endswith(told) for line in faults), checks
    assert verdict == f"{failed} of 4 checks failed: do not trust this disk with answers."
    assert list(tmp_path.iterdir()) == []
