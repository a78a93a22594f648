"""Files that are no packages, and packages that lie about what is in them."""

import os
import stat
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from . import foreign
from .foreign import basic, field
from .hostile import (
    BOMB,
    DAMAGED,
    NEWER,
    NO_COLLECTION,
    NO_FILE,
    NO_PACKAGE,
    PACKED_BADLY,
    TOO_LARGE,
    TOO_MANY_FILES,
    Maker,
    read,
    refused,
    written,
)

MEBIBYTE = 1 << 20
STORED, DEFLATED = 0, 8
OLD, NEW = "collection.anki2", "collection.anki21b"
_UNIX = 3 << 8
_MANY = 200_000


class Member(NamedTuple):
    """A file in a zip, with all that is said of it.

    It is said to begin ``at`` a place and to take up a ``length``, whatever is ``packed``.
    """

    name: str
    packed: bytes
    method: int = STORED
    length: int | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    mode: int = 0
    at: int | None = None


META = Member("meta", field(1, 3))


def zip_of(*members: Member) -> bytes:
    """A zip of these members, whatever is said of them."""
    body, directory = b"", b""
    for member in members:
        at = len(body) if member.at is None else member.at
        size = len(member.packed) if member.size is None else member.size
        crc = zlib.crc32(member.packed) if member.crc is None else member.crc
        length = len(member.packed) if member.length is None else member.length
        name = member.name.encode()
        said = (member.flags, member.method, 0, 33, crc, length, size, len(name), 0)
        places = (0, 0, 0, member.mode << 16, at)
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *said) + name + member.packed
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", _UNIX, 20, *said, *places) + name
    return body + directory + _end(len(members), len(directory), len(body))


def deflated(data: bytes, times: int = 1) -> bytes:
    """Data so many times over, deflated in no time: all its repetitions look the same."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * times + packer.flush()


@cache
def held() -> bytes:
    """A collection that shows a picture, with which nothing is wrong."""
    return foreign.database([basic(0, "Filter", 'A grid. <img src="a.png">')])


@cache
def whole() -> bytes:
    """A package with which nothing is wrong."""
    return zip_of(Member(OLD, held()))


def members(*given: Member) -> Maker:
    """Who makes a package of these members."""
    return written(lambda: zip_of(*given))


def told(**lies: int) -> Maker:
    """Who makes a package whose only member is not what is said of it."""
    return written(lambda: zip_of(Member(OLD, held(), **lies)))


def zeros(megabytes: int, *, said: int) -> Maker:
    """Who makes a package of so many zeros, and says how many bytes they are."""
    return written(
        lambda: zip_of(Member(OLD, deflated(bytes(MEBIBYTE), megabytes), DEFLATED, size=said))
    )


def many_names(number: int, name: str = "") -> bytes:
    """A zip of so many empty files, which is no more than its table of contents."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *(0,) * 9, len(name), *(0,) * 6)
    directory = (entry + name.encode()) * number
    return whole() + directory + _end(number, len(directory), len(whole()))


def end_within_an_end() -> bytes:
    """Very many names, and an end that begins again within itself, with another number of them."""
    names = many_names(_MANY)
    return names[:-18] + b"PK\x05\x06" + names[-14:]


def zip64(size: int, place: int) -> bytes:
    """The end of a large zip: how large its table of contents is, and where that is told."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    return whole() + record + locator + _end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def _end(count: int, size: int, at: int) -> bytes:
    counts = (0, 0, count & 0xFFFF, count & 0xFFFF)
    return struct.pack("<4s4H2LH", b"PK\x05\x06", *counts, size, at, 0)


def link(target: str) -> Maker:
    """Who makes a link."""
    return lambda path: path.symlink_to(target)


FILES = (
    refused(
        NO_FILE,
        {
            "a folder": Path.mkdir,
            "a pipe nobody writes to": os.mkfifo,
            "a device without an end": link("/dev/zero"),
        },
    )
    | refused("cannot be read: No such file or directory.", {"nothing there": lambda _: None})
    | refused(
        "cannot be read: Too many levels of symbolic links.",
        {"a link to itself": link("cards.apkg")},
    )
    | refused("cannot be read: Input/output error.", {"no bytes to be had": link("/proc/self/mem")})
    | refused(
        NO_PACKAGE,
        {
            "an empty file": written(b""),
            "text": written(b"front,back\n"),
            "noise": written(lambda: os.urandom(100_000)),
            "a loose collection": written(held),
        },
    )
)
ZIPS = (
    refused(
        NO_PACKAGE,
        {
            "half a zip": written(lambda: whole()[: len(whole()) // 2]),
            "its end alone": written(lambda: whole()[-22:]),
            "zip64 of 2^60 bytes of names": written(lambda: zip64(1 << 60, len(whole()))),
            "zip64 that is told elsewhere": written(lambda: zip64(1 << 40, 7)),
            "zip64 that leads nowhere": written(lambda: zip64(1 << 30, 1 << 63)),
        },
    )
    | refused(
        NO_COLLECTION,
        {
            "another zip": members(Member("word/document.xml", b"<w/>")),
            "only the notice for old versions": written(lambda: zip_of(META, Member(OLD, held()))),
        },
    )
    | refused(NEWER, {"a version of the future": members(Member("meta", field(1, 4)))})
    | refused(
        TOO_MANY_FILES,
        {
            "very many names": written(lambda: many_names(_MANY)),
            "very long names": written(lambda: many_names(300, "n" * 60_000)),
            "an end within an end": written(end_within_an_end),
        },
    )
    | refused(TOO_LARGE, {"2 GB of zeros": zeros(2048, said=2048 * MEBIBYTE)})
    | refused(BOMB, {"200 MB of zeros": zeros(200, said=200 * MEBIBYTE)})
    | refused(
        PACKED_BADLY,
        {
            "2 GB of zeros, said to be little": zeros(2048, said=MEBIBYTE),
            "a version without an end": members(Member("meta", b"\x08" + b"\xff" * 99)),
            "a version among very many fields": members(Member("meta", field(2, 1) * 99_999)),
            "a password": told(flags=0x01),
            "strong encryption": told(flags=0x41),
            "a patch": told(flags=0x20),
            "a method nobody knows": told(method=99),
            "a method that takes memory": told(method=14),
            "a wrong sum": told(crc=1),
            "deflated nonsense": told(method=DEFLATED),
            "a member that begins nowhere": told(at=1 << 31),
            "a member that begins in another": told(at=9),
            "a size that is too small": told(size=5_000),
        },
    )
    | refused(TOO_LARGE, {"a size that is far too large": told(size=1 << 31)})
    | refused(
        DAMAGED,
        {"a link": members(Member(OLD, b"/etc/passwd", mode=stat.S_IFLNK | 0o777))},
    )
    | read(
        {
            "a size that is a little too large": written(
                lambda: zip_of(Member(OLD, held(), size=len(held()) + 1))
            ),
            "two collections of one name": written(
                lambda: zip_of(Member(OLD, b"nothing"), Member(OLD, held()))
            ),
            "names that lead elsewhere": written(
                lambda: zip_of(
                    Member(OLD, held()),
                    *(Member(name, b"x") for name in ("../a.md", "/a.md", "C:\\a.md", "a\0b")),
                )
            ),
        }
    )
)
