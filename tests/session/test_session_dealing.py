"""What is dealt from a real collection: cases on the first day, and siblings."""

import pytest

from flashcards.app import Moment
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.days import starts_at
from flashcards.kinds import Kind, Rating
from flashcards.memory import due_day
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.study.pool import Limits
from flashcards.study.queue import Queue
from tests.conftest import NOW, TODAY, Folder, Run

CASES = """
    ---
    deck: Cases
    area: modeling
    ---
    # Cases

    ## Scenario: Churn {#churn minutes=10}

    A telephone company loses customers. What do you do?

    ### Ask

    - Asks what counts as lost
    """


def on(day: int) -> Moment:
    """An instant so many days from today."""
    local = starts_at(TODAY + day)
    return Moment(1_795_000_000_000 + day * 86_400_000, TODAY + day, local)


class Desk:
    """A learner who is dealt cards, and answers them by name."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.keeper = Keeper(collection)

    def queue(self, day: int = 0, chosen: Filter | None = None) -> Queue:
        return Dealer(self.collection).queue(on(day), chosen or Filter(), Limits())

    def card(self, name: str) -> int:
        return find_card(self.collection, name).id

    def answer(self, name: str, rating: Rating = Rating.GOOD, day: int = 0) -> None:
        offer = self.keeper.offer(self.card(name), on(day))
        self.keeper.answer(offer, rating, on(day), 1000)


@pytest.fixture
def desk(collection: Collection) -> Desk:
    return Desk(collection)


# Cases on the first day ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "cases"),
    [
        (Filter(), 0),
        (Filter(kind=Kind.SCENARIO), 1),
        (Filter(kind=Kind.TERM), 0),
        (Filter(decks=("models",)), 0),
    ],
)
def test_a_case_waits_for_terms_on_the_first_day(desk: Desk, chosen: Filter, cases: int) -> None:
    """Unless only scenarios are wanted: there is nothing to wait for then."""
    assert len(desk.queue(chosen=chosen).cases) == cases


def test_answers_of_the_first_day_do_not_end_it(desk: Desk) -> None:
    desk.answer("models/map")
    assert desk.queue().cases == ()
    assert len(desk.queue(day=1).cases) == 1


def test_a_first_day_that_was_undone_is_none(desk: Desk) -> None:
    desk.answer("models/map")
    desk.keeper.undo(on(0))
    assert desk.queue(day=1).cases == ()


def test_a_day_that_only_forgot_is_none(desk: Desk, run: Run) -> None:
    run.ok("reschedule", "models/map", 9, now=NOW)
    assert desk.queue(day=1).cases == ()


def test_a_collection_of_cases_begins_with_one(run: Run, shipped: Folder) -> None:
    """Without a single term, the first day is not an empty one."""
    for name in ("craft.md", "models.md"):
        (shipped.path / name).unlink()
    shipped(CASES, "cases.md")
    run.ok("compile")
    assert run.ok("next", "--json").json["card"] == "cases/churn#case"


@pytest.mark.parametrize(("brace", "card"), [(" {.draft}", "cases/churn#case"), ("", None)])
def test_a_draft_is_no_term_to_wait_for(
    run: Run, shipped: Folder, brace: str, card: str | None
) -> None:
    """Of a term that can be asked there would be a first day, and its case tomorrow."""
    (shipped.path / "models.md").unlink()
    shipped(f"### Recall{brace}\n\nThe share that is found.\n", "craft.md")
    shipped(CASES, "cases.md")
    run.ok("compile")
    if card is None:
        run.ok("answer", "craft/recall", "easy")
    left = run.ok("next", "--json").json
    assert (left or {}).get("card") == card


# Siblings ------------------------------------------------------------------------------


def test_the_two_cards_of_a_term_are_introduced_on_two_days(desk: Desk) -> None:
    both = {desk.card("models/filter#answer"), desk.card("models/filter#reverse")}
    assert len(both & {waiting.card for waiting in desk.queue().new}) == 1
    desk.answer("models/filter#answer", Rating.EASY)
    assert not both & {waiting.card for waiting in desk.queue().cards}
    assert both & {waiting.card for waiting in desk.queue(day=1).new}


def test_siblings_are_not_due_on_one_day_where_another_is_free(desk: Desk) -> None:
    """All items of a sequence, answered on days of their own: each has its own due day."""
    faces = ("whole", "after:", "after:forward-pass", "after:loss")
    for day, face in enumerate(faces):
        desk.answer(f"models/loop#{face}", Rating.EASY, day)
    memories = [find_card(desk.collection, f"models/loop#{face}").memory for face in faces]
    days = {due_day(memory) for memory in memories}
    assert None not in days
    assert len(days) == 4


def test_of_two_due_siblings_one_is_asked(desk: Desk, run: Run) -> None:
    run.ok("reschedule", "models/filter", 1, now=NOW)
    due = desk.queue(day=1).reviews
    assert len(due) == 1
    run.ok("answer", "models/filter", "good", now="2026-11-22T09:00")
    assert desk.queue(day=1).reviews == ()
    assert [waiting.face for waiting in desk.queue(day=2).reviews] == ["reverse"]
