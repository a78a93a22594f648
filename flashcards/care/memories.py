"""What is remembered of the cards, compared with the replay of their logs."""

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.collection import log
from flashcards.collection.cards import kinds, named
from flashcards.collection.connection import Collection
from flashcards.collection.log import known_cards
from flashcards.collection.naming import card_name
from flashcards.collection.reading import Unreadable
from flashcards.collection.settings import parameters_of
from flashcards.counting import count
from flashcards.kinds import Kind
from flashcards.memory import Memory, New, Review
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


class Compared(NamedTuple):
    """What came of comparing: the cards in doubt, and a sentence for each that cannot be read."""

    doubts: list[Doubt]
    unreadable: list[str]


def compare(collection: Collection) -> Compared:
    """Replay the log of every card."""
    found = Compared([], [])
    try:
        known, kind_of = models(collection), kinds(collection)
    except Unreadable as error:
        return Compared([], [error.finding, "Nothing was replayed without parameters."])
    for card in known_cards(collection):
        if card not in kind_of:
            continue  # a lost card is a lost reference, which is told as one
        try:
            doubt = _doubt(collection, card, kind_of[card], known[kind_of[card]])
        except Unreadable as error:
            found.unreadable.append(error.finding)
        else:
            found.doubts.extend([doubt] if doubt else [])
    return found


def sentences(compared: Compared) -> Iterator[str]:
    """What is to be said of them."""
    found = compared.doubts
    yield from compared.unreadable[:_MOST]
    damaged = [doubt.name for doubt in found if not doubt.stale]
    for name in damaged[:_MOST]:
        yield f"What is remembered of {name} is not what its log says."
    if len(damaged) > _MOST:
        yield f"The same holds for {count(len(damaged) - _MOST, 'more card')}."
    if stale := len(found) - len(damaged):
        cards = count(stale, "card")
        yield f"What is remembered of {cards} was computed with other parameters than today's."


def _doubt(collection: Collection, card: int, kind: Kind, model: KindModel) -> Doubt | None:
    history, held = log.history(collection, card), _held(collection, card)
    if same(held, replay(history, model.model)):
        return None
    name = card_name(*named(collection, card))
    then = _model_then(collection, card, kind, model.parameters)
    return Doubt(card, name, stale=then is not None and _gives(held, history, then))


def _held(collection: Collection, card: int) -> Memory:
    """What is remembered; what cannot be read is nothing, as the log may say otherwise."""
    try:
        return log.memory(collection, card)
    except Unreadable:
        return New()


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
