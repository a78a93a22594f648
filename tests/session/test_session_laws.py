"""Whatever a learner does, in whatever order, under whatever clock: what stays true.

The collection is a real file; leeches are made by the first lapse, so that there are some.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flashcards.app import Moment
from flashcards.care.memories import Compared, compare
from flashcards.collection import cards, log
from flashcards.collection.cards import StoredCard
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import create_collection, open_collection
from flashcards.days import milliseconds, starts_at, study_day
from flashcards.face import faces
from flashcards.kinds import CASE, Kind, Rating, ReviewType, Step
from flashcards.memory import New, Review
from flashcards.session.answering import Keeper, Offer, Overtaken
from flashcards.session.grading import Checklist
from flashcards.session.moving import forget, reschedule
from flashcards.session.practice import PracticeKeeper
from flashcards.study import leech
from flashcards.study.rubric import to_drill
from tests.collection.conftest import Author

HEAD = "---\ndeck: Modeling\narea: modeling\n---\n# Modeling\n\n"
PRECISION = (
    "### Precision {.reverse}\n\nThe share of the predicted positives that are positive.\n\n",
    "### Precision\n\nThe share of the predicted positives that are positive.\n\n",
    "### Precision {.draft .reverse}\n\nOf those found, how many are right.\n\n",
    "",
)
LOOP = (
    "### Loop {.sequence}\n\n1. forward pass\n2. loss\n3. backward pass\n\n",
    "### Loop {.sequence}\n\n1. forward pass\n2. loss\n3. gradients\n4. step\n\n",
    "",
)
NAMES = (
    "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- **costs**\n- time\n\n### Plan\n\n- tagger\n",
    "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- **costs**\n- money\n",
    "",
)
FULL = HEAD + PRECISION[0] + LOOP[0] + NAMES[0]

picks = st.integers(0, 6)
"""Chooses one of the cards there are."""
ratings = st.sampled_from(
    [Rating.AGAIN, Rating.AGAIN, Rating.HARD, *[Rating.GOOD] * 3, Rating.EASY]
)
missed_points = st.frozensets(st.integers(1, 4))


class Snapshot(NamedTuple):
    """What an undo has to bring back; ``compiles`` says which text it belongs to."""

    memories: dict[int, tuple[Any, ...]]
    lines: dict[int, tuple[Any, ...]]
    suspended: frozenset[int]
    compiles: int


class Learner(RuleBasedStateMachine):
    """One learner with one collection."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(leech, "FIRST", dict.fromkeys(Kind, 1))
        self.path = Path(shutil.copy(self.template, self._folder.name))
        self.ms, self.zone = 1_795_000_000_000, 0
        self.history: list[Snapshot] = []
        self.by_hand: set[int] = set()
        self.rows: dict[int, tuple[Any, ...]] = {}
        self.shown: Offer | None = None
        self.compiles = 0
        self._open()
        self.author = Author(self.collection)

    def _open(self) -> None:
        self.collection = open_collection(self.path)
        # What is kept when the power fails is another test's affair, and slow.
        self.collection.run("PRAGMA synchronous = OFF")
        self.collection.rows("PRAGMA journal_mode = MEMORY")
        self.keeper = Keeper(self.collection, suspend_leeches=True)

    def teardown(self) -> None:
        """At the end the file is whole, too; that is not asked after each step, for it is slow."""
        pages = [row[0] for row in self.collection.rows("PRAGMA integrity_check")]
        references = self.collection.rows("PRAGMA foreign_key_check")
        self.collection.connection.close()
        self._patch.undo()
        self._folder.cleanup()
        assert (pages, references) == (["ok"], [])

    # What a learner does ---------------------------------------------------------------

    @rule(hours=st.one_of(st.integers(0, 24), st.integers(24, 24 * 60)))
    def time_passes(self, hours: int) -> None:
        self.ms += hours * 3_600_000

    @rule(hours=st.integers(1, 100), zone=st.sampled_from([0, -12, 1, 12]))
    def the_clock_is_set(self, hours: int, zone: int) -> None:
        """Back, or on a journey."""
        self.ms -= hours * 3_600_000
        self.zone = zone

    @rule(pick=picks)
    @precondition(lambda self: self.askable())
    def show(self, pick: int) -> None:
        self.shown = self.keeper.offer(self.pick(pick).id, self.now)

    @rule(rating=ratings, missed=missed_points)
    @precondition(lambda self: self.shown)
    def answer_what_is_shown(self, rating: Rating, missed: frozenset[int]) -> None:
        """It counts unless something was written about the card since it was shown."""
        offer, self.shown = self.shown, None
        assert offer is not None
        card = cards.card(self.collection, offer.card.id)
        if card.revision == offer.card.revision:
            assert card == offer.card
            self.answer(offer, rating, missed)
            return
        before = self.snapshot()
        with pytest.raises(Overtaken):
            self.keeper.answer(offer, rating, self.now, 1000)
        assert self.snapshot() == before

    @rule(pick=picks, rating=ratings, missed=missed_points, minutes=st.integers(0, 120))
    @precondition(lambda self: self.askable())
    def answer_across_the_night(
        self, pick: int, rating: Rating, missed: frozenset[int], minutes: int
    ) -> None:
        """Shown a minute before the study day turns over, answered after it: a row of that day."""
        end = starts_at(self.now.day + 1).replace(tzinfo=self.now.local.tzinfo)
        self.ms = milliseconds(end) - 60_000
        offer = self.keeper.offer(self.pick(pick).id, self.now)
        self.ms += (1 + minutes) * 60_000
        assert self.now.day == offer.day + 1
        self.answer(offer, rating, missed)

    @rule(pick=picks, rating=ratings, missed=missed_points)
    @precondition(lambda self: self.askable())
    def show_and_answer(self, pick: int, rating: Rating, missed: frozenset[int]) -> None:
        self.answer(self.keeper.offer(self.pick(pick).id, self.now), rating, missed)

    @rule(pick=picks, undone=st.booleans())
    @precondition(lambda self: self.askable())
    def learn_and_miss(self, pick: int, undone: bool) -> None:
        """What was known is missed: a lapse, and so a leech. Perhaps it was the wrong key."""
        card = self.pick(pick).id
        for rating in (Rating.EASY, Rating.AGAIN):
            self.answer(self.keeper.offer(card, self.now), rating, frozenset({1}))
            self.ms += 30 * 24 * 3_600_000
        if undone:
            self.undo(again=False)

    @rule(pick=picks, count=st.integers(1, 3))
    @precondition(lambda self: self.askable())
    def forget(self, pick: int, count: int) -> None:
        self.act(lambda: forget(self.keeper, self.some(pick, count), self.now))

    @rule(pick=picks, count=st.integers(1, 3), days=st.integers(0, 40))
    @precondition(lambda self: self.askable())
    def reschedule(self, pick: int, count: int, days: int) -> None:
        self.act(lambda: reschedule(self.keeper, self.some(pick, count), days, self.now))

    @rule(pick=picks, rating=ratings)
    @precondition(lambda self: self.askable())
    def practise(self, pick: int, rating: Rating) -> None:
        """An answer that is kept but does not count: what the keeper of practice keeps."""
        keeper = PracticeKeeper(self.collection)
        offer = keeper.offer(self.pick(pick).id, self.now)
        before = self.snapshot()

        def keep() -> list[Review]:
            kept = keeper.answer(offer, rating, self.now, 1000, *self.checked(offer, frozenset()))
            assert (kept.memory, kept.leech) == (offer.card.memory, False)
            assert kept.review.type is ReviewType.PRACTICE
            return [kept.review]

        self.act(keep)
        assert self.snapshot() == before

    @rule(again=st.booleans())
    def undo(self, again: bool) -> None:
        """The last act that was not undone, also by a program that was started anew."""
        if again:
            self.collection.connection.close()
            self._open()
            self.author.collection = self.collection
        undone = self.keeper.undo(self.now)
        assert (undone is None) == (not self.history)
        if undone:
            self._restored(self.history.pop())

    @rule(pick=picks, how=st.sampled_from(["suspend", "unsuspend", "bury"]))
    @precondition(lambda self: self.askable())
    def set_aside(self, pick: int, how: str) -> None:
        """By hand, which undo leaves alone."""
        card = self.pick(pick).id
        with self.collection.write():
            if how == "bury":
                cards.bury(self.collection, card, self.now.day)
            else:
                self.by_hand.add(card)
                cards.suspend(self.collection, card, suspended=how == "suspend")

    @rule(
        precision=st.sampled_from(PRECISION),
        loop=st.sampled_from(LOOP),
        names=st.sampled_from(NAMES),
    )
    def recompile(self, precision: str, loop: str, names: str) -> None:
        """With other text; what is gone may come back."""
        self.compiles += 1
        self.author.now = max(self.author.now, self.ms)
        self.author.write(HEAD + precision + loop + names)

    # What stays true -------------------------------------------------------------------

    @invariant()
    def memory_is_what_the_log_says(self) -> None:
        """The replay of every card gives what its row holds."""
        assert compare(self.collection) == Compared([], [])

    @invariant()
    def a_card_waits_as_new_or_has_a_memory(self) -> None:
        for row in self.collection.rows(
            "SELECT card.id, card.face, place, memory.card IS NOT NULL AS known,"
            " card.active AND note.retired_at IS NULL AND NOT note.draft AS asked"
            " FROM card JOIN note ON note.id = card.note"
            " LEFT JOIN memory ON memory.card = card.id"
        ):
            assert not (row["known"] and row["place"] is not None), tuple(row)
            assert not row["asked"] or row["known"] or row["place"] is not None, tuple(row)

    @invariant()
    def a_step_is_asked_once_it_was_lined_up(self) -> None:
        """And no more when that is undone; the step must be in the text, too."""
        for card_id in self.askable()[:1]:
            note = cards.note_of(self.collection, card_id)
            for card in cards.cards_of(self.collection, note.id):
                if note.kind is Kind.SCENARIO and card.face in faces(note.content)[1:]:
                    assert card.active == (card.memory != New())

    @invariant()
    def the_log_only_grows(self) -> None:
        """No row is changed or lost: above all, a study day stays what it was then and there."""
        now = {row["id"]: tuple(row) for row in self.collection.rows("SELECT * FROM review")}
        assert self.rows.items() <= now.items()
        self.rows = now

    # How it is done --------------------------------------------------------------------

    @property
    def now(self) -> Moment:
        local = datetime.fromtimestamp(self.ms / 1000, timezone(timedelta(hours=self.zone)))
        return Moment(self.ms, study_day(local), local)

    def askable(self) -> list[int]:
        """The cards that can be asked: a case first."""
        rows = self.collection.rows(
            "SELECT card.id FROM card JOIN note ON note.id = card.note"
            " WHERE card.active AND note.retired_at IS NULL AND NOT note.draft"
            " ORDER BY card.face <> 'case', card.id"
        )
        return [row["id"] for row in rows]

    def pick(self, pick: int) -> StoredCard:
        askable = self.askable()
        return cards.card(self.collection, askable[pick % len(askable)])

    def some(self, pick: int, count: int) -> list[StoredCard]:
        """One card, or several of its note."""
        first = self.pick(pick)
        note = cards.note_of(self.collection, first.id).id
        others = [c for c in cards.cards_of(self.collection, note) if c.active and c != first]
        return [first, *others][:count]

    def answer(self, offer: Offer, rating: Rating, missed: frozenset[int]) -> None:
        """Keep an answer as the program does: what was on the button is what is written."""
        case, drill = self.checked(offer, missed)
        before = cards.card(self.collection, offer.card.id)

        def keep() -> list[Review]:
            kept = self.keeper.answer(offer, rating, self.now, 1000, case, drill)
            review, memory = kept.review, kept.memory
            outcome = offer.outcomes[rating]
            assert (review.state, review.interval) == (outcome.state, outcome.interval)
            assert review.study_day == offer.day
            assert log.history(self.collection, offer.card.id)[-1] == review
            after = cards.card(self.collection, offer.card.id)
            assert after.memory == memory
            became = leech.became_leech(offer.note.kind, before.memory, memory)
            assert kept.leech == became
            assert kept.suspended == (became and not before.suspended)
            assert after.suspended == (before.suspended or became)
            return [review]

        self.act(keep)

    def checked(
        self, offer: Offer, missed: frozenset[int]
    ) -> tuple[OpenCase | None, tuple[Step, ...]]:
        """The checklist of a scenario, and the steps to drill for what was missed."""
        if offer.note.kind is not Kind.SCENARIO:
            return None, ()
        checklist = Checklist.of(self.collection, offer)
        case = checklist.closed(missed & set(range(1, len(checklist.points) + 1)), 60, self.ms)
        return case, to_drill(checklist.ticks(case)) if offer.card.face == CASE else ()

    def act(self, act: Callable[[], list[Review]]) -> None:
        """Something that can be undone, if anything came of it."""
        before = self.snapshot()
        if act():
            self.history.append(before)

    def snapshot(self) -> Snapshot:
        memories = self.collection.rows("SELECT * FROM memory")
        rows = self.collection.rows("SELECT id, active, place, suspended FROM card")
        return Snapshot(
            {row["card"]: tuple(row) for row in memories},
            {row["id"]: (row["active"], row["place"]) for row in rows},
            frozenset(row["id"] for row in rows if row["suspended"]),
            self.compiles,
        )

    def _restored(self, before: Snapshot) -> None:
        after = self.snapshot()
        assert after.memories == before.memories
        if before.compiles == after.compiles:
            assert after.lines == before.lines
        assert after.suspended - self.by_hand == before.suspended - self.by_hand


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> type[Learner]:
    """Learners who begin with a term both ways, a sequence and a scenario."""
    path = tmp_path_factory.mktemp("template") / "collection.db"
    with create_collection(path, {}) as collection:
        Author(collection).write(FULL)
    return type("Learner", (Learner,), {"template": path})


@pytest.mark.parametrize("examples", [25, pytest.param(300, marks=pytest.mark.slow)])
def test_whatever_a_learner_does(learner: type[Learner], examples: int) -> None:
    run_state_machine_as_test(
        learner,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
