"""Areas and roles, and which role's deck holds a note."""

import pytest

from flashcards.vocabulary import EMPTY, Area, Role, Vocabulary, merge

AREAS = ("modeling", "deployment", "data")
FIELD = Vocabulary(
    {area: Area(area, area.title()) for area in AREAS},
    {
        "mle": Role("mle", "ML engineer", "ml", ("modeling", "deployment")),
        "ds": Role("ds", "Data scientist", "ml", ("modeling", "data")),
        "dle": Role("dle", "Deep learning engineer", "dl", ("modeling", "deployment")),
        "lead": Role("lead", "Lead"),
    },
)


@pytest.mark.parametrize(
    ("areas", "named", "roles"),
    [
        ((), (), "mle ds dle lead"),
        (("interview",), (), "mle ds dle lead"),
        (("modeling",), (), "mle ds dle"),
        (("deployment",), (), "mle dle"),
        (("data",), (), "ds"),
        (("modeling", "deployment"), (), "mle ds dle"),
        (("deployment", "modeling"), (), "mle dle"),
        (("interview", "data"), (), "mle ds dle lead"),
        (("modeling",), ("mle",), "mle"),
        (("modeling",), ("dle", "mle"), "mle dle"),
        (("modeling",), ("ml",), "mle ds"),
        (("deployment",), ("ml",), "mle"),
        (("deployment",), ("ds",), ""),
        ((), ("ds",), "ds"),
        (("interview",), ("dl", "ds"), "ds dle"),
        (("marketing",), (), ""),
    ],
)
def test_a_deck_holds_the_notes_of_its_role_in_its_areas(
    areas: tuple[str, ...], named: tuple[str, ...], roles: str
) -> None:
    """The first area decides, and interview or none suits all; no role named means all roles."""
    assert FIELD.holding(areas, named) == tuple(roles.split())


def test_what_a_note_may_name() -> None:
    assert FIELD.area_names == (*AREAS, "interview")
    assert FIELD.role_names == ("mle", "ds", "dle", "lead", "dl", "ml")
    assert FIELD.families == {"ml", "dl"}


def test_interview_needs_no_entry_and_keeps_the_place_of_one() -> None:
    assert EMPTY.area_names == ("interview",)
    craft = Vocabulary({"interview": Area("interview", "The craft"), "data": Area("data", "Data")})
    assert craft.area_names == ("interview", "data")


def test_a_vocabulary_comes_back_as_it_was() -> None:
    for vocabulary in (EMPTY, FIELD):
        assert Vocabulary.from_json(vocabulary.as_json()) == vocabulary


def test_an_author_of_another_field_adds_and_replaces() -> None:
    other = Vocabulary(
        {"law": Area("law", "Law"), "data": Area("data", "Evidence")},
        {"judge": Role("judge", "Judge", areas=("law",))},
    )
    both = merge([FIELD, other])
    assert tuple(both.areas) == (*AREAS, "law")
    assert both.areas["data"].name == "Evidence"
    assert both.holding(("law",), ()) == ("judge",)
    assert merge([]) == EMPTY
