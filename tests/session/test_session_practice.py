"""Practice: the log keeps the answers, and nothing else notices them."""

from collections.abc import Callable
from datetime import datetime

import pytest

from flashcards.app import App, Moment
from flashcards.collection import today
from flashcards.collection.connection import Collection, open_collection
from flashcards.collection.filters import Filter
from flashcards.collection.naming import find_card
from flashcards.days import milliseconds, study_day
from flashcards.kinds import Kind, Rating
from flashcards.session.loop import Loop
from flashcards.session.practice import PracticeDealer, PracticeKeeper
from flashcards.session.sitting import Sitting
from flashcards.study.pool import Limits, Waiting
from flashcards.terminal.style import Look
from tests.conftest import Run

from .learner import Scripted
from .learner import review as asked

TUESDAY, FRIDAY = "2026-11-17T20:00", "2026-11-20T20:00"
TODAY = "2026-11-21T19:00"


def practise(
    run: Run, keys: str, *, limit: int | None = None, kind: Kind | None = None
) -> list[str]:
    """What a learner sees who practises with these keys, without blank lines."""
    desk = Scripted(keys)
    app = App(str(run.collection), lambda: desk.now, lambda: desk.now, Look())
    with open_collection(run.collection) as opened:
        dealer, keeper = PracticeDealer(opened), PracticeKeeper(opened)
        Loop(Sitting(app, opened, dealer, keeper, desk), Filter(kind=kind), limit, None).run()
    return [line.strip() for line in desk.output.getvalue().splitlines() if line.strip()]


@pytest.fixture
def learned(run: Run) -> Run:
    """Four terms were met before; one of them was missed today."""
    run.ok("compile")
    run.ok("answer", "craft/second-step", "easy", now=TUESDAY)
    run.ok("answer", "models/canary", "easy", now=FRIDAY)
    run.ok("answer", "models/map", "good", now=TUESDAY)
    run.ok("answer", "models/map", "again", now=TODAY)
    run.ok("answer", "models/map", "good", now="2026-11-21T19:20")
    run.ok("answer", "craft/clarifying", "again", now="2026-11-21T19:30")
    return run


def at(local: datetime) -> Moment:
    return Moment(milliseconds(local), study_day(local), local)


def titles(seen: list[str]) -> list[str]:
    """The cards that were asked, in their order."""
    starts = ("Define:", "Which step follows")
    return [line for line in seen if line.startswith(starts)]


OPEN_TICKS = "SELECT * FROM open_tick ORDER BY point"


def state(run: Run) -> dict[str, list[tuple[object, ...]]]:
    """All that the scheduler looks at."""
    with open_collection(run.collection) as opened:
        return {
            sql: [tuple(row) for row in opened.rows(sql)]
            for sql in (
                "SELECT * FROM memory ORDER BY card",
                "SELECT id, active, suspended, buried_day, place FROM card ORDER BY id",
                "SELECT * FROM open_case",
                OPEN_TICKS,
            )
        }


def test_missed_ones_come_first_then_what_fades(learned: Run) -> None:
    seen = practise(learned, "space 3 space 3 space 3 space 3")
    assert titles(seen) == [
        "Define: Clarifying question",
        "Which step follows Ask?",
        "Define: Canary release",
        "Define: Feature map",
    ]


def test_nothing_moves_and_the_screens_say_so(learned: Run) -> None:
    before, due = state(learned), learned.ok("due", "--json", now=TODAY).json
    seen = practise(learned, "space 1 space 2 q")
    assert state(learned) == before
    assert learned.ok("due", "--json", now=TODAY).json == due
    assert "Practice: what was missed today, then what fades; no due date moves." in seen
    assert any(line.endswith("practice · 1 of 4") for line in seen)
    assert any(line.endswith("practice · 2 of 4") for line in seen)
    assert "Again: practice, nothing moves" in seen
    assert "Practice    2, recalled 1 (50%); no due date moved" in seen
    assert "Missed      Clarifying question" in seen
    assert not any(line.startswith(("Reviews", "New")) for line in seen)


def test_the_buttons_show_no_intervals(learned: Run) -> None:
    hints: list[str] = []
    desk = Scripted("space q")
    ask: Callable[..., str] = desk.ask

    def listened(*given: object, **more: object) -> str:
        hints.append(str(given[1]))
        return ask(*given, **more)

    desk.ask = listened  # type: ignore[method-assign] # to read the line of keys
    app = App(str(learned.collection), lambda: desk.now, lambda: desk.now, Look())
    with open_collection(learned.collection) as opened:
        sitting = Sitting(app, opened, PracticeDealer(opened), PracticeKeeper(opened), desk)
        Loop(sitting, Filter(), None, None).run()
    assert hints[1].startswith("Missed  1 Again     Knew it  2 Hard   3 Good   4 Easy\n")


def test_the_log_keeps_the_answers_and_a_replay_agrees(learned: Run) -> None:
    practise(learned, "space +5 1 space 4 q")
    rows = learned.ok("show", "craft/clarifying", "--json").json["reviews"]
    assert [(row["type"], row["rating"]) for row in rows] == [("learn", 1), ("practice", 1)]
    assert learned.ok("doctor", "--json").json["ok"]


