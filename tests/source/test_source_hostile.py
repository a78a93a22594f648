"""Text made to break the parser: each piece ends in a problem, soon, and in nothing worse."""

import pytest

from flashcards.source import markdown
from flashcards.source.roles import read_vocabulary

from .conftest import read

DECKS = {
    "a file of more than 1 MB": ("a b\n\n" * 250_000, "too-big"),
    "a line of nearly 1 MB": ("### A\n" + "a" * 999_000, "too-big"),
    "a paragraph of 100 kB": ("### A\n" + "word word\n" * 10_000, "too-big"),
    "deep lists": ("### A\n" + "\n".join("  " * i + "- a" for i in range(200)), "too-deep"),
    "lists in one line": ("### A\n" + "- " * 20_000 + "a", "too-deep"),
    "deep quotations": ("### A\n" + ">" * 60_000, "too-deep"),
    "lists in quotations": ("### A\n" + "> - " * 10_000, "too-deep"),
    "deep emphasis": ("### A\n" + "*" * 30_000 + "a" + "*" * 30_000, "too-deep"),
    "open brackets": ("### A\n" + "[" * 20_000, "too-deep"),
    "open images": ("### A\n" + "![" * 20_000 + "](a)" * 5_000, "too-deep"),
    "a wide table": ("### A\n" + "a|" * 5_000 + "\n" + "-|" * 5_000, "too-many-columns"),
    "a wide table in a quotation": (
        f"### A\n> {'a|' * 5_000}\n> {'-|' * 5_000}",
        "too-many-columns",
    ),
    "an alias": ("---\ndeck: *a\n---\n", "front-matter"),
    "a bomb of anchors": ("---\na: &a [x, x]\nb: &b [*a, *a]\n---\n", "front-matter"),
    "brackets in front": ("---\narea: " + "[" * 20_000 + "\n---\n", "too-deep"),
    "many lists in front": ("---\n" + "- " * 20_000 + "\n---\n", "front-matter"),
    "braces in front": ("---\n" + "{" * 20_000 + "\n---\n", "front-matter"),
    "much in front": ("---\n" + "deck: a\n" * 10_000 + "---\n", "too-big"),
    "much in front, with blank lines": ("---\n" + "deck: a\n\n" * 10_000 + "---\n", "too-big"),
    "a long front matter left open": ("---\n" + "deck: a\n" * 10_000, "too-big"),
    "many dangling links": (
        "".join(f"### h{i}\n[a](#x{i})\n" for i in range(2_000)),
        "dangling-link",
    ),
    "open braces": ("### " + "{" * 50_000 + "}\nb\n", "malformed-attribute"),
    "quoted braces": ("### " + '{"{" ' * 10_000 + "}\nb\n", "malformed-attribute"),
}
TABLES = {
    "nested lists": ("a = " + "[" * 3_000, "too-deep"),
    "nested tables": ("a = " + "{a=" * 650, "bad-toml"),
    "a long number": ("a = " + "1" * 1_900, "unknown-table"),
    "a long line": ("a = [\n" + "1" * 5_000 + "]", "too-big"),
    "a deep key": ("a." * 30_000 + "a = 1", "too-big"),
    "many keys": ("".join(f"k{i} = 1\n" for i in range(20_000)), "too-big"),
}


@pytest.mark.parametrize(("text", "code"), DECKS.values(), ids=DECKS)
def test_deck(text: str, code: str) -> None:
    _, problems = read("deck.md", text)
    assert code in {problem.code for problem in problems}


@pytest.mark.parametrize(("text", "code"), TABLES.values(), ids=TABLES)
def test_vocabulary(text: str, code: str) -> None:
    _, problems = read_vocabulary("roles.toml", text)
    assert code in {problem.code for problem in problems}


def test_a_full_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever gets past the limits and exhausts the parser is a problem of the file."""

    def exhaust(source: str) -> None:
        raise RecursionError(source)

    monkeypatch.setattr(markdown._PARSER, "parse", exhaust)
    _, problems = read("deck.md", "### A\nb\n")
    assert [str(problem) for problem in problems] == [
        "deck.md:1: lists, quotations or brackets nest too deep"
    ]
