"""A note cut out of its file says the same in another one: its settings and links come along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.source.deck import Parsed, parse
from flashcards.source.excerpt import cut, insert, relinked
from flashcards.source.report import Report
from flashcards.source.settings import Settings

from .conftest import VOCABULARY

DECK = """\
---
area: modeling
source: A book
---
# Title

### First {.reverse}

One.

## Section *one* {area=deployment roles=ml}

### Second {#two source="A paper"}

See [first](#first).

```
### no heading
```

## Scenario: A case {minutes=7 anki="p}q"}

What do you do?

### Ask

- Asks why

## Section two

### Third

Three.
"""

CUT = {
    "a term before the sections": (
        7,
        '### First {#deck/k .reverse area="modeling" source="A book"}\n\nOne.\n',
        "",
    ),
    "a term, up to the next heading": (
        13,
        (
            '### Second {#deck/k area="deployment" roles="ml" source="A paper"}\n\n'
            "See [first](#first).\n\n```\n### no heading\n```\n"
        ),
        "Section *one*",
    ),
    "a scenario, up to the next section": (
        21,
        (
            '## Scenario: A case {#deck/k minutes=7 anki="p}q" area="modeling" source="A book"}\n\n'
            "What do you do?\n\n### Ask\n\n- Asks why\n"
        ),
        "",
    ),
    "the last term": (
        31,
        '### Third {#deck/k area="modeling" source="A book"}\n\nThree.\n',
        "Section two",
    ),
}


def parsed(text: str) -> Parsed:
    report = Report("deck.md")
    found = parse(report, text)
    assert found is not None, report.problems
    return found


@pytest.mark.parametrize(("line", "text", "section"), CUT.values(), ids=CUT)
def test_a_note_is_cut_with_what_it_inherits(line: int, text: str, section: str) -> None:
    excerpt = cut(parsed(DECK), line, VOCABULARY)
    assert excerpt.text("deck/k", Settings(), {}) == text
    assert excerpt.section == section


def test_what_the_text_around_says_anyway_is_not_written() -> None:
    excerpt = cut(parsed(DECK), 31, VOCABULARY)
    outer = Settings(("modeling",), None, "A book")
    assert excerpt.text("deck/k", outer, {}).startswith("### Third {#deck/k}\n")


def test_the_advice_that_a_note_does_without_goes_along() -> None:
    text = "---\nignore: no-must\n---\n### A {ignore='no-source'}\nb\n".replace("'", '"')
    excerpt = cut(parsed(text), 4, VOCABULARY)
    assert excerpt.text("deck/a", Settings(), {}) == '### A {#deck/a ignore="no-source"}\nb\n'


def test_what_the_text_around_says_otherwise_is_lifted() -> None:
    excerpt = cut(parsed(DECK), 31, VOCABULARY)
    outer = Settings(("modeling",), ("mle",), "A book")
    assert excerpt.text("deck/k", outer, {}).startswith('### Third {#deck/k roles=""}\n')


MINE = "# Mine\n\n### Own\n\nA.\n\n## Section two\n\n### Other\n\nB.\n\n## Last\n\n### End\n\nC.\n"
TERM = "### Third\n\nThree.\n"
PLACES = {
    "at the end of its section": ("Section two", "B.\n\n### Third\n\nThree.\n\n## Last\n"),
    "in a new section": ("Section three", "C.\n\n## Section three\n\n### Third\n\nThree.\n"),
    "before the sections": ("", "A.\n\n### Third\n\nThree.\n\n## Section two\n"),
    "in the last section": ("Last", "C.\n\n### Third\n\nThree.\n"),
}


@pytest.mark.parametrize(("section", "there"), PLACES.values(), ids=PLACES)
def test_a_term_is_inserted(section: str, there: str) -> None:
    assert there in insert(parsed(MINE), TERM, 3, section)


def test_a_section_with_settings_of_its_own_is_another_one() -> None:
    mine = "# Mine\n\n## Section {area=modeling}\n\n### Own\n\nA.\n"
    assert insert(parsed(mine), TERM, 3, "Section").endswith(
        "A.\n\n## Section\n\n### Third\n\nThree.\n"
    )


def test_a_scenario_is_inserted_at_the_end() -> None:
    case = "## Scenario: A case\n\nWhat?\n"
    assert insert(parsed(MINE), case, 2, "").endswith("C.\n\n## Scenario: A case\n\nWhat?\n")


LEADING = {
    ("#a", False): "#deck/a",
    ("other.md#b", False): "#other/b",
    ("A *term*", True): "#deck/a",
    ("pic.png", False): "sub/pic.png",
}
RELINKED = {
    "a heading of the file": ("see [x](#a).", "see [x](#deck/a)."),
    "another file": ("[x](other.md#b 'why')", "[x](#other/b 'why')"),
    "a link over two lines": ("[x](\n#a)", "[x](\n#deck/a)"),
    "a link by name": ("[[A *term*]]", r"[A \*term\*](#deck/a)"),
    "an image": ("![x](pic.png)", "![x](sub/pic.png)"),
    "the web": ("[x](https://a.b)", "[x](https://a.b)"),
    "code": ("`[x](#a)` and ``` [[A *term*]] ```", "`[x](#a)` and ``` [[A *term*]] ```"),
    "no link": ("[[nobody]] [x](#unknown)", "[[nobody]] [x](#unknown)"),
}


@pytest.mark.parametrize(("text", "there"), RELINKED.values(), ids=RELINKED)
def test_links_lead_there_from_anywhere(text: str, there: str) -> None:
    assert relinked(text, LEADING) == there


@given(st.text("[]()#a`\\ \n!*"))
def test_a_text_without_known_links_stays_as_it_is(text: str) -> None:
    assert relinked(text, {}) == text
