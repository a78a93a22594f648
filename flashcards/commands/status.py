"""``status``: what is for today, where one stands, what to type."""

import sys
from dataclasses import dataclass
from math import ceil

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.exported import due_on_phone
from flashcards.collection.filters import Filter
from flashcards.collection.settings import rollover_hour
from flashcards.collection.shelves import Count, count
from flashcards.commands.alarms import alarms
from flashcards.commands.options import (
    choose_or_default,
    emit,
    json_option,
    role_option,
    roles_in_words,
)
from flashcards.compiler.fresh import ready
from flashcards.compiler.places import changed_user_files
from flashcards.counting import be
from flashcards.counting import count as counted
from flashcards.days import MINUTE_MS
from flashcards.opening import moment
from flashcards.plan.day import REVIEW_SECONDS
from flashcards.session.dealing import Dealer
from flashcards.session.limits import limits
from flashcards.session.workload import about, in_words, numbers, tomorrow
from flashcards.study.pool import Limits
from flashcards.study.queue import Queue
from flashcards.terminal.facts import fact_lines
from flashcards.terminal.screen import Screen
from flashcards.terminal.width import spread
from flashcards.terminal.words import day_title

LONGEST_MS = MINUTE_MS
"""A term counts at most a minute: people walk away."""
USUAL_MINUTES = 20
"""What a backlog is measured in, where the learner prefers no other time for a day."""
HEAVY = 2
"""From so many days' work on, what is due is a backlog."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the status says."""

    today: Queue
    tomorrow: Queue
    answered: int
    minutes: int
    seen: Count
    changed: list[str]
    warnings: list[tuple[str, str]]
    roles: tuple[str, ...]
    day_begins: int
    skipped: int
    """The days before today without an answer, since the last one with any."""
    phone: int
    """The exported cards that were answered here since the last export."""


def stand(collection: Collection, now: Moment, chosen: Filter, held: Limits) -> Standing:
    """Look at today and tomorrow, at what was seen so far, and at the files."""
    answers = today.answered(collection, now.day)
    last = today.last_day_before(collection, now.day)
    dealer = Dealer(collection)
    spent = sum(a.duration_ms if a.is_scenario else min(a.duration_ms, LONGEST_MS) for a in answers)
    return Standing(
        today=dealer.queue(now, chosen, held),
        tomorrow=dealer.queue(tomorrow(now), chosen, held),
        answered=len({answer.card for answer in answers}),
        minutes=round(spent / MINUTE_MS),
        seen=count(collection, chosen),
        changed=changed_user_files(collection),
        warnings=alarms(collection, now),
        roles=chosen.roles,
        day_begins=rollover_hour(collection),
        skipped=0 if last is None else now.day - last - 1,
        phone=due_on_phone(collection),
    )


@click.command(short_help="What is for today, and what to type next.")
@role_option
@json_option
@pass_app
def command(app: App, as_json: bool, roles: tuple[str, ...]) -> None:
    """Show what is for today, how much has been seen, and what to type next."""
    with ready(app) as collection:
        now = moment(app, collection)
        chosen = choose_or_default(app, collection, roles)
        standing = stand(collection, now, chosen, limits(app.preferences))
    if as_json:
        emit(_as_json(standing))
    else:
        Screen(sys.stdout, app.look).lines(_lines(app, standing, now))


def _as_json(standing: Standing) -> dict[str, object]:
    seen = standing.seen
    return {
        **numbers(standing.today),
        "answered": standing.answered,
        "minutes_spent": standing.minutes,
        "tomorrow": numbers(standing.tomorrow),
        "skipped": standing.skipped,
        "phone": standing.phone,
        "changed": standing.changed,
        "warnings": {label.lower(): words for label, words in standing.warnings},
        "terms": seen.terms,
        "terms_seen": seen.terms_seen,
        "scenarios": seen.scenarios,
        "scenarios_seen": seen.scenarios_seen,
        "roles": list(standing.roles),
    }


def _lines(app: App, standing: Standing, now: Moment) -> list[str]:
    done = not standing.today.cards
    ahead = in_words(standing.tomorrow, app.look.dot) if done else ""
    rows = [
        ("Today", *_today(app, standing)),
        ("Tomorrow", ahead, about(standing.tomorrow)),
        ("Backlog", _backlog(standing.today, app.preferences.minutes or USUAL_MINUTES), ""),
        ("Skipped", "" if standing.answered else _skipped(standing.skipped), ""),
        ("Seen", _seen(app, standing.seen), ""),
        ("Phone", _phone(standing.phone), ""),
        ("Decks", _changed(standing.changed), ""),
        *((label, words, "") for label, words in standing.warnings),
        *_next(app, standing, done=done),
    ]
    shown = [line for row in rows for line in fact_lines(app.look, *row)]
    title, whose = app.look.bold(day_title(now.day)), roles_in_words(standing.roles)
    if app.look.plain:
        return [f"{title}.", *([f"Role. {whose}."] if whose else []), *shown]
    last = next(i for i, line in enumerate(shown) if line.startswith("  Next"))
    head = [f"  {line}" for line in spread(title, whose, app.look.edge - 2)]
    return ["", *head, "", *shown[:last], "", *shown[last:], ""]


def _today(app: App, standing: Standing) -> tuple[str, str]:
    left = in_words(standing.today, app.look.dot)
    if left:
        return left, about(standing.today)
    if not standing.answered:
        return "nothing is due", ""
    return f"done {app.look.dot} {counted(standing.answered, 'card')}", f"{standing.minutes} min"


def _next(app: App, standing: Standing, *, done: bool) -> list[tuple[str, str, str]]:
    commands = ["compile"] * bool(standing.changed) + ([] if done else ["review"])
    texts = [app.look.bold(f"{app.program} {name}") for name in commands]
    texts = texts or _nothing(app, standing)
    return [("" if i else "Next", text, "") for i, text in enumerate(texts)]


def _nothing(app: App, standing: Standing) -> list[str]:
    practice = f"{app.look.bold(app.program + ' review --practice')}, to go on anyway"
    has_met_any = standing.seen.terms_seen or standing.seen.scenarios_seen
    return [f"nothing until {standing.day_begins:02}:00", *([practice] if has_met_any else [])]


def _backlog(queue: Queue, minutes: float) -> str:
    """How many days the reviews that wait would take, where that is more than can be done now."""
    due = sum(waiting.seconds for waiting in (*queue.learning, *queue.reviews, *queue.steps))
    days = (due + REVIEW_SECONDS * queue.backlog) / 60 / minutes
    return f"about {ceil(days)} days at {minutes:g} min" if days >= HEAVY else ""


def _skipped(days: int) -> str:
    """The days without an answer, as a fact."""
    if not days:
        return ""
    return f"{'yesterday' if days == 1 else f'the last {days} days'}; nothing is lost"


def _phone(cards: int) -> str:
    if not cards:
        return ""
    answered = f"{counted(cards, 'card')} answered here since the last export"
    return f"{answered} {be(cards)} still due there"


def _seen(app: App, seen: Count) -> str:
    return (
        f"{seen.terms_seen} of {counted(seen.terms, 'term')} {app.look.dot}"
        f" {seen.scenarios_seen} of {counted(seen.scenarios, 'scenario')}"
    )


def _changed(files: list[str]) -> str:
    return f"{counted(len(files), 'file')} changed since compiled" if files else ""
