"""The parameters in force for each kind of card: fitted or chosen ones, else the defaults."""

from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.settings import parameters
from flashcards.kinds import Kind
from flashcards.study.curve import DEFAULTS, Parameters


class InForce(NamedTuple):
    """The parameters of a kind, and their row in the collection (None: the defaults)."""

    parameters: Parameters
    row: int | None


def in_force(collection: Collection) -> dict[Kind, InForce]:
    """The parameters of each kind."""
    return {kind: _in_force(collection, kind) for kind in Kind}


def _in_force(collection: Collection, kind: Kind) -> InForce:
    stored = parameters(collection, kind)
    if stored is None:
        return InForce(DEFAULTS[kind], None)
    fitted = DEFAULTS[kind]._replace(weights=stored.weights, retention=stored.desired_retention)
    return InForce(fitted, stored.id)
