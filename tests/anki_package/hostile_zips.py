"""Packages that are hostile as zips, as what zstd packed, and as lists of media."""

import json
import os
import stat
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path

import zstandard

from . import foreign
from .foreign import basic, field
from .hostile import (
    BOMB,
    DAMAGED,
    DEFLATED,
    NO_COLLECTION,
    NO_FILE,
    NO_PACKAGE,
    NO_TABLE,
    PACKED_BADLY,
    READ,
    TOO_LARGE,
    TOO_MANY_FILES,
    Hostile,
    Member,
    deflated,
    end,
    written,
    zip_of,
)

NEWER = (
    "was written by a newer Anki than this program knows;"
    " export it with support for older versions of Anki."
)
MEBIBYTE = 1 << 20
OLD, NEW = "collection.anki2", "collection.anki21b"
META = Member("meta", field(1, 3))


@cache
def held() -> bytes:
    """A collection that shows a picture, with which nothing is wrong."""
    return foreign.database([basic(0, "Filter", 'A grid. <img src="a.png">')])


@cache
def whole() -> bytes:
    """A package with which nothing is wrong."""
    return zip_of(Member(OLD, held()))


def old(**lies: int) -> Callable[[Path], object]:
    """A package whose only member is not what is said of it."""
    return written(lambda: zip_of(Member(OLD, held(), **lies)))


def new(packed: Callable[[], bytes]) -> Callable[[Path], object]:
    """A package of today whose collection is packed like this."""
    return written(lambda: zip_of(META, Member(NEW, packed())))


def media(listed: Callable[[], bytes] | bytes, *more: Member) -> Callable[[Path], object]:
    """A package of long ago with this list of media."""
    return written(
        lambda: zip_of(
            Member(OLD, held()),
            Member("media", listed if isinstance(listed, bytes) else listed()),
            *more,
        )
    )


def new_media(listed: Callable[[], bytes]) -> Callable[[Path], object]:
    """A package of today with this list of media."""
    packed = Member(NEW, zstandard.compress(held()))
    return written(lambda: zip_of(META, packed, Member("media", zstandard.compress(listed()))))


