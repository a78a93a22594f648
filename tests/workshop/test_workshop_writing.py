"""Decks and pictures on the disk: all of them, or none that was not there before."""

from pathlib import Path

import pytest

from flashcards import files
from flashcards.errors import BadRequest, CannotWrite
from flashcards.workshop import writing
from flashcards.workshop.making import Made
from flashcards.workshop.writing import check_target, write

MADE = Made(
    {"deck.md": "# One\n", "deck-2.md": "# Two\n"},
    {"deck-media/a.png": b"a", "deck-media/b.png": b"b"},
    (),
)
WHOLE = {"deck.md", "deck-2.md", "deck-media", "deck-media/a.png", "deck-media/b.png"}


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_all_is_written(tmp_path: Path) -> None:
    write(MADE, tmp_path / "deck.md")
    assert there(tmp_path) == WHOLE
    assert (tmp_path / "deck-2.md").read_text(encoding="utf-8") == "# Two\n"
    write(MADE, tmp_path / "deck.md")
    assert there(tmp_path) == WHOLE


@pytest.fixture(params=range(4))
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full after so many files."""
    left = int(request.param)

    def replace(path: Path, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        files.replace_file(path, data)

    monkeypatch.setattr(writing, "replace_file", replace)


@pytest.mark.usefixtures("failing")
def test_where_one_fails_nothing_new_stays(tmp_path: Path) -> None:
    (tmp_path / "other.txt").touch()
    with pytest.raises(CannotWrite, match=r"deck.md cannot be written: No space left"):
        write(MADE, tmp_path / "deck.md")
    assert there(tmp_path) == {"other.txt"}


@pytest.mark.usefixtures("failing")
def test_what_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "deck-media").mkdir()
    for name in ("deck.md", "deck-media/mine.png"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    with pytest.raises(CannotWrite):
        write(MADE, tmp_path / "deck.md")
    assert there(tmp_path) == {"deck.md", "deck-media", "deck-media/mine.png"}


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="No such file"):
        write(MADE, tmp_path / "nowhere" / "deck.md")
    assert there(tmp_path) == set()


@pytest.mark.parametrize(
    "name", ["deck.txt", "deck", ".deck.md", "README.md", "license.md", "dir.md"]
)
def test_a_name_that_no_deck_can_have(tmp_path: Path, name: str) -> None:
    (tmp_path / "dir.md").mkdir()
    with pytest.raises(BadRequest, match=name):
        check_target(tmp_path / name, ())


def test_the_deck_is_not_what_it_is_made_of(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.touch()
    (tmp_path / "link.md").symlink_to(file)
    for name in ("notes.md", "link.md"):
        with pytest.raises(BadRequest, match="is what shall be converted"):
            check_target(tmp_path / name, (file,))
