"""Cloze deletions: what is asked, and what is hidden."""

import time

import pytest

from flashcards.convert.anki.cloze import answers, numbers, parse, question

ASKED = {
    "one gap": ("A {{c1::grid}} of weights", {1: ("A [...] of weights", ["grid"])}),
    "a hint": ("A {{c1::grid::what?}}", {1: ("A [what?]", ["grid"])}),
    "two gaps": (
        "{{c1::a}} and {{c2::b}}",
        {1: ("[...] and b", ["a"]), 2: ("a and [...]", ["b"])},
    ),
    "one number twice": ("{{c1::a}} and {{c1::b}}", {1: ("[...] and [...]", ["a", "b"])}),
    "the same thing twice": ("{{c1::a}}, {{c1::a}}", {1: ("[...], [...]", ["a"])}),
    "numbers that are missing": ("{{c3::a}}", {3: ("[...]", ["a"])}),
    "a gap within a gap": (
        "{{c1::a {{c2::b}}}} c",
        {1: ("[...] c", ["a b"]), 2: ("a [...] c", ["b"])},
    ),
    "a gap of two cards": ("{{c1,2::a}}", {1: ("[...]", ["a"]), 2: ("[...]", ["a"])}),
    "what looks like a hint": ("{{c1::std::vector}}", {1: ("[vector]", ["std"])}),
    "a gap that never ends": ("{{c1::a {{c2::b}}", {2: ("{{c1::a [...]", ["b"])}),
    "an end of nothing": ("a }} b", {}),
    "no number": ("{{c::a}} {{c0::b}}", {}),
    "an empty gap": ("{{c1::}} x", {1: ("[...] x", [""])}),
}


@pytest.mark.parametrize(("html", "cards"), ASKED.values(), ids=ASKED)
def test_each_number_is_a_card(html: str, cards: dict[int, tuple[str, list[str]]]) -> None:
    parts = parse(html)
    assert {n: (question(parts, n), answers(parts, n)) for n in numbers(parts)} == cards


@pytest.mark.parametrize("piece", ["{{c1::", "{{c1::a}}", "}}", "{{c1::{{c2::", "{{c1::a::"])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    parts = parse(piece * 15_000)
    for number in numbers(parts):
        question(parts, number)
    assert time.process_time() - started < 1
