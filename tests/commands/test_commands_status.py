"""``status``, ``roles``, ``show`` and the bare command: where one stands, at a glance."""

import os
from pathlib import Path

import pytest

from flashcards.collection import connection
from tests.conftest import Folder, Run

STATUS = """
  Sat 21 Nov

  Today       6 new                                                about 4 min
  Seen        0 of 6 terms · 0 of 1 scenario

  Next        flashcards review

"""

ROLES = """\
  Role                               Model Depl.  Terms Scen.
  mle    Machine learning engineer   x     x          6     1
  ds     Data scientist              x                5     1

  5 terms are for every role, counted above.
"""


@pytest.mark.parametrize("words", [(), ("status",)])
def test_a_blank_machine_shows_what_there_is_to_learn(run: Run, words: tuple[str, ...]) -> None:
    outcome = run.ok(*words)
    assert outcome.stdout == STATUS
    assert outcome.stderr.startswith("Compiled the shipped decks: 6 terms, 1 scenario.\n")
    assert "Your answers are kept in" in outcome.stderr


def test_when_all_is_done_it_says_so_and_looks_ahead(run: Run) -> None:
    run.ok("compile")
    for _ in range(6):
        card = run.ok("next", "--json").json["card"]
        run.ok("answer", card, "good", "--seconds", "30")
    lines = run.ok("status").lines
    assert lines[1].split() == ["Today", "done", "·", "6", "cards", "3", "min"]
    assert lines[2].split(" about ")[0].split() == [
        *("Tomorrow", "2", "new", "·", "1", "scenario"),
    ]
    assert lines[-2:] == [
        "Next        nothing until 04:00",
        "flashcards review --practice, to go on anyway",
    ]


def test_changed_files_are_told_and_never_compiled_unasked(run: Run, deck: Folder) -> None:
    deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    assert "changed" not in run.ok("status").stdout
    deck("### Recall\n\nThe share that was found.\n")
    deck("### Loss\n\nWhat training lowers.\n", "second.md")
    lines = run.ok("status").lines
    assert "Decks       2 files changed since compiled" in lines
    assert lines[-2:] == ["Next        flashcards compile", "flashcards review"]
    assert "was found" not in run.ok("show", "recall").stdout


def test_a_wrong_clock_is_one_line(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "craft/second-step", "good", now="2100-01-01T09:00")
    told = "Clock       set before the newest answer; see flashcards doctor"
    assert told in run.ok("status").lines
    nearly = run.ok("status", now="2100-01-01T08:00").lines
    assert "Clock       set before the newest answer" in nearly


def test_roles_are_one_table(run: Run) -> None:
    assert run.ok("roles").stdout == ROLES
    (mle, _) = run.ok("roles", "--json").json["roles"]
    assert mle == {
        "role": "mle",
        "name": "Machine learning engineer",
        "areas": ["modeling", "deployment"],
        "terms": 6,
        "scenarios": 1,
        "cards": 11,
    }


def test_show_prints_the_card_and_where_it_stands(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good")
    lines = run.ok("show", "feature").lines
    assert lines == [
        "Define: Feature map",
        "One channel of the output: what one filter gives.",
        "models.md:13",
        "models/map#answer   Mon 23 Nov, 1 answer, stability 2.3 d, difficulty 2.1",
    ]


def test_only_answers_count_as_answers(run: Run) -> None:
    run.ok("compile")
    run.ok("reschedule", "models/map", "3")
    assert "0 answers" in run.ok("show", "feature").lines[-1]


def test_show_prints_a_scenario_with_its_points(run: Run) -> None:
    lines = run.ok("show", "novels").lines
    assert lines[0] == "Place names in novels"
    assert "- must Asks which error costs more" in lines
    assert "- Asks what time there is" in lines
    assert lines[-1] == "models/novels#case   new, 0 answers"


def test_a_role_of_one_s_own_holds_the_shipped_notes_of_its_areas(run: Run, deck: Folder) -> None:
    deck('[roles.coach]\nname = "Coach"\nareas = ["deployment"]\n', "roles.toml")
    deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    rows = {row["role"]: row["terms"] for row in run.ok("roles", "--json").json["roles"]}
    assert rows == {"mle": 7, "ds": 6, "coach": 4}
    assert run.ok("due", "--role", "coach", "--json").json["new"] == 4


def test_plain_is_sentences(run: Run) -> None:
    assert run.ok("--plain", "status").lines == [
        "Sat 21 Nov.",
        "Today. 6 new, about 4 min.",
        "Seen. 0 of 6 terms - 0 of 1 scenario.",
        "Next. flashcards review.",
    ]


def test_suggestions_name_the_program_as_it_was_started(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "FLASHCARDS_PROGRAM", "./scripts/flashcards")
    assert "Next        ./scripts/flashcards review" in run.ok("status").lines


def test_skipped_days_are_a_fact(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good", now="2026-11-19T09:00")
    assert "Skipped     yesterday; nothing is lost" in run.ok("status").lines
    lines = run.ok("status", now="2026-11-24T09:00").lines
    assert "Skipped     the last 4 days; nothing is lost" in lines
    run.ok("answer", "models/canary", "good")
    assert "Skipped" not in run.ok("status").stdout


def test_a_backlog_is_told_in_days(
    run: Run, deck: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than two days' worth of reviews: forty minutes, or twice the preferred time."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    deck("".join(f"### Term {number}\n\nAnswer.\n\n" for number in range(110)))
    run.ok("compile", "decks")
    with connection.open_collection(run.collection) as opened:
        opened.run(
            "INSERT INTO review (id, written, card, type, rating, study_day, state, interval,"
            " duration_ms, origin) SELECT 1790000000000 + id % 100000000, id, id, 'learn', 3,"
            " 20700, 'review', 10, 0, 'terminal' FROM card"
        )
        opened.run(
            "INSERT INTO memory SELECT card, 'review', 0, 10.0, 5.0, id, 20700, 20710, NULL, 1, 0,"
            " NULL, 'answer' FROM review"
        )
    lines = run.ok("status").lines
    assert not any(line.startswith("Backlog") for line in lines)
    run.ok("config", "minutes", "10")
    assert "Backlog     about 3 days at 10 min" in run.ok("status").lines


def test_the_phone_is_told_of_when_answers_here_left_it_behind(run: Run, tmp_path: Path) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good")
    assert "Phone" not in run.ok("status").stdout
    run.ok("export", tmp_path / "all.apkg")
    assert "Phone" not in run.ok("status").stdout
    run.ok("answer", "models/canary", "good")
    told = "answered here since the last export"
    assert f"Phone       1 card {told} is still due there" in run.ok("status").lines
    run.ok("answer", "models/filter", "again")
    run.ok("answer", "models/filter", "good")
    assert f"Phone       2 cards {told} are still due there" in run.ok("status").lines
    run.ok("export", tmp_path / "all.apkg")
    assert "Phone" not in run.ok("status").stdout


def test_json_tells_all_that_the_screen_does(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good", now="2026-11-19T09:00")
    left = {"due": 7, "learning": 0, "review": 1, "new": 6, "backlog": 0, "minutes": 23}
    assert run.ok("status", "--json").json == left | {
        "answered": 0,
        "minutes_spent": 0,
        "tomorrow": left,
        "skipped": 1,
        "phone": 0,
        "changed": [],
        "warnings": {},
        "terms": 6,
        "terms_seen": 1,
        "scenarios": 1,
        "scenarios_seen": 0,
        "roles": [],
    }
