"""What a compile makes of an edit: identities, keys, faces and places that last for ever."""

from itertools import pairwise

import pytest

from flashcards.collection.cards import set_active
from flashcards.collection.newcomers import derived_guid
from flashcards.errors import BadRequest

from .conftest import NOW, Author, dump

FILTER = "### Filter\n\nA small grid of weights that slides over the image.\n"
LIST = """
### Loop {.sequence}

1. Forward pass
2. Loss
3. Backward pass
"""
LONGER = LIST.replace("2. Loss", "2. Noise\n3. Loss")
CASE = """
## Scenario: Names {minutes=20}

Find the names in these novels. What do you do?

### Ask

- **Asks which error costs more**

### Plan

- Starts with a pretrained tagger
"""


def _identity(author: Author) -> list[tuple[int, str]]:
    """The id and the guid of every note, dead or alive."""
    rows = author.collection.rows("SELECT id, guid FROM note ORDER BY id")
    return [(row["id"], row["guid"]) for row in rows]


def _cards(author: Author, key: str) -> dict[str, tuple[int, bool]]:
    """The place and the life of each card that a note has ever had, by its face."""
    rows = author.collection.rows(
        "SELECT face, ord, active FROM card JOIN note ON note.id = card.note WHERE key = ?"
        " ORDER BY ord",
        key,
    )
    return {row["face"]: (row["ord"], bool(row["active"])) for row in rows}


# What keeps a history ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "verdict", "key"),
    [
        pytest.param(FILTER, "unchanged", "deck/filter", id="nothing"),
        pytest.param("# A title\n\n" + FILTER, "unchanged", "deck/filter", id="only its line"),
        pytest.param(FILTER.replace("image", "picture"), "changed", "deck/filter", id="answer"),
        pytest.param(FILTER.replace("Filter", "FILTER"), "changed", "deck/filter", id="case"),
        pytest.param(
            FILTER.replace("Filter", "Filter {.reverse}"), "changed", "deck/filter", id="reverse"
        ),
        pytest.param(
            FILTER.replace("Filter", "Filter {area=modeling}"), "changed", "deck/filter", id="area"
        ),
        pytest.param("## Vocabulary\n" + FILTER, "changed", "deck/filter", id="section"),
        pytest.param(
            FILTER.replace("Filter", "Kernel {#filter}"), "changed", "deck/filter", id="pinned"
        ),
        pytest.param(FILTER.replace("Filter", "Kernel"), "renamed", "deck/kernel", id="renamed"),
        pytest.param("---\nid: cnn\n---\n" + FILTER, "renamed", "cnn/filter", id="deck id"),
    ],
)
def test_an_edit_that_keeps_the_history(author: Author, after: str, verdict: str, key: str) -> None:
    author.write(FILTER)
    author.answer("filter")
    before = _identity(author)
    told = list(author.write(after).values())
    assert told == ([] if after == FILTER else [verdict])  # a file that is the same is not read
    assert _identity(author) == before
    assert author.reviews(key) == 1


def test_where_a_note_stands_is_kept_up_to_date(author: Author) -> None:
    for lines in (0, 2, 1):
        author.write("# Title\n" + "\n" * lines + FILTER)
        assert author.collection.value("SELECT line FROM note") == 2 + lines


def test_a_note_changed_in_its_place(author: Author) -> None:
    """Heading and answer at once, where half of the words are the same: it is the same note."""
    author.write(FILTER)
    author.answer("filter")
    after = FILTER.replace("Filter", "Kernel").replace("image", "picture")
    assert author.write(after) == {"Kernel": "renamed"}
    assert author.reviews("deck/kernel") == 1


def test_an_edit_that_is_another_note(author: Author) -> None:
    """Heading and answer changed at once, and moved: the old one rests, with its reviews."""
    author.write(FILTER)
    author.answer("filter")
    after = FILTER.replace("Filter", "Kernel").replace("image", "picture")
    del author.texts["mine"]["deck.md"]
    assert author.write(after, "other.md") == {"Kernel": "new", "Filter": "retired"}
    assert author.reviews("other/kernel") == 0


def test_moved_to_another_file(author: Author) -> None:
    """The key holds the deck's id, so a move keeps it only when that is the same."""
    author.write(FILTER)
    author.answer("filter")
    del author.texts["mine"]["deck.md"]
    assert author.write(FILTER, "sub/deck.md") == {"Filter": "moved"}
    del author.texts["mine"]["sub/deck.md"]
    assert author.write(FILTER, "other.md") == {"Filter": "moved"}
    assert author.reviews("other/filter") == 1


