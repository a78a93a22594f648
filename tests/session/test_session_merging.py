"""The law of merging: whoever has heard the same answers remembers the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection.cards import cards_of, find_note
from flashcards.collection.points import points
from flashcards.kinds import Kind, Rating
from flashcards.memory import Learned, New, OnDay
from flashcards.study import leech
from flashcards.study.replay import same

from .machines import CARDS, DECK, Machine, at, machines

MACHINES = 3
LOSS = """
    ### Loss

    What training lowers.
    """
Lives: TypeAlias = list[tuple[int, tuple[int, int], tuple[Any, ...]]]
"""Which machine, when (day and millisecond), and what was done there."""

_answers = st.tuples(st.just("answer"), st.sampled_from(CARDS), st.sampled_from(Rating))
_moves = st.sampled_from(["forget", "reschedule", "bury", "suspend"])
_acts = st.one_of(
    _answers,
    _answers,
    st.tuples(_moves, st.sampled_from(CARDS)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("hear"), st.integers(0, MACHINES - 1)),
    st.tuples(st.just("become_copy"), st.integers(0, MACHINES - 1)),
)
_lives = st.lists(
    st.tuples(
        st.integers(0, MACHINES - 1), st.tuples(st.integers(0, 40), st.integers(0, 2)), _acts
    ),
    max_size=14,
)
_orders = st.lists(
    st.sampled_from(list(permutations(range(MACHINES)))), min_size=MACHINES, max_size=MACHINES
)


def live(all_machines: list[Machine], lives: Lives) -> None:
    """Clocks go back and forth, and machines hear of each other now and then."""
    for who, when, (act, *words) in lives:
        machine = all_machines[who]
        machine.now = at(*when)
        if act == "hear":
            machine.take(all_machines[words[0]].export())
        elif act == "become_copy":
            machine.become_copy(all_machines[words[0]])
        else:
            getattr(machine, act)(*words)


@contextmanager
def leeches_at_the_first_lapse() -> Iterator[None]:
    """So that there are some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leech, "FIRST", dict.fromkeys(Kind, 1))
        yield


@settings(max_examples=60, deadline=None)
@given(_lives, _orders)
def test_in_any_order_of_arrival_all_come_to_the_same(
    lives: Lives, orders: list[tuple[int, ...]]
) -> None:
    with machines(MACHINES) as all_machines, leeches_at_the_first_lapse():
        live(all_machines, lives)
        exports = [machine.export() for machine in all_machines]
        for machine, order in zip(all_machines, orders, strict=True):
            for source in order:
                machine.take(exports[source])
        first = all_machines[0]
        for machine in all_machines:
            assert machine.export() == first.export()
            again = machine.take(first.export())
            assert (len(again.new), again.undone, again.unmatched) == (0, 0, ())
            assert machine.is_told_by_its_log()
            assert machine.grudges() == 0
            assert machine.askable() == first.askable()
            assert not machine.collection.rows("PRAGMA foreign_key_check")
            memories = machine.memories()
            assert all(same(memories[card], m) for card, m in first.memories().items())


def test_a_second_export_after_one_more_answer_differs_by_one_line() -> None:
    with machines(1) as (machine,):
        machine.answer("filter#answer")
        before = machine.export().splitlines()
        machine.now = at(2)
        machine.answer("filter#answer")
        assert machine.export().splitlines()[:-1] == before


def test_undo_takes_back_what_was_done_here() -> None:
    """Not what came from elsewhere, though it was written last."""
    with machines(2) as (here, there):
        here.answer("filter#answer", Rating.HARD)
        there.now = at(1)
        there.answer("filter#reverse")
        here.take(there.export())
        assert here.undo()
        guid = find_note(here.collection, "filter").guid
        assert here.memories()[guid, "answer"] == New()
        assert isinstance(here.memories()[guid, "reverse"], Learned)
        assert not here.undo()


def test_what_was_taken_back_elsewhere_counts_here_no_longer() -> None:
    with machines(2) as (here, there):
        there.answer("filter#answer")
        here.take(there.export())
        there.undo()
        done = here.take(there.export())
        assert (done.undone, done.new) == (1, ())
        assert here.memories() == there.memories()
        assert here.take(there.export()).undone == 0


def test_a_leech_is_forgiven_when_its_miss_is_taken_back_elsewhere() -> None:
    """One learner, two computers that began with the same collection."""
    with machines(2) as (here, there), leeches_at_the_first_lapse():
        for name in ("filter#answer", "place-names#case"):
            here.now = at(0)
            here.answer(name, Rating.EASY)
            here.now = at(30)
            here.answer(name, Rating.AGAIN)
        assert here.suspended() == {"deck/filter", "deck/place-names"}
        there.become_copy(here)
        assert there.undo()
        assert here.take(there.export()).undone == 2
        assert here.suspended() == there.suspended() == {"deck/filter"}


