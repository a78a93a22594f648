"""Opens a package of Anki and reads what is in it; none of it is trusted, nothing is changed.

The one door for whatever comes from Anki: text to convert, and answers to take in.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeGuard

from flashcards.anki.archive import Archive
from flashcards.anki.database import Database, open_guarded
from flashcards.anki.days import Era
from flashcards.anki.listing import MINUTES_WEST, SCHEDULER, deck_names, note_types, settings
from flashcards.days import LAST_INSTANT
from flashcards.errors import BadRequest, CannotWrite
from flashcards.files import head_of
from flashcards.packed import NoteType, PackedAnswer, PackedCard, PackedNote

MOST_NOTES, MOST_CARDS, MOST_ANSWERS = 300_000, 600_000, 3_000_000
"""Ten years of 500 answers a day are 2,000,000."""
LARGEST_TEXT = 320 << 20
"""Of all notes, in bytes of memory, where a single sign can make the others as large as itself."""
LONGEST_GUID = 200
LONGEST_TAGS = 100_000
"""Of one note, in characters."""
_NEEDED = {"notes", "cards", "revlog"}
_SEPARATOR = "\x1f"
_SUSPENDED = -1
_FLAG = 7
"""The bits of a card's flags that hold its colour."""
_LAST_ORD = 999
_LAST_EASE, _LAST_TYPE = 4, 5
_INTEGERS = {int}
_TODAY_S_SCHEDULER = 2
"""Under the one before, a card in learning had no Hard."""
_IN_LEARNING, _WITHOUT_HARD = (0, 2), (2, 3)
_IN_REVIEW = 2
_DAY_MINUTES = 1440
_LONGEST = 1 << 31
"""Of an interval, a factor or a time, in Anki's own columns."""


@contextmanager
def open_package(path: Path) -> Iterator["Package"]:
    """Open a package, as ``.apkg`` or ``.colpkg``, for as long as it is read.

    Raises ``BadRequest`` with one sentence for what is none, damaged or hostile, and
    ``CannotWrite`` where there is no room to unpack it.
    """
    head_of(path, 1)  # a pipe or a device might never begin, or never end
    with ExitStack() as stack:
        try:
            archive = Archive(path, stack.enter_context(path.open("rb", buffering=0)))
        except OSError as error:
            raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
        yield Package(path, archive, stack.enter_context(_unpacked(path, archive)))


@contextmanager
def _unpacked(path: Path, archive: Archive) -> Iterator[Database]:
    """The database of a package, in a file that has no name any more once it is open."""
    with ExitStack() as opened:
        try:
            with TemporaryDirectory(prefix="flashcards-") as folder:
                file = Path(folder) / "collection"
                with file.open("xb") as target:
                    archive.unpack_collection(target)
                database = opened.enter_context(open_guarded(file, path))
        except OSError as error:
            raise CannotWrite(f"{path} cannot be unpacked: {error.strerror}.") from error
        yield database


class Package:
    """What an open package holds; rows that make no sense are left out and counted."""

    def __init__(self, path: Path, archive: Archive, db: Database) -> None:
        self._archive, self._db = archive, db
        self.senseless = 0
        if not _NEEDED.issubset(db.tables):
            raise BadRequest(f"{path} is damaged: its collection lacks a table.")
        try:
            self.note_types: Mapping[int, NoteType] = note_types(db)
            self.decks: Mapping[int, str] = deck_names(db)
            self._settings = settings(db)
        except (ValueError, TypeError) as error:
            raise BadRequest(f"{path} is damaged: its collection makes no sense.") from error

    def notes(self) -> Iterator[PackedNote]:
        """The notes whose type is known, each with as many fields as that has."""
        for id_, guid, kind, fields, tags, modified in self._db.kept(
            "notes", "id, guid, mid, flds, tags, mod", MOST_NOTES, LARGEST_TEXT
        ):
            note_type = self.note_types.get(kind) if isinstance(kind, int) else None
            if (
                note_type is not None
                and isinstance(fields, str)
                and fields.count(_SEPARATOR) + 1 == len(note_type.fields)
                and _is_instant(id_)
                and isinstance(guid, str)
                and 0 < len(guid) <= LONGEST_GUID
            ):
                values = tuple(fields.split(_SEPARATOR))
                changed = modified if _is_second(modified) else 0
                yield PackedNote(id_, guid, kind, values, _tags(tags), changed)
            else:
                self.senseless += 1

    def cards(self) -> Iterator[PackedCard]:
        """The cards; one that waits in a filtered deck is in the deck it goes back to."""
        for row in self._db.rows(
            "cards", "id, nid, ord, did, odid, queue, flags, type, due, odue", MOST_CARDS
        ):
            id_, note, ord_, deck, home, queue, flags, type_, due, late = row
            if (
                {*map(type, row)} == _INTEGERS
                and 0 < id_ <= LAST_INSTANT
                and 0 <= ord_ <= _LAST_ORD
                and min(due, late) >= -_LONGEST
                and max(due, late) <= _LONGEST
            ):
                day = (late if home else due) if type_ == _IN_REVIEW else None
                where = id_, note, ord_, home or deck
                yield PackedCard(*where, queue == _SUSPENDED, flags & _FLAG, day)
            else:
                self.senseless += 1

    def answers(self) -> Iterator[PackedAnswer]:
        """The log, with today's grades; the order of its rows says nothing."""
        has_old_grades = self._settings.get(SCHEDULER) != _TODAY_S_SCHEDULER
        for row in self._db.rows(
            "revlog", "id, cid, ease, ivl, lastIvl, factor, time, type", MOST_ANSWERS
        ):
            id_, _, ease, interval, last, factor, duration, kind = row
            if (
                {*map(type, row)} == _INTEGERS
                and 0 < id_ <= LAST_INSTANT
                and 0 <= ease <= _LAST_EASE
                and 0 <= kind <= _LAST_TYPE
                and min(interval, last, factor, duration) >= -_LONGEST
                and max(interval, last, factor, duration) <= _LONGEST
            ):
                yield _regraded(PackedAnswer(*row)) if has_old_grades else PackedAnswer(*row)
            else:
                self.senseless += 1

    def era(self, rollover_hour: int) -> Era | None:
        """How its days are counted; None for an old Anki, which did not write down its zone."""
        west = self._settings.get(MINUTES_WEST)
        for (created,) in self._db.rows("col", "crt", 1):
            if _is_second(created) and type(west) is int and abs(west) <= _DAY_MINUTES:
                return Era(created, west, rollover_hour)
        return None

    def medium(self, name: str) -> bytes | None:
        """The bytes of a picture or sound by the name that notes call it; None without any."""
        place = self._media.get(name)
        return None if place is None else self._archive.medium(place)

    @cached_property
    def _media(self) -> Mapping[str, str]:
        return self._archive.media()


def _regraded(row: PackedAnswer) -> PackedAnswer:
    """An answer whose grades had no Hard while a card was in learning, as Anki itself reads it."""
    shifted = row.type in _IN_LEARNING and row.ease in _WITHOUT_HARD
    return row._replace(ease=row.ease + 1) if shifted else row


def _is_instant(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 < value <= LAST_INSTANT


def _is_second(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= LAST_INSTANT // 1000


def _tags(value: object) -> tuple[str, ...]:
    is_short = isinstance(value, str) and len(value) <= LONGEST_TAGS
    return tuple(str(value).split()) if is_short else ()
