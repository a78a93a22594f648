"""Where Anki's notes are here: by their guid, by a former key, by the number of a card."""

import pytest

from flashcards.collection.connection import open_collection
from flashcards.collection.newcomers import derived_guid
from flashcards.collection.phones import Finder
from tests.conftest import Folder, Run

BEFORE = """
    ### Shuffle

    Data moves between the workers.

    ### Ours {anki="aB<c1"}

    Converted.

    ### Ours, the second card {anki="aB<c1#2" .reverse}

    Converted, too.
    """

PLACES = [
    (derived_guid("deck/shuffle"), 0, "deck/data-shuffle#answer"),
    (derived_guid("deck/data-shuffle"), 0, "deck/data-shuffle#answer"),
    (derived_guid("deck/data-shuffle"), 1, None),
    (derived_guid("deck/sort"), 0, None),
    ("aB<c1", 0, "deck/ours#answer"),
    ("aB<c1", 1, "deck/ours-the-second-card#answer"),
    ("aB<c1", 2, None),
    ("aB<c", 0, None),
    ("aB<c1#2", 0, "deck/ours-the-second-card#answer"),
]


@pytest.mark.parametrize(("guid", "ord_", "card"), PLACES)
def test_the_place_of_a_card(
    run: Run, deck: Folder, guid: str, ord_: int, card: str | None
) -> None:
    deck(BEFORE)
    run.ok("compile", "decks")
    deck(BEFORE.replace("### Shuffle", "### Data shuffle"))
    run.ok("compile", "decks")
    with open_collection(run.collection) as collection:
        finder = Finder(collection)
        place = finder.place(guid, ord_)
    assert (place and f"{place.key}#{place.face}") == card
    assert finder.knows(guid) or card is None
