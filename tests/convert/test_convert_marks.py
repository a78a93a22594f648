"""Marks within a term, a question or an answer: the card shows what the file showed."""

import pytest

from .conftest import answer, converted, deck_of, pairs, read

WORDS = [
    *(
        "two plain words",
        "the `code` of it",
        "value `x`",
        "`**kwargs` in Python",
        "`a | b` in Python",
    ),
    *("`List<T>` and `Map<K, V>`", "`a: b` and `a - b`", "the ``a`b`` sign", "`__init__` of it"),
    *("*one* word", "the word *one*", "snake_case_ of it", "C++ & C#", r"a \* star", "a * b * c"),
    *("$x_1$ of it", "the sum $a * b$", "“quoted” words", "words (in brackets)", "x[1] of it"),
]
IN_BOLD = [
    "**bold** words",
    "a word in **bold**",
    "__bold__ words",
    "**a `b` c** of it",
    "***both***",
]
LINKS = ["[a link](https://example.org) of it", "see [a link](https://example.org)"]
ASKED = {
    "a heading": "## Q: {}?\n\n{}\n\n## Q: And\n\nx\n",
    "a heading with a number": "## 1) {}?\n\n{}\n\n## 2) And?\n\nx\n",
    "labels": "Q: {}?\nA: {}\n\nQ: And?\nA: x\n",
    "labels in bold": "**Q:** {}?\n**A:** {}\n\n**Q:** And?\n**A:** x\n",
    "bold before the colon": "**Q**: {}?\n\n**A**: {}\n\n**Q**: And?\n\n**A**: x\n",
    "items": "- Q: {}?\n- A: {}\n\n- Q: And?\n- A: x\n",
    "a list": "- {}?\n\n  {}\n- And a second?\n\n  x\n- And a third?\n\n  y\n",
    "a fold": "<details><summary>{}?</summary>{}</details>\n",
}
ASKED_IN_BOLD = {
    "bold": "**{}?**\n\n{}\n\n**And?**\n\nx\n",
    "bold with the answer behind": "**{}?** {}\n\n**And?** x\n",
    "bold with a number": "**Q1. {}?**\n\n{}\n\n**Q2. And?**\n\nx\n",
    "bold with a number, the answer behind": "**Q1. {}?** {}\n\n**Q2. And?** x\n",
    "items in bold": "1. **{}?**\n   {}\n2. **And?**\n   x\n",
}
NAMED = {
    "bold and a colon": "- **{}**: {}\n- **oa**: x y z\n- **pa**: x y z\n",
    "bold and a dash": "- **{}** - {}\n- **oa** - x y z\n- **pa** - x y z\n",
    "a colon": "- {}: {}\n- oa: x y z\n- pa: x y z\n",
    "a dash": "- {} - {}\n- oa - x y z\n- pa - x y z\n",
    "a definition list": "{}\n: {}\n",
    "a glossary": "# Glossary\n\n## {}\n\n{}\n\n## And\n\nx\n\n## Or\n\ny\n",
}
NAMED_OR_ASKED = {**NAMED, **ASKED, **ASKED_IN_BOLD}


def shown(markdown: str) -> str:
    """What our reader shows of a line."""
    (note,) = read(f"---\ndeck: D\n---\n\n# D\n\n### Term\n\n{markdown}\n")
    return answer(note)


@pytest.mark.parametrize("shape", NAMED_OR_ASKED.values(), ids=NAMED_OR_ASKED)
def test_the_front_shows_what_the_file_showed(shape: str) -> None:
    words = WORDS + (IN_BOLD + LINKS if shape in ASKED.values() else [])
    for each in words:
        found = converted("notes.md", shape.format(each, "an answer"))
        front, back = next(iter(pairs("notes.md", shape.format(each, "an answer")).items()))
        assert (front.removesuffix("?"), back) == (shown(each), "an answer")
        assert found.notes[0].words == front


@pytest.mark.parametrize("shape", NAMED_OR_ASKED.values(), ids=NAMED_OR_ASKED)
def test_the_back_shows_what_the_file_showed(shape: str) -> None:
    for each in WORDS + IN_BOLD + LINKS[:1]:
        notes = read(deck_of(converted("notes.md", shape.format("A name", each))))
        assert answer(notes[0]) == shown(each)


DIALOGUE = {
    "**Q1. Why?** Because.\n": ("Why?", "Because."),
    "**Q: What does a\nlong question ask?** Much.\n": ("What does a long question ask?", "Much."),
    "Q: Is **bold** kept?\nA: **Yes** and no.\n": ("Is bold kept?", "Yes and no."),
    "**Q: Why?**\n\n**A: because**\n": ("Why?", "because"),
    "**Q: Why?**\n\n**A: 42** as ever\n": ("Why?", "42 as ever"),
    "**Q: Why?**\n\n**A: it goes\non** below\n": ("Why?", "it goes on below"),
    "**Question 1**: Why?\n\n**Answer**: Because.\n": ("Why?", "Because."),
    "**Q: What is `**kwargs`?** A `dict`.\n": ("What is **kwargs?", "A dict."),
}


@pytest.mark.parametrize(("text", "card"), DIALOGUE.items())
def test_the_bold_of_a_question_ends_it(text: str, card: tuple[str, str]) -> None:
    assert pairs("notes.md", f"{text}\nQ: And?\nA: x\n") == dict([card, ("And?", "x")])
