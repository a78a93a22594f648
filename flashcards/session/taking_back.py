"""Taking the last answer back, and saying which it was."""

from flashcards.app import Moment
from flashcards.collection.cards import card, note_of
from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest
from flashcards.face import step_of
from flashcards.memory import Review
from flashcards.session.answering import Keeper
from flashcards.terminal.clean import clean


def take_back(collection: Collection, now: Moment) -> Review:
    """Undo the newest answer given here. Raises ``BadRequest`` where there is none."""
    review = Keeper(collection).undo(now)
    if review is None:
        raise BadRequest("There is no answer to take back.")
    return review


def sentence(collection: Collection, review: Review) -> str:
    """What was undone, in words."""
    assert review.rating is not None
    step = step_of(card(collection, review.card).face)
    named = [note_of(collection, review.card).front, *([step.value.capitalize()] if step else [])]
    return f"Undone: {clean(', '.join(named))}, {review.rating.word}"
