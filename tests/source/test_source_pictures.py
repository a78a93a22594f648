"""The pictures of a deck: each must be a file of its root that can be shown."""

import os
from pathlib import Path

import pytest

from flashcards.card import pictures
from flashcards.pictures import LARGEST, file_name
from flashcards.source.library import Library, read_library
from flashcards.source.pictures import Pictures
from flashcards.source.report import Problems
from tests.pictures import SVG, png
from tests.source.conftest import VOCABULARY, source_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with pictures, and beside it a file that is none of its business."""
    root = tmp_path / "decks"
    (root / "figures").mkdir(parents=True)
    (root / "figures" / "a b.png").write_bytes(png())
    (root / "figures" / "drawn.svg").write_bytes(SVG)
    (root / "figures" / "photo.png").write_bytes(b"\xff\xd8\xff\xe0")
    (root / "figures" / "page.png").write_bytes(b"<html>")
    (root / "figures" / "empty.png").write_bytes(b"")
    (root / "figures" / "inside.png").symlink_to("a b.png")
    (root / "figures" / "outside.png").symlink_to(tmp_path / "secret.png")
    (root / "figures" / "nowhere.png").symlink_to("gone.png")
    (root / "figures" / "loop.png").symlink_to("loop.png")
    (root / "figures" / "there").symlink_to(tmp_path)
    os.mkfifo(root / "figures" / "pipe.png")
    with (root / "figures" / "huge.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "secret.png").write_bytes(png(1))
    return root


def read(root: Path, text: str, path: str = "deck.md") -> tuple[Library, Problems]:
    return read_library([source_file(path, text.encode())], VOCABULARY, pictures=Pictures(root))


def told(root: Path, text: str) -> list[str]:
    return [f"{problem} [{problem.code}]" for problem in read(root, text)[1]]


NO_FILE = "is not there [missing-image]"
REFUSED = [
    ("gone.png", NO_FILE),
    ("figures/Gone.png", NO_FILE),
    ("figures/a%20b.png/c.png", NO_FILE),
    ("figures/nowhere.png", NO_FILE),
    ("figures", "is no file [missing-image]"),
    ("figures/pipe.png", "is no file [missing-image]"),
    ("figures/outside.png", "leads out of the folder of the decks [image-outside]"),
    ("figures/there/secret.png", "leads out of the folder of the decks [image-outside]"),
    ("figures/loop.png", "cannot be read [unreadable-image]"),
    ("x" * 300, "cannot be read [unreadable-image]"),
    ("figures/page.png", "is no PNG, JPEG, GIF, WebP, AVIF, BMP or SVG [image-kind]"),
    ("figures/empty.png", "is no PNG, JPEG, GIF, WebP, AVIF, BMP or SVG [image-kind]"),
    ("figures/huge.png", "is larger than 32 MB [image-size]"),
    ("a%00b.png", "is not a file among the decks [bad-image]"),
    ("a%1B.png", "is not a file among the decks [bad-image]"),
    ("%005", "is not a file among the decks [bad-image]"),
]


@pytest.mark.parametrize(("target", "what"), REFUSED)
def test_a_picture_that_cannot_be_shown_is_a_fault_at_its_line(
    root: Path, target: str, what: str
) -> None:
    assert told(root, f"### A\n\nb\n![c]({target})\n") == [
        f"deck.md:4: the image '{target}' {what}"
    ]


def test_pictures_that_can_be_shown(root: Path) -> None:
    names = ["a%20b.png", "drawn.svg", "photo.png", "inside.png"]
    text = "### A\n" + " ".join(f"![{name}](figures/{name})" for name in names)
    found, problems = read(root, text)
    assert problems == ()
    (deck,) = found.decks
    shown = list(pictures(deck.notes[0].note().content))
    assert [image.path for image in shown] == [
        *("figures/a b.png", "figures/drawn.svg", "figures/photo.png", "figures/inside.png")
    ]
    assert shown[0].name == shown[3].name == file_name(png())
    assert [image.name.rpartition(".")[2] for image in shown] == ["png", "svg", "jpg", "png"]
    assert set(deck.pictures) == {image.path for image in shown}


EVERYWHERE = """
### Of ![a](figures/a%20b.png)

- [![b](figures/drawn.svg)](https://example.org)

## Scenario: ![c](figures/a%20b.png)

**See ![d](figures/photo.png)**.

### Ask

- Asks ![e](figures/inside.png)

> | ![f](figures/drawn.svg) |
> |---|
> | ![g](figures/photo.png) |
"""


def test_pictures_stand_in_any_text(root: Path) -> None:
    found, problems = read(root, EVERYWHERE)
    assert problems == ()
    notes = (sheet.note().content for deck in found.decks for sheet in deck.notes)
    shown = [image for content in notes for image in pictures(content)]
    assert "".join(image.caption for image in shown) == "abcdefg"
    assert all(image.name for image in shown)


def test_a_path_begins_at_the_file_and_a_root_may_be_one_file(root: Path) -> None:
    text = "### A\n![b](../figures/drawn.svg)\n"
    assert read(root, text, "sub/deck.md")[1] == ()
    assert read(root / "deck.md", "### A\n![b](figures/drawn.svg)\n")[1] == ()


def test_other_bytes_are_another_note_and_another_time_is_none(root: Path) -> None:
    def digest() -> bytes:
        ((note,),) = (deck.notes for deck in read(root, text)[0].decks)
        return note.prints.digest

    text = "### A\n![b](figures/drawn.svg)\n"
    before = digest()
    os.utime(root / "figures" / "drawn.svg", (1, 1))
    assert digest() == before
    (root / "figures" / "drawn.svg").write_bytes(SVG + b"\n")
    assert digest() != before


def test_without_a_disk_pictures_are_taken_for_granted() -> None:
    found, problems = read_library([source_file("deck.md", b"### A\n![b](c.png)\n")], VOCABULARY)
    assert problems == ()
    (image,) = pictures(found.decks[0].notes[0].note().content)
    assert (image.path, image.name) == ("c.png", "")