def test_back_after_a_month_with_its_reviews(author: Author) -> None:
    author.write(FILTER)
    author.write("### Tea\n\nA drink.\n", "other.md")
    author.answer("filter")
    before = _identity(author)
    assert author.remove() == {"Filter": "retired"}
    assert author.compile() == {}
    author.now += 30 * 86_400_000
    assert author.write(FILTER) == {"Filter": "restored"}
    assert _identity(author) == before
    assert author.reviews("deck/filter") == 1


def test_two_notes_that_swap_their_keys(author: Author) -> None:
    """A term and a sequence can never be the same note: each is found again by its answer."""
    term = "### One {{#{}}}\n\nA small grid of weights that slides over the image.\n"
    steps = "### Two {{#{} .sequence}}\n\n1. first the forward pass\n2. then the backward pass\n"
    author.write(term.format("x") + steps.format("y"))
    author.answer("deck/x")
    before = _identity(author)
    assert author.write(term.format("y") + steps.format("x")) == {
        "One": "renamed",
        "Two": "renamed",
    }
    assert _identity(author) == before
    assert (author.reviews("deck/y"), author.reviews("deck/x")) == (1, 0)
    former = author.collection.rows("SELECT key FROM former_key ORDER BY key")
    assert [row["key"] for row in former] == ["deck/x", "deck/y"]


def test_two_terms_that_swap_their_answers_keep_their_keys(author: Author) -> None:
    one, two = "says how often a yes is right", "says how many of the right ones are found"
    author.write(f"### Precision\n\n{one}\n### Recall\n\n{two}\n")
    before = _identity(author)
    swapped = author.write(f"### Precision\n\n{two}\n### Recall\n\n{one}\n")
    assert swapped == {"Precision": "changed", "Recall": "changed"}
    assert _identity(author) == before


def test_renamed_and_then_a_new_note_of_the_old_name(author: Author) -> None:
    author.write(FILTER)
    author.answer("filter")
    author.write(FILTER.replace("Filter", "Kernel"))
    verdicts = author.write(FILTER.replace("Filter", "Kernel") + "### Filter\n\nFor coffee.\n")
    assert verdicts == {"Kernel": "unchanged", "Filter": "new"}
    assert (author.reviews("deck/kernel"), author.reviews("deck/filter")) == (1, 0)


def test_a_key_in_two_roots(author: Author) -> None:
    """The user's text wins; the note is one and the same, and shipped again afterwards."""
    author.write(FILTER, root="shipped")
    author.answer("filter")
    before = _identity(author)
    author.write("### Map\n\nAnother.\n", "other.md")
    assert author.write(FILTER.replace("small", "tiny"))["Filter"] == "changed"
    assert "tiny" in author.collection.value("SELECT content FROM note WHERE front = 'Filter'")
    assert author.remove()["Filter"] == "changed"
    assert "small" in author.collection.value("SELECT content FROM note WHERE front = 'Filter'")
    assert _identity(author)[:1] == before
    assert author.reviews("deck/filter") == 1


def test_a_root_that_is_away_keeps_its_keys_from_the_roots_below(author: Author) -> None:
    author.write(FILTER.replace("small", "tiny"))
    author.away = ("mine",)
    assert author.write(FILTER, root="shipped") == {}
    assert "tiny" in author.collection.value("SELECT content FROM note")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILTER.replace("Filter", "Names"), CASE),
        (LIST, LIST.replace(" {.sequence}", "")),
    ],
    ids=["term to scenario", "sequence to term"],
)
def test_another_form_is_another_note(author: Author, before: str, after: str) -> None:
    """The Anki note type of a note can never change; going back brings the reviews back."""
    (front,) = author.write(before)
    author.answer(f"deck/{front.lower()}")
    (gone,) = _identity(author)
    assert sorted(_verdicts(author, after)) == ["new", "retired"]
    assert author.reviews(f"deck/{front.lower()}") == 0
    assert author.collection.value("SELECT count(DISTINCT guid) FROM note") == 2
    assert sorted(_verdicts(author, before)) == ["restored", "retired"]
    assert author.collection.value("SELECT id FROM note WHERE retired_at IS NULL") == gone[0]
    assert author.reviews(f"deck/{front.lower()}") == 1


