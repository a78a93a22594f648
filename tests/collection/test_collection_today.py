"""Which cards could be asked, and what the log says of a day."""

from collections.abc import Callable

import pytest

from flashcards.collection import cards, log, today
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, New

from .conftest import DAY, NOW, Author, answer, learned, reschedule

DECK = """
---
deck: Networks
---
### Craft {area=interview}
alpha
### Filter {area=modeling}
beta
### Canary {area="deployment modeling"}
gamma
### Batch {area=modeling roles=mle}
delta

## Scenario: Names {area=modeling minutes=25}
What?
### Ask
- a
"""
EVERYTHING = Filter()


@pytest.fixture
def networks(author: Author) -> Author:
    """An author with four terms and a scenario."""
    author.write(DECK, "networks.md")
    return author


Question = Callable[[Author, Filter], list[today.Askable]]


def _due(author: Author, chosen: Filter) -> list[today.Askable]:
    return today.due(author.collection, DAY + 3, chosen)


def _new(author: Author, chosen: Filter) -> list[today.Askable]:
    new = today.new_terms(author.collection, DAY + 3, 9, chosen)
    return new + today.new_cases(author.collection, DAY + 3, 9, chosen)


def _in_steps(author: Author, chosen: Filter) -> list[today.Askable]:
    return today.in_steps(author.collection, DAY + 3, chosen)


def _make_due(author: Author) -> None:
    for name in ("craft", "filter", "canary", "batch", "names"):
        author.answer(name)


def _make_learning(author: Author) -> None:
    _make_due(author)
    for name in ("craft", "filter", "canary", "batch", "names"):
        step = learned()._replace(state=State.LEARNING, due=AtInstant(NOW + 600_000))
        log.set_memory(author.collection, author.card(name), step)


QUESTIONS = [
    pytest.param(_due, _make_due, id="due"),
    pytest.param(_new, lambda _: None, id="new"),
    pytest.param(_in_steps, _make_learning, id="learning"),
]


def _names(author: Author, found: list[today.Askable]) -> set[str]:
    notes = (cards.note_of(author.collection, each.card) for each in found)
    return {note.key.removeprefix("networks/") for note in notes}


@pytest.mark.parametrize(("ask", "prepare"), QUESTIONS)
@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filter(), "craft filter canary batch names"),
        (Filter(roles=("mle",)), "craft filter canary batch names"),
        (Filter(roles=("ds",)), "craft filter names"),
        (Filter(roles=("ds", "mle")), "craft filter canary batch names"),
        (Filter(areas=("deployment",)), "canary"),
        (Filter(areas=("modeling",)), "filter canary batch names"),
        (Filter(areas=("model",)), ""),
        (Filter(kind=Kind.SCENARIO), "names"),
        (Filter(roles=("ds",), kind=Kind.TERM), "craft filter"),
        (Filter(decks=("networks",)), "craft filter canary batch names"),
        (Filter(decks=("Networks",), areas=("deployment",), kind=Kind.TERM), "canary"),
        (Filter(decks=("other",)), ""),
        (Filter(areas=("' OR TRUE --",)), ""),
    ],
    ids=str,
)
def test_only_what_is_chosen(
    networks: Author,
    ask: Question,
    prepare: Callable[[Author], None],
    chosen: Filter,
    names: str,
) -> None:
    """A note is in a role's deck when its first area is; other areas choose it by area."""
    prepare(networks)
    assert _names(networks, ask(networks, chosen)) == set(names.split())


def _suspend(author: Author) -> None:
    cards.suspend(author.collection, author.card("filter"), suspended=True)


def _bury(author: Author) -> None:
    cards.bury(author.collection, author.card("filter"), DAY + 3)


def _retire(author: Author) -> None:
    author.write(DECK.replace("### Filter {area=modeling}\nbeta\n", ""), "networks.md")


def _draft(author: Author) -> None:
    author.write(DECK.replace("Filter {", "Filter {.draft "), "networks.md")


@pytest.mark.parametrize(("ask", "prepare"), QUESTIONS)
@pytest.mark.parametrize("hide", [_suspend, _bury, _retire, _draft])
def test_what_is_never_asked(
    networks: Author,
    ask: Question,
    prepare: Callable[[Author], None],
    hide: Callable[[Author], None],
) -> None:
    prepare(networks)
    before = _names(networks, ask(networks, EVERYTHING))
    hide(networks)
    assert _names(networks, ask(networks, EVERYTHING)) == before - {"filter"}


def test_what_was_hidden_comes_back(networks: Author) -> None:
    filter_ = networks.card("filter")
    cards.bury(networks.collection, filter_, DAY + 2)  # the day before
    cards.suspend(networks.collection, filter_, suspended=True)
    cards.suspend(networks.collection, filter_, suspended=False)
    assert "filter" in _names(networks, _new(networks, EVERYTHING))


