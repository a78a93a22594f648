"""A collection, and an author who writes its decks without touching the disk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest

from flashcards.collection import log
from flashcards.collection.cards import find_note, leave_line
from flashcards.collection.connection import Collection, create_collection, open_collection
from flashcards.collection.decks import add_root, roots
from flashcards.compiler.compiling import compare
from flashcards.compiler.looking import Look
from flashcards.compiler.reading import Readings, Shelved, read_files_of, shelved
from flashcards.compiler.writing import write
from flashcards.kinds import Origin, Rating, ReviewType, State
from flashcards.memory import Learned, OnDay, Review
from flashcards.source.files import SourceFile, digest
from flashcards.vocabulary import Area, Role, Vocabulary

NOW = 1_790_000_000_000
DAY = 20_717
VOCABULARY = Vocabulary(
    {name: Area(name, name) for name in ("modeling", "deployment")},
    {
        "mle": Role("mle", "ML engineer", "ml", ("modeling", "deployment")),
        "ds": Role("ds", "Data scientist", "ml", ("modeling",)),
    },
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new collection that nobody opens: to copy one is faster than to make one."""
    path = tmp_path_factory.mktemp("template") / "collection.db"
    create_collection(path, {}).connection.close()
    return path


@pytest.fixture
def blank(template: Path, tmp_path: Path) -> Iterator[Collection]:
    """A new collection."""
    path = tmp_path / "data" / "collection.db"
    path.parent.mkdir()
    shutil.copy(template, path)
    with open_collection(path) as made:
        yield made


@dataclass(slots=True)
class Author:
    """Writes decks into roots, the first one wins, and compiles them."""

    collection: Collection
    now: int = NOW
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {"mine": {}, "shipped": {}})
    away: tuple[str, ...] = ()

    def write(self, text: str, path: str = "deck.md", root: str = "mine") -> dict[str, str]:
        """Write a file and compile: the verdict on each note, by its heading."""
        self.texts[root][path] = dedent(text).lstrip("\n")
        return self.compile()

    def remove(self, path: str = "deck.md", root: str = "mine") -> dict[str, str]:
        """Delete a file and compile."""
        del self.texts[root][path]
        return self.compile()

    def compile(self, *, again: bool = False) -> dict[str, str]:
        """Compile all roots, a second later than the last time; ``again``: read all files."""
        self.now += 1000
        readings = self.read(again=again)
        with self.collection.write():
            compiled = compare(self.collection, readings)
            known = {root.path for root in roots(self.collection)}
            for root in reversed(self.texts):
                if root not in known:
                    add_root(self.collection, root)
            write(self.collection, compiled, self.now)
        changes = [(c.found or c.known, c.verdict) for c in compiled.changes]
        return {there.front: verdict.value for there, verdict in changes if there}

    def read(self, *, again: bool = False) -> Readings:
        """Read what must be read of the files; they have no faults."""
        readings = self.look_at(again=again)
        assert readings.problems == ()
        return readings

    def look_at(self, *, again: bool = False) -> Readings:
        """Read what must be read of the files, as if they lay on a disk."""
        before = shelved(self.collection)
        looks = tuple(self._look(root, before) for root in self.texts)
        own = dict.fromkeys(self.texts, VOCABULARY)
        files = before.files if again else ()
        return read_files_of(self.collection, before, looks, own, files)

    def _look(self, root: str, before: Shelved) -> Look:
        texts = {} if root in self.away else self.texts[root]
        files = {
            path: SourceFile(path, path, text.encode(), digest(text.encode()))
            for path, text in sorted(texts.items())
        }
        stored = next((each for each in before.roots if each.path == root), None)
        return Look(root, bool(files), files, None, dict.fromkeys(files, "0"), (), stored)

    def answer(self, name: str, rating: Rating = Rating.GOOD, days: int = 3) -> Review:
        """Answer a card, named as the user names it; it is due in so many days."""
        return answer(self.collection, self.card(name), self.now, rating, days)

    def card(self, name: str) -> int:
        """The id of a card: ``key`` for the first one of a note, ``key#face``."""
        key, _, face = name.partition("#")
        note = find_note(self.collection, key).id
        found = self.collection.value(
            "SELECT id FROM card WHERE note = ? AND (? IN ('', face)) ORDER BY ord", note, face
        )
        assert isinstance(found, int), name
        return found

    def reviews(self, key: str) -> int:
        """How many answers a live note has."""
        count = self.collection.value(
            "SELECT count(*) FROM review JOIN card ON card.id = review.card"
            " JOIN note ON note.id = card.note WHERE note.key = ? AND note.retired_at IS NULL",
            key,
        )
        return int(count)


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Iterator[Callable[[], Author]]:
    """Authors, each with a new collection; the one before closes."""
    opened: list[Collection] = []

    def make() -> Author:
        for collection in opened:
            collection.connection.close()
        path = tmp_path / f"{len(opened)}.db"
        shutil.copy(template, path)
        opened.append(open_collection(path))
        opened[-1].connection.execute("PRAGMA synchronous = OFF")  # nobody cuts the power here
        return Author(opened[-1])

    yield make
    for collection in opened:
        collection.connection.close()


@pytest.fixture
def author(blank: Collection) -> Author:
    """An author with a new collection."""
    return Author(blank)


def answer(
    collection: Collection,
    card: int,
    at: int = NOW,
    rating: Rating = Rating.GOOD,
    days: int = 3,
    study_day: int = DAY,
) -> Review:
    """One answer as a study session keeps it; the numbers of its memory are made up."""
    at = log.free_instant(collection, at, card)
    row = Review(at, card, ReviewType.LEARN, rating, study_day, State.REVIEW, days)
    with collection.write():
        log.append(collection, row)
        log.set_memory(collection, card, learned(study_day, days))
        leave_line(collection, card)
    return row


def learned(day: int = DAY, days: int = 3) -> Learned:
    """A memory of a card that was answered once."""
    return Learned(State.REVIEW, 0, 3.25, 5.5, day, OnDay(day + days), reps=1, lapses=0)


def dump(collection: Collection) -> list[str]:
    """Everything a collection holds, as SQL."""
    return list(collection.connection.iterdump())


def reschedule(card: int, at: int, cause: int | None = None) -> Review:
    """A row that nobody answered: a step card is due tomorrow."""
    return Review(
        *(at, card, ReviewType.RESCHEDULE, None, DAY, State.NEW, 1),
        origin=Origin.COMPUTED,
        cause=cause,
    )
