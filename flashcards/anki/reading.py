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
from flashcards.packed import NoteType, PackedAnswer, PackedCard, PackedNote

MOST_NOTES, MOST_CARDS, MOST_ANSWERS = 500_000, 1_000_000, 10_000_000
LONGEST_GUID = 200
_NEEDED = {"notes", "cards", "revlog"}
_SEPARATOR = "\x1f"
_SUSPENDED = -1
_FLAG = 7
"""The bits of a card's flags that hold its colour."""
_LAST_ORD = 999
_EASES, _TYPES = range(5), range(6)
_TODAY_S_SCHEDULER = 2
"""Under the one before, a card in learning had no Hard."""
_IN_LEARNING, _WITHOUT_HARD = (0, 2), (2, 3)
_IN_REVIEW = 2
_LONGEST = 1 << 31
"""Of an interval, a factor or a time, in Anki's own columns."""


@contextmanager
def open_package(path: Path) -> Iterator["Package"]:
    """Open a package, as ``.apkg`` or ``.colpkg``, for as long as it is read.

    Raises ``BadRequest`` with one sentence for what is none, damaged or hostile, and
    ``CannotWrite`` where there is no room to unpack it.
    """
    with ExitStack() as stack:
        try:
            archive = Archive(path, stack.enter_context(path.open("rb")))
        except OSError as error:
            raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
        try:
            folder = stack.enter_context(TemporaryDirectory(prefix="flashcards-"))
            database = Path(folder) / "collection"
            with database.open("xb") as target:
                archive.unpack_collection(target)
        except OSError as error:
            raise CannotWrite(f"{path} cannot be unpacked: {error.strerror}.") from error
        yield Package(path, archive, stack.enter_context(open_guarded(database, path)))


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
        except (ValueError, TypeError, RecursionError) as error:
            raise BadRequest(f"{path} is damaged: its collection makes no sense.") from error

    def notes(self) -> Iterator[PackedNote]:
        """The notes whose type is known, each with as many fields as that has."""
        for id_, guid, kind, fields, tags, modified in self._db.rows(
            "SELECT id, guid, mid, flds, tags, mod FROM notes", MOST_NOTES
        ):
            note_type = self.note_types.get(kind) if isinstance(kind, int) else None
            values = tuple(fields.split(_SEPARATOR)) if isinstance(fields, str) else ()
            if (
                note_type is not None
                and len(values) == len(note_type.fields)
                and _is_instant(id_)
                and isinstance(guid, str)
                and 0 < len(guid) <= LONGEST_GUID
            ):
                changed = modified if type(modified) is int else 0
                yield PackedNote(id_, guid, kind, values, tuple(str(tags).split()), changed)
            else:
                self.senseless += 1

    def cards(self) -> Iterator[PackedCard]:
        """The cards; one that waits in a filtered deck is in the deck it goes back to."""
        for id_, note, ord_, deck, home, queue, flags, type_, due, late in self._db.rows(
            "SELECT id, nid, ord, did, odid, queue, flags, type, due, odue FROM cards", MOST_CARDS
        ):
            numbers = (note, deck, home, queue, flags, type_, due, late)
            whole = all(type(value) is int for value in numbers)
            if whole and _is_instant(id_) and _is_within(ord_, range(_LAST_ORD + 1)):
                day = (late if home else due) if type_ == _IN_REVIEW else None
                where = id_, note, ord_, home or deck
                yield PackedCard(*where, queue == _SUSPENDED, flags & _FLAG, day)
            else:
                self.senseless += 1

    def answers(self) -> Iterator[PackedAnswer]:
        """The log, with today's grades; the order of its rows says nothing."""
        has_old_grades = self._settings.get(SCHEDULER) != _TODAY_S_SCHEDULER
        for row in self._db.rows(
            "SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog", MOST_ANSWERS
        ):
            id_, card, ease, *numbers, kind = row
            bounded = all(type(n) is int and -_LONGEST <= n <= _LONGEST for n in numbers)
            known = _is_within(ease, _EASES) and _is_within(kind, _TYPES)
            if bounded and known and _is_instant(id_) and type(card) is int:
                yield _regraded(PackedAnswer(*row)) if has_old_grades else PackedAnswer(*row)
            else:
                self.senseless += 1

    def era(self, rollover_hour: int) -> Era | None:
        """How its days are counted; None for an old Anki, which did not write down its zone."""
        west = self._settings.get(MINUTES_WEST)
        for (created,) in self._db.rows("SELECT crt FROM col", 1):
            if type(created) is int and type(west) is int:
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


def _is_within(value: object, bounds: range) -> bool:
    return type(value) is int and value in bounds
