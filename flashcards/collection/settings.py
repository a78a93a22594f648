"""What shapes the schedule: the parameters of each kind, and facts written once."""

import json
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.kinds import Kind


class StoredParameters(NamedTuple):
    """The parameters in force for one kind of card."""

    id: int
    weights: tuple[float, ...]
    desired_retention: float


def parameters(collection: Collection, kind: Kind) -> StoredParameters | None:
    """The parameters in force for a kind; None while the defaults are."""
    row = collection.row(
        "SELECT id, weights, desired_retention FROM parameters WHERE kind = ?"
        " ORDER BY id DESC LIMIT 1",
        kind.value,
    )
    return StoredParameters(row[0], tuple(json.loads(row[1])), row[2]) if row else None


def setting(collection: Collection, name: str) -> str | None:
    """A fact that was written once, such as the rollover hour."""
    value: str | None = collection.value("SELECT value FROM setting WHERE name = ?", name)
    return value
