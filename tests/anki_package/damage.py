"""Whatever may happen to a package: bytes that turn, go or come, in any of its layers."""

from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import zstandard
from hypothesis import strategies as st

from tests.phone import Phone

FORMATS = {f"{legacy}{suffix}": legacy for suffix in (".apkg", ".colpkg") for legacy in (0, 1)}
"""The files that Anki exports, and whether each is for older versions."""
_ZSTD = b"\x28\xb5\x2f\xfd"


class Change(NamedTuple):
    """What happens to bytes ``at`` a place, which is a share of all; what comes is from ``place``.

    Either bytes are written over ``size`` of those that are there, or everything from there is
    gone.
    """

    at: float
    place: float
    size: int
    bytes: bytes | None
    is_end: bool


class Damage(NamedTuple):
    """What happens to one of some packages: to the file, a member, or what is packed in that."""

    package: int
    layer: str
    member: int
    changes: list[Change]


_SHARES = st.floats(0, 1, exclude_max=True)
_BYTES = st.sampled_from(
    [b"", b"\0", b"\xff", b"\x7f\xff\xff\xff", b"\xff" * 9, b"\x1f", b"[", b"\r"]
)
_CHANGES = st.builds(
    Change,
    at=_SHARES,
    place=_SHARES,
    size=st.sampled_from([1, 2, 4, 16, 100, 4096]),
    bytes=st.none() | _BYTES | st.binary(max_size=8),
    is_end=st.integers(0, 19).map(lambda number: not number),
)
DAMAGE = st.builds(
    Damage,
    package=st.integers(0, len(FORMATS) - 1),
    layer=st.sampled_from(["file", "member", "packed", "packed"]),
    member=st.sampled_from([0, 0, 0, 1, 2, 3]),
    changes=st.lists(_CHANGES, min_size=1, max_size=20),
)


def exported(phone: Phone) -> list[bytes]:
    """What Anki itself exports, in all of its formats."""
    for number in range(20):
        note = phone.col.new_note(phone.col.models.by_name("Cloze" if number % 3 else "Basic"))
        note.fields[:] = [f"A {{{{c1::grid {number}}}}}", f'More <img src="{number}.png">']
        note.guid, note.tags = f"guid{number}", ["cnn", f"tag{number}"]
        phone.col.add_note(note, phone.col.decks.id("AI::Deep learning"))
    phone.answer([3, 1, 4, 2, 3, 3], "AI")
    folder = Path(phone.folder)
    paths = (phone.export(folder / name, legacy=bool(old)) for name, old in FORMATS.items())
    return [path.read_bytes() for path in paths]


def spoiled(packages: list[bytes], damage: Damage) -> bytes:
    """The package after the damage."""
    whole = packages[damage.package]
    if damage.layer == "file":
        return _changed(whole, damage.changes)
    with ZipFile(BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    # The collection that is read is the first of them.
    names = sorted(members, key=lambda name: (not name.startswith("collection"), -len(name), name))
    name = names[damage.member % len(names)]
    members[name] = _spoiled_member(members[name], damage)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for each, data in members.items():
            archive.writestr(each, data)
    return buffer.getvalue()


def _spoiled_member(data: bytes, damage: Damage) -> bytes:
    if damage.layer == "packed" and data.startswith(_ZSTD):
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            return zstandard.compress(_changed(reader.read(), damage.changes))
    return _changed(data, damage.changes)


def _changed(data: bytes, changes: list[Change]) -> bytes:
    for change in changes:
        at, place = int(change.at * len(data)), int(change.place * len(data))
        come = data[place : place + change.size] if change.bytes is None else change.bytes
        data = data[:at] + (b"" if change.is_end else come + data[at + change.size :])
    return data
