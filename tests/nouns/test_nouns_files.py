"""Whole files: an old one is replaced by a new one that is on the disk, or nothing happens."""

import errno
import os
import stat
from pathlib import Path

import pytest

from flashcards import files
from flashcards.files import replace_file, write_new, write_whole


def test_a_new_file_has_the_mode_that_the_user_gives_to_all(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "log", b"new")
        write_whole(tmp_path / "secret", lambda _: None, private=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_an_old_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"old")
    path.chmod(mode)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Also one whose file is not there yet."""
    (tmp_path / "far").mkdir()
    link = tmp_path / "log"
    link.symlink_to("far/real")
    for data in (b"new", b"newer"):
        replace_file(link, data)
        assert link.is_symlink()
        assert (tmp_path / "far" / "real").read_bytes() == data
    assert {path.name for path in tmp_path.iterdir()} == {"far", "log"}


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its name is there, before anybody is told."""
    order: list[str] = []
    sync, replace = files.sync, Path.replace

    def synced(path: Path) -> None:
        order.append("folder" if path.is_dir() else "file")
        sync(path)

    def named(path: Path, name: Path) -> Path:
        order.append("name")
        return replace(path, name)

    monkeypatch.setattr(files, "sync", synced)
    monkeypatch.setattr(Path, "replace", named)
    replace_file(tmp_path / "log", b"new")
    assert order == ["file", "name", "folder"]


def test_a_file_system_that_does_not_sync_folders_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = files.sync

    def synced(path: Path) -> None:
        if path.is_dir():
            raise OSError(22, os.strerror(22))
        sync(path)

    monkeypatch.setattr(files, "sync", synced)
    replace_file(tmp_path / "log", b"new")
    assert (tmp_path / "log").read_bytes() == b"new"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _protected(path: Path) -> None:
    path.write_bytes(b"old")
    path.chmod(0o400)


def _state(path: Path) -> tuple[int, ...]:
    """What a change would show in; to follow a link is no change, but sets its access time."""
    found = path.lstat()
    times = found.st_mtime_ns, found.st_ctime_ns
    return (found.st_mode, found.st_ino, found.st_nlink, found.st_size, *times)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_pipe, "a pipe or a device"),
        (Path.mkdir, "Is a directory"),
        (_loop, "Too many levels of symbolic links"),
        (_protected, "write-protected"),
    ],
)
def test_what_cannot_be_replaced_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object, told: str
) -> None:
    path = tmp_path / "log"
    assert callable(make)
    make(path)
    before = _state(path)
    if make is _protected:  # for root everything can be written
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OSError, match=told):
        replace_file(path, b"new")
    assert _state(path) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    """Whatever it was; and nothing beside it."""
    path = tmp_path / "log"
    path.write_bytes(b"old")

    def fill(draft: Path) -> None:
        draft.write_bytes(b"ne")
        raise error

    with pytest.raises(type(error)):
        write_whole(path, fill)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_replaces_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    """Also on a file system without hard links."""

    def refused(_: Path, __: Path) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refused)
    path = tmp_path / "deck.md"
    write_new(path, b"new")
    with pytest.raises(FileExistsError):
        write_new(path, b"newer")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["deck.md"]
    assert path.stat().st_nlink == 1
