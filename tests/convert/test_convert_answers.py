"""Answers of any kind, in every shape: the card has the blocks that the file had."""

from collections.abc import Callable
from textwrap import indent

import pytest

from flashcards.card import Sequence, Term
from flashcards.text import Text

from .conftest import converted, deck_of, read

ANSWERS = {
    "paragraphs": "One text.\n\nAnother one.",
    "a list": "- one\n- two",
    "a list below its head": "These:\n- one\n- two",
    "a list in a list": "- one\n  - in one\n  - more\n- two",
    "numbers": "1. one\n\n   more of one\n\n2. two\n   - below two",
    "tasks": "- [ ] one\n- [x] two",
    "letters": "The cases:\n\na) one\nb) two\nc) three",
    "code": "So:\n\n```python\ndef f(x):\n    # no heading\n    return x\n\nf(2)\n```\n\nEnd.",
    "code alone": "```sql\nSELECT *\nFROM t; -- Q: why?\n```",
    "tildes": "~~~\n**x**\n~~~",
    "code in a list": "- one:\n\n  ```\n  x\n  ```\n\n- two",
    "indented code": "Text:\n\n    x = 1\n    y = 2\n\nEnd.",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.",
    "a quotation": "> Quoted\n> text\n\nEnd.",
    "a formula": "So:\n\n$$\na = b\n$$\n\nEnd.",
    "a rule": "One.\n\n---\n\nTwo.",
    "breaks": "one  \ntwo\\\nthree",
    "heads in bold": "**For:** it is fast.\n\n**Against:** it is large.",
    "lists below bold": "**For**\n- fast\n- small\n\n**Against**\n- large",
    "lines with colons": "Precision: a share.\nRecall: another one.",
    "questions": "Is that so? Yes.\n\nReally?",
}


def by(width: int) -> Callable[[str], str]:
    return lambda text: indent(text, " " * width).strip()


SHAPES: dict[str, tuple[str, Callable[[str], str]]] = {
    "headings": ("## Q: Why?\n\n{}\n\n## Q: And?\n\nx\n", str),
    "headings without a blank line": ("#### 1. Why?\n{}\n\n#### 2. And?\nx\n", str),
    "bold": ("**Why?**\n\n{}\n\n**And?**\n\nx\n", str),
    "labels": ("Q: Why?\n\nA:\n\n{}\n\nQ: And?\n\nA: x\n", str),
    "items in bold": ("1. **Why?**\n\n   {}\n\n2. **And?**\n\n   x\n", by(3)),
    "items": ("- Why?\n\n  {}\n\n- And?\n\n  x\n- Then?\n\n  y\n", by(2)),
    "a fold": ("<details>\n<summary>Why?</summary>\n\n{}\n\n</details>\n", str),
    "a definition list": ("Filter\n\n:   {}\n", by(4)),
    "a glossary": ("# Glossary\n\n## Filter\n\n{}\n\n## Epoch\n\nx\n\n## Batch\n\ny\n", str),
    "terms in bold": ("- **Filter**:\n\n  {}\n\n- **Epoch**: x y z\n- **Batch**: y z x\n", by(2)),
}


def first_answer(deck: str) -> Text:
    content = read(deck)[0].content
    assert isinstance(content, Term | Sequence)
    return content.answer


@pytest.mark.parametrize(("shape", "shift"), SHAPES.values(), ids=SHAPES)
def test_an_answer_keeps_its_blocks(shape: str, shift: Callable[[str], str]) -> None:
    for each in ANSWERS.values():
        found = deck_of(converted("notes.md", shape.format(shift(each))))
        assert first_answer(found) == first_answer(f"---\ndeck: D\n---\n\n# D\n\n### T\n\n{each}\n")
