"""The memory models of a collection, one for each kind of card."""

from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.kinds import Kind
from flashcards.session.parameters import in_force
from flashcards.study.memory import Model


class KindModel(NamedTuple):
    """The model of one kind of card, and the row of its parameters (None: the defaults)."""

    model: Model
    parameters: int | None


def models(collection: Collection) -> dict[Kind, KindModel]:
    """The model of each kind."""
    found = in_force(collection)
    return {kind: KindModel(Model(found[kind].parameters), found[kind].row) for kind in Kind}
