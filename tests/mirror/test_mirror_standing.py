"""Where a card stands in Anki and where it should: what is changed, and what is left alone."""

from typing import Any

import pytest

from flashcards.mirror.standing import Standing, renewed
from flashcards.remembered import Remembered

DAY_0 = 20000
"""The study day on which Anki's collection began."""
INSTANT = 1_795_000_000
NEW, LEARNING, REVIEW = 0, 1, 2
KNOWN = {"s": 12.3456, "d": 5.123, "dr": 0.9, "decay": 0.154, "lrt": INSTANT}


def there(**changed: Any) -> Standing:
    """A card of Anki's, due on its day 700."""
    card = Standing(
        dict(KNOWN), REVIEW, queue=2, due=700, ivl=9, factor=2350, reps=3, lapses=1, left=0
    )
    return card._replace(**changed)


def here(**changed: Any) -> Remembered:
    """The same card as we tell it."""
    numbers = {"due": DAY_0 + 700, "ivl": 9, "factor": 2500, "reps": 3, "lapses": 1, "left": 0}
    card = Remembered("fc-a", 0, False, REVIEW, **numbers, data=dict(KNOWN), log=[])
    return card._replace(**changed)


STEP = here(type=LEARNING, due=INSTANT, ivl=0, factor=0, left=1)
STEP_THERE = there(type=LEARNING, queue=1, due=INSTANT, ivl=0, factor=0, left=1)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (there(), here()),
        (there(data={**KNOWN, "s": 12.346, "d": 5.124}), here()),  # rounded once more by Anki
        (there(queue=-2), here()),  # buried there for today
        (there(queue=-1), here(suspended=True)),
        (STEP_THERE._replace(due=INSTANT + 150), STEP),  # put off a little by Anki
        (there(type=NEW, queue=0, due=5, reps=0, data={}), here(type=NEW, due=3)),
        (there(reps=0), here(type=NEW, due=3)),  # only made due there
    ],
)
def test_a_card_that_stands_where_it_should(found: Standing, told: Remembered) -> None:
    assert renewed(found, told, DAY_0) is None


@pytest.mark.parametrize(
    ("found", "told", "changed"),
    [
        (there(), here(due=DAY_0 + 710, ivl=12), {"due": 710, "ivl": 12}),
        (there(), here(reps=4), {"reps": 4}),
        (there(), here(lapses=2), {"lapses": 2}),
        (there(), here(suspended=True), {"queue": -1}),
        (there(queue=-1), here(), {"queue": 2}),
        (there(queue=-3), here(reps=4), {"reps": 4}),
        (there(), here(data={**KNOWN, "s": 14.0}), {"data": {**KNOWN, "s": 14.0}}),
        (there(), here(data={**KNOWN, "d": 5.2}), {"data": {**KNOWN, "d": 5.2}}),
        (there(data={"cd": "{}"}), here(), {"data": {"cd": "{}", **KNOWN}}),
        (
            there(type=NEW, queue=0, due=5, factor=0, reps=0, data={}),
            here(),
            {"type": REVIEW, "queue": 2, "due": 700, "factor": 2500, "reps": 3, "data": KNOWN},
        ),
        (
            there(),
            STEP,
            {"type": LEARNING, "queue": 1, "due": INSTANT, "ivl": 0, "factor": 0, "left": 1},
        ),
        (STEP_THERE, STEP._replace(due=DAY_0 + 701), {"queue": 3, "due": 701}),
        (STEP_THERE._replace(due=INSTANT + 301), STEP, {"due": INSTANT}),
        (
            there(data={**KNOWN, "cd": "{}"}),
            here(type=NEW, due=3, ivl=0, factor=0, reps=0, lapses=0, data={}),
            {"data": {"cd": "{}"}, "type": 0, "queue": 0, "due": 3, "ivl": 0, "factor": 0}
            | {"reps": 0, "lapses": 0},
        ),
    ],
)
def test_a_card_that_stands_elsewhere(
    found: Standing, told: Remembered, changed: dict[str, Any]
) -> None:
    wanted = renewed(found, told, DAY_0)
    assert wanted is not None
    assert wanted == found._replace(**changed)
