"""For every fault code a small text that has the fault, so that the documents quote real words."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flashcards.errors import Problem
from flashcards.pictures import LARGEST
from flashcards.source.files import SourceFile, digest, find
from flashcards.source.library import read_library
from flashcards.source.pictures import Pictures
from flashcards.vocabulary import Vocabulary

from .documents import PROJECT

SOURCE = PROJECT / "flashcards" / "source"
_CASE = "## Scenario: Churn\n\nHow would you lower it?\n\n"
_ASK = "### Ask\n\n- Asks who leaves\n"

TEXTS: dict[str, dict[str, str]] = {
    "the file": {
        "not-utf8": "### Caf\xe9\n\nA word.\n",
        "too-big": "### Filter\n\n" + "word " * 13_000,
        "nul": "### Filter\n\nA \0.\n",
        "merge-conflict": "<<<<<<< ours\n### A\n=======\n### B\n>>>>>>> theirs\n",
        "too-deep": "### Filter\n\n" + "> " * 25 + "deep\n",
        "too-many-columns": f"### Filter\n\n|{'a|' * 201}\n|{'-|' * 201}\n",
    },
    "the front matter": {
        "front-matter": "---\ndeck: Spark\n",
        "unknown-key": "---\naera: modeling\n---\n",
        "bad-id": "---\nid: '+'\n---\n",
    },
    "a heading": {
        "misplaced-title": "Text.\n\n# Spark\n",
        "underlined-heading": "### Spill\n\nTo disk.\n---\n",
        "empty-heading": "###\n\nTo disk.\n",
        "needs-key": "### +\n\nTo disk.\n",
        "duplicate-key": "### Spill\n\nTo disk.\n\n### Spill\n\nTwice.\n",
        "bad-key": "### Spill {#a:b}\n\nTo disk.\n",
    },
    "an attribute": {
        "malformed-attribute": "### Spill {spill}\n\nTo disk.\n",
        "unknown-attribute": "### Spill {rolls=mle}\n\nTo disk.\n",
        "misplaced-attribute": "### Spill {minutes=5}\n\nTo disk.\n",
        "duplicate-attribute": "### Spill {#a #b}\n\nTo disk.\n",
        "unknown-area": "### Spill {area=modelling}\n\nTo disk.\n",
        "unknown-role": "### Spill {roles=mlee}\n\nTo disk.\n",
        "unknown-code": "### Spill {ignore=long-anser}\n\nTo disk.\n",
        "bad-guid": '### Spill {anki=""}\n\nTo disk.\n',
        "bad-minutes": "## Scenario: Churn {minutes=181}\n\nHow?\n\n" + _ASK,
    },
    "a term": {
        "no-answer": "### Spill\n",
        "sequence-list": "### Steps {.sequence}\n\n- Map\n- Reduce\n",
        "sequence-length": "### Steps {.sequence}\n\n1. Map\n",
        "sequence-item": "### Steps {.sequence}\n\n1. Map\n2. Map\n",
    },
    "a scenario": {
        "no-prompt": "## Scenario: Churn\n\n" + _ASK,
        "no-step": _CASE,
        "stray-list": "## Scenario: Churn\n\nHow?\n\n- Aloud\n\n" + _ASK,
        "unknown-part": _CASE + _ASK + "\n### Exekute\n\n- Trains\n",
        "duplicate-part": _CASE + _ASK + "\n" + _ASK,
        "step-order": _CASE + "### Recap\n\n- Sums up\n\n### Execute\n\n- Trains\n",
        "no-points": _CASE + "### Ask\n\nText.\n",
        "step-content": _CASE + "### Ask\n\nText.\n\n- Asks who leaves\n",
        "point-content": _CASE + "### Ask\n\n- Asks who\n  - leaves\n",
        "hint-content": _CASE + _ASK + "\n### Hint\n\nThink.\n",
        "empty-part": _CASE + _ASK + "\n### Hint\n",
    },
    "links, pictures, tables": {
        "dangling-link": "### Filter\n\nSee [it](#filtre).\n",
        "ambiguous-link": "### Spill\n\nSee [[Filter]].\n",
        "bad-link": "### Spill\n\nSee [it](ftp://a.b/c).\n",
        "bad-image": "### Spill\n\n![a map](../map.png)\n",
        "missing-image": "### Spill\n\n![a map](map.png)\n",
        "image-outside": "### Spill\n\n![a map](linked.png)\n",
        "unreadable-image": "### Spill\n\n![a map](loop.png)\n",
        "image-size": "### Spill\n\n![a map](huge.png)\n",
        "image-kind": "### Spill\n\n![a map](map.pdf)\n",
        "wide-row": "### Spill\n\n| a |\n|---|\n| b | c |\n",
    },
    "roles.toml": {
        "bad-toml": "[roles\n",
        "unknown-table": "[rols.mle]\nname = 'Engineer'\n",
        "unknown-field": "[roles.mle]\nname = 'Engineer'\nfamly = 'ml'\n",
        "wrong-type": "[roles.mle]\nname = 'Engineer'\nareas = 'modeling'\n",
        "bad-name": "[roles.'m l e']\nname = 'Engineer'\n",
        "no-name": "[roles.mle]\nfamily = 'ml'\n",
        "role-and-family": "[roles.ml]\nname = 'ML'\n[roles.mle]\nname = 'E'\nfamily = 'ml'\n",
    },
}
OTHERS = {
    "ambiguous-link": {"cnn.md": "### Filter\n\nA grid.\n", "sql.md": "### Filter\n\nWHERE.\n"},
}
"""The decks beside the one that has the fault."""
_CALL = re.compile(
    r'(?:(?:\b_?fault|\b_lacks|\bProblem)\((?:[^()"]|\([^()]*\))*?,\s*|\bUnshown\()'
    r'(f?)"([a-z0-9{}-]+)"'
)


def codes() -> set[str]:
    """The codes in the source; one that is put together is a pattern."""
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    found = (match for text in texts for match in _CALL.finditer(text))
    return {
        re.sub(r"\{\w+\}", ".+", code) if is_made else code
        for is_made, code in (match.groups() for match in found)
    }


def examples(vocabulary: Vocabulary) -> Iterator[tuple[str, Problem]]:
    """What each code is about, and a problem as an author sees it."""
    (unreadable,) = find(Path("spark.md"), PROJECT / "docs")[1]
    yield "the file", unreadable
    with tempfile.TemporaryDirectory() as folder:
        pictures = _pictures(Path(folder))
        for about, texts in TEXTS.items():
            for code, text in texts.items():
                path = "roles.toml" if about == "roles.toml" else "spark.md"
                problems = _problems({path: text} | OTHERS.get(code, {}), vocabulary, pictures)
                yield about, next(problem for problem in problems if problem.code == code)


def _pictures(folder: Path) -> Pictures:
    """A root whose pictures cannot be shown, each for a reason of its own."""
    (folder / "linked.png").symlink_to(__file__)
    (folder / "loop.png").symlink_to("loop.png")
    (folder / "map.pdf").write_bytes(b"%PDF")
    with (folder / "huge.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    return Pictures(folder)


def _problems(
    texts: dict[str, str], vocabulary: Vocabulary, pictures: Pictures
) -> tuple[Problem, ...]:
    data = {path: text.encode("latin-1") for path, text in texts.items()}
    files = (SourceFile(path, path, bytes_, digest(bytes_)) for path, bytes_ in data.items())
    return read_library(files, vocabulary, pictures=pictures)[1]
