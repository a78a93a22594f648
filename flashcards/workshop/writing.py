"""Decks and their pictures written: each file whole, and none left behind where one fails."""

from collections.abc import Mapping
from pathlib import Path

from flashcards.errors import BadRequest, CannotWrite
from flashcards.files import replace_file
from flashcards.source.files import ABOUT_THE_PROJECT, DECK_SUFFIX
from flashcards.workshop.making import Made


def check_target(out: Path, files: tuple[Path, ...]) -> None:
    """Refuse a file that cannot be a deck, or that is being converted. Raises ``BadRequest``."""
    if out.suffix != DECK_SUFFIX or out.name.startswith("."):
        raise BadRequest(
            f"{out} is no name for a deck: it should end in .md, and begin with no dot."
        )
    if out.stem.upper() in ABOUT_THE_PROJECT:
        raise BadRequest(f"{out} is never read as a deck, as every project has such a file.")
    if out.is_dir():
        raise BadRequest(f"{out} is a folder; name a file.")
    for file in files:
        if out.exists() and file.exists() and out.samefile(file):
            raise BadRequest(f"{out} is what shall be converted; give the deck another name.")


def targets(made: Made, out: Path) -> Mapping[Path, str]:
    """Where each deck goes."""
    return {out.with_name(name): text for name, text in made.decks.items()}


def write(made: Made, out: Path) -> None:
    """Write the decks, their pictures first. Raises ``CannotWrite``; then no new file stays."""
    new: list[Path] = []
    folders: list[Path] = []
    try:
        for path, data in made.pictures.items():
            picture = out.parent / path
            if not picture.parent.exists():
                picture.parent.mkdir()
                folders.append(picture.parent)
            _write(picture, data, new)
        for target, text in targets(made, out).items():
            _write(target, text.encode(), new)
    except OSError as error:
        _take_back(new, folders)
        raise CannotWrite(f"{out} cannot be written: {error.strerror}.") from error
    except KeyboardInterrupt:
        _take_back(new, folders)
        raise


def _write(path: Path, data: bytes, new: list[Path]) -> None:
    is_new = not path.exists()
    replace_file(path, data)
    if is_new:
        new.append(path)


def _take_back(files: list[Path], folders: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
    for folder in folders:
        if not any(folder.iterdir()):
            folder.rmdir()
