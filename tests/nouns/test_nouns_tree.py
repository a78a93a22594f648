"""Text and notes as JSON."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import given, settings

from flashcards import text
from flashcards.card import Content, Part, Point, Scenario, Term, decode_content
from flashcards.kinds import Step
from flashcards.text import Items, Paragraph, Rule, Text, Words
from flashcards.tree import decoder, encode

from .trees import contents, texts

decode_text = decoder(text.NODES)


@given(texts)
def test_a_text_comes_back_as_it_was(tree: Text) -> None:
    assert decode_text(encode(tree)) == tree


@settings(max_examples=50)
@given(contents)
def test_a_note_comes_back_as_it_was(content: Content) -> None:
    """And is stored as the same text again: what has not changed compares as unchanged."""
    stored = encode(content)
    assert decode_content(stored) == content
    assert encode(decode_content(stored)) == stored


def words(text: str) -> Paragraph:
    return Paragraph((Words(text),))


@pytest.mark.parametrize(
    ("node", "stored"),
    [
        ((), "[]"),
        (Words("é › \n"), '{"is":"Words","text":"é › \\n"}'),
        (Rule(), '{"is":"Rule"}'),
        (Items(((),)), '{"is":"Items","items":[[]]}'),
        (Items(((),), 1), '{"is":"Items","items":[[]],"start":1}'),
        (Term((), ()), '{"is":"Term","name":[],"answer":[]}'),
        (Term((), (), reverse=True), '{"is":"Term","name":[],"answer":[],"reverse":true}'),
        (
            Part(Step.ASK, (Point((), must=True),)),
            (
                '{"is":"Part","step":{"is":"Step","value":"ask"},'
                '"points":[{"is":"Point","line":[],"must":true}]}'
            ),
        ),
    ],
)
def test_the_stored_form(node: object, stored: str) -> None:
    """Collections hold it for ever. What has its default value is left out."""
    assert encode(node) == stored


def test_a_field_that_is_added_later_changes_no_stored_text() -> None:
    @dataclass(frozen=True)
    class Note:
        front: str

    old = encode(Note("x"))

    @dataclass(frozen=True)
    class Later:
        front: str
        colour: str = "blue"

    Later.__name__ = "Note"
    assert decoder([Later])(old) == Later("x")
    assert encode(Later("x")) == old


@pytest.mark.parametrize("stored", ['{"is":"Popen"}', '{"is":"object"}', '{"text":"x"}'])
def test_only_known_classes_are_made(stored: str) -> None:
    with pytest.raises(KeyError):
        decode_text(stored)


def test_a_scenario_as_it_is_stored() -> None:
    case = Scenario(
        (Words("Churn"),), (words("Why?"),), 20, (Part(Step.PLAN, (Point((Words("Baseline"),)),)),)
    )
    assert json.loads(encode(case)) == {
        "is": "Scenario",
        "name": [{"is": "Words", "text": "Churn"}],
        "prompt": [{"is": "Paragraph", "line": [{"is": "Words", "text": "Why?"}]}],
        "minutes": 20,
        "parts": [
            {
                "is": "Part",
                "step": {"is": "Step", "value": "plan"},
                "points": [{"is": "Point", "line": [{"is": "Words", "text": "Baseline"}]}],
            }
        ],
    }
    assert decode_content(encode(case)) == case
