"""Tags by which people search on the phone."""

from flashcards.anki.tags import tags
from tests.anki_package.samples import note, scenario, term
from tests.phone import Phone


def test_tags_name_roles_areas_and_kind() -> None:
    areas, roles = ("deployment", "modeling"), ("mle", "se-ml")
    assert tags(note(1, scenario(), areas=areas, roles=roles)) == (
        "role::mle",
        "role::se-ml",
        "area::deployment",
        "area::modeling",
        "kind::scenario",
    )


def test_a_retired_note_says_so() -> None:
    assert tags(note(1, term(), areas=(), roles=(), retired=True)) == (
        "kind::term",
        "flashcards::retired",
    )


def test_white_space_in_a_name_does_not_split_the_tag(phone: Phone) -> None:
    roles = ("data\u3000science", "ml\tresearch", "a  b\x1fc")
    phone.take([note(1, term(), roles=roles)])
    [found] = phone.notes()
    assert found.tags == [
        *("area::modeling", "kind::term"),
        *("role::a-b-c", "role::data-science", "role::ml-research"),
    ]
