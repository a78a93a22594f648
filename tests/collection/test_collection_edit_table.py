"""The table of edits that the documents show: what a compile says, and where the answers are."""

import pytest

from tests.docs.edits import EDITS, Edit

from .conftest import Author


def _write(author: Author, files: dict[str, str]) -> dict[str, str]:
    author.texts["mine"] = dict(files)
    return author.compile()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit(author: Author, edit: Edit) -> None:
    _write(author, dict(edit.before))
    ids = {}
    for key in edit.reviews:
        author.answer(key)
        ids[key] = author.collection.value("SELECT id FROM note WHERE key = ?", key)
    assert _write(author, dict(edit.after)) == edit.says
    for before, after in edit.reviews.items():
        found = author.collection.rows("SELECT key, retired_at FROM note WHERE id = ?", ids[before])
        ((key, retired),) = found
        assert (key, retired is None) == ((after, True) if after else (before, False))
    count = author.collection.value("SELECT count(*) FROM review")
    assert count == len(edit.reviews)


def test_each_row_has_answers_at_stake() -> None:
    assert all(edit.reviews for edit in EDITS)


def test_renamed_first_and_a_new_one_written_then(author: Author) -> None:
    """The history follows the note that was renamed, and the new one begins its own."""
    sencha = "### Sencha\n\nGreen leaves that are steamed right after the harvest.\n\n"
    author.write(sencha)
    author.answer("sencha")
    renamed = sencha.replace("Sencha", "Steamed tea")
    assert author.write(renamed) == {"Steamed tea": "renamed"}
    told = author.write(renamed + "### Sencha\n\nThe cup it is served in.\n")
    assert told == {"Steamed tea": "unchanged", "Sencha": "new"}
    assert (author.reviews("deck/steamed-tea"), author.reviews("deck/sencha")) == (1, 0)
