"""The files in a package, taken out without trust: within bounds, and never by a name of theirs."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BufferedReader, BytesIO, FileIO
from pathlib import Path
from typing import IO

import zstandard

from flashcards.anki import untrusted
from flashcards.anki.protobuf import Reader
from flashcards.errors import BadRequest

MEBIBYTE = 1 << 20
MOST_FILES = 150_000
LARGEST_DIRECTORY = 16 * MEBIBYTE
LARGEST_COLLECTION = 256 * MEBIBYTE
"""100,000 notes and ten years of answers: so much there is room for where /tmp is memory, too."""
LARGEST_LIST = 16 * MEBIBYTE
"""Of the names of media."""
LARGEST_MEDIUM = 32 * MEBIBYTE
LARGEST_MEDIA = 256 * MEBIBYTE
"""Of all that are unpacked, which is what decks keep: each may be a trap of its own."""
LARGEST_RATIO = 200
UNMINDED = 16 * MEBIBYTE
"""Past so much, what unpacks to more than ``LARGEST_RATIO`` times its size is a trap."""

COLLECTIONS = {3: "collection.anki21b", 2: "collection.anki21", 1: "collection.anki2"}
"""By the version of a package, the newest first.

Beside the one of its version, an older one says only that Anki should be upgraded.
"""
NEWEST_VERSION = 3

_META, _MEDIA = "meta", "media"
_MOST_SETTINGS = 1_000
_FIELDS_OF_A_MEDIUM = 6
_ENTRY = b"PK\x01\x02"
"""How each entry of the table of contents begins."""
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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

    def __init__(self, path: Path, file: FileIO) -> None:
        self._path = path
        self._left = LARGEST_MEDIA
        try:
            self._zip = zipfile.ZipFile(_Bounded(file))
        except _TooMuch as error:
            raise BadRequest(f"{path} {error}; it is not read.") from error
        except (OSError, *_UNREADABLE) as error:
            raise BadRequest(f"{path} is no package of Anki, or not a whole one.") from error
        version = self._version()
        names = frozenset(self._zip.namelist())
        wanted = [COLLECTIONS[version]] if version in COLLECTIONS else COLLECTIONS.values()
        collection = next((name for name in wanted if name in names), None)
        if collection is None:
            raise BadRequest(f"{path} is no package of Anki: it holds no collection.")
        self._collection = collection
        self._is_packed = collection == COLLECTIONS[NEWEST_VERSION]

    def unpack_collection(self, target: IO[bytes]) -> None:
        """Write the database of the package into a file."""
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
        except (_TooMuch, *_UNREADABLE) as error:
            raise self._damaged() from error

    def medium(self, place: str) -> bytes | None:
        """The bytes of a medium; None where it is not there, too large or broken."""
        target = BytesIO()
        try:
            most = min(LARGEST_MEDIUM, self._left)
            self._copy(place, target, most, zstd=self._is_packed)
        except (KeyError, _TooMuch, *_UNREADABLE):
            return None
        finally:
            self._left -= target.tell()
        return target.getvalue()

    def _version(self) -> int:
        """The version of the package; 0 where it says none, as those of long ago."""
        try:
            meta = self._read(_META, _CHUNK, zstd=False)
            version = dict(Reader(_MOST_SETTINGS).fields(meta)).get(1, 0)
        except KeyError:
            return 0
        except (_TooMuch, *_UNREADABLE) as error:
            raise self._damaged() from error
        if isinstance(version, int) and version > NEWEST_VERSION:
            raise BadRequest(
                f"{self._path} was written by a newer Anki than this program knows;"
                " export it with support for older versions of Anki."
            )
        return version if isinstance(version, int) else 0

    def _read(self, name: str, most: int, *, zstd: bool) -> bytes:
        target = BytesIO()
        self._copy(name, target, most, zstd=zstd)
        return target.getvalue()

    def _copy(self, name: str, target: IO[bytes], most: int, *, zstd: bool) -> None:
        info = self._zip.getinfo(name)
        if info.compress_type not in _KINDS:
            raise zipfile.BadZipFile("packed as Anki packs nothing")
        _require_sensible(info.file_size, info, most)
        copied = 0
        for chunk in self._chunks(info, zstd=zstd):
            copied += len(chunk)
            _require_sensible(copied, info, most)
            target.write(chunk)

    def _chunks(self, info: zipfile.ZipInfo, *, zstd: bool) -> Iterator[bytes]:
        """What a member holds; what goes wrong in reading is told from what does in writing."""
        try:
            with self._zip.open(info) as packed:
                source: IO[bytes] = _unpacking(packed) if zstd else packed
                while chunk := source.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise zipfile.BadZipFile("it leads out of the file") from error

    def _damaged(self) -> BadRequest:
        return BadRequest(f"{self._path} is damaged: it cannot be unpacked.")


def _unpacking(packed: IO[bytes]) -> IO[bytes]:
    """What a stream holds that was packed with zstd, which says nothing of its size."""
    reader = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    return reader.stream_reader(packed, read_across_frames=True)


def _require_sensible(size: int, info: zipfile.ZipInfo, most: int) -> None:
    if size > most:
        raise _TooMuch(f"holds a file of more than {most // MEBIBYTE} MB")
    if size > max(UNMINDED, LARGEST_RATIO * info.compress_size):
        raise _TooMuch(f"unpacks to more than {LARGEST_RATIO} times its size")


def _by_name_in_protobuf(listed: bytes) -> dict[str, str]:
    """Each entry of the list is a medium, which is packed under its place in the list."""
    reader = Reader(_FIELDS_OF_A_MEDIUM * MOST_FILES)
    entries = (value for number, value in reader.fields(listed) if number == 1)
    names = (reader.text(entry, 1) for entry in entries if isinstance(entry, bytes))
    return {name: str(place) for place, name in enumerate(names)}


def _by_name_in_json(listed: bytes) -> dict[str, str]:
    places = untrusted.loads(listed)
    if not isinstance(places, dict):
        raise ValueError("no object")  # noqa: TRY004 - as for any other nonsense in it
    return {name: place for place, name in places.items() if isinstance(name, str)}


class _Bounded(BufferedReader):
    """The file of a package, of which no table of contents is read that is endless.

    Wherever in the file it is said to be: zipfile reads it in one piece.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        if (size or 0) > LARGEST_DIRECTORY:
            raise _TooMuch("holds too many files")
        data = super().read(size)
        if data.count(_ENTRY) > MOST_FILES:
            raise _TooMuch("holds too many files")
        return data
