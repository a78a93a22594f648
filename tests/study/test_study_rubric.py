"""From ticks to a rating.

In the tables ``+`` is a point that was said, ``-`` one that was missed; ``M`` and ``m`` are
musts, said and missed.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.asper import thresholds
from flashcards.kinds import STEPS, Rating, Step
from flashcards.study.rubric import Tick, may_be_easy, propose, to_drill

AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD


def ticks(marks: str, step: Step = Step.ASK) -> list[Tick]:
    return [Tick(step, must=mark in "Mm", hit=mark in "M+") for mark in marks]


def steps(**marks: str) -> list[Tick]:
    return [tick for name, row in marks.items() for tick in ticks(row, Step(name))]


# The rating ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "points", "rating", "reason"),
    [
        (10, 10, GOOD, "100%"),
        (8, 10, GOOD, "80%"),
        (7, 10, HARD, "70%"),
        (6, 10, HARD, "60%"),
        (5, 10, AGAIN, "50%"),
        (0, 10, AGAIN, "0%"),
        (4, 5, GOOD, "80%"),
        (3, 5, HARD, "60%"),
        (2, 5, AGAIN, "40%"),
        (10, 14, HARD, "71%"),
        (11, 14, HARD, "78%"),
        (12, 14, GOOD, "85%"),
        (8, 14, AGAIN, "57%"),
        (4, 4, GOOD, "100%"),
        (3, 4, HARD, "75%"),
        (2, 4, AGAIN, "50%"),
        (3, 3, GOOD, "3 of 3"),
        (2, 3, HARD, "2 of 3"),
        (1, 3, AGAIN, "1 of 3"),
        (2, 2, GOOD, "2 of 2"),
        (1, 2, HARD, "1 of 2"),
        (0, 2, AGAIN, "0 of 2"),
        (1, 1, GOOD, "1 of 1"),
        (0, 1, AGAIN, "0 of 1"),
    ],
)
def test_again_below_60_hard_below_80_else_good(
    hits: int, points: int, rating: Rating, reason: str
) -> None:
    """Of fewer than four points one miss is Hard, two are Again, and nothing said is Again."""
    proposal = propose(ticks("+" * hits + "-" * (points - hits)))
    assert (proposal.rating, proposal.reason) == (rating, reason)
    assert (proposal.hits, proposal.points) == (hits, points)


@pytest.mark.parametrize(
    ("marks", "rating", "reason"),
    [
        ("M+++-", GOOD, "80%"),
        ("m++++", AGAIN, "a must was missed (80% alone would be Good)"),
        ("m+++++++--+---", AGAIN, "a must was missed"),
        ("m++++++++++---", AGAIN, "a must was missed (71% alone would be Hard)"),
        ("Mm+++++++++++", AGAIN, "a must was missed (92% alone would be Good)"),
        ("m----", AGAIN, "a must was missed"),
        ("m++", AGAIN, "a must was missed (2 of 3 alone would be Hard)"),
        ("m", AGAIN, "a must was missed"),
        ("MMM", GOOD, "3 of 3"),
    ],
)
def test_a_must_that_was_missed_is_again(marks: str, rating: Rating, reason: str) -> None:
    """The reason says what the share alone would have been, unless that is Again too."""
    proposal = propose(ticks(marks))
    assert (proposal.rating, proposal.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("hits", "points", "percent"),
    [(2, 3, 66), (59, 99, 59), (79, 99, 79), (199, 200, 99), (5, 5, 100)],
)
def test_a_share_is_never_rounded_up(hits: int, points: int, percent: int) -> None:
    assert propose(ticks("+" * hits + "-" * (points - hits))).percent == percent


@given(st.text("+-Mm", min_size=1, max_size=60))
def test_the_share_that_is_shown_never_belies_the_rating(marks: str) -> None:
    proposal = propose(ticks(marks))
    assert 100 * proposal.hits >= proposal.percent * proposal.points
    assert proposal.rating is not Rating.EASY
    if "m" in marks:
        assert proposal.rating is AGAIN
    elif len(marks) >= 4:
        expected = GOOD if proposal.percent >= 80 else HARD if proposal.percent >= 60 else AGAIN
        assert proposal.rating is expected


@given(st.text("+-Mm", min_size=1, max_size=30), st.integers(0, 29))
def test_one_more_point_said_never_lowers_the_rating(marks: str, place: int) -> None:
    place %= len(marks)
    better = marks[:place] + marks[place].replace("-", "+").replace("m", "M") + marks[place + 1 :]
    assert propose(ticks(better)).rating >= propose(ticks(marks)).rating


@given(st.integers(1, 200))
def test_thresholds_are_within_the_points(points: int) -> None:
    hard, good = thresholds(points)
    assert 1 <= hard <= good <= points


@pytest.mark.parametrize(
    ("marks", "hint", "in_time", "may"),
    [
        ("M++", False, True, True),
        ("M+-", False, True, False),
        ("m++", False, True, False),
        ("M++", True, True, False),
        ("M++", False, False, False),
    ],
)
def test_easy_may_be_chosen_when_complete_in_time_and_without_hint(
    marks: str, hint: bool, in_time: bool, may: bool
) -> None:
    assert may_be_easy(ticks(marks), hint=hint, in_time=in_time) is may


# What comes back tomorrow --------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "drilled"),
    [
        (steps(ask="++", plan="M+"), []),
        (steps(ask="+-", plan="M+"), [Step.ASK]),
        (steps(ask="+-", suppose="--", plan="++-"), [Step.ASK, Step.SUPPOSE]),
        (steps(ask="+++-", suppose="+-", plan="++-", recap="-"), [Step.SUPPOSE, Step.RECAP]),
        (steps(ask="----", suppose="m+++++", plan="---"), [Step.ASK, Step.SUPPOSE]),
        (steps(ask="m+++", suppose="--", recap="m"), [Step.ASK, Step.RECAP]),
        (steps(ask="m+++", suppose="m+", recap="m"), [Step.SUPPOSE, Step.RECAP]),
        (steps(ask="+-", suppose="+-", plan="+-"), [Step.ASK, Step.SUPPOSE]),
        (
            steps(ask="m++-", suppose="++", plan="++-", execute="+++-", recap="-"),
            [Step.ASK, Step.RECAP],
        ),
        ([*ticks("--", Step.RECAP), *ticks("-", Step.ASK)], [Step.ASK, Step.RECAP]),
    ],
)
def test_the_two_worst_steps_come_back(case: list[Tick], drilled: list[Step]) -> None:
    """First one with a missed must, then the lowest share, then the earlier; asked in order."""
    assert list(to_drill(case)) == drilled


@given(st.lists(st.builds(Tick, st.sampled_from(STEPS), st.booleans(), st.booleans())))
def test_only_steps_with_a_miss_come_back_and_at_most_two(case: list[Tick]) -> None:
    drilled = to_drill(case)
    missed = {tick.step for tick in case if not tick.hit}
    assert set(drilled) <= missed
    assert len(drilled) == min(2, len(missed))
    assert list(drilled) == sorted(drilled, key=STEPS.index)
