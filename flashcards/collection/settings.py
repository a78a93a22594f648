"""What shapes the schedule: the parameters of each kind, the rollover hour, and facts."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.days import ROLLOVER_HOUR
from flashcards.kinds import Kind

MODEL = "FSRS-6"
"""The model whose weights we write."""


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
    return _stored(row) if row else None


def parameters_of(collection: Collection, card: int) -> StoredParameters | None:
    """The parameters that a card's memory was computed with; None for the defaults."""
    row = collection.row(
        "SELECT id, weights, desired_retention FROM parameters"
        " WHERE id = (SELECT parameters FROM memory WHERE card = ?)",
        card,
    )
    return _stored(row) if row else None


def add_parameters(
    collection: Collection, kind: Kind, weights: Sequence[float], retention: float, at: int
) -> None:
    """Put other parameters in force for a kind, from the instant ``at`` (UTC ms) on."""
    collection.run(
        "INSERT INTO parameters (kind, made_at, model, weights, desired_retention)"
        " VALUES (?, ?, ?, ?, ?)",
        *(kind.value, at, MODEL, json.dumps(list(weights)), retention),
    )


def setting(collection: Collection, name: str) -> str | None:
    """A fact that is written down, such as the rollover hour; None where it is not."""
    value: str | None = collection.value("SELECT value FROM setting WHERE name = ?", name)
    return value


def set_setting(collection: Collection, name: str, value: str) -> None:
    """Write a fact down, in the place of what was written before."""
    collection.run(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        *(name, value),
    )


def rollover_hour(collection: Collection) -> int:
    """The local hour at which a study day begins from now on; rows of the log keep their day."""
    return int(setting(collection, "rollover_hour") or ROLLOVER_HOUR)


def _stored(row: sqlite3.Row) -> StoredParameters:
    return StoredParameters(row[0], tuple(json.loads(row[1])), row[2])
