"""What a hostile package is in these tests, and zip files whose every byte can lie."""

import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

STORED, DEFLATED, UNIX = 0, 8, 3 << 8

NO_PACKAGE = "is no package of Anki, or not a whole one."
NO_COLLECTION = "is no package of Anki: it holds no collection."
PACKED_BADLY = "is damaged: it cannot be unpacked."
DAMAGED = "is damaged: its collection cannot be read."
SENSELESS = "is damaged: its collection makes no sense."
NO_TABLE = "is damaged: its collection lacks a table."
COMPUTED = "is no honest package: its tables are computed."
TOO_MANY_FILES = "holds too many files; it is not read."
TOO_MANY_ROWS = "holds too many rows; it is not read."
TOO_LARGE = "holds a file of more than 256 MB; it is not read."
BOMB = "unpacks to more than 200 times its size; it is not read."
NO_FILE = "is a folder or a device, not a file."
READ = ""
"""Nothing is wrong with it as a whole; rows that make no sense are left out."""


class Hostile(NamedTuple):
    """What is wrong, who makes such a file at a path, and how the sentence ends that refuses it.

    ``is_heavy`` where it takes seconds to make; ``in_log`` where only the answers are hostile.
    """

    name: str
    make: Callable[[Path], object]
    end: str
    is_heavy: bool = False
    in_log: bool = False


class Member(NamedTuple):
    """A file in a zip, with all that is said of it; ``at`` where it is said to begin."""

    name: str
    packed: bytes
    method: int = STORED
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    mode: int = 0
    at: int | None = None


def zip_of(*members: Member) -> bytes:
    """A zip with these members, as they are."""
    body, directory = b"", b""
    for member in members:
        at = len(body) if member.at is None else member.at
        size = len(member.packed) if member.size is None else member.size
        crc = zlib.crc32(member.packed) if member.crc is None else member.crc
        name = member.name.encode()
        said = (member.flags, member.method, 0, 33, crc, len(member.packed), size, len(name), 0)
        places = (0, 0, 0, member.mode << 16, at)
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *said) + name + member.packed
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", UNIX, 20, *said, *places) + name
    return body + directory + end(len(members), len(directory), len(body))


def end(count: int, size: int, at: int) -> bytes:
    """The end of a zip, which says where its table of contents is."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, size, at, 0)


def deflated(data: bytes, times: int = 1) -> bytes:
    """Data so many times over, deflated in no time: all its repetitions look the same."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * times + packer.flush()


def written(data: Callable[[], bytes] | bytes) -> Callable[[Path], object]:
    """Who writes these bytes."""
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data())


def names(table: Sequence[Hostile]) -> list[str]:
    """What the tests of a table are called."""
    return [each.name for each in table]
