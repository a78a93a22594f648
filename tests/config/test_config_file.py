"""The preferences file on the disk: found, read, and changed without losing a word of it."""

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.config.reading import Held, place, read_preferences
from flashcards.config.writing import change, changed
from flashcards.errors import BadRequest, CannotWrite
from flashcards.preferences import Preferences

FILE = """\
# What I like.

role = "mle"          # until December
new_per_day = 12

# Evenings only.
minutes = 20
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The preferences file, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "flashcards").mkdir()
    return tmp_path / "flashcards" / "config.toml"


# Reading -------------------------------------------------------------------------------


def test_no_file_is_no_preference(file: Path) -> None:
    assert read_preferences() == Held(Preferences(), (), frozenset())
    assert place() == file


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_has_no_preferences() -> None:
    assert read_preferences() == Held()


def test_what_the_file_says_holds(file: Path) -> None:
    file.write_text(FILE)
    held = read_preferences()
    assert held.preferences == Preferences(role=("mle",), new_per_day=12, minutes=20)
    assert held.named == frozenset(("role", "new_per_day", "minutes"))
    held.require_sound()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"new_per_day = 12\nminutes = 0\n", ":2: minutes must be a number of minutes"),
        (b"# \xe4\n", ":1: the file is not UTF-8 from here on"),
        (b"\n\nnew_per_day = = 3\n", ":3: not valid TOML"),
        (b"a = 1\na = 2\n", ":2: not valid TOML"),
        (b"<<<<<<< ours\nplain = true\n", ":1: merge conflict marker"),
        (b"# " + b"x" * 70_000, ":1: "),
    ],
    ids=["value", "encoding", "syntax", "twice", "conflict", "size"],
)
def test_a_file_with_a_fault_is_one_sentence_with_its_line(
    file: Path, data: bytes, told: str
) -> None:
    file.write_bytes(data)
    with pytest.raises(BadRequest) as error:
        read_preferences().require_sound()
    assert str(error.value).startswith(f"{file}{told}")
    assert error.value.exit_code == 1


def test_an_unknown_key_is_advice_with_the_nearest_name(file: Path) -> None:
    file.write_text("new_per_day = 12\nbuton = 2\n\n[retention]\nterm = 0.9\n")
    held = read_preferences()
    assert [str(problem).removeprefix(str(file)) for problem in held.advice] == [
        ":2: unknown preference 'buton' (did you mean buttons?)",
        ":4: retention is kept in the collection; the command config sets it there",
    ]
    assert held.preferences == Preferences(new_per_day=12)
    held.require_sound()


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfplain = true\r\nclock = false\r\n")
    assert read_preferences().preferences == Preferences(plain=True, clock=False)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_refused(file: Path, make: Callable[[Path], None]) -> None:
    """A pipe would keep everybody waiting."""
    make(file)
    with pytest.raises(BadRequest, match=r"config\.toml is not a file\."):
        read_preferences().require_sound()


# Changing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("new_per_day", 15, "new_per_day = 12", "new_per_day = 15"),
        ("role", ["mle", "ds"], 'role = "mle" ', 'role = ["mle", "ds"] '),
        ("role", None, 'role = "mle"          # until December\n', ""),
        ("clock", False, "minutes = 20\n", "minutes = 20\nclock = false\n"),
    ],
)
def test_one_line_is_changed_and_all_others_stay(
    file: Path, name: str, value: object, before: str, after: str
) -> None:
    file.write_text(FILE)
    change(file, name, value)
    assert file.read_text() == FILE.replace(before, after)


def test_a_new_key_stands_above_the_tables(file: Path) -> None:
    file.write_text("[other]\nx = 1\n")
    change(file, "plain", value=True)
    assert tomllib.loads(file.read_text()) == {"plain": True, "other": {"x": 1}}


_lines = st.lists(
    st.sampled_from(
        [
            *("# a remark", "", "other = [1,\n 2] # both", "'quoted key' = 1", "leech='tell'"),
            *("new_per_day=1   # few", "minutes = 0x10", "[table]", "dotted.key = '''\n# x\n'''"),
        ]
    ),
    unique=True,
)


@given(_lines, st.sampled_from(["new_per_day", "minutes", "editor"]), st.none() | st.integers())
def test_whatever_stands_in_a_file_only_the_one_key_changes(
    lines: list[str], name: str, value: int | None
) -> None:
    text = "\n".join(lines) + "\n"
    after = changed(text, name, value)
    wanted = {key: held for key, held in tomllib.loads(text).items() if key != name}
    assert tomllib.loads(after) == wanted | ({} if value is None else {name: value})
    remarks = [line for line in lines if line.startswith("#")]
    assert [line for line in after.splitlines() if line in remarks] == remarks


def test_removing_what_is_not_there_writes_nothing(file: Path) -> None:
    change(file, "role", None)
    assert not file.exists()


def test_the_mode_of_the_file_is_kept(file: Path) -> None:
    file.write_text(FILE)
    file.chmod(0o640)
    change(file, "plain", value=True)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_and_stays_a_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "flashcards.toml"
    kept.parent.mkdir()
    kept.write_text(FILE)
    file.symlink_to(os.path.relpath(kept, file.parent))
    change(file, "new_per_day", 15)
    assert file.is_symlink()
    assert "new_per_day = 15" in kept.read_text()


def test_a_disk_that_fails_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    file.write_text(FILE)
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(CannotWrite, match="cannot be written: No space left on device"):
        change(file, "plain", value=True)
    assert file.read_text() == FILE
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_write_protected_stays_as_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(FILE)
    monkeypatch.setattr(os, "access", lambda *_: False)  # for root everything can be written
    with pytest.raises(CannotWrite, match="it is write-protected"):
        change(file, "plain", value=True)
    assert file.read_text() == FILE
