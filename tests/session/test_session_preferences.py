"""What a learner's preferences change in a sitting, by a scripted learner."""

from datetime import datetime
from typing import Any

import pytest

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.preferences import Preferences
from flashcards.session.answering import Keeper
from flashcards.session.ask_scenario import ask_scenario
from flashcards.session.dealing import Dealer
from flashcards.session.limits import limits
from flashcards.session.loop import Loop
from flashcards.session.sitting import Sitting
from flashcards.study.pool import Limits
from flashcards.terminal.style import Look
from tests.session.learner import Scripted

ALL_SAID = "space y y space y y"
"""The keys that say every point of the scenario of the shipped decks."""
HOUR = "+3600"


class Learner(Scripted):
    """A scripted learner with preferences."""

    def __init__(self, collection: Collection, **preferences: Any) -> None:
        super().__init__("")
        self.preferences = Preferences(**preferences)
        self.collection = collection

    def reviews(self, keys: str, chosen: Filter | None = None) -> list[str]:
        """What is seen of a review by these keys."""
        Loop(self._sits(keys), chosen or Filter(), None, self.preferences.minutes).run()
        return self._seen()

    def answers(self, card: str, keys: str) -> list[str]:
        """What is seen of one scenario by these keys."""
        sitting = self._sits(keys)
        card_id = find_card(self.collection, card).id
        ask_scenario(sitting, sitting.keeper.offer(card_id, sitting.now()))
        return self._seen()

    @property
    def ratings(self) -> list[int]:
        """The ratings in the log."""
        return [row[0] for row in self.collection.rows("SELECT rating FROM review ORDER BY id")]

    def _sits(self, keys: str) -> Sitting:
        self._keys = iter(keys.split())
        app = App(None, self._now, self._now, Look(), preferences=self.preferences)
        return Sitting(app, self.collection, Dealer(self.collection), Keeper(self.collection), self)

    def _now(self) -> datetime:
        return self.now

    def _seen(self) -> list[str]:
        return [line.strip() for line in self.output.getvalue().splitlines() if line.strip()]


def test_limits_are_what_is_preferred_and_what_is_left() -> None:
    preferred = Preferences(new_per_day=3, reviews_per_day=50, cases_per_day=2)
    assert limits(preferred, 5, 7.5) == Limits(new=3, reviews=50, cases=2, cards=5, minutes=7.5)
    assert limits(Preferences()) == Limits()


# Two buttons ---------------------------------------------------------------------------


def test_with_two_buttons_a_term_was_missed_or_known(collection: Collection) -> None:
    learner = Learner(collection, buttons=2)
    learner.reviews("space 1 space 2 space space q")
    assert learner.ratings == [1, 3, 3]


@pytest.mark.parametrize("key", ["3", "4"])
def test_with_two_buttons_no_other_key_rates(collection: Collection, key: str) -> None:
    with pytest.raises(AssertionError, match=f"{key} is not offered: Missed  1 Again 10 min"):
        Learner(collection, buttons=2).reviews(f"space {key}")


def test_the_keys_are_explained_as_they_are(collection: Collection) -> None:
    seen = Learner(collection, buttons=2).reviews("? q")
    assert "Space shows the answer; then it means Good, as does 2." in seen
    assert not any("Hard" in line for line in seen)


def test_with_two_buttons_a_scenario_takes_the_rating_of_its_points(
    collection: Collection,
) -> None:
    learner = Learner(collection, buttons=2)
    learner.answers("novels", "space y n space y y space")
    learner.answers("novels", f"{ALL_SAID} 2")
    assert learner.ratings[0] == 2
    assert learner.ratings[-1] == 3
    with pytest.raises(AssertionError, match="Missed  1 Again 4 d     Passed  2 Good"):
        learner.answers("novels", f"{ALL_SAID} 4")


# The clock -----------------------------------------------------------------------------


def test_without_a_clock_a_scenario_shows_none_and_easy_needs_no_time(
    collection: Collection,
) -> None:
    learner = Learner(collection, clock=False)
    seen = learner.answers("novels", f"{HOUR} {ALL_SAID} 4")
    assert learner.ratings == [4]
    assert not any(":00" in line for line in seen)
    assert "Ask · 1 of 2" in seen


def test_with_the_clock_easy_is_for_an_answer_in_time(collection: Collection) -> None:
    learner = Learner(collection)
    seen = learner.answers("novels", f"{HOUR} {ALL_SAID} 4 3")
    assert learner.ratings == [3]
    assert "Easy is for everything said, in time and without the hint." in seen


def test_the_time_is_kept_also_without_a_clock(collection: Collection) -> None:
    Learner(collection, clock=False).answers("novels", f"{HOUR} {ALL_SAID} 3")
    assert collection.value("SELECT duration_ms FROM review") == 3_600_000


# Minutes, role, editor -----------------------------------------------------------------


def test_a_review_asks_after_the_preferred_minutes(collection: Collection) -> None:
    seen = Learner(collection, minutes=2.5).reviews("space +150 3 q")
    assert any(line.startswith("Your 2.5 min are over. Left: 5 new") for line in seen)


def test_the_first_line_says_whose_cards_they_are(collection: Collection) -> None:
    learner = Learner(collection)
    seen = learner.reviews("space 3 q", Filter(roles=("ds",)))
    assert seen[0] == "Cards for DS. For every role: flashcards review --role all"
    assert "Cards for" not in Learner(collection).reviews("q")[0]


def test_tomorrow_is_that_of_the_roles_and_the_limits(collection: Collection) -> None:
    learner = Learner(collection, new_per_day=1)
    seen = learner.reviews("space 3", Filter(roles=("ds",)))
    assert any(line.startswith("Tomorrow    1 new · 1 scenario") for line in seen)


def test_the_editor_is_the_preferred_one(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "sh -c 'echo usual >> $0'")
    learner = Learner(collection, editor="sh -c 'echo preferred >> $0'")
    learner.answers("novels", "w q")
    learner.preferences = Preferences()
    learner.answers("novels", f"w {ALL_SAID} 3")
    assert collection.value("SELECT answer FROM attempt") == "preferred\nusual\n"
