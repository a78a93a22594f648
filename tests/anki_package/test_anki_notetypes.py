"""The note types never change under the phones that have them."""

import hashlib
import json
import re

from flashcards import face
from flashcards.anki import looks
from flashcards.anki.fields import field_values
from flashcards.anki.notetypes import NOTE_TYPES, RENDERING_CHANGED_AT
from tests.anki_package.samples import note, scenario, sequence, term

FROZEN = "4030de9dfaa89459"

LOOKS = {1_795_219_200: "d8c5acecc806d888", 1_795_222_800: "c0192a722285536f"}
"""Each time of RENDERING_CHANGED_AT, and what was rendered since: a new look takes a new line."""


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def test_names_ids_and_places_are_frozen() -> None:
    """Not to be mended: another digest here is a second note type on every phone."""
    facts = [
        (
            *(kind.name, kind.id),
            [(field.name, field.id) for field in kind.fields],
            [(template.name, template.id, template.shown_by) for template in kind.templates],
        )
        for kind in NOTE_TYPES
    ]
    assert digest(facts) == FROZEN


def test_a_change_of_looks_moves_the_time_that_tells_anki() -> None:
    sides = [(looks.front(t), looks.back(t)) for kind in NOTE_TYPES for t in kind.templates]
    contents = (term(reverse=True), sequence("a", "b"), scenario())
    values = [field_values(note(1, content)) for content in contents]
    assert LOOKS.get(RENDERING_CHANGED_AT) == digest([sides, looks.style(), values])


def test_every_id_is_used_once() -> None:
    for kind in NOTE_TYPES:
        assert len({field.id for field in kind.fields}) == len(kind.fields)
        assert len({template.id for template in kind.templates}) == len(kind.templates)


def test_templates_stand_at_the_ords_of_the_faces() -> None:
    names = [[template.name.lower() for template in kind.templates] for kind in NOTE_TYPES]
    for name, ord_ in face.FIXED_ORDS.items():
        assert any(kind[ord_ : ord_ + 1] == [name] for kind in names)
    assert names[1][1:] == [f"after {ord_}" for ord_ in face.SEQUENCE_ORDS]


def test_templates_name_only_fields_that_exist() -> None:
    for kind in NOTE_TYPES:
        known = {field.name for field in kind.fields} | {"FrontSide"}
        for template in kind.templates:
            sides = looks.front(template) + looks.back(template)
            assert set(re.findall(r"\{\{[#/]?(.+?)\}\}", sides)) <= known
            assert "$" not in sides