def _verdicts(author: Author, text: str) -> list[str]:
    author.write(text)
    rows = author.collection.rows(
        "SELECT changed_at = ?1 AND id > ?1 - 1000 AS fresh, retired_at FROM note", author.now
    )
    return [
        "retired" if row["retired_at"] else ("new" if row["fresh"] else "restored") for row in rows
    ]


def test_an_unmounted_root_retires_nothing(author: Author) -> None:
    author.write(FILTER)
    author.write(FILTER.replace("Filter", "Map"), "map.md", root="shipped")
    author.away = ("mine",)
    assert author.compile() == {}
    author.away = ()
    assert author.compile() == {}
    assert author.collection.value("SELECT count(*) FROM note WHERE retired_at IS NULL") == 2


def test_a_key_of_an_unmounted_root_can_be_given_to_another_form_above_it(author: Author) -> None:
    """There is one live note of a key, even while the root of the other one is away."""
    author.write("### Loop\n\nGoes round and round until the loss is low.\n", root="shipped")
    author.away = ("shipped",)
    assert author.write(LIST) == {"Loop": "retired"}
    assert author.collection.value("SELECT form FROM note WHERE retired_at IS NULL") == "sequence"


# Identities ----------------------------------------------------------------------------


def test_guid_is_a_hash_of_the_first_key(author: Author) -> None:
    """On every machine the same, so that phone and laptop agree."""
    author.write(FILTER)
    assert author.collection.value("SELECT guid FROM note") == "fc-b3zec7ypa57dmf7q"
    author.write(FILTER.replace("Filter", "Kernel"))
    assert author.collection.value("SELECT guid FROM note") == "fc-b3zec7ypa57dmf7q"


def test_guid_is_salted_when_it_is_taken(author: Author) -> None:
    author.write(FILTER)
    author.write(FILTER.replace("Filter", "Kernel"))
    author.write(FILTER.replace("Filter", "Kernel") + "### Filter\n\nFor coffee.\n")
    guids = [guid for _, guid in _identity(author)]
    assert len(set(guids)) == 2
    assert [derived_guid("deck/filter", salt) for salt in (0, 1)] == sorted(guids, key=guids.index)


GUID = "x{8}#Q]=$a,`"
"""Anki writes guids with every sign of ASCII but quotes and the backslash."""


def test_a_new_note_may_ask_for_the_guid_that_anki_knows_it_by(author: Author) -> None:
    author.write(FILTER.replace("Filter", f'Filter {{anki="{GUID}"}}'))
    assert author.collection.value("SELECT guid FROM note") == GUID


def test_a_guid_that_is_taken_is_given_to_nobody_else(author: Author) -> None:
    """Not even where its note is gone: its reviews may come back."""
    author.write(FILTER.replace("Filter", 'Filter {anki="a"}'))
    author.write('### Kernel {anki="a"}\n\nFor coffee.\n')
    guids = [guid for _, guid in _identity(author)]
    assert guids[0] == "a"
    assert guids[1].startswith("fc-")


def test_of_two_new_notes_the_first_has_the_guid_that_both_would_have(author: Author) -> None:
    """Also where one of them would have it of its key."""
    own = derived_guid("deck/stride")
    author.write(
        f'### Filter {{anki="a"}}\n\nA grid.\n\n### Kernel {{anki="a"}}\n\nFor coffee.\n\n'
        f'### Padding {{anki="{own}"}}\n\nZeros.\n\n### Stride\n\nHow far.\n'
    )
    kernel, stride = derived_guid("deck/kernel"), derived_guid("deck/stride", 1)
    assert [guid for _, guid in _identity(author)] == ["a", kernel, own, stride]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ' {anki="b"}'), (' {anki="a"}', ' {anki="b"}'), (' {anki="a"}', "")],
)
def test_a_guid_asked_for_later_changes_nothing(author: Author, before: str, after: str) -> None:
    author.write(FILTER.replace("Filter", "Filter" + before))
    known = dump(author.collection)
    assert author.write(FILTER.replace("Filter", "Filter" + after)) == {"Filter": "unchanged"}
    changed = set(dump(author.collection)) ^ set(known)
    assert not [row for row in changed if 'INTO "note"' in row]


