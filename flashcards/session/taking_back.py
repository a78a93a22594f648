"""Taking the last answer back, and saying which it was."""

from flashcards.app import Moment
from flashcards.collection.cards import card, note_of
from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest
from flashcards.face import step_of
from flashcards.kinds import ReviewType
from flashcards.memory import Review
from flashcards.session.answering import Keeper
from flashcards.terminal.clean import clean


def take_back(collection: Collection, now: Moment, *, suspend_leeches: bool = False) -> Review:
    """Undo what was done last here. Raises ``BadRequest`` where there is nothing."""
    review = Keeper(collection, suspend_leeches=suspend_leeches).undo(now)
    if review is None:
        raise BadRequest("There is nothing to take back.")
    return review


def sentence(collection: Collection, review: Review) -> str:
    """What was undone, in words."""
    step = step_of(card(collection, review.card).face)
    named = [note_of(collection, review.card).front, *([step.word] if step else [])]
    return f"Undone: {clean(', '.join(named))}, {_act(review)}"


def _act(review: Review) -> str:
    practice = " (practice)" if review.type is ReviewType.PRACTICE else ""
    return review.rating.word + practice if review.rating else review.type.value
