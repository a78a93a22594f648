"""How much a day may hold: what the learner prefers, and what one call asks for."""

from flashcards.preferences import Preferences
from flashcards.study.pool import Limits


def limits(
    preferences: Preferences, cards: int | None = None, minutes: float | None = None
) -> Limits:
    """The limits of a day, of which so many cards and minutes are left; None is no limit."""
    return Limits(
        new=preferences.new_per_day,
        cases=preferences.cases_per_day,
        reviews=preferences.reviews_per_day,
        cards=cards,
        minutes=minutes,
    )
