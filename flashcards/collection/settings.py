"""What shapes the schedule: the parameters of each kind, the rollover hour, and facts."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import isfinite
from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.reading import Unreadable, reads, require
from flashcards.days import LAST_INSTANT, ROLLOVER_HOUR
from flashcards.kinds import Kind

MODEL = "FSRS-6"
"""The model whose weights we write."""
_WEIGHTS = 21
"""How many it has."""
_DIGITS = 20
_LATEST = LAST_INSTANT // 1000
_WHOLE = {
    "rollover_hour": (ROLLOVER_HOUR, range(24)),
    "anki_created": (0, range(_LATEST)),
    "anki_minutes_west": (0, range(-1440, 1441)),
}
"""The facts that are whole numbers: each with the one that holds where none is written down."""


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
    return whole(collection, "rollover_hour")


def whole(collection: Collection, name: str) -> int:
    """A fact that is a whole number. Raises ``Unreadable`` for any other value, or an absurd one.

    A wrong hour would put answers into wrong days, so none is guessed.
    """
    usual, known = _WHOLE[name]
    value = setting(collection, name) or str(usual)
    if not (value.removeprefix("-").isdecimal() and len(value) <= _DIGITS and int(value) in known):
        raise Unreadable("setting", name)
    return int(value)


def unreadable(collection: Collection) -> Iterator[str]:
    """The facts and parameters that cannot be read, a sentence each."""
    rows = collection.rows("SELECT id, weights, desired_retention FROM parameters ORDER BY id")
    looks: list[Callable[[], object]] = [
        *(partial(whole, collection, name) for name in _WHOLE),
        *(partial(_stored, row) for row in rows),
    ]
    for look in looks:
        try:
            look()
        except Unreadable as error:
            yield error.finding


@reads("parameters")
def _stored(row: sqlite3.Row) -> StoredParameters:
    weights, retention = tuple(json.loads(row["weights"])), row["desired_retention"]
    require(len(weights) == _WEIGHTS and all(isfinite(weight) for weight in weights))
    require(weights[-1] > 0)  # the decay, by which the curve divides
    require(0 < retention < 1)
    return StoredParameters(row["id"], weights, retention)