def zeros_in_zstd(size: int) -> bytes:
    """So many zeros, in frame after frame."""
    return zstandard.compress(bytes(64 * MEBIBYTE)) * (size // (64 * MEBIBYTE))


def many_names(number: int, name: str = "") -> bytes:
    """A zip of so many empty files, which is no more than its table of contents."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *(0,) * 9, len(name), *(0,) * 6)
    directory = (entry + name.encode()) * number
    return whole() + directory + end(number, len(directory), len(whole()))


def zip64(count: int, size: int, place: int) -> bytes:
    """The end of a large zip: how much its table of contents holds, and where that is told."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    return whole() + record + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def end_within_an_end() -> bytes:
    """Very many names, and an end that begins again within itself, with another number of them."""
    names = many_names(200_000)
    return names[:-18] + b"PK\x05\x06" + names[-14:]


def overlapping() -> bytes:
    """Media that are all the same bytes, each of them a bomb as far as is let through."""
    bomb = Member("0", deflated(bytes(MEBIBYTE), 15), DEFLATED, 15 * MEBIBYTE, crc=0)
    pictures = {str(n): f"{n}.png" for n in range(1000)}
    shown = "".join(f'<img src="{name}">' for name in pictures.values())
    collection = foreign.database([basic(0, "Filter", shown)])
    first = Member(OLD, collection), Member("media", json.dumps(pictures).encode())
    at = len(zip_of(*first)) - len(zip_of(*(m._replace(packed=b"") for m in first)))
    headers = sum(30 + len(m.name) for m in first)
    others = (bomb._replace(name=str(n), packed=b"", at=at + headers) for n in range(1, 1000))
    return zip_of(*first, bomb, *others)


def link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


FILES = (
    Hostile("nothing there", lambda _: None, "cannot be read: No such file or directory."),
    Hostile("an empty file", written(b""), NO_PACKAGE),
    Hostile("text", written(b"front,back\n"), NO_PACKAGE),
    Hostile("bytes of chance", written(lambda: os.urandom(100_000)), NO_PACKAGE),
    Hostile("a folder", Path.mkdir, NO_FILE),
    Hostile("a pipe nobody writes to", os.mkfifo, NO_FILE),
    Hostile("a device without an end", link("/dev/zero"), NO_FILE),
    Hostile(
        "a link to itself", link("cards.apkg"), "cannot be read: Too many levels of symbolic links."
    ),
    Hostile(
        "a file nobody can read", link("/proc/self/mem"), "cannot be read: Input/output error."
    ),
)
ZIPS = (
    Hostile("half a zip", written(lambda: whole()[: len(whole()) // 2]), NO_PACKAGE),
    Hostile("the end of a zip alone", written(lambda: whole()[-22:]), NO_PACKAGE),
    Hostile(
        "another zip", written(lambda: zip_of(Member("word/document.xml", b"<w/>"))), NO_COLLECTION
    ),
    Hostile(
        "only the notice for old versions",
        written(lambda: zip_of(META, Member(OLD, held()))),
        NO_COLLECTION,
    ),
    Hostile("a version of the future", written(lambda: zip_of(Member("meta", field(1, 4)))), NEWER),
    Hostile(
        "a version without an end",
        written(lambda: zip_of(Member("meta", b"\x08" + b"\xff" * 99))),
        PACKED_BADLY,
    ),
    Hostile(
        "a version of very many fields",
        written(lambda: zip_of(Member("meta", field(2, 1) * 99_999))),
        PACKED_BADLY,
    ),
    Hostile(
        "a table of contents of very many", written(lambda: many_names(200_000)), TOO_MANY_FILES
    ),
    Hostile(
        "a table of contents of long names",
        written(lambda: many_names(300, "n" * 60_000)),
        TOO_MANY_FILES,
    ),
    Hostile("an end within an end", written(end_within_an_end), TOO_MANY_FILES),
    Hostile(
        "zip64 of 2^60 bytes of names", written(lambda: zip64(1, 1 << 60, len(whole()))), NO_PACKAGE
    ),
    Hostile("zip64 that is told elsewhere", written(lambda: zip64(1, 1 << 40, 7)), NO_PACKAGE),
    Hostile("zip64 that leads nowhere", written(lambda: zip64(1, 1 << 30, 1 << 63)), NO_PACKAGE),
    Hostile("a password", old(flags=1), PACKED_BADLY),
    Hostile("strong encryption", old(flags=0x41), PACKED_BADLY),
    Hostile("a patch", old(flags=0x20), PACKED_BADLY),
    Hostile("a method nobody knows", old(method=99), PACKED_BADLY),
    Hostile("a method that takes memory", old(method=14), PACKED_BADLY),
    Hostile("a wrong sum", old(crc=1), PACKED_BADLY),
    Hostile("deflated nonsense", old(method=DEFLATED), PACKED_BADLY),
    Hostile("a member that begins nowhere", old(at=1 << 31), PACKED_BADLY),
    Hostile("a member that begins in another", old(at=9), PACKED_BADLY),
    Hostile("a size that is too small", old(size=5_000), PACKED_BADLY),
    Hostile("a size that is too large", old(size=1 << 31), TOO_LARGE),
    Hostile(
        "2 GB of zeros, deflated",
        written(
            lambda: zip_of(Member(OLD, deflated(bytes(MEBIBYTE), 2048), DEFLATED, 2048 * MEBIBYTE))
        ),
        TOO_LARGE,
    ),
    Hostile(
        "2 GB of zeros, said to be small",
        written(lambda: zip_of(Member(OLD, deflated(bytes(MEBIBYTE), 2048), DEFLATED, MEBIBYTE))),
        PACKED_BADLY,
    ),
    Hostile(
        "two collections of one name",  # the later one is read, as by Anki
        written(lambda: zip_of(Member(OLD, b"nothing"), Member(OLD, held()))),
        READ,
    ),
    Hostile(
        "names that lead elsewhere",
        written(
            lambda: zip_of(
                Member(OLD, held()),
                *(Member(n, b"x") for n in ("../a.md", "/tmp/a.md", "C:\\a", "a\0b")),
            )
        ),
        READ,
    ),
    Hostile(
        "a collection that is a link",
        written(lambda: zip_of(Member(OLD, b"/etc/passwd", mode=stat.S_IFLNK | 0o777))),
        DAMAGED,
    ),
)
ZSTD = (
    Hostile("nothing packed", new(lambda: b"nothing packed"), PACKED_BADLY),
    Hostile("half a frame", new(lambda: zstandard.compress(held())[:500]), NO_TABLE),
    Hostile("4 GB of zeros", new(lambda: zeros_in_zstd(4096 * MEBIBYTE)), BOMB),
    Hostile("a window of 2 TB", new(lambda: b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00"), PACKED_BADLY),
    Hostile("empty frames", new(lambda: zstandard.compress(b"") * 100_000), NO_TABLE),
)
MEDIA = (
    Hostile("no JSON", media(b"{"), PACKED_BADLY),
    Hostile("no list", media(b"7"), PACKED_BADLY),
    Hostile("no text", media(b"\xff\xfe\xfd"), PACKED_BADLY),
    Hostile("places that are none", media(b'{"a.png": [], "b": {}, "c": 1.5, "d": null}'), READ),
    Hostile("a place that is not there", media(b'{"a.png": "7"}'), READ),
    Hostile("a picture that is the collection", media(json.dumps({"a.png": OLD}).encode()), READ),
    Hostile("lists in lists", media(b"[" * MEBIBYTE), PACKED_BADLY),
    Hostile("very many lists", media(lambda: b"[" + b"[0]," * 3_900_000 + b"0]"), PACKED_BADLY),
    Hostile("a number without an end", media(b'{"a.png": ' + b"9" * MEBIBYTE + b"}"), PACKED_BADLY),
    Hostile("no message", new_media(lambda: b"\xff" * 99), PACKED_BADLY),
    Hostile(
        "very many names",
        new_media(lambda: field(1, field(1, b"x")) * 3_000_000),
        PACKED_BADLY,
        is_heavy=True,
    ),
    Hostile(
        "a name of very many fields",
        new_media(lambda: field(1, field(1, 0) * 8_000_000)),
        PACKED_BADLY,
        is_heavy=True,
    ),
    Hostile("1,000 names for one bomb", written(overlapping), READ),
    Hostile(
        "a picture of 4 GB",
        written(
            lambda: zip_of(
                META,
                Member(NEW, zstandard.compress(held())),
                Member("media", zstandard.compress(field(1, field(1, b"a.png")))),
                Member("0", zeros_in_zstd(4096 * MEBIBYTE)),
            )
        ),
        READ,
    ),
)
