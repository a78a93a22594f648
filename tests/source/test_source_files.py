"""Which files of a root are decks, and what becomes of those that cannot be read."""

import os
from pathlib import Path

import pytest

from flashcards.source.files import find


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def found(root: Path) -> list[str]:
    files, problems = find(root, root)
    assert problems == ()
    return [file.path for file in files]


def test_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a/c.md", "a/README.md", "roles.toml", "a/roles.toml", "a/pic.png")
    write(tmp_path, ".git/x.md", ".hidden.md", "LICENSE.md", "b.markdown")
    assert found(tmp_path) == ["a/c.md", "b.md", "roles.toml"]


def test_one_deck(tmp_path: Path) -> None:
    """A root may be one file, whatever its name; no roles.toml is read beside it."""
    write(tmp_path, "README.md", "roles.toml")
    (file,), problems = find(Path("README.md"), tmp_path)
    assert problems == ()
    assert (file.path, file.label, file.data) == ("README.md", "README.md", b"README.md")
    assert len(file.digest) == 16


def test_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As seen from the current folder when below it, else from home, else in full."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    write(tmp_path, "home/decks/a.md", "else/a.md")
    labels = {
        (tmp_path / "home/decks", tmp_path / "home"): "decks/a.md",
        (tmp_path / "home/decks", tmp_path / "else"): "~/decks/a.md",
        (tmp_path / "else", tmp_path / "home"): str(tmp_path / "else/a.md"),
        (Path("../else"), tmp_path / "home"): str(tmp_path / "else/a.md"),
        (Path(), tmp_path / "else"): "a.md",
    }
    for (root, cwd), label in labels.items():
        (file,), _ = find(root, cwd)
        assert file.label == label


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_cannot_be_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(tmp_path, "root/good.md", "outside/a.md")
    (root / "big.md").write_bytes(b"x" * 1_000_001)
    (root / "broken.md").symlink_to("nowhere.md")
    (root / "inside.md").symlink_to("good.md")
    (root / "leak.md").symlink_to(tmp_path / "outside/a.md")
    (root / "links").symlink_to(tmp_path / "outside")
    (root / "loop.md").symlink_to("loop.md")
    (root / "new\nline.md").write_text("x")
    os.mkfifo(root / "pipe.md")
    files, problems = find(root, root)
    assert [file.path for file in files] == ["good.md", "inside.md"]
    outside = "a symbolic link leads outside the folder of the decks"
    assert [str(problem) for problem in problems] == [
        "big.md:1: a file holds at most 1 MB",
        "broken.md:1: cannot be read: No such file or directory",
        f"leak.md:1: {outside}",
        f"links:1: {outside}",
        f"loop.md:1: {outside}",
        "new\nline.md:1: the name of the file cannot be shown",
        "pipe.md:1: not a regular file",
    ]


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission; the tests may run as root, to whom all is permitted."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    write(tmp_path, "a.md")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    files, problems = find(tmp_path, tmp_path)
    assert files == ()
    assert [str(problem) for problem in problems] == ["a.md:1: cannot be read: Permission denied"]


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    _, problems = find(Path("gone"), tmp_path)
    assert [str(p) for p in problems] == ["gone:1: cannot be read: No such file or directory"]


def test_a_root_that_is_no_deck(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    _, problems = find(tmp_path / "a.txt", tmp_path)
    assert [str(p) for p in problems] == ["a.txt:1: neither a folder nor a Markdown file"]
