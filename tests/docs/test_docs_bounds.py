"""The bounds of packages that the documents name are those in force."""

import pytest

from flashcards.anki import archive, database, reading
from flashcards.workshop.reading import LARGEST_PACKAGE

from .documents import DOCS

BOUNDS = {
    "its collection, unpacked": f"{archive.LARGEST_COLLECTION >> 20} MB",
    "notes": f"{reading.MOST_NOTES:,}",
    "cards": f"{reading.MOST_CARDS:,}",
    "answers": f"{reading.MOST_ANSWERS:,}",
    "files in it": f"{archive.MOST_FILES:,}",
    "a note, or a list of note types": f"{database.LARGEST_VALUE >> 20} MB",
    "what its cards show, for `convert`": f"{LARGEST_PACKAGE:,} characters",
}


@pytest.mark.parametrize(("what", "most"), BOUNDS.items(), ids=BOUNDS)
def test_the_document_names_the_bound_that_is_in_force(what: str, most: str) -> None:
    assert f"| {what} | {most} |" in (DOCS / "convert.md").read_text(encoding="utf-8")
