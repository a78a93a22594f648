"""``answer``: keep one answer, for scripts and other programs."""

from typing import Any, NamedTuple

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection.cases import OpenCase
from flashcards.collection.connection import Collection
from flashcards.collection.naming import card_name, find_card
from flashcards.commands.options import emit, json_option
from flashcards.days import date_of
from flashcards.errors import BadRequest
from flashcards.kinds import CASE, Kind, Rating, Step
from flashcards.memory import Learned
from flashcards.opening import moment, opened
from flashcards.preferences import Preferences
from flashcards.session.answering import Keeper, Kept, Offer
from flashcards.session.grading import Checklist
from flashcards.session.keeping import leech_sentence
from flashcards.study.rubric import may_be_easy, to_drill
from flashcards.terminal.clean import clean_line
from flashcards.terminal.words import due_json, interval

RATINGS = {word: rating for rating in Rating for word in (str(int(rating)), rating.word.lower())}


class Answered(NamedTuple):
    """A card that was answered, and what came of it."""

    name: str
    offer: Offer
    kept: Kept


def keep(
    collection: Collection,
    words: str,
    rating: Rating,
    missed: tuple[int, ...] | None,
    seconds: int,
    now: Moment,
    preferences: Preferences,
) -> Answered:
    """Answer the card that ``words`` names. Raises ``BadRequest`` where that cannot be."""
    keeper = Keeper(collection, suspend_leeches=preferences.suspends_leeches)
    offer = keeper.offer(find_card(collection, words).id, now)
    case: OpenCase | None = None
    drill: tuple[Step, ...] = ()
    if missed is not None and offer.note.kind is Kind.TERM:
        raise BadRequest("Only a scenario has points that can be missed.")
    if missed is not None:
        checklist = Checklist.of(collection, offer)
        case = checklist.closed(missed, seconds, now.ms)
        ticks = checklist.ticks(case)
        drill = to_drill(ticks) if offer.card.face == CASE else ()
        in_time = not preferences.clock or seconds <= 60 * checklist.minutes
        if rating is Rating.EASY and not may_be_easy(ticks, hint=False, in_time=in_time):
            raise BadRequest("Easy is for a scenario with every point said, and in time.")
    kept = keeper.answer(offer, rating, now, 1000 * seconds, case, drill)
    return Answered(card_name(offer.note.key, offer.card.face), offer, kept)


@click.command(short_help="Answer one card.")
@click.argument("card")
@click.argument("rating", type=click.Choice(list(RATINGS), case_sensitive=False), metavar="RATING")
@click.option("--missed", metavar="3,7", help="Of a scenario, the points that were not said.")
@click.option("--seconds", type=click.IntRange(0, 86400), default=0, help="How long it took.")
@json_option
@pass_app
def command(
    app: App, card: str, rating: str, missed: str | None, seconds: int, as_json: bool
) -> None:
    """Answer CARD (a key, or key#face) with RATING: 1-4, or again, hard, good, easy.

    Of a scenario --missed keeps the checklist too ("" when nothing was missed), and lines up its
    weakest steps for tomorrow.

    \b
    Examples:
      flashcards answer modeling/feature-map good
      flashcards answer cases/churn 2 --missed 3,7 --seconds 1100
    """
    with opened(app) as collection:
        now = moment(app, collection)
        points = None if missed is None else _numbers(missed)
        held = RATINGS[rating.lower()]
        answered = keep(collection, card, held, points, seconds, now, app.preferences)
    if as_json:
        emit(_as_json(answered))
    else:
        _tell(app, answered)


def _tell(app: App, answered: Answered) -> None:
    name, offer, kept = answered
    assert kept.review.rating is not None
    when = "suspended" if kept.suspended else f"again in {interval(kept.review.interval)}"
    click.echo(clean_line(f"{kept.review.rating.word}: {name} {when}"))
    if kept.leech:
        app.say(leech_sentence(offer, kept, app.program))


def _numbers(words: str) -> tuple[int, ...]:
    try:
        return tuple(int(word) for word in words.replace(",", " ").split())
    except ValueError as error:
        raise click.BadParameter(f"'{words}' is not a list of numbers such as 3,7.") from error


def _as_json(answered: Answered) -> dict[str, Any]:
    name, _, kept = answered
    assert isinstance(kept.memory, Learned)
    return {
        "card": name,
        "rating": kept.review.rating,
        "state": kept.memory.state.value,
        "stability": kept.memory.stability,
        "difficulty": kept.memory.difficulty,
        "due": due_json(kept.memory),
        "interval": kept.review.interval,
        "study_day": date_of(kept.review.study_day).isoformat(),
        "leech": kept.leech,
    }
