"""JSON that somebody else wrote, read within bounds."""

import json

MOST_PARTS = 1_000_000
"""Lists, objects and their members: each takes some hundred bytes of memory, and two of text."""
_SIGNS = "[{,"
"""Each part but the first of a list or an object begins with one of these."""


def loads(text: object) -> object:
    """What a text in JSON says.

    Raises ``ValueError`` for what is none, and for more than any package says.
    """
    if isinstance(text, bytes):
        text = text.decode()
    if not isinstance(text, str) or sum(map(text.count, _SIGNS)) > MOST_PARTS:
        raise ValueError("no text, or too much of it")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("lists in lists without an end") from error


def words(value: object) -> str:
    """A value that should be text: empty where it is none, and without halves of signs."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
