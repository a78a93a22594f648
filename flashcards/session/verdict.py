"""The end of a scenario: what was missed, the proposed rating and why, and the learner's choice."""

from flashcards.collection.cases import times_missed
from flashcards.counting import count
from flashcards.days import date_of
from flashcards.kinds import CASE, Rating, Step
from flashcards.plan.day import STEP_MINUTES
from flashcards.session.answering import Offer
from flashcards.session.casebook import Casebook
from flashcards.session.keeping import keep
from flashcards.session.scenario_screen import result_lines, steps_in_words
from flashcards.session.sitting import (
    Act,
    Result,
    Sitting,
    buttons,
    is_new,
    keys,
    spoken_buttons,
)
from flashcards.study.rubric import Proposal, may_be_easy, propose, to_drill
from flashcards.terminal.clean import clean
from flashcards.terminal.facts import fact_lines
from flashcards.terminal.render import render
from flashcards.terminal.words import on_date
from flashcards.text import Text

_TOLD_FROM = 2
"""A point missed so many times is worth a word."""


def judge(sitting: Sitting, offer: Offer, book: Casebook) -> Result | None:
    """Show the result and keep the rating; None when the learner wants to change ticks."""
    ticks = book.checklist.ticks(book.case)
    proposal = propose(ticks)
    drill = to_drill(ticks) if offer.card.face == CASE and not offer.is_practice else ()
    _show(sitting, offer, book, proposal, drill)
    sitting.desk.on_return(lambda: _show(sitting, offer, book, proposal, drill))
    while True:
        key = _ask(sitting, offer, book, proposal)
        if key in ("t", "backspace"):
            return None
        if key == "q":
            if not offer.is_practice:
                sitting.screen.say("Kept: the rating is asked again next time.")
            return Result(Act.QUIT)
        if key == "e":
            return sitting.edit(offer.note)
        rating = sitting.ratings.get(key, proposal.rating)
        if rating is Rating.EASY and not _easy(book):
            time = "in time and " if book.timed else ""
            sitting.screen.say(f"Easy is for everything said, {time}without the hint.")
            continue
        return keep(sitting, offer, rating, book.milliseconds, book.case, drill)


def _ask(sitting: Sitting, offer: Offer, book: Casebook, proposal: Proposal) -> str:
    look, scenario = sitting.look, book.checklist.scenario
    extras: dict[str, tuple[str, Text]] = {
        "m": ("model answer", scenario.model_answer),
        "r": ("expected reaction", scenario.reaction),
        "f": ("follow-ups", scenario.follow_ups),
    }
    offered = {key: pair for key, pair in extras.items() if pair[1]}
    pairs = [("Space", proposal.rating.word), *((key, pair[0]) for key, pair in offered.items())]
    easy = _easy(book)
    ratings = {k: rating for k, rating in sitting.ratings.items() if easy or rating < Rating.EASY}
    hint = buttons(offer, look, ratings, "Passed") + "\n"
    hint += keys(look, *pairs, ("t", "change ticks"), ("e", "edit"), ("q", "quit"))
    wanted = ("space", *sitting.ratings, *offered, "t", "backspace", "e", "q")
    while (key := sitting.desk.ask(wanted, hint, spoken_buttons(offer, ratings))) in offered:
        title, text = offered[key]
        sitting.screen.say(look.bold(title.capitalize()), "")
        sitting.screen.lines([*render(text, look), ""])
    return key


def _show(
    sitting: Sitting, offer: Offer, book: Casebook, proposal: Proposal, drill: tuple[Step, ...]
) -> None:
    look = sitting.look
    lines = result_lines(book, proposal, look, first_try=is_new(offer))
    facts = [("Rating", f"{proposal.rating.word}: {proposal.reason}")]
    facts += [("Tomorrow", _tomorrow(offer, drill))] if drill else []
    facts += [("Remember", words) for words in _often_missed(sitting, book)]
    told = [line for label, text in facts for line in fact_lines(look, label, clean(text))]
    sitting.screen.lines([*lines, "", *told, ""])


def _tomorrow(offer: Offer, drill: tuple[Step, ...]) -> str:
    minutes = count(len(drill) * STEP_MINUTES, "minute")
    whole = date_of(offer.day + offer.outcomes[Rating.AGAIN].interval)
    again = on_date(whole, date_of(offer.day))
    return f"{steps_in_words(drill)} again, about {minutes}; the whole not before {again}"


def _often_missed(sitting: Sitting, book: Casebook) -> list[str]:
    """The point missed most often over all answers, this one included, if that was often."""
    missed = [point for point in book.checklist.points if not book.case.ticks[point.id]]
    counts = [(times_missed(sitting.collection, point.id), point) for point in missed]
    times, point = max(counts, key=lambda pair: pair[0][0], default=((0, 0), None))
    if point is None or times[0] + 1 < _TOLD_FROM:
        return []
    return [f"{point.text}: missed {times[0] + 1} of {times[1] + 1} times"]


def _easy(book: Casebook) -> bool:
    ticks = book.checklist.ticks(book.case)
    return may_be_easy(ticks, hint=book.case.hint, in_time=book.in_time)
