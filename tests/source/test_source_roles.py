"""roles.toml: what it says, and every fault in it."""

import pytest

from flashcards.source.roles import read_vocabulary
from flashcards.vocabulary import Area, Role

from .conftest import VOCABULARY

FILE = """
[areas.data-engineering]
name = "Data engineering"
short = "Data"

[areas.nlp]
name = "Language"

[roles.mle]
name = "Machine learning engineer"
family = "ml"
areas = ["data-engineering", "nlp", "interview", "modeling"]
skills = "Much."
communication = "Well."
"""

FAULTS = {
    "no TOML": (
        "[areas]\nx\n",
        ["2: not valid TOML: Expected '=' after a key in a key/value pair"],
    ),
    "the end of the file": ("a = '''\n\n", ["1: not valid TOML: Expected \"'''\""]),
    "a key twice": (
        "[areas.a]\n\n[areas.a]\n",
        ["3: not valid TOML: Cannot declare ('areas', 'a') twice"],
    ),
    "an unknown table": (
        "[role.a]\nname = 'A'\n",
        ["1: unknown table 'role' (did you mean roles?)"],
    ),
    "areas that are no table": ("\nareas = 3\n", ["2: areas must be a table"]),
    "an area that is no table": ("[areas]\na = 'A'\n", ["2: areas.a must be a table with a name"]),
    "no name": ("[areas.a]\nshort = 'A'\n", ["1: areas.a must be a table with a name"]),
    "a name that is no name": (
        '[areas."a b"]\nname = "A"\n',
        ["1: the name 'a b' may hold letters, digits, '-', '_' and '.' only"],
    ),
    "an unknown field": (
        "[areas.a]\nname = 'A'\nshorts = 'A'\n",
        ["3: unknown field 'shorts' (did you mean short?)"],
    ),
    "a wrong type": ("[areas.a]\nname = 'A'\nshort = 1\n", ["3: 'short' must be text"]),
    "a wrong list": (
        "[roles.a]\nname = 'A'\nareas = [1]\n[roles.b]\nname = 'B'\nareas = 'nlp'\n",
        ["3: 'areas' must be a list of names", "6: 'areas' must be a list of names"],
    ),
    "an unknown area": (
        "[roles.a]\nname = 'A'\nareas = ['modelling']\n",
        ["3: unknown area 'modelling' (did you mean modeling?)"],
    ),
    "a role named like a family": (
        "[roles.a]\nname = 'A'\n\n[roles.ml]\nname = 'B'\n",
        ["4: 'ml' names both a role and a family"],
    ),
    "a family named like a role": (
        "[roles.a]\nname = 'A'\nfamily = 'mle'\n",
        ["3: 'mle' names both a role and a family"],
    ),
}


def test_file() -> None:
    vocabulary, problems = read_vocabulary("roles.toml", FILE, VOCABULARY)
    assert problems == ()
    assert dict(vocabulary.areas) == {
        "data-engineering": Area("data-engineering", "Data engineering", "Data"),
        "nlp": Area("nlp", "Language", "Language"),
    }
    assert dict(vocabulary.roles) == {
        "mle": Role(
            "mle",
            "Machine learning engineer",
            "ml",
            ("data-engineering", "nlp", "interview", "modeling"),
            "Much.",
            "Well.",
        )
    }


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault(text: str, expected: list[str]) -> None:
    _, problems = read_vocabulary("roles.toml", text, VOCABULARY)
    assert [str(problem) for problem in problems] == [f"roles.toml:{line}" for line in expected]
