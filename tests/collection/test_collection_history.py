"""Any sequence of edits: no review is lost, no identity changes, and a compile is done once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection.connection import imagined_collection

from .conftest import Author, dump

TERMS = (
    "### Precision {}\n\nThe share of the predicted positives that are positive.\n",
    "### Recall {}\n\nThe share of the positives that are predicted positive.\n",
    "### Recall {}\n\nHow many were found.\n",
    "### Rappel {}\n\nThe share of the positives that are predicted positive.\n",
    "### Precision {{#recall}}\n\nThe share of the predicted positives that are positive.\n",
    "### Loop {{.sequence}}\n\n1. first the forward pass\n1. loss\n1. backward pass\n",
    "### Loop {{.sequence}}\n\n1. first the forward pass\n1. noise\n1. loss\n",
    "### Loop {}\n\nThe forward pass, the loss and the backward pass.\n",
    "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- **costs**\n- time\n\n### Plan\n\n- tagger\n",
    "## Scenario: Names\n\nWhat?\n\n### Ask\n\n- time\n- money\n",
    "## Scenario: Recall\n\nHow many of all were found?\n\n### Ask\n\n- time\n",
)
_texts = st.lists(
    st.tuples(st.sampled_from(TERMS), st.sampled_from(["", "{.reverse}", "{.draft}"])),
    max_size=5,
).map(lambda parts: "".join(text.format(braces) for text, braces in _different(parts)))
_files = st.tuples(st.sampled_from(["mine", "shipped"]), st.sampled_from(["deck.md", "b.md"]))
_edits = st.lists(
    st.tuples(_files, _texts, st.sampled_from([(), (), (), ("mine",)])), min_size=1, max_size=6
)


def _different(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """At most one note of each key; terms come before scenarios, or they would be their parts."""
    by_key = {_key(text): (text, braces) for text, braces in parts}
    return sorted(by_key.values(), key=lambda part: part[0].startswith("## "))


def _key(text: str) -> str:
    name = text.splitlines()[0].removeprefix("## Scenario:").removeprefix("###").split("{")[0]
    return "recall" if "#recall" in text else name.strip().casefold()


@settings(max_examples=40, deadline=None)
@given(_edits)
def test_any_sequence_of_edits(
    edits: list[tuple[tuple[str, str], str, tuple[str, ...]]],
) -> None:
    with imagined_collection() as collection:
        author = Author(collection)
        facts: dict[str, dict[int, tuple[object, ...]]] = {}
        for (root, path), text, away in edits:
            author.away = away
            author.write(text, path, root)
            facts = _still_true(author, facts)
            _answer_all(author)
            facts = _still_true(author, facts)
            before = dump(collection)
            author.compile()
            assert dump(collection) == before


PERMANENT = {
    "review": "id, card, rating, study_day",
    "note": "id, guid, form",
    "card": "id, note, face, ord",
    "point": "id, note, step",
}
"""What no edit ever changes, once it is there."""


def _still_true(
    author: Author, before: dict[str, dict[int, tuple[object, ...]]]
) -> dict[str, dict[int, tuple[object, ...]]]:
    collection = author.collection
    now: dict[str, dict[int, tuple[object, ...]]] = {}
    for table, columns in PERMANENT.items():
        rows = collection.rows(f"SELECT {columns} FROM {table}")  # noqa: S608 - constants
        now[table] = {row["id"]: tuple(row) for row in rows}
        assert before.get(table, {}).items() <= now[table].items()
    assert not collection.rows(
        "SELECT 1 FROM note WHERE retired_at IS NULL GROUP BY key HAVING count(*) > 1"
    )
    assert not collection.rows("SELECT 1 FROM note GROUP BY guid HAVING count(*) > 1")
    assert not collection.rows(
        "SELECT 1 FROM card WHERE id <> note + 1 + ord OR id > ?", author.now
    )
    assert not collection.rows("PRAGMA foreign_key_check")
    assert not collection.rows(
        "SELECT 1 FROM card JOIN note ON note.id = card.note"
        " LEFT JOIN memory ON memory.card = card.id"
        " WHERE (place IS NULL) = (active AND retired_at IS NULL AND NOT draft AND reps IS NULL)"
    )
    return now


def _answer_all(author: Author) -> None:
    rows = author.collection.rows(
        "SELECT key, face FROM card JOIN note ON note.id = card.note WHERE place IS NOT NULL"
    )
    for row in rows[::2]:
        author.answer(f"{row['key']}#{row['face']}")
