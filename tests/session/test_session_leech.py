"""Leeches: told when they become one, suspended if the learner wishes it, forgiven by undo."""

import pytest

from flashcards.collection import cards
from flashcards.collection.connection import Collection
from flashcards.kinds import Rating
from flashcards.preferences import Preferences
from flashcards.session.answering import Keeper
from flashcards.study.leech import FIRST
from tests.conftest import Run
from tests.session.learner import Learner, on, review


class Forgetful(Learner):
    """A learner who misses one card again and again."""

    def __init__(self, collection: Collection, name: str) -> None:
        super().__init__(collection, suspend_leeches=True)
        self.name = name
        self.day = 0

    def says(self, rating: Rating) -> None:
        self.day += 30
        self.answer(self.name, rating, on(self.day))

    def miss(self, times: int) -> None:
        """Miss what was known, learn it, and miss it again."""
        for _ in range(times):
            self.says(Rating.GOOD)
            self.says(Rating.AGAIN)

    @property
    def is_suspended(self) -> bool:
        return self.card(self.name).suspended


@pytest.fixture(params=["models/map", "models/novels"])
def learner(request: pytest.FixtureRequest, collection: Collection) -> Forgetful:
    """A term and a scenario one lapse away from being leeches."""
    learner = Forgetful(collection, request.param)
    kind = cards.note_of(collection, learner.card(learner.name).id).kind
    learner.miss(FIRST[kind] - 1)
    learner.says(Rating.GOOD)
    assert not learner.is_suspended
    return learner


def test_the_answer_that_makes_a_leech_suspends_its_card(learner: Forgetful) -> None:
    learner.says(Rating.AGAIN)
    assert learner.is_suspended


def test_nothing_is_suspended_unasked(learner: Forgetful) -> None:
    """It is said, and the learner chooses."""
    learner.keeper = Keeper(learner.collection)
    learner.says(Rating.AGAIN)
    assert not learner.is_suspended


def test_undo_forgives_also_after_a_restart(learner: Forgetful) -> None:
    learner.says(Rating.AGAIN)
    Keeper(learner.collection, suspend_leeches=True).undo(on(learner.day))
    assert not learner.is_suspended


def test_once_unsuspended_it_has_four_lapses_more(learner: Forgetful) -> None:
    learner.says(Rating.AGAIN)
    cards.suspend(learner.collection, learner.card(learner.name).id, suspended=False)
    learner.miss(3)
    assert not learner.is_suspended
    learner.miss(1)
    assert learner.is_suspended


def test_undo_of_another_answer_forgives_nothing(learner: Forgetful) -> None:
    learner.says(Rating.AGAIN)
    learner.says(Rating.GOOD)
    learner.keeper.undo(on(learner.day))
    assert learner.is_suspended


def test_undo_leaves_alone_what_was_suspended_by_hand(learner: Forgetful) -> None:
    cards.suspend(learner.collection, learner.card(learner.name).id, suspended=True)
    learner.says(Rating.AGAIN)
    learner.keeper.undo(on(learner.day))
    assert learner.is_suspended


# What is said --------------------------------------------------------------------------

TOLD = "A leech: missed {} times. Change its text with flashcards edit {}, or {}."
ASIDE = "set it aside with flashcards suspend {}"
BACK = "bring it back with flashcards unsuspend {}"
TERM = ("craft/second-step", "craft/second-step#answer", 8)
CASE = ("models/novels", "models/novels#case", 4)
MISSES = {TERM: "space 1 q", CASE: "space space n n space n n 1 q"}
"""The keys that miss each of them."""


@pytest.fixture(params=[TERM, CASE], ids=["term", "scenario"])
def nearly(request: pytest.FixtureRequest, run: Run) -> tuple[Run, tuple[str, str, int]]:
    """The only card that is due this evening is one lapse away from being a leech."""
    run.ok("compile")
    key, _, lapses = request.param
    for number in range(lapses):
        day = f"2026-{2 + number:02}"
        run.ok("answer", key, "good", now=f"{day}-01T09:00")
        run.ok("answer", key, "good", now=f"{day}-10T09:00")
        if number < lapses - 1:
            run.ok("answer", key, "again", now=f"{day}-20T09:00")
    for other in {"craft/second-step", "models/novels"} - {key}:
        run.ok("suspend", other)
    for other in ("craft/clarifying", "models/filter", "models/map", "models/loop"):
        run.ok("suspend", other)
    run.ok("suspend", "models/canary")
    run.ok("reschedule", key, "0", now="2026-11-21T09:00")
    return run, request.param


