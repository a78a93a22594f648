"""``config``: preferences shown, explained and changed, and what each of them does."""

import json
import sys
from pathlib import Path

import pexpect
import pytest

from flashcards.collection.connection import open_collection
from flashcards.kinds import CASE
from tests.conftest import Folder, Run

LIST = """\
  new_per_day         3      from the file  New terms a day.
  reviews_per_day     none   default        Reviews a day at most.
  cases_per_day       1      default        Whole scenarios a day.
  minutes             none   default        How long review goes on, in minutes.
  role                all    default        The role, where --role names none.
  buttons             4      default        4 buttons, or 2: Missed and Knew it.
  leech               tell   default        Cards often missed: tell or suspend.
  clock               true   default        Whether a scenario shows its clock.
  colour              auto   default        Colours: auto or never.
  plain               false  default        Sentences, for screen readers.
  editor              none   default        The editor for answers and for edit.
  sync_server         none   default        The address of your sync server.
  sync_user           none   default        Who you are on the sync server.
  retention.term      0.95   collection     Share of terms to be recalled.
  retention.scenario  0.80   default        Share of scenarios to be recalled.
  rollover_hour       4      default        The hour at which a day begins.
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The preferences file, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "flashcards" / "config.toml"


# Showing and changing ------------------------------------------------------------------


def test_all_preferences_are_one_table(run: Run, file: Path) -> None:
    run.ok("config", "new_per_day", 3)
    run.ok("config", "retention.term", 0.95)
    assert run.ok("config").stdout == LIST
    assert max(map(len, LIST.splitlines())) <= 80
    assert file.read_text() == "new_per_day = 3\n"


def test_one_preference_is_shown_and_explained(run: Run, file: Path) -> None:
    shown = run.ok("config", "reviews_per_day")
    assert shown.stdout == "none\n"
    assert shown.stderr.splitlines() == [
        "Reviews a day at most. What is left over comes on the days after, and no new",
        "cards until then.",
        "It takes a whole number from 0 to 9999; the default is none.",
    ]
    assert run.ok("--quiet", "config", "reviews_per_day").stderr == ""
    assert not file.exists()


def test_setting_writes_the_file_and_unsetting_goes_back(run: Run, file: Path) -> None:
    said = run.ok("config", "new_per_day", 12)
    assert (said.stdout, said.stderr) == ("", f"new_per_day is 12 now, in {file}.\n")
    assert file.read_text() == "new_per_day = 12\n"
    said = run.ok("config", "--unset", "new_per_day")
    assert said.stderr == "new_per_day is 10 now, the default.\n"
    assert file.read_text() == ""


def test_none_is_the_word_for_no_value(run: Run, file: Path) -> None:
    run.ok("config", "minutes", 20)
    assert run.ok("config", "minutes", "none").stderr == "minutes is none now, the default.\n"
    assert file.read_text() == ""


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("minutes", "7.5"), "minutes = 7.5"),
        (("role", "mle,ds"), 'role = ["mle", "ds"]'),
        (("role", "mle", "ds"), 'role = ["mle", "ds"]'),
        (("role", "all"), 'role = "all"'),
        (("clock", "False"), "clock = false"),
        (("buttons", "2"), "buttons = 2"),
        (("editor", "code --wait"), 'editor = "code --wait"'),
    ],
)
def test_words_become_values(run: Run, file: Path, words: tuple[str, ...], written: str) -> None:
    said = run.ok("config", *words).stderr
    assert said.endswith(f" now, in {file}.\n")
    assert file.read_text() == f"{written}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new_perday",), "Unknown preference 'new_perday' (did you mean new_per_day?)."),
        (("zzz",), "Unknown preference 'zzz'; config alone lists them all."),
        (("new_per_day", "ten"), "new_per_day must be a whole number from 0 to 9999, not 'ten'."),
        (("cases_per_day", "100"), "cases_per_day must be a whole number from 0 to 99, not '100'."),
        (("plain", "maybe"), "plain must be true or false, not 'maybe'."),
        (("buttons", "3"), "buttons must be 4 or 2, not '3'."),
        (("editor", ""), "editor must be text, not empty, not ''."),
        (("role", ","), "role must be a role or a list of roles, not ','."),
        (("retention.term", "0.6"), "retention.term must be a share from 0.70 to 0.99, not '0.6'."),
        (("rollover_hour", "24"), "rollover_hour must be a whole number from 0 to 23, not '24'."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(
    run: Run, file: Path, words: tuple[str, ...], told: str
) -> None:
    outcome = run("config", *words)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (1, "", f"{told}\n")
    assert not file.exists()


@pytest.mark.parametrize("words", [("--unset",), ("--unset", "new_per_day", "12")])
def test_unset_takes_a_name_alone(run: Run, file: Path, words: tuple[str, ...]) -> None:
    outcome = run("config", *words)
    assert outcome.code == 2
    assert "--unset takes a NAME and no VALUE." in outcome.stderr
    assert not file.exists()


def test_a_role_that_no_deck_names_is_refused_when_it_is_set(run: Run, file: Path) -> None:
    run.ok("compile")
    outcome = run("config", "role", "mlx")
    assert (outcome.code, outcome.stderr) == (1, "Unknown role 'mlx' (did you mean mle?).\n")
    assert not file.exists()


def test_json_is_the_same_for_programs(run: Run, file: Path) -> None:
    run.ok("config", "role", "mle")
    found = run.ok("config", "--json").json["preferences"]
    assert [each["name"] for each in found][:2] == ["new_per_day", "reviews_per_day"]
    assert run.ok("config", "role", "--json").json == {
        "name": "role",
        "value": ["mle"],
        "default": [],
        "origin": "file",
        "help": "The role, where --role names none.",
    }
    assert run.ok("config", "new_per_day", 3, "--json").json["value"] == 3
    assert json.loads(run.ok("config", "retention.scenario", "--json").stdout)["value"] == 0.8
    assert file.exists()


def test_plain_is_sentences(run: Run, file: Path) -> None:
    assert run.ok("--plain", "config").lines[0] == "new_per_day: 10, default. New terms a day."
    assert not file.exists()


# A file with faults --------------------------------------------------------------------


def _writes(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [("due",), ("status",), ("config",), ("config", "minutes")])
def test_a_wrong_value_is_said_with_its_line(
    run: Run, file: Path, command: tuple[str, ...]
) -> None:
    run.ok("compile")
    _writes(file, "plain = true\nminutes = -5\n")
    outcome = run(*command)
    told = "minutes must be a number of minutes, above 0 and up to 1440, not -5"
    assert (outcome.code, outcome.stdout, outcome.stderr) == (1, "", f"{file}:2: {told}\n")


@pytest.mark.parametrize("words", [("minutes", "20"), ("--unset", "minutes")])
def test_config_mends_a_wrong_value(run: Run, file: Path, words: tuple[str, ...]) -> None:
    _writes(file, "minutes = -5 # more\n")
    run.ok("config", *words)
    run.ok("status")


def test_a_file_that_is_no_toml_is_not_touched(run: Run, file: Path) -> None:
    _writes(file, "plain = true\n\nminutes 5\n")
    outcome = run("config", "minutes", 5)
    assert outcome.code == 1
    assert outcome.stderr.startswith(f"{file}:3: not valid TOML: ")
    assert file.read_text() == "plain = true\n\nminutes 5\n"


def test_an_unknown_key_is_told_and_locks_nobody_out(run: Run, file: Path) -> None:
    run.ok("compile")
    _writes(file, "new_perday = 3\ncases_per_day = 0\n")
    outcome = run.ok("due")
    told = "unknown preference 'new_perday' (did you mean new_per_day?)"
    assert outcome.stderr == f"{file}:1: {told}\n"
    assert run.ok("--quiet", "due").stderr == ""


def test_help_asks_for_no_preferences(run: Run, file: Path) -> None:
    _writes(file, "plain = 5\n")
    assert run.ok("--help").stdout.startswith("Usage:")
    for words in (["help", "config"], ["review", "--help"], ["due", "-h"]):
        outcome = run.ok(*words)
        assert (outcome.stdout[:6], outcome.stderr) == ("Usage:", "")


FAULTS = [
    ("plain = 5\n", ":1: plain must be true or false, not 5"),
    ("plain", ":1: not valid TOML"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
@pytest.mark.parametrize("words", ["restore", "doctor", "backup", "backup --list"])
def test_a_wrong_value_does_not_stand_before_a_rescue(
    run: Run, file: Path, words: str, text: str, told: str
) -> None:
    run.ok("compile")
    run.ok("backup")
    _writes(file, text)
    outcome = run.ok("--yes", *words.split())
    assert outcome.stderr.startswith(f"{file}{told}")
    assert run("due").code == 1


def test_nor_does_a_file_that_cannot_be_read(run: Run, file: Path) -> None:
    run.ok("compile")
    file.mkdir(parents=True)
    assert run.ok("doctor").stderr == f"{file} is not a file.\n"
    for words in (["due"], ["config"], ["config", "minutes", "5"]):
        outcome = run(*words)
        assert (outcome.code, outcome.stderr) == (1, f"{file} is not a file.\n")


@pytest.mark.usefixtures("homeless")
def test_without_a_home_config_says_what_to_set(run: Run) -> None:
    outcome = run("config", "minutes", 5)
    told = "You have no home folder: set HOME, or XDG_CONFIG_HOME, to a folder for your files.\n"
    assert (outcome.code, outcome.stdout, outcome.stderr) == (1, "", told)


# What they do --------------------------------------------------------------------------


def test_new_per_day_is_how_many_new_terms_come(run: Run, file: Path) -> None:
    run.ok("compile")
    assert run.ok("due", "--json").json["new"] == 6
    _writes(file, "new_per_day = 2")
    assert run.ok("due", "--json").json["new"] == 2
    assert run.ok("status", "--json").json["new"] == 2
    for _ in range(2):
        run.ok("answer", run.ok("next", "--json").json["card"], "easy")
    assert run.ok("next", "--json").json["card"] is None


def test_reviews_per_day_is_how_many_reviews_come(run: Run, file: Path) -> None:
    run.ok("compile")
    for _ in range(3):
        run.ok("answer", run.ok("next", "--json").json["card"], "good")
    later = "2026-12-21T09:00"
    assert run.ok("due", "--json", now=later).json["review"] == 3
    _writes(file, "reviews_per_day = 2")
    numbers = run.ok("due", "--json", now=later).json
    assert (numbers["review"], numbers["backlog"], numbers["new"]) == (2, 1, 0)


def test_cases_per_day_is_how_many_scenarios_come(run: Run, file: Path) -> None:
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    tomorrow = "2026-11-22T09:00"
    assert "1 scenario" in run.ok("due", now=tomorrow).stdout
    _writes(file, "cases_per_day = 0")
    assert "1 scenario" not in run.ok("due", now=tomorrow).stdout


def test_the_preferred_role_holds_where_none_is_named(run: Run, file: Path) -> None:
    run.ok("compile")
    _writes(file, 'role = "ds"')
    assert run.ok("due").stdout == "DS · 5 new · about 3 min\n"
    assert run.ok("due", "--json").json["roles"] == ["ds"]
    assert run.ok("due", "--role", "all", "--json").json["new"] == 6
    assert run.ok("due", "--role", "mle").stdout == "MLE · 6 new · about 4 min\n"
    assert run.ok("status").lines[0].split() == ["Sat", "21", "Nov", "DS"]
    assert run.ok("--plain", "status").lines[:2] == ["Sat 21 Nov.", "Role. DS."]
    assert run.ok("status", "--json").json["terms"] == 5
    assert run.ok("status", "--role", "all", "--json").json["terms"] == 6
    assert run.ok("export", "ds.apkg").stdout.startswith("ds.apkg: DS, 5 terms")


def test_a_preferred_role_that_is_gone_is_told_and_all_roles_are_asked(
    run: Run, file: Path
) -> None:
    run.ok("compile")
    _writes(file, 'role = ["ds", "gone"]')
    outcome = run.ok("due", "--json")
    told = "No deck names the preferred role 'gone': these are all roles.\n"
    assert (outcome.json["new"], outcome.stderr) == (6, told)
    assert run.ok("due", "--role", "ds").stderr == ""


def test_all_may_be_the_preferred_role(run: Run, file: Path) -> None:
    run.ok("compile")
    _writes(file, 'role = "all"')
    assert run.ok("due").stdout == "6 new · about 4 min\n"


def test_plain_is_what_the_option_says(run: Run, file: Path) -> None:
    run.ok("compile")
    _writes(file, "plain = true")
    assert run.ok("status").lines[0] == "Sat 21 Nov."


@pytest.mark.parametrize(("text", "has_colours"), [("", True), ('colour = "never"', False)])
def test_colour_is_what_the_option_says(run: Run, file: Path, text: str, has_colours: bool) -> None:
    run.ok("compile")
    _writes(file, text)
    words = ["-m", "flashcards", "--collection", str(run.collection), "status"]
    env = {"TERM": "xterm", "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(file.parents[1])}
    home = {"HOME": str(file.parent)}
    terminal = pexpect.spawn(sys.executable, words, env=env | home, encoding="utf-8")
    shown = terminal.read()
    terminal.close()
    assert "Seen" in shown
    assert ("\x1b[1m" in shown) is has_colours


def test_without_the_clock_easy_does_not_ask_for_time(run: Run, file: Path) -> None:
    run.ok("compile")
    words = ("answer", f"models/novels#{CASE}", "easy", "--missed", "", "--seconds", 7200)
    assert run(*words).code == 1
    _writes(file, "clock = false")
    run.ok(*words)


@pytest.mark.parametrize(("text", "suspended"), [("", False), ('leech = "suspend"', True)])
def test_a_leech_is_told_or_suspended(run: Run, file: Path, text: str, suspended: bool) -> None:
    run.ok("compile")
    _writes(file, text)

    def is_suspended() -> bool:
        (card, *_) = run.ok("show", "novels", "--json").json["cards"]
        return bool(card["suspended"])

    for day in range(1, 6):
        assert not is_suspended()
        rating = "good" if day == 1 else "again"
        run.ok("answer", "novels#case", rating, now=f"2026-12-0{day}T09:00")
    assert is_suspended() is suspended
    run.ok("undo")
    assert not is_suspended()


def test_desired_retention_shapes_the_next_interval_and_keeps_what_was(
    run: Run, file: Path
) -> None:
    run.ok("compile")
    assert run.ok("config", "retention.term").stdout == "0.90\n"
    said = run.ok("config", "retention.term", "0.8").stderr
    assert said == (
        "retention.term is 0.80 from now on. Where 0.90 waited 30 days for a card, it waits 99.\n"
    )
    usual = run.ok("answer", "craft/clarifying", "easy", "--json").json["interval"]
    run.ok("undo")
    assert run.ok("config", "--unset", "retention.term").stderr.startswith(
        "retention.term is 0.90 from now on. Where 0.80 waited 30 days"
    )
    less = run.ok("answer", "craft/clarifying", "easy", "--json").json["interval"]
    assert usual > 2 * less
    assert run.ok("doctor", "--json").json["ok"]
    assert not file.exists()


def test_the_same_retention_again_is_no_new_row(run: Run) -> None:
    run.ok("compile")
    for _ in range(2):
        run.ok("config", "retention.scenario", "0.85")
    with open_collection(run.collection) as opened:
        rows = opened.rows("SELECT kind, desired_retention, model FROM parameters")
    assert [tuple(row) for row in rows] == [("scenario", 0.85, "FSRS-6")]


def test_the_rollover_hour_holds_from_now_on(run: Run) -> None:
    run.ok("compile")
    night = "2026-11-21T03:00"
    before = run.ok("answer", "craft/clarifying", "good", "--json", now=night).json["study_day"]
    run.ok("config", "rollover_hour", "2", now=night)
    after = run.ok("answer", "craft/second-step", "good", "--json", now=night).json["study_day"]
    assert (before, after) == ("2026-11-20", "2026-11-21")
    reviews = run.ok("show", "craft/clarifying", "--json").json["reviews"]
    assert [review["study_day"] for review in reviews] == ["2026-11-20"]
    assert run.ok("config", "rollover_hour").stdout == "2\n"


def test_status_says_when_the_next_day_begins(run: Run, deck: Folder) -> None:
    deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    run.ok("config", "rollover_hour", "0")
    while (card := run.ok("next", "--json").json["card"]) is not None:
        run.ok("answer", card, "easy")
    assert "Next        nothing until 00:00" in run.ok("status").lines
