"""Killed at any instant, the program loses nothing that it has shown as saved.

A process is killed here, never the machine: that the power may be cut, too, follows from the
order in which things reach the disk (test_crash_order.py), and is not tried out.
"""

import pytest

from .rehearsal import Rehearse
from .tracing import KILL, missing, sampled, struck
from .workloads import WORKLOADS

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SYNCS_A_COMMIT = 6
"""Journal, folder and journal again, then the collection; the journal goes, and the folder."""


def test_a_review_killed_while_it_commits_an_answer(rehearse: Rehearse) -> None:
    """Before each sync of the last of three answers, and before its journal goes."""
    review = rehearse(WORKLOADS["review"])
    syncs = [point for point in review.points if point.call != "pwrite64"]
    review.strike(KILL, syncs[-SYNCS_A_COMMIT:])


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKLOADS)
def test_killed_before_each_call_that_changes_the_disk(rehearse: Rehearse, name: str) -> None:
    """What was shown as saved is saved; what is one change is there as a whole or not at all."""
    rehearsal = rehearse(WORKLOADS[name])
    rehearsal.strike(KILL, sampled(struck(rehearsal.points, KILL)))
