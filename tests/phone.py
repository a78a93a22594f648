"""A real Anki to import into."""

import os
from collections.abc import Iterator, Mapping, Sequence
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

    def cards(self) -> list[Any]:
        return [self.col.get_card(id_) for id_ in sorted(self.col.find_cards(""))]

    def notes(self) -> list[Any]:
        return [self.col.get_note(id_) for id_ in sorted(self.col.find_notes(""))]


@contextmanager
def new_phone(folder: Path) -> Iterator[Phone]:
    """Skipped, by name, only where there is no Anki; in CI there must be one."""
    if find_spec("anki") is None:
        if os.environ.get("CI"):
            pytest.fail("the anki package is missing, and CI must have it")
        pytest.skip("the anki package has no wheel for this machine")
    made = Phone(folder)
    yield made
    made.col.close()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with new_phone(tmp_path) as made:
        yield made
