"""The memory models of a collection: the parameters in force, or the defaults."""

from dataclasses import dataclass, replace

from flashcards.collection.connection import Collection
from flashcards.collection.settings import StoredParameters, parameters
from flashcards.kinds import Kind
from flashcards.study.memory import DEFAULTS, Model


@dataclass(frozen=True, slots=True)
class KindModel:
    """The model of one kind of card, and the row of its parameters (None: the defaults)."""

    model: Model
    parameters: int | None


def models(collection: Collection) -> dict[Kind, KindModel]:
    """The model of each kind."""
    return {kind: _model(kind, parameters(collection, kind)) for kind in Kind}


def _model(kind: Kind, stored: StoredParameters | None) -> KindModel:
    default = DEFAULTS[kind]
    if stored is None:
        return KindModel(Model(default), None)
    fitted = replace(default, weights=stored.weights, retention=stored.desired_retention)
    return KindModel(Model(fitted), stored.id)
