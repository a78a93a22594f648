"""What is dealt from a real collection: cases on the first day, and siblings."""

import pytest

from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.kinds import Kind, Rating
from flashcards.memory import due_day
from tests.conftest import NOW, Folder, Run
from tests.session.learner import Learner, on

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


@pytest.fixture
def learner(collection: Collection) -> Learner:
    return Learner(collection)


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
def test_a_case_waits_for_terms_on_the_first_day(
    learner: Learner, chosen: Filter, cases: int
) -> None:
    """Unless only scenarios are wanted: there is nothing to wait for then."""
    assert len(learner.queue(on(0), chosen).cases) == cases


def test_answers_of_the_first_day_do_not_end_it(learner: Learner) -> None:
    learner.answer("models/map")
    assert learner.queue(on(0)).cases == ()
    assert len(learner.queue(on(1)).cases) == 1


def test_a_first_day_that_was_undone_is_none(learner: Learner) -> None:
    learner.answer("models/map")
    learner.keeper.undo(on(0))
    assert learner.queue(on(1)).cases == ()


def test_a_day_that_only_forgot_is_none(learner: Learner, run: Run) -> None:
    run.ok("reschedule", "models/map", 9, now=NOW)
    assert learner.queue(on(1)).cases == ()


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


def test_the_two_cards_of_a_term_are_introduced_on_two_days(learner: Learner) -> None:
    both = {learner.card("models/filter#answer").id, learner.card("models/filter#reverse").id}
    assert len(both & {waiting.card for waiting in learner.queue(on(0)).new}) == 1
    learner.answer("models/filter#answer", Rating.EASY)
    assert not both & {waiting.card for waiting in learner.queue(on(0)).cards}
    assert both & {waiting.card for waiting in learner.queue(on(1)).new}


def test_siblings_are_not_due_on_one_day_where_another_is_free(learner: Learner) -> None:
    """All items of a sequence, answered on days of their own: each has its own due day."""
    faces = ("whole", "after:", "after:forward-pass", "after:loss")
    for day, face in enumerate(faces):
        learner.answer(f"models/loop#{face}", Rating.EASY, on(day))
    memories = [learner.card(f"models/loop#{face}").memory for face in faces]
    days = {due_day(memory) for memory in memories}
    assert None not in days
    assert len(days) == 4


def test_of_two_due_siblings_one_is_asked(learner: Learner, run: Run) -> None:
    run.ok("reschedule", "models/filter", 1, now=NOW)
    due = learner.queue(on(1)).reviews
    assert len(due) == 1
    run.ok("answer", "models/filter", "good", now="2026-11-22T09:00")
    assert learner.queue(on(1)).reviews == ()
    assert [waiting.face for waiting in learner.queue(on(2)).reviews] == ["reverse"]