def test_due_on_its_day_and_after(networks: Author) -> None:
    networks.answer("filter", days=3)
    found = [today.due(networks.collection, DAY + n, EVERYTHING) for n in (2, 3, 4)]
    assert [len(each) for each in found] == [0, 1, 1]
    assert found[1][0].memory == learned()


def test_a_card_in_its_steps_is_told_with_its_instant(networks: Author) -> None:
    """Over or not: the queue knows what time it is."""
    _make_learning(networks)
    found = today.in_steps(networks.collection, DAY, EVERYTHING)
    assert {card.memory.due for card in found if isinstance(card.memory, Learned)} == {
        AtInstant(NOW + 600_000)
    }
    assert len(found) == 5


def test_a_step_card_waits_for_its_day(networks: Author) -> None:
    """It was lined up by a graded case: due like a review, though it was never answered."""
    ask = networks.card("names#ask")
    assert ask not in [each.card for each in _new(networks, EVERYTHING)]
    log.append(networks.collection, reschedule(ask, NOW))
    log.set_memory(networks.collection, ask, New(DAY + 1))
    cards.set_active(networks.collection, ask, active=True, now=NOW)
    (found,) = today.due(networks.collection, DAY + 1, EVERYTHING)
    assert (found.card, found.face, found.minutes, found.memory) == (ask, "ask", 25, New(DAY + 1))


def test_new_cards_come_in_the_order_of_their_places(networks: Author) -> None:
    """What everybody learns comes first; a scenario is asked for on its own."""
    found = today.new_terms(networks.collection, DAY, 9, EVERYTHING)
    keys = [cards.note_of(networks.collection, each.card).key for each in found]
    names = ("craft", "filter", "canary", "batch")
    assert keys == [f"networks/{name}" for name in names]
    (case,) = today.new_cases(networks.collection, DAY, 9, EVERYTHING)
    assert (case.face, case.kind, case.minutes) == ("case", Kind.SCENARIO, 25)


def test_one_card_whether_it_is_due_or_not(networks: Author) -> None:
    row = networks.answer("filter")
    shown = [today.askable(networks.collection, c, DAY) for c in (row.card, networks.card("craft"))]
    assert [askable.memory for askable in shown if askable] == [learned(), New()]
    cards.suspend(networks.collection, row.card, suspended=True)
    assert today.askable(networks.collection, row.card, DAY) is None


# What the log says ---------------------------------------------------------------------


def test_answered_today(networks: Author) -> None:
    filter_, canary = networks.card("filter"), networks.card("canary")
    collection = networks.collection
    answer(collection, filter_, NOW - 1, study_day=DAY - 1)
    answer(collection, filter_, NOW, Rating.AGAIN)
    answer(collection, canary, NOW + 1)
    answer(collection, canary, NOW + 2, Rating.EASY)
    log.append(collection, reschedule(canary, NOW + 3))
    practice = answer(collection, filter_, NOW + 9)._replace(id=NOW + 5, type=ReviewType.PRACTICE)
    log.undo(collection, NOW + 9, NOW)
    log.append(collection, practice)
    rows = today.answered(collection, DAY)
    assert [(row.card, row.rating, row.first) for row in rows] == [
        (filter_, Rating.AGAIN, False),
        (canary, Rating.GOOD, True),
        (canary, Rating.EASY, False),
    ]
    assert rows[0].at == NOW


def test_an_undone_first_answer_was_none(networks: Author) -> None:
    filter_ = networks.card("filter")
    first = answer(networks.collection, filter_)
    log.undo(networks.collection, first.id, NOW)
    answer(networks.collection, filter_)
    assert [row.first for row in today.answered(networks.collection, DAY)] == [True]


def test_first_day(networks: Author) -> None:
    collection = networks.collection
    assert today.is_first_day(collection, DAY)
    row = networks.answer("filter")
    assert today.is_first_day(collection, DAY)
    assert not today.is_first_day(collection, DAY + 1)
    log.undo(collection, row.id, NOW)
    assert today.is_first_day(collection, DAY + 1)


def test_whether_the_last_case_was_new(networks: Author) -> None:
    collection = networks.collection
    assert not today.last_case_was_new(collection)
    networks.answer("names")
    networks.answer("filter")
    assert today.last_case_was_new(collection)
    log.set_memory(collection, networks.card("names"), learned()._replace(reps=2))
    assert not today.last_case_was_new(collection)


def test_the_newest_row(networks: Author) -> None:
    assert today.newest_review(networks.collection) is None
    row = networks.answer("filter")
    assert today.newest_review(networks.collection) == row.id
