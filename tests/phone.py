"""A real Anki to import into."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from flashcards.anki.note import ExportNote
from flashcards.anki.package import NO_PICTURES, write_package
from tests.anki_package.samples import ERA


class Phone:
    """An Anki collection, and what the imports into it said."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection  # noqa: PLC0415 -- its wheel exists for few machines

        self.folder = folder
        self.col: Any = Collection(str(folder / "collection.anki2"))

    def take(self, notes: Sequence[ExportNote], pictures: Mapping[str, bytes] = NO_PICTURES) -> Any:
        """Export the notes and import the package."""
        path = self.folder / "export.apkg"
        write_package(path, notes, ERA, pictures)
        return self.open(path)

    def open(self, path: Path, *, progress: bool = False) -> Any:
        """Import a package, with the options of a fresh Anki, or with progress and presets."""
        from anki.collection import (  # noqa: PLC0415
            ImportAnkiPackageOptions,
            ImportAnkiPackageRequest,
        )

        options = ImportAnkiPackageOptions(with_scheduling=progress, with_deck_configs=progress)
        request = ImportAnkiPackageRequest(package_path=str(path), options=options)
        return self.col.import_anki_package(request).log

    def answer(self, ratings: Iterable[int], deck: str = "AI interview") -> list[int]:
        """Answer what Anki asks next in a deck; gives the ids of the rows of its log."""
        before = set(self.col.db.list("SELECT id FROM revlog"))
        self.col.decks.select(self.col.decks.id_for_name(deck))
        for rating in ratings:
            asked = self.col.sched.get_queued_cards().cards
            if not asked:
                break
            card = self.col.get_card(asked[0].card.id)
            card.start_timer()
            answer = self.col.sched.build_answer(
                card=card, states=asked[0].states, rating=rating - 1
            )
            self.col.sched.answer_card(answer)
        return sorted(set(self.col.db.list("SELECT id FROM revlog")) - before)

    def export(self, path: Path, *, scheduling: bool = True, legacy: bool = False) -> Path:
        """Export everything, by the name of the file as cards or as the whole collection."""
        from anki.collection import ExportAnkiPackageOptions  # noqa: PLC0415

        if path.suffix == ".colpkg":
            self.col.export_collection_package(str(path), include_media=False, legacy=legacy)
            self.col.reopen()
        else:
            options = ExportAnkiPackageOptions(with_scheduling=scheduling, legacy=legacy)
            self.col.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def cards(self) -> list[Any]:
        return [self.col.get_card(id_) for id_ in sorted(self.col.find_cards(""))]

    def notes(self) -> list[Any]:
        return [self.col.get_note(id_) for id_ in sorted(self.col.find_notes(""))]


def require_anki() -> None:
    """Skip a test, by name, only where there is no Anki; in CI there must be one."""
    if find_spec("anki") is None:
        if os.environ.get("CI"):
            pytest.fail("the anki package is missing, and CI must have it")
        pytest.skip("the anki package has no wheel for this machine")


@contextmanager
def new_phone(folder: Path) -> Iterator[Phone]:
    """A phone that holds nothing."""
    require_anki()
    made = Phone(folder)
    yield made
    made.col.close()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with new_phone(tmp_path) as made:
        yield made
