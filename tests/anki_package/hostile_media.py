"""Packages whose collection was packed by zstd with a purpose, or whose media are hostile."""

import json
from collections.abc import Callable
from zlib import crc32

import zstandard

from . import foreign
from .foreign import basic, field
from .hostile import BOMB, NO_TABLE, PACKED_BADLY, Maker, read, refused, written
from .hostile_zips import DEFLATED, MEBIBYTE, META, NEW, OLD, Member, deflated, held, zip_of


def packed(collection: Callable[[], bytes]) -> Maker:
    """Who makes a package of today whose collection is packed like this."""
    return written(lambda: zip_of(META, Member(NEW, collection())))


def listed(media: Callable[[], bytes] | bytes) -> Maker:
    """Who makes a package of long ago with this list of media."""

    def made() -> bytes:
        data = media if isinstance(media, bytes) else media()
        return zip_of(Member(OLD, held()), Member("media", data))

    return written(made)


def listed_today(media: Callable[[], bytes], *more: Member) -> Maker:
    """Who makes a package of today with this list of media."""

    def made() -> bytes:
        data = zstandard.compress(media())
        return zip_of(META, Member(NEW, zstandard.compress(held())), Member("media", data), *more)

    return written(made)


def zeros(megabytes: int) -> bytes:
    """So many zeros, in frame after frame of zstd."""
    return zstandard.compress(bytes(8 * MEBIBYTE)) * (megabytes // 8)


def bombs(*, overlapping: bool) -> bytes:
    """Media that unpack to as much as is let through, or one of them under many names."""
    names = {str(number): f"{number}.png" for number in range(100)}
    shown = "".join(f'<img src="{name}">' for name in names.values())
    first = (
        Member(OLD, foreign.database([basic(0, "Filter", shown)])),
        Member("media", json.dumps(names).encode()),
    )
    data = deflated(bytes(MEBIBYTE), 15)
    bomb = Member("0", data, DEFLATED, size=15 * MEBIBYTE, crc=crc32(bytes(15 * MEBIBYTE)))
    if overlapping:
        at = sum(30 + len(member.name) + len(member.packed) for member in first)
        other = bomb._replace(packed=b"", length=len(data), at=at)
    else:
        other = bomb
    return zip_of(*first, bomb, *(other._replace(name=name) for name in list(names)[1:]))


ZSTD = (
    refused(
        PACKED_BADLY,
        {
            "nothing packed": packed(lambda: b"nothing packed"),
            "a window of 2 TB": packed(lambda: b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00"),
        },
    )
    | refused(BOMB, {"4 GB of zeros": packed(lambda: zeros(4096))})
    | refused(
        NO_TABLE,
        {
            "half a frame": packed(lambda: zstandard.compress(held())[:500]),
            "empty frames": packed(lambda: zstandard.compress(b"") * 100_000),
        },
    )
)
MEDIA = (
    refused(
        PACKED_BADLY,
        {
            "no JSON": listed(b"{"),
            "no list": listed(b"7"),
            "no text": listed(b"\xff\xfe\xfd"),
            "lists in lists": listed(b"[" * MEBIBYTE),
            "very many lists": listed(lambda: b"[" + b"[0]," * 600_000 + b"0]"),
            "a number without an end": listed(b'{"0": ' + b"9" * MEBIBYTE + b"}"),
            "no message": listed_today(lambda: b"\xff" * 99),
        },
        unread_by="import",
    )
    | refused(
        PACKED_BADLY,
        {
            "very many names": listed_today(lambda: field(1, field(1, b"x")) * 3_000_000),
            "a name of very many fields": listed_today(lambda: field(1, field(1, 0) * 8_000_000)),
        },
        heavy=True,
        unread_by="import",
    )
    | read(
        {
            "places that are none": listed(b'{"0": [], "1": {}, "2": 1.5, "3": null}'),
            "a place that is not there": listed(b'{"7": "a.png"}'),
            "a picture that is the collection": listed(b'{"collection.anki2": "a.png"}'),
            "a picture of 1 GB": listed_today(
                lambda: field(1, field(1, b"a.png")), Member("0", zeros(1024))
            ),
            "a bomb of 100 names": written(lambda: bombs(overlapping=True)),
        }
    )
    | read({"100 bombs": written(lambda: bombs(overlapping=False))}, heavy=True)
)