def test_ids_leave_room_for_cards_and_lie_in_the_past(author: Author) -> None:
    """Anki gives notes from the future other ids; a card's id is its note's plus one plus ord."""
    author.write("".join(f"### T{n}\n\nanswer {n}\n" for n in range(20)))
    author.now -= 1000  # the same instant again
    author.write("".join(f"### T{n}\n\nanswer {n}\n" for n in range(40)))
    author.now = NOW - 10**9  # a clock that was set back
    author.write("".join(f"### T{n} {{.reverse}}\n\nanswer {n}\n" for n in range(60)))
    ids = [id_ for id_, _ in _identity(author)]
    assert all(later - earlier >= 33 for earlier, later in pairwise(ids))
    assert max(ids) <= NOW + 1000 - 33
    assert sum(id_ <= NOW - 10**9 + 1000 - 33 for id_ in ids) == 20
    assert (
        author.collection.rows(
            "SELECT 1 FROM card JOIN note ON note.id = card.note WHERE card.id <> note.id + 1 + ord"
        )
        == []
    )


def test_nothing_changed_changes_nothing(author: Author) -> None:
    author.write(FILTER + LIST + CASE)
    author.answer("filter")
    before = dump(author.collection)
    assert author.compile() == {}
    assert dump(author.collection) == before


# Faces ---------------------------------------------------------------------------------


def test_faces_of_each_form(author: Author) -> None:
    """A step of a scenario rests until a graded case lines it up."""
    author.write(FILTER + LIST + CASE)
    assert _cards(author, "deck/filter") == {"answer": (0, True)}
    assert _cards(author, "deck/loop") == {
        "whole": (0, True),
        "after:": (1, True),
        "after:forward-pass": (2, True),
        "after:loss": (3, True),
    }
    assert _cards(author, "deck/names") == {
        "case": (0, True),
        "ask": (1, False),
        "plan": (3, False),
    }


def test_a_reverse_is_added_and_removed_and_back(author: Author) -> None:
    with_reverse = FILTER.replace("Filter", "Filter {.reverse}")
    author.write(FILTER)
    author.write(with_reverse)
    assert _cards(author, "deck/filter") == {"answer": (0, True), "reverse": (1, True)}
    author.answer("filter#reverse")
    author.write(FILTER)
    assert _cards(author, "deck/filter") == {"answer": (0, True), "reverse": (1, False)}
    author.write(with_reverse)
    assert _cards(author, "deck/filter") == {"answer": (0, True), "reverse": (1, True)}
    assert author.reviews("deck/filter") == 1


def test_a_step_that_was_lined_up_stays_so(author: Author) -> None:
    """While its text has it; and a step that comes back later is asked again."""
    author.write(CASE)
    author.answer("names#ask")
    set_active(author.collection, author.card("names#ask"), active=True, now=NOW)
    for text, asked in (
        (CASE.replace("novels", "plays"), True),
        (CASE.replace("### Ask", "### Suppose"), False),
        (CASE, True),
    ):
        author.write(text)
        assert _cards(author, "deck/names")["ask"] == (1, asked)
        assert _cards(author, "deck/names")["plan"] == (3, False)


def test_an_item_is_inserted_into_a_sequence(author: Author) -> None:
    """Each face keeps its place and its reviews; the new item takes the next free place."""
    author.write(LIST)
    author.answer("loop#after:loss")
    before = _cards(author, "deck/loop")
    author.write(LONGER)
    assert _cards(author, "deck/loop") == before | {"after:noise": (4, True)}
    author.write(LIST)
    assert _cards(author, "deck/loop") == before | {"after:noise": (4, False)}
    assert author.reviews("deck/loop") == 1


def test_the_thirteenth_item_of_a_life(author: Author) -> None:
    """Twelve places are all that Anki has; one sentence says so, and nothing is changed."""

    def text(names: str) -> str:
        return "### S {.sequence}\n\n" + "".join(f"1. {name}\n" for name in names)

    author.write(text("abcdefghijkl"))
    before = dump(author.collection)
    with pytest.raises(BadRequest) as refusal:
        author.write(text("abcdefghijxl") + "### Other\n\nnew\n")
    assert str(refusal.value) == (
        "deck.md:1: sequence 'S' has had 12 different items in its life, all that Anki has room"
        " for; give it a new {#key}"
    )
    assert dump(author.collection) == before
