"""The review loop by a scripted learner and a clock that the test moves."""

from collections.abc import Collection

import pytest

from flashcards.app import App
from flashcards.collection import connection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.kinds import Rating
from flashcards.opening import moment
from flashcards.session.answering import Keeper, Overtaken
from flashcards.session.dealing import Dealer
from flashcards.session.loop import Loop
from flashcards.session.sitting import Sitting
from flashcards.terminal.style import Look
from tests.conftest import Folder, Run
from tests.session.learner import EVENING, Scripted, review


def test_when_the_minutes_are_over_the_learner_is_asked_and_may_go_on(run: Run) -> None:
    seen = review(run, "space 3 +130 space 3 space space 3 q", minutes=2)
    assert "Your 2 min are over. Left: 4 new, about 2 min." in seen
    assert [line for line in seen if line.startswith("Good")] == ["Good: back on Mon 23 Nov"] * 3


def test_stopping_when_the_minutes_are_over(run: Run) -> None:
    seen = review(run, "space +130 3 q", minutes=2)
    assert seen[-1] == "All saved. Undo the last answer: flashcards undo"
    assert sum("Space show" in line for line in seen) == 1


def test_no_question_when_nothing_is_left_anyway(run: Run) -> None:
    seen = review(run, "space 3 " * 6, minutes=30)
    assert not any("are over" in line for line in seen)


def test_limit_counts_answers_and_an_undo_gives_one_back(run: Run) -> None:
    seen = review(run, "space 4 u space 3 space 3", limit=2)
    assert [line.split(":")[0] for line in seen if line.startswith(("Good", "Easy", "Undone"))] == [
        *("Easy", "Undone", "Good", "Good"),
    ]


def test_a_day_that_turns_over_while_a_card_is_shown_shows_it_again(run: Run) -> None:
    seen = review(run, f"space +{9 * 3600} 3 space 3 q")
    assert "A new day has begun; the card comes again with its new intervals." in seen
    assert "Good: back on Tue 24 Nov" in seen


@pytest.mark.parametrize(("pause", "kept"), [(5, 5_000), (300, 300_000)])
def test_the_log_keeps_how_long_an_answer_took(run: Run, pause: int, kept: int) -> None:
    review(run, f"space +{pause} 3 q")
    with connection.open_collection(run.collection) as opened:
        assert opened.value("SELECT duration_ms FROM review") == kept


def test_a_closed_lid_takes_no_time_of_the_minutes_or_the_answer(run: Run) -> None:
    seen = review(run, "space +5 z3600 3 space +5 3 q", minutes=2)
    assert not any("are over" in line for line in seen)
    assert any("2 cards · 1 min" in line for line in seen)
    with connection.open_collection(run.collection) as opened:
        durations = [row[0] for row in opened.rows("SELECT duration_ms FROM review")]
    assert durations == [5_000, 5_000]


def test_an_interrupted_session_is_summed_up_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Scripted("space 3 q")
    ask = desk.ask
    calls = iter(range(4))

    def interrupted(keys: Collection[str], hint: str, prompt: str, *, guarded: bool = False) -> str:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return ask(keys, hint, prompt, guarded=guarded)

    monkeypatch.setattr(desk, "ask", interrupted)
    run.ok("compile")
    app = App(str(run.collection), lambda: desk.now, lambda: desk.now, Look())
    with (
        connection.open_collection(run.collection) as opened,
        pytest.raises(KeyboardInterrupt),
    ):
        Loop(Sitting(app, opened, Dealer(opened), Keeper(opened), desk), Filter(), None, None).run()
    assert "New         1 term" in desk.output.getvalue()


def test_suspended_cards_and_leeches_are_told_at_the_end(run: Run) -> None:
    run.ok("compile")
    for day in range(1, 9):
        run.ok("answer", "craft/second-step", "again", now=f"2026-10-{2 * day:02}T09:00")
        run.ok("answer", "craft/second-step", "good", now=f"2026-10-{2 * day:02}T09:30")
    run.ok("reschedule", "craft/second-step", "0", now="2026-11-21T08:00")
    seen = review(run, "space 1 s q")
    assert "Suspended   1 card" in seen
    assert any(line.startswith("Leeches     Which step follows Ask?:") for line in seen)


def test_unfinished_cases_and_failed_cards_are_told_at_the_end(run: Run) -> None:
    seen = review(run, "space 1 space 3 q")
    assert "Missed      Which step follows Ask?" in seen
    assert "New         2 terms" in seen


def test_a_text_that_changes_under_the_learner_is_shown_before_an_answer_counts(
    run: Run, deck: Folder
) -> None:
    deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    with connection.open_collection(run.collection) as opened:
        keeper = Keeper(opened)
        now = moment(App(None, lambda: EVENING, lambda: EVENING, Look()), opened)
        offer = keeper.offer(find_card(opened, "recall").id, now)
        deck("### Recall\n\nThe share of positives found.\n")
        run.ok("compile")
        with pytest.raises(Overtaken, match="changed in another window"):
            keeper.answer(offer, Rating.GOOD, now, 0)
        assert opened.value("SELECT count(*) FROM review") == 0


SEVERAL = "".join(
    f"## Scenario: Case {name} {{minutes=20}}\n\nWhat do you do?\n\n### Ask\n\n- Asks why\n\n"
    for name in "abc"
)
TWO_DAYS_AGO = "2026-11-19T20:00"


@pytest.fixture
def several(run: Run, deck: Folder) -> Run:
    """Three unseen cases of one step, and no terms; not the first study day."""
    deck(SEVERAL)
    run.ok("compile", "decks")
    run.ok("answer", "craft/clarifying", "good", now=TWO_DAYS_AGO)
    for term in ("craft/second-step", "models/filter", "models/map", "models/loop"):
        run.ok("suspend", term)
    run.ok("suspend", "models/canary")
    run.ok("suspend", "models/novels")
    run.ok("answer", "craft/clarifying", "easy", now="2026-11-20T20:00")
    return run


def test_a_case_that_is_put_off_is_not_followed_by_another(several: Run) -> None:
    seen = review(several, "b")
    assert sum("A scenario is next" in line for line in seen) == 1
    assert several.ok("due", "--json", now="2026-11-21T20:30").json["due"] == 0


def test_a_drilled_step_is_a_review_and_takes_a_few_minutes(several: Run) -> None:
    several.ok("answer", "case-a", "again", "--missed", "1", now="2026-11-20T21:00")
    seen = review(several, "space y 3")
    assert any(line.endswith("new · 3 min") for line in seen)
    assert "Reviews     1, recalled 1 (100%, aim 80%)" in seen
    assert not any(line.startswith("New ") for line in seen)


def test_an_answer_given_before_four_is_in_the_summary_after_four(run: Run) -> None:
    seen = review(run, f"space 3 +{9 * 3600} q")
    assert "New         1 term" in seen


def test_undo_of_a_card_that_the_text_makes_no_more_goes_on_with_the_next(
    run: Run, deck: Folder
) -> None:
    deck("### Loop {.sequence}\n\n1. One\n2. Two\n3. Three\n")
    run.ok("compile", "decks")
    run.ok("answer", "deck/loop#after:two", "good")
    deck("### Loop {.sequence}\n\n1. One\n2. Zwei\n3. Three\n")
    seen = review(run, "u q")
    assert "Undone: Loop, Good" in seen
