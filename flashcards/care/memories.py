"""What is remembered of the cards, compared with the replay of their logs."""

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.collection.cards import card as card_by_id
from flashcards.collection.cards import kinds, note_of
from flashcards.collection.connection import Collection
from flashcards.collection.log import histories, memory
from flashcards.collection.naming import card_name
from flashcards.collection.settings import parameters_of
from flashcards.counting import count
from flashcards.kinds import Kind
from flashcards.memory import Memory, Review
from flashcards.session.models import KindModel, models
from flashcards.study.curve import DEFAULTS
from flashcards.study.memory import Model
from flashcards.study.replay import replay, same

_MOST = 20
"""More cards than a person would read."""


class Doubt(NamedTuple):
    """A card whose memory is not what its log gives.

    It is ``stale`` where it was right under the parameters it was computed with.
    """

    card: int
    name: str
    stale: bool


def doubts(collection: Collection) -> list[Doubt]:
    """Every such card."""
    known, kind_of = models(collection), kinds(collection)
    return [
        doubt
        for card, history in histories(collection)
        if (kind := kind_of.get(card))  # a lost card is a lost reference, which is told as one
        and (doubt := _doubt(collection, card, history, kind, known[kind]))
    ]


def sentences(found: list[Doubt]) -> Iterator[str]:
    """What is to be said of them."""
    damaged = [doubt.name for doubt in found if not doubt.stale]
    for name in damaged[:_MOST]:
        yield f"What is remembered of {name} is not what its log says."
    if len(damaged) > _MOST:
        yield f"The same holds for {count(len(damaged) - _MOST, 'more card')}."
    if stale := len(found) - len(damaged):
        cards = count(stale, "card")
        yield f"What is remembered of {cards} was computed with other parameters than today's."


def _doubt(
    collection: Collection, card: int, history: list[Review], kind: Kind, model: KindModel
) -> Doubt | None:
    held = memory(collection, card)
    if same(held, replay(history, model.model)):
        return None
    name = card_name(note_of(collection, card).key, card_by_id(collection, card).face)
    then = _model_then(collection, card, kind, model.parameters)
    return Doubt(card, name, stale=then is not None and _gives(held, history, then))


def _gives(held: Memory, history: list[Review], model: Model) -> bool:
    return same(held, replay(history, model))


def _model_then(
    collection: Collection, card: int, kind: Kind, in_force: int | None
) -> Model | None:
    """The model a memory was computed with, where that is not the one in force."""
    then = parameters_of(collection, card)
    if (then.id if then else None) == in_force:
        return None
    weights = then.weights if then else DEFAULTS[kind].weights
    return Model(DEFAULTS[kind]._replace(weights=weights))
