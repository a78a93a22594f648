"""The memory models of a collection, one for each kind of card."""

from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.collection.reading import Unreadable
from flashcards.kinds import Kind
from flashcards.session.parameters import InForce, in_force
from flashcards.study.memory import Model


class KindModel(NamedTuple):
    """The model of one kind of card, and the row of its parameters (None: the defaults)."""

    model: Model
    parameters: int | None


def models(collection: Collection) -> dict[Kind, KindModel]:
    """The model of each kind. Raises ``Unreadable``."""
    found = in_force(collection)
    return {kind: _model(found[kind]) for kind in Kind}


def _model(found: InForce) -> KindModel:
    try:
        return KindModel(Model(found.parameters), found.row)
    except ValueError as error:  # weights that are numbers, but none of FSRS-6
        raise Unreadable("parameters", found.row) from error