def sentence(named: tuple[str, str, int], aside: str) -> str:
    key, card, lapses = named
    return TOLD.format(lapses, key, aside.format(card))


def unwrapped(seen: list[str]) -> str:
    return " ".join(seen)


@pytest.mark.parametrize("plain", [False, True])
def test_a_leech_is_told_after_the_answer_that_made_it_one(
    nearly: tuple[Run, tuple[str, str, int]], plain: bool
) -> None:
    run, named = nearly
    seen = unwrapped(review(run, MISSES[named], plain=plain))
    assert ("Again. Back " if plain else "Again: back ") in seen
    assert sentence(named, ASIDE) in seen
    assert "Suspended" not in seen
    assert "missed so often that the text should change (flashcards edit)" in seen


@pytest.mark.parametrize("plain", [False, True])
def test_a_leech_that_is_suspended_is_not_said_to_be_back(
    nearly: tuple[Run, tuple[str, str, int]], plain: bool
) -> None:
    run, named = nearly
    lines = review(run, MISSES[named], suspend_leeches=True, plain=plain)
    seen = unwrapped(lines)
    assert ("Again. Suspended." if plain else "Again: suspended") in lines
    assert sentence(named, BACK) in seen
    assert not any(word in seen for word in ("back in", "Back in", "back on", "Back on"))
    assert any(
        line.startswith("Suspended") and line.rstrip(".").endswith("1 card") for line in lines
    )


def test_a_leech_that_is_taken_back_is_none_at_the_end(run: Run) -> None:
    run.ok("compile")
    for number in range(8):
        run.ok("answer", "craft/second-step", "good", now=f"2026-{2 + number:02}-01T09:00")
        run.ok("answer", "craft/second-step", "good", now=f"2026-{2 + number:02}-10T09:00")
        if number < 7:
            run.ok("answer", "craft/second-step", "again", now=f"2026-{2 + number:02}-20T09:00")
    run.ok("reschedule", "craft/second-step", "0", now="2026-11-21T09:00")
    seen = review(run, "space 1 u q", suspend_leeches=True)
    assert "Undone: Which step follows Ask?, Again" in seen
    assert not any(line.startswith(("Leeches", "Suspended")) for line in seen)
    seen = review(run, "space 1 space 3 q")
    assert any(line.startswith("Leeches") for line in seen)


def test_an_old_leech_that_is_missed_while_it_is_learned_again_is_not_told_again(run: Run) -> None:
    run.ok("compile")
    for number in range(8):
        run.ok("answer", "craft/second-step", "good", now=f"2026-{2 + number:02}-01T09:00")
        run.ok("answer", "craft/second-step", "good", now=f"2026-{2 + number:02}-10T09:00")
        run.ok("answer", "craft/second-step", "again", now=f"2026-{2 + number:02}-20T09:00")
    seen = review(run, "space 1 q")
    assert "Missed      Which step follows Ask?" in seen
    assert not any("leech" in line.lower() for line in seen)


@pytest.mark.parametrize("suspends", [False, True])
def test_answer_tells_of_a_leech(
    nearly: tuple[Run, tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch, suspends: bool
) -> None:
    run, named = nearly
    if suspends:
        monkeypatch.setattr(Preferences, "suspends_leeches", True)
    told = run.ok("answer", named[0], "again", now="2026-11-21T10:00")
    assert told.stdout.endswith("suspended\n") is suspends
    assert " again in " not in told.stdout or not suspends
    assert told.stderr == sentence(named, BACK if suspends else ASIDE) + "\n"


def test_answer_says_in_json_whether_it_made_a_leech(
    nearly: tuple[Run, tuple[str, str, int]],
) -> None:
    run, named = nearly
    words = ("answer", named[0], "again", "--json")
    outcome = run.ok(*words, now="2026-11-21T10:00")
    assert outcome.json["leech"] is True
    assert run.ok(*words, now="2026-11-21T10:30").json["leech"] is False
