"""Text and notes as JSON."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from flashcards import text
from flashcards.card import Content, Part, Point, Scenario, Term, decode_content
from flashcards.kinds import Step
from flashcards.text import Items, Paragraph, Rule, Text, Words
from flashcards.tree import Node, decoder, encode

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
    class Note(Node):
        front: str

    old = encode(Note("x"))

    class Later(Node):
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


# Nodes ---------------------------------------------------------------------------------


class Fruit(Node):
    name: str
    weight: int = 7


class Apple(Fruit):
    red: bool = True


class Pear(Fruit):
    """As a fruit, and yet no equal one."""


def test_a_node_is_made_by_place_or_by_name() -> None:
    assert Fruit("fig", 7) == Fruit(name="fig") == Fruit("fig")
    assert (Fruit("fig").weight, Apple("a", 1).red, Apple("a", 1, red=False).red) == (
        7,
        True,
        False,
    )
    assert repr(Apple("Boskoop")) == "Apple(name='Boskoop', weight=7, red=True)"


@pytest.mark.parametrize(
    "call",
    [
        Fruit,
        lambda: Fruit("fig", 7, 8),  # type: ignore[call-arg]
        lambda: Fruit("fig", colour="red"),  # type: ignore[call-arg]
        lambda: Fruit("fig", name="fig"),  # type: ignore[misc]
        lambda: Fruit("fig").replaced(colour="red"),
        lambda: Fruit.of({"weight": 8}),
        lambda: Fruit.of({"name": "fig", "colour": "red"}),
    ],
)
def test_a_node_has_its_fields_and_no_other(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match=r"Fruit is made of name, weight\."):
        call()


def test_a_node_of_named_values_is_the_one_that_a_call_makes() -> None:
    assert Fruit.of({"name": "fig"}) == Fruit("fig")
    assert repr(Fruit.of({"weight": 8, "name": "fig"})) == repr(Fruit("fig", 8))
    assert encode(Fruit.of({"weight": 8, "name": "fig"})) == encode(Fruit("fig", 8))


def test_equal_nodes_are_of_one_class() -> None:
    """Emphasis on a word is not the word as code."""
    assert Fruit("fig") != Pear("fig")
    assert len({Fruit("fig"), Fruit("fig", 7), Pear("fig"), Fruit("fig", 8)}) == 3


def test_a_node_never_changes() -> None:
    fig = Fruit("fig")
    with pytest.raises(AttributeError, match=r"Fruit never changes\."):
        fig.weight = 8  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Fruit never changes\."):
        del fig.weight
    assert (fig.replaced(weight=8), fig) == (Fruit("fig", 8), Fruit("fig", 7))


def test_a_node_can_be_taken_apart() -> None:
    match Apple("Boskoop", 3):
        case Apple(name, weight, red=True):
            assert (name, weight) == ("Boskoop", 3)
        case _:
            pytest.fail("an apple is an apple")
