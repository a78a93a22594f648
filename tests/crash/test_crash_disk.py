"""A disk that is full or fails: one sentence, exit code 14, and nothing lost that was saved."""

import pytest

from .rehearsal import Rehearse
from .tracing import FAILS, FAILS_ON, FULL, FULL_ON, Blow, missing, sampled, struck
from .workloads import WORKLOADS

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

BLOWS = {blow.name: blow for blow in (FULL, FULL_ON, FAILS, FAILS_ON)}
WRITES = 5
"""The pages of one change are alike: one of so many, and every other call."""


def test_the_disk_is_full_at_the_last_answer(rehearse: Rehearse) -> None:
    """The two answers before it are kept."""
    review = rehearse(WORKLOADS["review"])
    review.strike(FULL, struck(review.points, FULL)[-8:-6])


@pytest.mark.slow
@pytest.mark.parametrize("blow", BLOWS.values(), ids=BLOWS)
@pytest.mark.parametrize("name", WORKLOADS)
def test_the_disk_fails(rehearse: Rehearse, name: str, blow: Blow) -> None:
    """What was shown as saved is saved; *nothing was changed* is said only where it is true."""
    rehearsal = rehearse(WORKLOADS[name])
    rehearsal.strike(blow, sampled(struck(rehearsal.points, blow, WRITES)))
