"""Any edits: no review is ever lost, or attached to another note.

An oracle knows which note is which; the compile sees the text alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.collection.connection import Collection
from flashcards.face import slug
from flashcards.source.identity import LEAST_WORDS

from .conftest import Author, dump

BODIES = {
    "Precision": "The share of the predicted positives that are positive.",
    "Recall": "The share of the positives that are predicted positive.",
    "Specificity": "The share of the negatives that are predicted negative.",
    "Filter": "A small grid of weights that slides over the input.",
    "Feature map": "One channel of the output that one filter gives.",
    "Top-k": "Sample among the k most likely of all the tokens.",
    "Top-p": "Sample among the most likely tokens that hold the mass p.",
    "Data drift": "The inputs have another distribution than those of training.",
    "Concept drift": "The labels of equal inputs have another distribution by now.",
    "Canary": "A release to a small share of all users at first.",
    "Baseline": "The simplest thing that could do the work at all.",
    "ReLU": "Cuts off.",
    "Stride": "A step.",
}
"""Contrast cards beside ordinary ones; the last two say too little to be known by it."""


@dataclass(frozen=True)
class Card:
    """A note as its author thinks of it: its ``number`` says which one it is."""

    number: int
    heading: str
    body: str


@dataclass
class Desk:
    """The files of an author, and all that was written so far."""

    files: dict[str, list[Card]]
    gone: list[Card] = field(default_factory=list)
    written: int = 0

    @property
    def cards(self) -> list[Card]:
        """All notes in the order of their files."""
        return [card for cards in self.files.values() for card in cards]

    def number(self) -> int:
        """A number that nothing has."""
        self.written += 1
        return self.written

    def where(self, place: int) -> tuple[list[Card], int]:
        """A file, and a place in it."""
        cards = self.cards
        card = cards[place % len(cards)]
        file = next(file for file in self.files.values() if card in file)
        return file, file.index(card)

    def is_free(self, heading: str) -> bool:
        """Whether no note has a heading that gives the same key."""
        return slug(heading) not in {slug(card.heading) for card in self.cards}


Edit = Callable[[Desk, int], None]


def reword(desk: Desk, place: int) -> None:
    """Another word at the end of the answer."""
    file, i = desk.where(place)
    file[i] = replace(file[i], body=f"{file[i].body} So {desk.number()}.")


def rename(desk: Desk, place: int) -> None:
    """Another heading."""
    file, i = desk.where(place)
    file[i] = replace(file[i], heading=f"{file[i].heading} {desk.number()}")


def both(desk: Desk, place: int) -> None:
    """Another heading, and another word at the end of the answer."""
    reword(desk, place)
    rename(desk, place)


def reorder(desk: Desk, place: int) -> None:
    """To the top of its file."""
    file, i = desk.where(place)
    file.insert(0, file.pop(i))


def move(desk: Desk, place: int) -> None:
    """To the end of another file."""
    file, i = desk.where(place)
    other = next(other for other in reversed(desk.files.values()) if other is not file)
    if len(file) > 1:
        other.append(file.pop(i))


def move_with_another_wording(desk: Desk, place: int) -> None:
    """Moved, and heading and answer changed: no rule knows it again."""
    both(desk, place)
    move(desk, place)


def rename_file(desk: Desk, place: int) -> None:
    """The file of a note gets another name, and all its notes other keys."""
    file, _ = desk.where(place)
    name = next(name for name, cards in desk.files.items() if cards is file)
    desk.files = {
        (f"deck-{desk.number()}.md" if old == name else old): cards
        for old, cards in desk.files.items()
    }


def swap(desk: Desk, place: int) -> None:
    """Two notes get the answers of one another; the key says which is which."""
    (one, i), (other, j) = desk.where(place), desk.where(place + 1)
    one[i], other[j] = (
        replace(one[i], body=other[j].body),
        replace(other[j], body=one[i].body),
    )


def delete(desk: Desk, place: int) -> None:
    """Taken out of the text, for now."""
    file, i = desk.where(place)
    if len(file) > 1:
        desk.gone.append(file.pop(i))


def bring_back(desk: Desk, place: int) -> None:
    """What was deleted stands in the text again, at the end of its file."""
    if desk.gone and desk.is_free(desk.gone[-1].heading):
        file, _ = desk.where(place)
        file.append(desk.gone.pop())


def add(desk: Desk, place: int) -> None:
    """A new note that differs from another one in a word."""
    file, i = desk.where(place)
    like, number = file[i], desk.number()
    file.insert(i, Card(number, f"{like.heading} anew {number}", f"{like.body} Not {number}."))


def take_over(desk: Desk, place: int) -> None:
    """A note gets another heading, and a new note the one it had."""
    file, i = desk.where(place)
    if len(file[i].body.split()) < LEAST_WORDS:
        return  # nothing would tell the two apart
    number = desk.number()
    file.append(replace(file[i], heading=f"Renamed {number}"))
    file[i] = Card(number, file[i].heading, _other_words(number))


def _other_words(number: int) -> str:
    """A text that shares no word with any other."""
    return " ".join(f"w{number}x{i}" for i in range(8))


def copy(desk: Desk, place: int) -> None:
    """A new note with the answer of another one."""
    file, i = desk.where(place)
    number = desk.number()
    file.append(Card(number, f"Copy {number}", file[i].body))


KEEPING = (reword, reorder, move, rename_file)
ROUNDS: tuple[tuple[Edit, ...], ...] = (
    (*KEEPING, rename),
    (reword, reorder, swap),
    (*KEEPING, both),
    (*KEEPING, rename, delete, bring_back),
    (*KEEPING, rename, add, copy),
    (move_with_another_wording,),
    (take_over,),
)
"""What is done between two compiles. What the text alone cannot tell is not among it: that a note
was deleted where another one with half of its words was written."""

_rounds = st.lists(
    st.sampled_from(ROUNDS).flatmap(
        lambda edits: st.lists(
            st.tuples(st.sampled_from(edits), st.integers(0, 40)),
            max_size=1 if len(edits) == 1 else 4,
        )
    ),
    min_size=1,
    max_size=5,
)


_ANY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@settings(_ANY, max_examples=50)
@given(_rounds)
def test_any_edits(fresh: Callable[[], Author], rounds: list[list[tuple[Edit, int]]]) -> None:
    """Every answer stays with the note that it was given to."""
    _follow(fresh(), rounds)


@pytest.mark.slow
@settings(_ANY, max_examples=600)
@given(_rounds)
def test_many_edits(fresh: Callable[[], Author], rounds: list[list[tuple[Edit, int]]]) -> None:
    """The same for 600 sequences of edits."""
    _follow(fresh(), rounds)


def _follow(author: Author, rounds: list[list[tuple[Edit, int]]]) -> None:
    desk = _desk()
    owner: dict[int, int] = {}
    answers: Counter[int] = Counter()
    for number, edits in enumerate([[], *rounds]):
        for edit, place in edits:
            edit(desk, place)
        _compile(author, desk)
        _check(author.collection, desk, owner, answers)
        asked = desk.cards[number % len(desk.cards)]
        author.answer(_key(desk, asked))
        answers[asked.number] += 1
        _check_that_nothing_was_left_unread(author)


def _desk() -> Desk:
    cards = [Card(n, heading, body) for n, (heading, body) in enumerate(BODIES.items())]
    return Desk({"a.md": cards[:5], "b.md": cards[5:9], "c.md": cards[9:]}, written=100)


def _compile(author: Author, desk: Desk) -> None:
    author.texts["mine"] = {
        name: "".join(f"### {card.heading}\n\n{card.body}\n\n" for card in cards)
        for name, cards in desk.files.items()
    }
    author.compile()


def _key(desk: Desk, card: Card) -> str:
    name = next(name for name, cards in desk.files.items() if card in cards)
    return f"{name.removesuffix('.md')}/{slug(card.heading)}"


def _check(
    collection: Collection, desk: Desk, owner: dict[int, int], answers: Counter[int]
) -> None:
    """Each live note is the one it always was, and all answers that were given are there."""
    rows = collection.rows("SELECT key, id FROM note WHERE retired_at IS NULL")
    ids = {row["key"]: row["id"] for row in rows}
    keys = {_key(desk, card): card.number for card in desk.cards}
    assert ids.keys() == keys.keys()
    for key, number in keys.items():
        assert owner.setdefault(ids[key], number) == number
    assert _answers(collection, owner) == answers


def _answers(collection: Collection, owner: dict[int, int]) -> Counter[int]:
    rows = collection.rows(
        "SELECT card.note, count(*) AS number FROM review JOIN card ON card.id = review.card"
        " GROUP BY card.note"
    )
    found: Counter[int] = Counter()
    for row in rows:
        found[owner[row["note"]]] += row["number"]
    return found


def _check_that_nothing_was_left_unread(author: Author) -> None:
    """To read all files once more finds nothing that the last compile did not."""
    before = dump(author.collection)
    author.compile(again=True)
    assert dump(author.collection) == before