def test_a_step_that_was_lined_up_elsewhere_is_asked_here() -> None:
    with machines(2) as (here, there):
        there.answer("place-names#case", Rating.AGAIN)
        here.take(there.export())
        note = find_note(here.collection, "place-names").id
        active = [card.face for card in cards_of(here.collection, note) if card.active]
        assert active == ["case", "ask"]
        there.undo()
        here.take(there.export())
        active = [card.face for card in cards_of(here.collection, note) if card.active]
        assert active == ["case"]


def test_a_checklist_arrives_as_it_was() -> None:
    """A point that this text no longer has is kept with its tick, but asked no more."""
    with machines(2) as (here, there):
        there.answer("place-names#case", Rating.HARD)
        here.compile(DECK.replace("Asks what time there is", "Asks for the budget"))
        here.take(there.export())
        ticks = here.collection.rows(
            "SELECT text, tick.must, hit, retired_at IS NULL AS live FROM tick"
            " JOIN point ON point.id = tick.point ORDER BY text"
        )
        assert [tuple(row) for row in ticks] == [
            ("Asks what time there is", 0, 1, 0),
            ("Asks which error costs more", 1, 0, 1),
            ("Starts with a tagger", 0, 1, 1),
        ]
        note = find_note(here.collection, "place-names").id
        assert len(points(here.collection, note)) == 3
        assert here.export() == there.export()


def test_a_card_that_is_not_here_waits_for_its_deck() -> None:
    with machines(2) as (here, there):
        there.compile(LOSS + DECK)
        there.answer("loss#answer")
        there.answer("filter#answer")
        done = here.take(there.export())
        assert [entry.key for entry in done.unmatched] == ["deck/loss"]
        assert len(done.new) == 1
        here.compile(LOSS + DECK)
        assert len(here.take(there.export()).new) == 1
        assert here.export() == there.export()


def test_a_renamed_note_is_found_by_a_key_it_had() -> None:
    with machines(2) as (here, there):
        renamed = DECK.replace("### Filter {.reverse}", "### Kernel {.reverse}")
        there.answer("filter#answer")
        before = there.export()
        with machines(1) as (new,):
            new.compile(renamed)
            new.answer("kernel#reverse")
            swapped = new.export().replace(find_note(new.collection, "kernel").guid, "fc-other")
        there.compile(renamed)
        done = there.take(swapped)
        assert (len(done.new), done.unmatched) == (1, ())
        assert here.take(before).unmatched == ()


# The due day, when the log has grown behind the last answer ------------------------------


def days_until_due(machine: Machine, name: str) -> int:
    memory = machine.memories()[find_note(machine.collection, name).guid, "answer"]
    assert isinstance(memory, Learned)
    assert isinstance(memory.due, OnDay)
    return memory.due.day - memory.last_day


@pytest.fixture
def unaware() -> tuple[str, str]:
    """Two logs: a card was known well; one machine missed it, the other never heard of that."""
    with machines(2) as (here, there):
        for day in (0, 3, 15, 60):
            here.now = at(day)
            here.answer("filter#answer", Rating.EASY)
        there.take(here.export())
        here.now, there.now = at(300), at(301)
        here.answer("filter#answer", Rating.AGAIN)
        there.answer("filter#answer", Rating.GOOD)
        return here.export(), there.export()


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 0, 1, 0)])
def test_a_due_day_follows_what_its_answer_did_not_know(
    unaware: tuple[str, str], order: tuple[int, ...]
) -> None:
    with machines(2) as (one, other):
        other.take(unaware[1])
        for source in order:
            one.take(unaware[source])
        assert days_until_due(other, "filter") > 300
        assert days_until_due(one, "filter") < 60
        assert one.is_told_by_its_log()


def test_a_correction_goes_with_its_reason(unaware: tuple[str, str]) -> None:
    """The missed answer is taken back: the day that was shown holds again."""
    with machines(1) as (machine,):
        machine.take(unaware[0])
        machine.take(unaware[1])
        lines = unaware[0].splitlines(keepends=True)
        undone = lines[-1].replace(
            '"type": "review"}', f'"type": "review", "undone": {at(302).ms}}}'
        )
        machine.take("".join([*lines[:-1], undone]))
        assert days_until_due(machine, "filter") > 300


def test_corrections_do_not_travel(unaware: tuple[str, str]) -> None:
    """Each collection makes its own, by its own parameters."""
    with machines(1) as (machine,):
        machine.take(unaware[0])
        machine.take(unaware[1])
        rows = set(machine.export().splitlines())
        assert rows == {*unaware[0].splitlines(), *unaware[1].splitlines()}
        header = correction = 1
        kept = machine.collection.value("SELECT count(*) FROM review")
        assert kept == len(rows) - header + correction
