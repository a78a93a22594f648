"""Keys: the names of decks and notes, by which a collection knows them again."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from flashcards.change import Sheet
from flashcards.face import slug
from flashcards.source.attributes import Attribute
from flashcards.source.report import Report

_SIGNS = frozenset("-_.")

LONGEST_GUID = 200
"""In characters; the log as text takes no longer one."""


def deck_id(report: Report, path: str, given: Attribute | None) -> str:
    """The namespace of a deck's keys: its ``id``, or else the name of its file."""
    name = given or Attribute(PurePosixPath(path).stem, 1)
    if not slug(name.value):
        message = f"the deck id '{name.value}' has no letters or digits; give the deck an id"
        report.fault(name.line, "bad-id", message)
    return slug(name.value)


def note_key(report: Report, deck: str, words: str, line: int, pin: Attribute | None) -> str | None:
    """The key of a note under this heading; None after a fault that leaves it without one."""
    if not words:
        report.fault(line, "empty-heading", "the heading has no words")
        return None
    if pin:
        return _pinned(report, deck, pin)
    if not slug(words):
        message = f"the heading '{words}' has no letters or digits; give it a {{#key}}"
        report.fault(line, "needs-key", message)
        return None
    return f"{deck}/{slug(words)}"


def anki_guid(report: Report, given: Attribute | None) -> str:
    """The guid that a note asks for, as Anki has it; empty where it asks for none."""
    if given and not (0 < len(given.value) <= LONGEST_GUID and given.value.isprintable()):
        message = f"a guid of Anki has 1 to {LONGEST_GUID} characters that can be shown"
        report.fault(given.line, "bad-guid", message)
        return ""
    return given.value if given else ""


def check_unique(decks: Iterable[tuple[Report, Iterable[Sheet]]]) -> None:
    """Report every note whose key stands above it or in an earlier file."""
    taken: dict[str, tuple[Sheet, str]] = {}
    for report, notes in decks:
        for note in notes:
            first, place = taken.setdefault(note.key, (note, f"{report.label}:{note.line}"))
            if first is not note:
                message = (
                    f"'{note.front}' has the key '{note.key}' of '{first.front}' ({place}); "
                    "give one of them a {#key}"
                )
                report.fault(note.line, "duplicate-key", message)


def _pinned(report: Report, deck: str, pin: Attribute) -> str:
    key = unicodedata.normalize("NFC", pin.value)
    if key.count("/") > 1 or not all(map(_is_name, key.split("/"))):
        message = f"the key '#{key}' may hold letters, digits, '-', '_' and '.' only"
        report.fault(pin.line, "bad-key", message)
    return key if "/" in key else f"{deck}/{key}"


def _is_name(part: str) -> bool:
    """Whether a part of a key holds what a slug may hold, or one of a few signs more."""
    marks = ("M", "N", "L")  # a vowel sign of Hindi or Thai is a mark on a letter
    return bool(part) and all(
        sign in _SIGNS or unicodedata.category(sign)[0] in marks for sign in part
    )
