"""Keeping the answer on the screen, and saying that it is kept and what came of it."""

from flashcards.app import Moment
from flashcards.collection.cases import OpenCase
from flashcards.collection.naming import card_name
from flashcards.days import date_of
from flashcards.kinds import Rating, ReviewType, Step
from flashcards.memory import Learned
from flashcards.session.answering import Kept, Offer, Overtaken
from flashcards.session.sitting import Act, Result, Sitting
from flashcards.terminal.clean import clean
from flashcards.terminal.style import Look
from flashcards.terminal.words import interval, on_date


def keep(
    sitting: Sitting,
    offer: Offer,
    rating: Rating,
    duration_ms: int,
    case: OpenCase | None = None,
    drill: tuple[Step, ...] = (),
) -> Result:
    """Keep an answer, and say so; a card that is not what it was is asked again."""
    if sitting.is_stale(offer):
        return Result(Act.AGAIN)
    now = sitting.now()
    try:
        kept = sitting.keeper.answer(offer, rating, now, duration_ms, case, drill)
    except Overtaken as error:
        sitting.screen.say(str(error))
        return Result(Act.AGAIN)
    sitting.screen.say(saved(offer, kept, now, sitting.look))
    if kept.leech:
        sitting.screen.say(leech_sentence(offer, kept, sitting.app.program))
        sitting.leeches.add(offer.card.id)
    if kept.suspended:
        sitting.suspended.add(offer.card.id)
    return Result(Act.ANSWERED)


def saved(offer: Offer, kept: Kept, now: Moment, look: Look) -> str:
    """The line that says an answer is on the disk, and when its card is back, if it is."""
    assert kept.review.rating is not None
    outcome = offer.outcomes[kept.review.rating]
    word = _coloured(kept.review.rating, look)
    if kept.suspended:
        return f"{word}. Suspended." if look.plain else f"{word}: suspended"
    if outcome.type is ReviewType.PRACTICE:
        return f"{word}. Nothing moves." if look.plain else f"{word}: practice, nothing moves"
    day = date_of(kept.review.study_day + max(0, outcome.interval))
    when = f"on {on_date(day, now.local.date())}"
    if outcome.interval < 0:
        when = f"in {interval(outcome.interval)}"
    return f"{word}. Back {when}." if look.plain else f"{word}: back {when}"


def leech_sentence(offer: Offer, kept: Kept, program: str) -> str:
    """That an answer made a leech of its card, and what may be done about it."""
    assert isinstance(kept.memory, Learned)
    key, name = offer.note.key, card_name(offer.note.key, offer.card.face)
    aside = f"set it aside with {program} suspend {name}"
    if kept.suspended:
        aside = f"bring it back with {program} unsuspend {name}"
    elif offer.card.suspended:
        aside = "leave it suspended"
    told = f"A leech: missed {kept.memory.lapses} times."
    return clean(f"{told} Change its text with {program} edit {key}, or {aside}.")


def _coloured(rating: Rating, look: Look) -> str:
    paint = {Rating.AGAIN: look.red, Rating.HARD: look.yellow}.get(rating, look.green)
    return paint(rating.word)
