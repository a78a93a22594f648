"""Two reviews at once, and a third program beside them: no answer is lost, none is kept twice."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, repeat
from pathlib import Path

import pytest

from .stage import Stage, Trial, rows
from .terminal import Ended
from .workloads import SHOWN

THURSDAY = "2026-11-26T20:00"
"""When all that was answered well on Monday is due."""
BESIDE = (("export", "phone.apkg"), ("compile",), ("status",), ("doctor",))
"""What the third program does, again and again."""


def due_cards(folder: Path, number: int) -> Trial:
    """A collection in which so many terms are due."""
    stage = Stage(folder)
    terms = (f"### Term {n} {{#t{n}}}\n\nWhat it means.\n" for n in range(number))
    stage.deck("\n".join(("---\ndeck: Many\narea: interview\n---\n# Many\n", *terms)))
    stage.prepare("compile")
    for n in range(number):
        stage.prepare("answer", f"craft/t{n}", "good")
    return stage.trial()


def at_once(trial: Trial, number: int) -> tuple[list[Ended], list[Ended]]:
    """Two people answer Good as fast as they can; what came of both, and of the third program.

    Each may answer every card: where the other was first, nothing is kept and it was in vain.
    """

    def review() -> Ended:
        return trial.run(("review",), " 3" * 2 * number, now=THURSDAY)

    with ThreadPoolExecutor() as pool:
        people = [pool.submit(review), pool.submit(review)]
        beside = list(_beside(trial, people))
        return [person.result() for person in people], beside


def _beside(trial: Trial, people: list[Future[Ended]]) -> Iterator[Ended]:
    for words in chain.from_iterable(repeat(BESIDE)):
        if all(person.done() for person in people):
            return
        yield trial.run(words, now=THURSDAY)


@pytest.mark.parametrize("number", [60, pytest.param(1600, marks=pytest.mark.slow)])
def test_two_reviews_at_once(tmp_path: Path, number: int) -> None:
    """Each card is answered once, by one of the two, and both screens tell the truth."""
    trial = due_cards(tmp_path, number)
    people, beside = at_once(trial, number)
    assert [(person.code, person.errors) for person in people] == [(0, ""), (0, "")]
    assert {done.code for done in beside} == {0}
    kept = rows(trial.collection, "SELECT card FROM review WHERE type = 'review'")
    assert (len(kept), len(set(kept))) == (number, number)
    assert sum(len(SHOWN.findall(person.screen)) for person in people) == number
    assert trial.stage.ask(trial.collection, "doctor", "--full", now=THURSDAY).code == 0
