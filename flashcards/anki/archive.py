"""The files in a package, taken out without trust: within bounds, and never by a name of theirs."""

import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

import zstandard

from flashcards.anki import protobuf
from flashcards.errors import BadRequest

MEBIBYTE = 1 << 20
MOST_FILES = 200_000
LARGEST_DIRECTORY = 32 * MEBIBYTE
LARGEST_COLLECTION = 512 * MEBIBYTE
LARGEST_LIST = 32 * MEBIBYTE
"""Of the names of media."""
LARGEST_MEDIUM = 32 * MEBIBYTE
LARGEST_RATIO = 200
UNMINDED = 16 * MEBIBYTE
"""Past so much, what unpacks to more than ``LARGEST_RATIO`` times its size is a trap."""

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: beside it, an older one says only that Anki should be upgraded."""
NEWEST_VERSION = 3

_META, _MEDIA = "meta", "media"
_CHUNK = 256 * 1024
_LARGEST_WINDOW = 128 * MEBIBYTE
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, zstandard.ZstdError, EOFError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
"""What the readers of zip and zstd raise for what is broken, encrypted or packed oddly."""


class _TooMuch(Exception):
    """What is wrong with the size of something, as the end of a sentence."""


class Archive:
    """One package, open; whatever is wrong with it is a ``BadRequest`` that names it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        try:
            _require_small_directory(file)
            self._zip = zipfile.ZipFile(file)
        except _TooMuch as error:
            raise BadRequest(f"{path} {error}; it is not read.") from error
        except _UNREADABLE as error:
            raise BadRequest(f"{path} is no package of Anki, or not a whole one.") from error
        self._names = frozenset(self._zip.namelist())
        collection = next((name for name in COLLECTIONS if name in self._names), None)
        if collection is None:
            raise BadRequest(f"{path} is no package of Anki: it holds no collection.")
        self._collection = collection
        self._is_packed = collection == COLLECTIONS[0]

    def unpack_collection(self, target: IO[bytes]) -> None:
        """Write the database of the package into a file."""
        self._require_known_version()
        try:
            self._copy(self._collection, target, LARGEST_COLLECTION, zstd=self._is_packed)
        except _TooMuch as error:
            raise BadRequest(f"{self._path} {error}; it is not read.") from error
        except _UNREADABLE as error:
            raise self._damaged() from error

    def media(self) -> Mapping[str, str]:
        """Where in the package each medium is, by the name that notes call it."""
        try:
            listed = self._read(_MEDIA, LARGEST_LIST, zstd=self._is_packed)
            return _by_name_in_protobuf(listed) if self._is_packed else _by_name_in_json(listed)
        except KeyError:
            return {}
        except (_TooMuch, RecursionError, *_UNREADABLE) as error:
            raise self._damaged() from error

    def medium(self, place: str) -> bytes | None:
        """The bytes of a medium; None where it is not there, too large or broken."""
        try:
            return self._read(place, LARGEST_MEDIUM, zstd=self._is_packed)
        except (KeyError, _TooMuch, *_UNREADABLE):
            return None

    def _require_known_version(self) -> None:
        try:
            fields = dict(protobuf.fields(self._read(_META, _CHUNK, zstd=False)))
        except KeyError:
            return
        except (_TooMuch, *_UNREADABLE) as error:
            raise self._damaged() from error
        version = fields.get(1, 0)
        if isinstance(version, int) and version > NEWEST_VERSION:
            raise BadRequest(
                f"{self._path} was written by a newer Anki than this program knows;"
                " export it with support for older versions of Anki."
            )

    def _read(self, name: str, most: int, *, zstd: bool) -> bytes:
        target = BytesIO()
        self._copy(name, target, most, zstd=zstd)
        return target.getvalue()

    def _copy(self, name: str, target: IO[bytes], most: int, *, zstd: bool) -> None:
        info = self._zip.getinfo(name)
        copied = 0
        with self._zip.open(info) as packed:
            source: IO[bytes] = _unpacking(packed) if zstd else packed
            while chunk := source.read(_CHUNK):
                copied += len(chunk)
                if copied > most:
                    raise _TooMuch(f"holds a file of more than {most // MEBIBYTE} MB")
                if copied > max(UNMINDED, LARGEST_RATIO * info.compress_size):
                    raise _TooMuch(f"unpacks to more than {LARGEST_RATIO} times its size")
                target.write(chunk)

    def _damaged(self) -> BadRequest:
        return BadRequest(f"{self._path} is damaged: it cannot be unpacked.")


def _unpacking(packed: IO[bytes]) -> IO[bytes]:
    """What a stream holds that was packed with zstd, which says nothing of its size."""
    reader = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    return reader.stream_reader(packed, read_across_frames=True)


def _by_name_in_protobuf(listed: bytes) -> dict[str, str]:
    """Each entry of the list is a medium, which is packed under its place in the list."""
    entries = (value for number, value in protobuf.fields(listed) if number == 1)
    names = (protobuf.text(entry, 1) for entry in entries if isinstance(entry, bytes))
    return {name: str(place) for place, name in enumerate(names)}


def _by_name_in_json(listed: bytes) -> dict[str, str]:
    places = json.loads(listed)
    if not isinstance(places, dict):
        raise ValueError("no object")  # noqa: TRY004 - as for any other nonsense in it
    return {str(name): place for place, name in places.items()}


_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 0xFFFF


def _require_small_directory(file: BinaryIO) -> None:
    """Look how long the table of contents is, before it is read as a whole."""
    file.seek(max(0, file.seek(0, 2) - _LONGEST_END - 20))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0:
        raise zipfile.BadZipFile
    count, size = struct.unpack_from("<HI", tail, end + 10)
    if tail[max(0, end - 20) : end].startswith(_LOCATOR_64):
        (place,) = struct.unpack_from("<Q", tail, end - 12)
        file.seek(place)
        if not (record := file.read(56)).startswith(_END_64):
            raise zipfile.BadZipFile
        count, size = struct.unpack_from("<QQ", record, 32)
    if count > MOST_FILES or size > LARGEST_DIRECTORY:
        raise _TooMuch("holds too many files")
