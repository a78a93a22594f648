"""The tags a note carries in Anki, by which people search and build filtered decks."""

import re
from functools import cache

from flashcards.anki.note import ExportNote

RETIRED = "flashcards::retired"
"""The tag of a note whose text is gone."""

_GROUPS = ("role", "area", "kind")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f]+")


def tags(note: ExportNote) -> tuple[str, ...]:
    """A note's tags: roles, areas, its kind, whether it is retired, and those the phone gave it."""
    return (
        *_shared_tags(note.roles, note.areas, note.kind),
        *([RETIRED] if note.retired else []),
        *note.phone_tags,
    )


def is_ours(tag: str) -> bool:
    """Whether a tag is one that an export gives; all others are the phone's own."""
    group, separator, _ = tag.partition("::")
    return tag == RETIRED or bool(separator and group in _GROUPS)


@cache
def _shared_tags(roles: tuple[str, ...], areas: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The tags that many notes have in common, as those of a deck do."""
    return (
        *(_tag("role", role) for role in roles),
        *(_tag("area", area) for area in areas),
        _tag("kind", kind),
    )


def _tag(group: str, name: str) -> str:
    """Anki splits tags at any white space and drops control characters."""
    return f"{group}::{_UNSAFE.sub('-', name)}"
