"""The keys of the preferences: what each takes, from a file and from the command line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.config.keys import KEYS, parse, shown
from flashcards.preferences import Preferences

SOUND: list[tuple[str, Any, Any]] = [
    ("new_per_day", 0, 0),
    ("new_per_day", 9999, 9999),
    ("reviews_per_day", 200, 200),
    ("cases_per_day", 2, 2),
    ("minutes", 20, 20),
    ("minutes", 7.5, 7.5),
    ("role", "mle", ("mle",)),
    ("role", ["mle", "ds"], ("mle", "ds")),
    ("role", [], ()),
    ("buttons", 2, 2),
    ("leech", "suspend", "suspend"),
    ("clock", False, False),
    ("colour", "never", "never"),
    ("plain", True, True),
    ("editor", "code --wait", "code --wait"),
]

WRONG: list[tuple[str, Any, str]] = [
    ("new_per_day", -1, "new_per_day must be a whole number from 0 to 9999, not -1"),
    ("new_per_day", 10.0, "new_per_day must be a whole number from 0 to 9999, not 10.0"),
    ("new_per_day", True, "new_per_day must be a whole number from 0 to 9999, not true"),
    ("new_per_day", "ten", 'new_per_day must be a whole number from 0 to 9999, not "ten"'),
    ("minutes", 0, "minutes must be a number of minutes, above 0 and up to 1440, not 0"),
    (
        "minutes",
        float("nan"),
        "minutes must be a number of minutes, above 0 and up to 1440, not nan",
    ),
    ("minutes", True, "minutes must be a number of minutes, above 0 and up to 1440, not true"),
    ("role", ["mle", 3], 'role must be a role or a list of roles, not ["mle", 3]'),
    ("role", " ", 'role must be a role or a list of roles, not " "'),
    ("buttons", 3, "buttons must be 4 or 2, not 3"),
    ("leech", "Tell", 'leech must be tell or suspend, not "Tell"'),
    ("clock", 0, "clock must be true or false, not 0"),
    ("colour", ["auto"], 'colour must be auto or never, not ["auto"]'),
    ("editor", "", 'editor must be text, not empty, not ""'),
    ("plain", {"on": 1}, "plain must be true or false, not a table"),
]


@pytest.mark.parametrize(("name", "value", "kept"), SOUND)
def test_a_value_that_fits_is_kept(name: str, value: Any, kept: Any) -> None:
    preferences, faults = parse({name: value})
    assert faults == ()
    assert preferences == Preferences(**{name: kept})


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_a_value_that_does_not_fit_is_a_fault_and_the_default_stands_in(
    name: str, value: Any, message: str
) -> None:
    preferences, (fault,) = parse({name: value, "cases_per_day": 3})
    assert (fault.name, fault.message, fault.is_unknown) == (name, message, False)
    assert preferences == Preferences(cases_per_day=3)


def test_a_key_that_is_not_known_can_be_passed_over() -> None:
    _, faults = parse({"new_perday": 12, "retention": {"term": 0.9}, "rollover_hour": 3})
    assert [(fault.message, fault.is_unknown) for fault in faults] == [
        ("unknown preference 'new_perday'", True),
        ("retention is kept in the collection; the command config sets it there", True),
        ("rollover_hour is kept in the collection; the command config sets it there", True),
    ]


@given(st.dictionaries(st.sampled_from(list(KEYS)) | st.text(), st.integers() | st.text()))
def test_no_file_is_beyond_parsing(values: dict[str, int | str]) -> None:
    preferences, faults = parse(values)
    sound = values.keys() - {fault.name for fault in faults}
    changed = (n for n, value in preferences._asdict().items() if value != KEYS[n].default)
    assert set(changed) <= sound <= KEYS.keys()


@pytest.mark.parametrize("name", [name for name, key in KEYS.items() if not key.in_collection])
def test_every_key_of_the_file_is_a_field_with_its_default(name: str) -> None:
    assert getattr(Preferences(), name) == KEYS[name].default


def test_every_field_has_its_key() -> None:
    assert list(Preferences._fields) == [n for n, key in KEYS.items() if not key.in_collection]


@pytest.mark.parametrize("name", list(KEYS))
def test_a_line_of_help_is_one_short_sentence(name: str) -> None:
    line = KEYS[name].help
    assert line.endswith(".")
    assert len(line) <= 36


@pytest.mark.parametrize(
    ("value", "written"), [(True, "true"), ("a", '"a"'), (("a", "b"), '["a", "b"]'), (0.5, "0.5")]
)
def test_a_value_is_shown_as_it_would_be_written(value: object, written: str) -> None:
    assert shown(value) == written