def test_what_was_practised_is_asked_no_more_until_it_was_missed(learned: Run) -> None:
    practise(learned, "space 3 space 1 q")
    seen = practise(learned, "space 3 space 3 space 3 space 3")
    assert titles(seen) == [
        "Define: Canary release",
        "Define: Feature map",
        "Which step follows Ask?",
    ]


def test_the_day_itself_goes_on_as_if_nothing_had_happened(learned: Run) -> None:
    """The limits of the day, its new cards and its first case are counted without practice."""
    before = learned.ok("due", "--json", now=TODAY).json
    practise(learned, "space 3 space 3 space 3 space 3")
    assert learned.ok("due", "--json", now=TODAY).json == before
    status = learned.ok("status", "--json", now=TODAY).json
    assert (status["answered"], status["new"]) == (2, before["new"])


def test_practice_alone_makes_no_day_a_study_day(run: Run) -> None:
    """The first study day stays the first: what was answered is undone, the practice is not."""
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good", now=FRIDAY)
    practise(run, "space 3")
    run.ok("undo", now=TODAY)
    run.ok("undo", now=TODAY)
    assert run.ok("due", "--json", now=TODAY).json["new"] == 6


def test_undo_takes_a_practice_answer_back(learned: Run) -> None:
    before = state(learned)
    seen = practise(learned, "space 1 u space 3 q")
    assert "Undone: Clarifying question, Again (practice)" in seen
    assert titles(seen)[::2] == ["Define: Clarifying question"] * 2
    assert state(learned) == before
    assert learned.ok("undo").stdout == "Undone: Clarifying question, Good (practice)\n"
    assert state(learned) == before


def test_practice_takes_back_no_answer_that_counts(learned: Run) -> None:
    seen = practise(learned, "u q")
    assert "There is nothing to take back." in seen


def test_undoing_practice_in_a_review_asks_no_card_that_is_not_due(learned: Run) -> None:
    practise(learned, "space 3 space 3 q")
    seen = asked(learned, "u q")
    assert "Undone: Which step follows Ask?, Good (practice)" in seen
    assert "Which step follows Ask?" not in titles(seen)[1:]


def test_limit_counts_practice(learned: Run) -> None:
    seen = practise(learned, "space 3 space 3", limit=2)
    assert any(line.endswith("practice · 2 of 2") for line in seen)


def test_nothing_is_practised_that_was_never_learned(run: Run) -> None:
    run.ok("compile")
    assert practise(run, "")[-1] == "No card was answered."


def test_a_scenario_is_practised_with_its_checklist_and_lines_up_no_step(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/novels", "good", "--missed", "", now=TUESDAY)
    before = state(run)
    seen = practise(run, "space space n n space y y 1")
    assert any("practice · 20 min" in line for line in seen)
    assert not any(line.startswith("Tomorrow    Ask") for line in seen)
    assert state(run) == before
    with open_collection(run.collection) as opened:
        assert _practice_ticks(opened) == [0, 0, 1, 1]


def _practice_ticks(opened: Collection) -> list[int]:
    rows = opened.rows(
        "SELECT tick.hit FROM tick JOIN review ON review.id = tick.review"
        " WHERE review.type = 'practice' ORDER BY tick.point"
    )
    return [row["hit"] for row in rows]


def test_practice_leaves_a_case_that_lies_open_alone(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/novels", "good", "--missed", "", now=TUESDAY)
    with open_collection(run.collection) as opened:
        opened.run("UPDATE memory SET due_day = 20700")
    asked(run, "space 4 " * 6 + "space space y q")
    before = state(run)
    assert before[OPEN_TICKS]
    seen = practise(run, "space space n q", kind=Kind.SCENARIO)
    assert "Going on where you stopped." not in seen
    assert "Kept: it goes on here next time." not in seen
    assert state(run) == before


def test_the_cards_are_read_once_for_all_questions(
    learned: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = today.learned

    def counted(collection: Collection, day: int, chosen: Filter) -> list[today.Askable]:
        reads.append(day)
        return read(collection, day, chosen)

    monkeypatch.setattr(today, "learned", counted)
    assert len(titles(practise(learned, "space 3 space 1 space 3 space 3 space 3"))) == 5
    assert len(reads) == 1


def test_what_was_kept_of_the_cards_is_what_would_be_read(learned: Run) -> None:
    """Whatever is answered, also when another window changes something meanwhile."""
    now = at(datetime.fromisoformat(f"{TODAY}+00:00"))
    with open_collection(learned.collection) as opened:
        dealer, keeper = PracticeDealer(opened), PracticeKeeper(opened)
        for number, rating in enumerate((1, 1, 1, 3, 1, 3)):
            queue = dealer.queue(now, Filter(), Limits())
            assert queue == PracticeDealer(opened).queue(now, Filter(), Limits())
            asked_now = queue.next(now.ms)
            assert isinstance(asked_now, Waiting)
            offer = keeper.offer(asked_now.card, now)
            assert offer.card.revision == asked_now.revision
            keeper.answer(offer, Rating(rating), now, 1000)
            dealer.answered(asked_now.card)
            if number == 2:
                learned.ok("suspend", "models/canary", now=TODAY)
        canary = find_card(opened, "models/canary").id
        assert canary not in {w.card for w in dealer.queue(now, Filter(), Limits()).cards}
