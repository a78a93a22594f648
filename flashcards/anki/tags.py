"""The tags a note carries in Anki, by which people search and build filtered decks."""

import re
from functools import cache

from flashcards.anki.note import ExportNote

RETIRED = "flashcards::retired"

_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f]+")


def tags(note: ExportNote) -> tuple[str, ...]:
    """A note's tags: roles, areas, its kind, and whether it is retired."""
    return (
        *(_tag("role", role) for role in note.roles),
        *(_tag("area", area) for area in note.areas),
        _tag("kind", note.kind),
        *([RETIRED] if note.retired else []),
    )


@cache
def _tag(group: str, name: str) -> str:
    """Anki splits tags at any white space and drops control characters."""
    return f"{group}::{_UNSAFE.sub('-', name)}"
