"""The presets of Anki decks: each deck keeps the one that its user has given it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def kept_presets(col: Any) -> Iterator[None]:
    """Let a package be imported, which gives its decks its presets, also where a user chose others.

    A preset that is new to the collection is in its deck afterwards: it has other parameters.
    """
    before = {deck["id"]: deck["conf"] for deck in _decks(col)}
    known = {preset["id"] for preset in col.decks.all_config()}
    yield
    for deck in _decks(col):
        chosen = before.get(deck["id"], deck["conf"])
        if deck["conf"] != chosen and deck["conf"] in known:
            col.decks.save(deck | {"conf": chosen})


def _decks(col: Any) -> Iterator[dict[str, Any]]:
    """The decks that have a preset; a filtered one has none."""
    return (deck for deck in col.decks.all() if "conf" in deck)
